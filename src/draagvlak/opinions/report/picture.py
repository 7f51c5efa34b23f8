"""The map as a drawing: a dot for each person, a haze as wide as we are unsure around it, a letter in each group."""

from dataclasses import dataclass, field
from html import escape
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.int64] | NDArray[np.int32]

WIDTH: Final = 720
HEIGHT: Final = 520
MARGIN: Final = 36
MOST_PEOPLE: Final = 2000
"""More dots than these make a file heavy and a drawing black; then so many are drawn."""
HALF: Final = 1.1774100225154747
"""Half of a normal cloud lies within so many standard deviations, in two dimensions."""
HAZE: Final = (0.012, 0.1, 7.0)
"""The least and the most that one haze covers, and what all of them share."""
MARKS: Final = (
    '<circle r="3.4"/>',
    '<rect x="-3" y="-3" width="6" height="6"/>',
    '<path d="M0-4.2 4 3.2H-4Z"/>',
    '<path d="M0-4.6 4.6 0 0 4.6-4.6 0Z"/>',
    '<path d="M0 4.2 4-3.2H-4Z"/>',
    '<path d="M-1.3-4.2H1.3V-1.3H4.2V1.3H1.3V4.2H-1.3V1.3H-4.2V-1.3H-1.3Z"/>',
)
"""Each group has a mark of its own, for who does not see its colour."""
OUTSIDE: Final = '<circle r="2"/>'


@dataclass(frozen=True, eq=False)
class Crowd:
    """People on the map, of shape (people, d), and how unsure that is, of shape (people, d, d), when that is known.

    `groups`: the group of each from 0, -1 for none. `centres` (groups, d) and `spread` (d, d) are the clouds of groups.
    """

    positions: Numbers
    covariances: Numbers | None = None
    groups: Labels | None = None
    centres: Numbers = field(default_factory=lambda: np.zeros((0, 2)))
    spread: Numbers = field(default_factory=lambda: np.eye(2))


def letter(group: int) -> str:
    """Return what a group is called until people give it a name.

    >>> letter(0), letter(2)
    ('A', 'C')
    """
    return chr(ord("A") + group)


def picture(crowd: Crowd, *, title: str, description: str) -> str:
    """Draw people as inline SVG, with a text for who can't see it; classes are those of `page.css`.

    The first two axes are drawn. With one axis people are spread up and down, which means nothing.

    >>> drawn = picture(Crowd(np.array([[0.0, 1.0], [2.0, 0.0]])), title="De kaart", description="Twee mensen.")
    >>> drawn.count("<use"), "<title id='map-title'>De kaart</title>" in drawn
    (2, True)
    """
    shown = _flat(_some(crowd))
    scale, shift = _scale(shown)
    groups = np.full(len(shown.positions), -1) if shown.groups is None else shown.groups
    marks = "".join(f"<g id='mark-{name}'>{mark}</g>" for name, mark in _marks(groups))
    return (
        f"<svg class='map' viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-labelledby='map-title map-words'>"
        f"<title id='map-title'>{escape(title)}</title><desc id='map-words'>{escape(description)}</desc>"
        f"<defs>{marks}</defs>{_hazes(shown, groups, scale, shift)}{_dots(shown, groups, scale, shift)}"
        f"{_clouds(shown, scale, shift)}</svg>"
    )


def _marks(groups: Labels) -> list[tuple[str, str]]:
    """Return the marks that are used; who is in no group gets a smaller dot where others are in one."""
    used = sorted({int(group) for group in groups if group >= 0})
    return [("x", OUTSIDE if used else MARKS[0]), *((str(group), MARKS[group % len(MARKS)]) for group in used)]


def _some(crowd: Crowd) -> Crowd:
    """Take people at equal steps, when there are too many to draw."""
    if len(crowd.positions) <= MOST_PEOPLE:
        return crowd
    kept = np.linspace(0, len(crowd.positions) - 1, MOST_PEOPLE).astype(np.int64)
    return Crowd(
        positions=crowd.positions[kept],
        covariances=None if crowd.covariances is None else crowd.covariances[kept],
        groups=None if crowd.groups is None else crowd.groups[kept],
        centres=crowd.centres,
        spread=crowd.spread,
    )


