"""The areas of a municipality as they lie under a map: what they are called, how they nest, and where they are."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Final, NamedTuple, Self, TypeVar

from csp.decorators import csp_update
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Area, Municipality

# PDOK's Web Map Tile Service of the Kadaster, in grey: the notes stand out, and the map stays calm.
TILES_ORIGIN: Final = "https://service.pdok.nl"
TILES_URL: Final = f"{TILES_ORIGIN}/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{{z}}/{{x}}/{{y}}.png"
_BOX: Final = re.compile(r"([0-9]{2}\.[0-9]{1,5}),([0-9]\.[0-9]{1,5}),([0-9]{2}\.[0-9]{1,5}),([0-9]\.[0-9]{1,5})")

View = TypeVar("View", bound=Callable[..., Any])


class Box(NamedTuple):
    """A piece of the map, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float | None, longitude: float | None) -> bool:
        """Tell whether a point lies in it."""
        if latitude is None or longitude is None:
            return False
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def read_box(text: str) -> Box | None:
    """Read "south,west,north,east"; what is no piece of the map narrows nothing.

    >>> read_box("52.50,5.10,52.60,5.20")
    Box(south=52.5, west=5.1, north=52.6, east=5.2)
    >>> read_box("everywhere")
    """
    match = _BOX.fullmatch(text)
    return Box(*(float(degrees) for degrees in match.groups())) if match else None


class Neighbourhood(NamedTuple):
    """An area without its border: the point stands inside it, and is empty where no border is known."""

    pk: int
    name: str
    parent_id: int | None
    latitude: float | None
    longitude: float | None
    version: int | None
    is_former: bool

    @property
    def is_drawn(self) -> bool:
        """Tell whether its border stands on the map: of a former area only the middle is still known."""
        return self.version is not None and not self.is_former


@dataclass(frozen=True)
class Land:
    """All areas of a municipality, fetched at once."""

    areas: dict[int, Neighbourhood]

    @classmethod
    def of(cls, municipality: Municipality) -> Self:
        """Fetch the areas in one query, however detailed their borders."""
        outline = ("outline__latitude", "outline__longitude", "outline__version")
        rows = Area.objects.within(municipality).values_list("pk", "name", "parent", *outline, "is_former")
        return cls({row[0]: Neighbourhood(*row) for row in rows})

    @cached_property
    def digest(self) -> str:
        """Return a name for the drawing of this land, another one as soon as anything in it changes."""
        known = "\n".join(f"{area.pk} {area.version} {area.name}" for area in self.areas.values() if area.is_drawn)
        return hashlib.sha256(known.encode()).hexdigest()[:16]

    @property
    def url(self) -> str:
        """Return where the borders are fetched; nothing when there are none."""
        is_drawn = any(area.is_drawn for area in self.areas.values())
        return reverse("municipality:outlines", args=[self.digest]) if is_drawn else ""

    @property
    def tiles(self) -> str:
        """Return where the background is fetched; nothing when this installation asks nobody for one."""
        return TILES_URL if settings.RAAKVLAK_MAP_BACKGROUND else ""

    def with_parts(self, area_id: int) -> set[int]:
        """Return an area and all that lies in it, however deep."""
        found, waiting = set(), [area_id]
        while waiting:
            found.add(area := waiting.pop())
            waiting += [part.pk for part in self._parts.get(area, []) if part.pk not in found]
        return found

    def nested(self) -> Iterator[tuple[Neighbourhood, int]]:
        """Yield every area below the one that it is a part of, with how deep it lies."""
        roots = [area for area in self.areas.values() if area.parent_id not in self.areas]
        waiting = [(area, 0) for area in reversed(roots)]
        while waiting:
            area, depth = waiting.pop()
            yield area, depth
            waiting += [(part, depth + 1) for part in reversed(self._parts.get(area.pk, []))]

    def choices(self) -> list[tuple[str, str]]:
        """Return the areas as choices of a form, parts further in than the whole."""
        choices = [
            (str(area.pk), "\u2003" * depth + (_("%s (voorheen)") % area.name if area.is_former else area.name))
            for area, depth in self.nested()
        ]
        return [("", _("alle gebieden")), *choices]

    @cached_property
    def _parts(self) -> dict[int | None, list[Neighbourhood]]:
        parts: dict[int | None, list[Neighbourhood]] = {}
        for area in self.areas.values():
            parts.setdefault(area.parent_id, []).append(area)
        return parts


def shows_map(view: View) -> View:
    """Let this page fetch the background of its map, where the installation has one; other pages may not."""
    with_tiles = csp_update({"img-src": [TILES_ORIGIN]})(view)

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 – whatever the view answers
        return (with_tiles if settings.RAAKVLAK_MAP_BACKGROUND else view)(*args, **kwargs)

    return shown  # type: ignore[return-value]  # the same view, with a header more
