"""Dutch words: what their forms have in common (`stems`), and what a compound is made of (`compounds`)."""
