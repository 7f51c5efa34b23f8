"""The theme of a municipality: one colour for the light, one for the dark, and the tokens that follow from them."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from raakvlak.municipality.colour import BLACK, WHITE, Colour, contrast, nearest

READABLE: Final = 4.5
VERY_READABLE: Final = 7.0
PAPER: Final = Colour.read("#faf8f4")
LIGHT_SURFACES: Final = (PAPER, WHITE)
INK: Final = Colour.read("#22262b")
DARK_SURFACES: Final = (Colour.read("#1d242c"),)
INK_IN_DARK: Final = Colour.read("#eceae5")
DEFAULT_ACCENT: Final = "#1a5f6a"
DEFAULT_ACCENT_IN_DARK: Final = "#84cad3"
_STRONGER: Final = 0.25
_SOFT: Final = 0.88


def readable_accent(colour: Colour) -> Colour:
    """Return this colour, or the nearest darker one that reads well on the light surfaces."""
    return nearest(colour, towards=BLACK, on=LIGHT_SURFACES, ratio=READABLE)


def readable_accent_in_dark(colour: Colour) -> Colour:
    """Return this colour, or the nearest lighter one that reads well on the dark surfaces."""
    return nearest(colour, towards=WHITE, on=DARK_SURFACES, ratio=READABLE)


def theme_css(theme: Mapping[str, str]) -> str:
    """Write the stylesheet of a theme, nothing for a municipality that has none."""
    accent = theme.get("accent", "")
    return _css(accent, theme.get("accent_in_dark", "")) if accent else ""


def theme_digest(theme: Mapping[str, str]) -> str:
    """Return by what name this stylesheet, and no other, is fetched."""
    accent = theme.get("accent", "")
    return _digest(accent, theme.get("accent_in_dark", "")) if accent else ""


@lru_cache(maxsize=256)
def _digest(accent: str, accent_in_dark: str) -> str:
    return hashlib.sha256(_css(accent, accent_in_dark).encode()).hexdigest()[:20]


def _css(accent: str, accent_in_dark: str) -> str:
    light = Colour.read(accent)
    dark = Colour.read(accent_in_dark) if accent_in_dark else readable_accent_in_dark(light)
    tokens = {**_tokens_in_light(light), **_tokens_in_dark(dark)}
    lines = "".join(f"  --raakvlak-{name}: {colour};\n" for name, colour in tokens.items())
    return f":root {{\n{lines}}}\n"


def _tokens_in_light(accent: Colour) -> dict[str, Colour]:
    return {
        "accent": accent,
        "accent-strong": accent.mixed(BLACK, _STRONGER),
        "accent-soft": nearest(accent.mixed(WHITE, _SOFT), towards=WHITE, on=(INK,), ratio=VERY_READABLE),
        "on-accent": _text_on(accent),
    }


def _tokens_in_dark(accent: Colour) -> dict[str, Colour]:
    soft = nearest(accent.mixed(DARK_SURFACES[0], 0.8), towards=BLACK, on=(INK_IN_DARK,), ratio=VERY_READABLE)
    return {
        "accent-in-dark": accent,
        "accent-strong-in-dark": accent.mixed(WHITE, _STRONGER),
        "accent-soft-in-dark": soft,
        "on-accent-in-dark": _text_on(accent),
    }


def _text_on(accent: Colour) -> Colour:
    return max((WHITE, BLACK), key=lambda text: contrast(text, accent))
