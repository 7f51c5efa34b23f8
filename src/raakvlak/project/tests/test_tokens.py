"""The colours of the design: readable in light and dark, and the same whether the device or the reader chose."""

import re
from pathlib import Path
from typing import Final

import pytest

from raakvlak.municipality.colour import Colour, contrast

CSS: Final = Path(__file__).parents[1] / "static/css/tokens.css"
GROUNDS: Final = ("paper", "paper-deep", "surface")
PAIRS: Final = [
    *(("ink", ground, 7.0) for ground in GROUNDS),
    *(("ink-soft", ground, 4.5) for ground in GROUNDS),
    *(("line-strong", ground, 3.0) for ground in ("paper", "surface")),
    *(("accent", ground, 4.5) for ground in GROUNDS),
    ("on-accent", "accent", 4.5),
    ("on-accent", "accent-strong", 4.5),
    ("accent-strong", "accent-soft", 4.5),
    ("ink", "accent-soft", 7.0),
    *((word, f"{word}-soft", 4.5) for word in ("good", "attention", "problem")),
    *(("ink", f"{word}-soft", 7.0) for word in ("good", "attention", "problem")),
    *((kind, f"{kind}-soft", 4.5) for kind in ("position", "interest", "need", "worry", "resource")),
    *(("ink", f"{kind}-soft", 7.0) for kind in ("position", "interest", "need", "worry", "resource")),
    ("problem", "surface", 4.5),
    ("problem", "paper", 4.5),
]


def block(selector: str) -> dict[str, str]:
    """Read the tokens that one rule sets."""
    found = re.search(re.escape(selector) + r" \{(.*?)\n\s*\}", CSS.read_text(), flags=re.DOTALL)
    assert found, selector
    return dict(re.findall(r"--([a-z-]+): ([^;]+);", found[1]))


def palette(dark: dict[str, str]) -> dict[str, str]:
    return block(":root") | dark


def colour(tokens: dict[str, str], name: str) -> Colour:
    value = tokens[name]
    while named := re.fullmatch(r"var\(--([a-z-]+)\)", value):
        value = tokens[named[1]]
    return Colour.read(re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", value))


LIGHT: Final[dict[str, str]] = {}
DARK: Final = block(':root[data-appearance="dark"]')


@pytest.mark.parametrize("dark", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_words_are_readable(dark: dict[str, str], text: str, ground: str, least: float) -> None:
    tokens = palette(dark)
    assert contrast(colour(tokens, text), colour(tokens, ground)) >= least


def test_the_dark_is_the_same_by_device_and_by_choice() -> None:
    assert block(':root:not([data-appearance="light"])') == DARK