def _flat(crowd: Crowd) -> Crowd:
    """Keep two axes; make a second one that spreads people evenly when there is only one."""
    people, axes = crowd.positions.shape
    if axes > 1:
        return Crowd(
            positions=crowd.positions[:, :2],
            covariances=None if crowd.covariances is None else crowd.covariances[:, :2, :2],
            groups=crowd.groups,
            centres=crowd.centres[:, :2],
            spread=crowd.spread[:2, :2],
        )
    golden = (np.arange(people) * 0.6180339887498949) % 1
    covariances = np.zeros((people, 2, 2))
    covariances[:, 0, 0] = 0 if crowd.covariances is None else crowd.covariances[:, 0, 0]
    covariances[:, 1, 1] = 0.003
    spread = np.diag([crowd.spread[0, 0], 0.6])
    return Crowd(
        positions=np.column_stack([crowd.positions[:, 0], 2 * golden - 1]),
        covariances=None if crowd.covariances is None else covariances,
        groups=crowd.groups,
        centres=np.column_stack([crowd.centres[:, :1], np.zeros(len(crowd.centres))]),
        spread=spread,
    )


def _scale(crowd: Crowd) -> tuple[Numbers, Numbers]:
    """Return by what to multiply and what to add; up is down in a drawing, and both axes are alike."""
    points = np.vstack([crowd.positions, crowd.centres]) if len(crowd.positions) else np.zeros((1, 2))
    around = np.zeros_like(points)
    if crowd.covariances is not None:
        around[: len(crowd.positions)] = np.sqrt(np.diagonal(crowd.covariances, axis1=1, axis2=2))
    low, high = (points - around).min(axis=0), (points + around).max(axis=0)
    room = np.array([WIDTH, HEIGHT]) - 2 * MARGIN
    times = float((room / np.maximum(high - low, 1e-9)).min())
    scale = np.array([times, -times])
    return scale, np.array([WIDTH, HEIGHT]) / 2 - scale * (low + high) / 2


def _dots(crowd: Crowd, groups: Labels, scale: Numbers, shift: Numbers) -> str:
    places = crowd.positions * scale + shift
    names = ["x" if group < 0 else str(group) for group in groups.tolist()]
    return "".join(
        f"<use href='#mark-{name}' class='g{name}' x='{x:.1f}' y='{y:.1f}'/>"
        for (x, y), name in zip(places.tolist(), names, strict=True)
    )


def _hazes(crowd: Crowd, groups: Labels, scale: Numbers, shift: Numbers) -> str:
    if crowd.covariances is None:
        return ""
    places = crowd.positions * scale + shift
    least, most, shared = HAZE
    strength = min(max(shared / max(len(places), 1), least), most)
    drawn = "".join(
        _ellipse(place, radii, turn, f"g{group if group >= 0 else 'x'}")
        for place, (radii, turn), group in zip(places, _axes(crowd.covariances, scale), groups.tolist(), strict=True)
    )
    return f"<g class='haze' fill-opacity='{strength:.3f}'>{drawn}</g>"


def _clouds(crowd: Crowd, scale: Numbers, shift: Numbers) -> str:
    drawn = []
    spreads = np.broadcast_to(crowd.spread, (len(crowd.centres), 2, 2))
    for group, (place, (radii, turn)) in enumerate(
        zip(crowd.centres * scale + shift, _axes(spreads, scale), strict=True)
    ):
        drawn.append(_ellipse(place, radii, turn, f"cloud g{group}"))
        drawn.append(
            f"<text class='g{group}' x='{place[0]:.1f}' y='{place[1]:.1f}' text-anchor='middle' "
            f"dominant-baseline='central'>{letter(group)}</text>"
        )
    return "".join(drawn)


def _axes(covariances: Numbers, scale: Numbers) -> list[tuple[Numbers, float]]:
    """Return the radii in which half of each cloud lies, and how it is turned, in degrees as a drawing has them."""
    values, vectors = np.linalg.eigh(covariances)
    radii = HALF * np.sqrt(np.maximum(values, 0)) * scale[0]
    turns = np.degrees(np.arctan2(-vectors[:, 1, 0], vectors[:, 0, 0]))
    return list(zip(radii, turns.tolist(), strict=True))


def _ellipse(place: Numbers, radii: Numbers, turn: float, names: str) -> str:
    return (
        f"<ellipse class='{names}' rx='{radii[0]:.1f}' ry='{radii[1]:.1f}' "
        f"transform='translate({place[0]:.1f} {place[1]:.1f}) rotate({turn:.0f})'/>"
    )
