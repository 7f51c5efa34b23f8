"""Telling the floors above that a member can see less than she did, or nothing any more.

What she had in hand stands on those floors, and imports go down only: they ask to be told, when Django starts.
"""

from collections.abc import Callable
from typing import Final

from raakvlak.municipality.models import Member

Follow = Callable[[Member], object]
_FOLLOWERS: Final[list[Follow]] = []


def when_out(follow: Follow) -> Follow:
    """Let this be called, in the same transaction, for a member who left, may not come in, or sees less."""
    _FOLLOWERS.append(follow)
    return follow


def tell_out(member: Member) -> None:
    """Tell all who asked."""
    for follow in _FOLLOWERS:
        follow(member)
