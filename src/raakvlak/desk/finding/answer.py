"""What a member gets when she looks for something: names that match, rows newest first, and how many there are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from raakvlak.desk.finding.names import NAMED, Named, Names
from raakvlak.desk.finding.rows import Found, rows_of
from raakvlak.desk.finding.wish import Wish
from raakvlak.municipality.models import Member
from raakvlak.web.keys import UnreadableSecretError, decrypt, encrypt
from raakvlak.web.paging import PAGE_SIZE, Total
from raakvlak.web.search.extracts import Marking
from raakvlak.web.search.meant import meant
from raakvlak.web.search.questions import AllOf, OneOf, Question, Words, any_of, newest, term
from raakvlak.web.search.typed import Piece, typed

MOST_COUNTED: Final = 1_000
_LONGEST_CURSOR: Final = 400
_LIST: Final = "search"


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of what was found."""

    wish: Wish
    named: list[Found] = field(default_factory=list)
    rows: list[Found] = field(default_factory=list)
    total: Total = field(default_factory=lambda: Total(0, is_more=False))
    older: str | None = None
    is_first: bool = True
    meant: str = ""
    is_loose: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was found."""
        return not self.named and not self.rows


def find(wish: Wish, *, cursor: str = "", size: int = PAGE_SIZE) -> Answer:
    """Find a page; when there is nothing at all, be less strict about what was typed."""
    if wish.typed.problem is not None:
        return Answer(wish)
    names = Names(wish)
    answer = _found(wish, names, _below(cursor, wish.member), size)
    if not answer.is_empty or cursor:
        return answer
    loose = _found(wish, names.loosely(), None, size, is_loose=True)
    return loose if not loose.is_empty else Answer(wish, meant=_meant(wish))


def _found(wish: Wish, names: Names, below: int | None, size: int, *, is_loose: bool = False) -> Answer:
    question = question_for(wish, names, is_loose=is_loose)
    shown = [one for one in names.shown if not wish.kind or one.kind == wish.kind]
    shown = _within_bounds(wish, shown)
    apart = {one.entry_id for one in shown}
    wanted = size + 1 + len(apart)
    numbers, number = newest(question, wish.bounds(), most=wanted, counted=MOST_COUNTED + 1)
    number += len(apart.difference(numbers if len(numbers) < wanted else _answering(question, wish, shown)))
    total = Total(min(number, MOST_COUNTED), is_more=number > MOST_COUNTED)
    if below is not None:
        numbers = newest(question, wish.bounds(below=below), most=wanted).numbers
    left = [number for number in numbers if number not in apart]
    page = left[:size]
    marking = _marking(wish, names, is_loose=is_loose)
    first = below is None
    found = rows_of(wish.member, [*(one.entry_id for one in shown if first), *page], marking)
    return Answer(
        wish,
        named=[found[one.entry_id] for one in shown if first and one.entry_id in found],
        rows=[found[number] for number in page if number in found],
        total=total,
        older=_cursor(page[-1], wish.member) if len(left) > size else None,
        is_first=first,
        is_loose=is_loose,
    )


def question_for(wish: Wish, names: Names, *, is_loose: bool) -> Question:
    """Ask for all that was typed: as words, or as names."""
    wanted = [_asked(piece, names, is_loose=is_loose) for piece in wish.typed.wanted]
    unwanted = tuple(_asked(piece, names, is_loose=False) for piece in wish.typed.unwanted if not piece.is_phrase)
    phrases = tuple(Words(piece.terms) for piece in wish.typed.unwanted if piece.is_phrase)
    return wish.within(*wanted, none=(*unwanted, *phrases))


def _asked(piece: Piece, names: Names, *, is_loose: bool) -> Question:
    words: Question = Words(piece.terms) if piece.is_phrase else any_of(_terms(piece, is_loose=is_loose))
    references = () if piece in names.wish.typed.unwanted else names.references(piece)
    return OneOf((words, *(term(f"{one.kind}{one.id}") for one in references)))


def _terms(piece: Piece, *, is_loose: bool) -> Sequence[str]:
    return [*piece.terms, *(piece.parts if is_loose else ())]


def _answering(question: Question, wish: Wish, shown: list[Named]) -> list[int]:
    """Return which of the names that are shown answer to the words as they were typed."""
    if not shown:
        return []
    marks = any_of(f"{one.reference.kind}{one.object_id}" for one in shown)
    return newest(AllOf((question, wish.within(marks, kinds=NAMED))), wish.bounds(), most=MOST_COUNTED).numbers


def _within_bounds(wish: Wish, shown: list[Named]) -> list[Named]:
    """Keep the names that lie within the area and the days; of what was found by its name alone, too."""
    if not shown or not (wish.area_id or wish.since):
        return shown
    marks = any_of({f"{one.reference.kind}{one.object_id}" for one in shown})
    kinds = tuple({one.kind for one in shown})
    inside = set(newest(wish.within(marks, kinds=kinds), wish.bounds(), most=MOST_COUNTED).numbers)
    return [one for one in shown if one.entry_id in inside]


def _marking(wish: Wish, names: Names, *, is_loose: bool) -> Marking:
    terms = {one for piece in wish.typed.wanted for one in (*piece.terms, *_terms(piece, is_loose=is_loose))}
    references = {one for piece in wish.typed.wanted for one in names.references(piece)}
    return Marking(frozenset(terms), references)


def _meant(wish: Wish) -> str:
    """Propose Dutch words for what is none, if something is then found that this member may see."""
    words = tuple(meant(word) for word in wish.typed.words)
    if words == wish.typed.words:
        return ""
    text = " ".join(words)
    other = replace(wish, typed=typed(text))
    return text if newest(question_for(other, Names(other), is_loose=False), other.bounds(), most=1).numbers else ""


def _cursor(number: int, reader: Member) -> str:
    return encrypt(json.dumps([_LIST, reader.pk, number]))


def _below(cursor: str, reader: Member) -> int | None:
    """Open a cursor; one that is forged, too old, of another list or another reader is no cursor at all."""
    if not cursor or len(cursor) > _LONGEST_CURSOR:
        return None
    try:
        content = json.loads(decrypt(cursor))
    except (UnreadableSecretError, ValueError):
        return None
    match content:
        case [str(name), reader.pk, int(number)] if name == _LIST and 0 <= number < 1 << 63:
            return number
    return None
