"""What every kind of file gives: rows, of which the border is built only when it is wanted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shapely.geometry.base import BaseGeometry


class Row(NamedTuple):
    """One row of a file: in which layer it stands, its values under plain names, and a way to its border."""

    layer: str
    values: dict[str, Any]
    border: Callable[[], BaseGeometry | None]


@dataclass
class Told:
    """What a file turned out to hold, for who must be told why it can't be used."""

    columns: set[str] = field(default_factory=set)
    municipalities: dict[str, str] = field(default_factory=dict)
