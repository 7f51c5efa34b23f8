"""The border of an area: corners as people type them, a GeoJSON polygon as we keep it."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WEST, EAST, SOUTH, NORTH = 3.2, 7.3, 50.7, 53.6
MOST_CORNERS: Final = 1_000
FEWEST_CORNERS: Final = 3
SMALLEST: Final = 1e-8  # in square degrees: some 75 square metres
_NUMBER: Final = "[-+]?[0-9]{1,3}(?:[.,][0-9]{1,15})?"
_LINE: Final = re.compile(rf"\s*\(?\s*({_NUMBER})\s*(?:[;,]\s*|\s)\s*({_NUMBER})\s*\)?\s*[;,]?\s*")

Corner = tuple[float, float]
Bounds = tuple[float, float, float, float]
Geometry = dict[str, Any]


def read_corners(text: str) -> Geometry | None:
    """Read one corner a line, "latitude, longitude", and return the polygon; refuse with what to do about it."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        return None
    if len(lines) > MOST_CORNERS:
        message = _("Dit zijn meer dan %(most)d hoeken. Laat de kleinste bochten weg.")
        raise ValidationError(message % {"most": MOST_CORNERS})
    return polygon([_corner(number, line) for number, line in lines])


def polygon(corners: Sequence[Corner]) -> Geometry:
    """Make a closed GeoJSON polygon of corners (latitude, longitude); refuse one that is none."""
    ring = [(longitude, latitude) for latitude, longitude in _open(corners)]
    if len(set(ring)) < FEWEST_CORNERS:
        raise ValidationError(_("Een gebied heeft minstens drie verschillende hoeken. Voeg er nog toe."))
    from shapely import Polygon  # noqa: PLC0415 – heavy, and few requests need it
    from shapely.validation import explain_validity  # noqa: PLC0415 – the same

    shape = Polygon(ring)
    if not shape.is_valid or shape.area < SMALLEST:
        _refuse_shape(explain_validity(shape))
    return {"type": "Polygon", "coordinates": [[list(point) for point in [*ring, ring[0]]]]}


def corners_of(geometry: Geometry | None) -> list[Corner] | None:
    """Return the corners (latitude, longitude) of one line; nothing for a border of more lines or too many corners."""
    if not geometry or geometry.get("type") != "Polygon" or len(geometry["coordinates"]) != 1:
        return None
    if len(geometry["coordinates"][0]) > MOST_CORNERS:
        return None
    return _open([(latitude, longitude) for longitude, latitude in geometry["coordinates"][0]])


def as_text(geometry: Geometry | None) -> str:
    """Write the corners as people type them."""
    return "\n".join(f"{latitude:.6f}, {longitude:.6f}" for latitude, longitude in corners_of(geometry) or [])


def rings(geometry: Geometry) -> list[list[Sequence[float]]]:
    """Return every ring of a polygon or of several, in longitude and latitude."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for part in parts for ring in part]


def bounds(geometry: Geometry | None) -> Bounds | tuple[None, None, None, None]:
    """Return how far a border reaches: west, south, east, north; nothing for what is no border."""
    is_border = geometry is not None and "coordinates" in geometry
    points = [point for ring in rings(geometry) for point in ring] if geometry and is_border else []
    if not points:
        return None, None, None, None
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _corner(number: int, line: str) -> Corner:
    match = _LINE.fullmatch(line)
    if not match:
        message = _("Op regel %(number)d staat geen hoek. Schrijf elke hoek zo: 52.0907, 5.1214.")
        raise ValidationError(message % {"number": number})
    latitude, longitude = (float(part.replace(",", ".")) for part in match.groups())
    _refuse_abroad(number, latitude, longitude)
    return latitude, longitude


def _refuse_abroad(number: int, latitude: float, longitude: float) -> None:
    if SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST:
        return
    if SOUTH <= longitude <= NORTH and WEST <= latitude <= EAST:
        message = _(
            "Op regel %(number)d staan de getallen omgekeerd. Schrijf eerst de breedte (rond 52), dan de lengte."
        )
    else:
        message = _(
            "De hoek op regel %(number)d ligt buiten Nederland. De breedte ligt tussen 50,7 en 53,6 en de lengte tussen"
            " 3,2 en 7,3. Kijk de getallen na; er is nog niets bewaard."
        )
    raise ValidationError(message % {"number": number})


def _refuse_shape(problem: str) -> None:
    if "Self-intersection" in problem:
        message = _("De grens kruist zichzelf. Zet de hoeken op volgorde, zoals je langs de rand zou lopen.")
    else:
        message = _(
            "Deze hoeken vormen geen gebied: ze liggen op één lijn of raken elkaar. Versleep of wis er een paar."
        )
    raise ValidationError(message)


def _open(corners: Sequence[Corner]) -> list[Corner]:
    """Leave out a last corner that only closes the ring."""
    closed = len(corners) > 1 and corners[0] == corners[-1]
    return list(corners[:-1] if closed else corners)
