"""A ranking that an installation adds itself, by a function of its own; off unless it is set.

The function gets a wish without names and the number of the municipality, and returns numbers of possibilities, the
best first. It runs within a request, so it has to be quick. One that fails is told in the log and counts for nothing.
"""

import logging
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string

MOST: Final = 200
logger: Final = logging.getLogger(__name__)


def ranked_for(wish: str, municipality_id: int) -> list[list[int]]:
    """Return what the function of this installation ranks for a wish; nothing when there is none, or it fails."""
    if not settings.RAAKVLAK_RANKING:
        return []
    try:
        found = _function(settings.RAAKVLAK_RANKING)(wish, municipality_id)
        return [[number for number in list(found)[:MOST] if type(number) is int and 0 <= number < 2**62]]
    except Exception as error:  # noqa: BLE001 – whatever it does, the page is shown; its words stay out of the log
        logger.warning("RAAKVLAK_RANKING failed and counts for nothing: %s", type(error).__name__)
        return []


@lru_cache(maxsize=1)
def _function(path: str) -> Any:  # noqa: ANN401 – a function of somebody else
    """Import it when it is first needed."""
    return import_string(path)
