r"""Names in a text, kept as references: a kind and an id between two characters that nobody can type.

A token such as `\ue000p12\ue001` stands for party 12. Whoever shows the text decides which name stands there, so that
renaming, merging and erasing reach every text at once.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
_TOKEN: Final = re.compile(f"{OPEN}([a-z])([0-9]{{1,18}}){CLOSE}")


class Reference(NamedTuple):
    """What a token points to: the letter of its kind, and the id within that kind."""

    kind: str
    id: int

    @property
    def token(self) -> str:
        """Give the characters that stand for this reference in a text."""
        return f"{OPEN}{self.kind}{self.id}{CLOSE}"


def references_in(text: str) -> list[Reference]:
    """List each reference once, in the order in which the text first mentions it."""
    return list(dict.fromkeys(_reference(match) for match in _TOKEN.finditer(text)))


def split(text: str) -> Iterator[str | Reference]:
    """Yield the plain pieces and the references in turn, for who must treat the two differently (HTML)."""
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield _reference(match)
        end = match.end()
    if end < len(text):
        yield text[end:]


def replace(text: str, lookup: Callable[[Reference], str]) -> str:
    """Put what `lookup` answers in the place of every reference."""
    return _TOKEN.sub(lambda match: lookup(_reference(match)), text)


def _reference(match: re.Match[str]) -> Reference:
    return Reference(match[1], int(match[2]))
