"""What was found, for people: in words, and as a page."""
