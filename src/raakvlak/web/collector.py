"""How often Python looks for objects that point to each other and to which nobody points any more."""

import gc
from typing import Final

# A large page makes some tens of thousands of objects, nearly all of which go by themselves when it is sent. Python
# looks after every 700 that stay; each hundredth time it goes through all that there is, in the middle of a page.
NEW_OBJECTS: Final = 50_000
ROUNDS_OF_NEW: Final = 5
ROUNDS_OF_YOUNG: Final = 10


def look_less_often() -> None:
    """Pass by what is there now, which stays, and look less often.

    Called when the site is loaded, before workers are forked: they then keep sharing the memory that nobody writes in.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, ROUNDS_OF_NEW, ROUNDS_OF_YOUNG)
