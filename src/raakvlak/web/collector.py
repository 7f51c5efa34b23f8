"""How often Python looks for objects that point to each other and to which nobody points any more."""

import gc
from typing import Final

# Every page leaves a thousand objects or more that point to each other. Python looks after every 700 that stay; each
# hundredth time it goes through all that there is, in the middle of a page. Looking among 5,000 takes some three
# milliseconds; among 50,000 it took thirty, and so did whichever page was being made then.
NEW_OBJECTS: Final = 5_000
ROUNDS_OF_NEW: Final = 10
ROUNDS_OF_YOUNG: Final = 50


def look_less_often() -> None:
    """Pass by what is there now, which stays, and look less often.

    Called when the site is loaded, before workers are forked: they then keep sharing the memory that nobody writes in.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, ROUNDS_OF_NEW, ROUNDS_OF_YOUNG)
