"""Colours and how well one reads on another, as WCAG 2.2 counts it."""

import re
from typing import Final, NamedTuple

_HEX: Final = re.compile(r"#[0-9a-f]{6}")
_STEPS: Final = 200


class Colour(NamedTuple):
    """Red, green and blue, each from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def read(cls, text: str) -> "Colour":
        """Read a colour such as #1a5f6a; raise ValueError on anything else."""
        if not _HEX.fullmatch(text):
            raise ValueError(text)
        return cls(*(int(text[start : start + 2], 16) for start in (1, 3, 5)))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Return how light it is to the eye, from 0 (black) to 1 (white)."""
        red, green, blue = (_linear(part / 255) for part in self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """Return this colour with a share (0 to 1) of another one in it."""
        return Colour(*(round(mine + (its - mine) * share) for mine, its in zip(self, other, strict=True)))


WHITE: Final = Colour(255, 255, 255)
BLACK: Final = Colour(0, 0, 0)


def contrast(one: Colour, other: Colour) -> float:
    """Return how well one reads on the other: from 1 (not at all) to 21 (black on white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: Colour, *, towards: Colour, on: tuple[Colour, ...], ratio: float) -> Colour:
    """Return the first colour on the way to black or white that reads well enough on all of these."""
    for step in range(_STEPS + 1):
        candidate = colour.mixed(towards, step / _STEPS)
        if all(contrast(candidate, ground) >= ratio for ground in on):
            return candidate
    return towards


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  (the sRGB curve)
