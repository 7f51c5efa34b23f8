"""What one member looks for."""

import datetime
from dataclasses import dataclass
from typing import Final

from raakvlak.municipality.models import Member, SearchEntry
from raakvlak.municipality.models.search import area_mark, first_place_on, kind_mark
from raakvlak.web.search.questions import AllOf, Bounds, Question, any_of, term
from raakvlak.web.search.typed import Typed

KINDS: Final = tuple(SearchEntry.Kind.values)


@dataclass(frozen=True, slots=True)
class Wish:
    """The words, and within which kind, area and days."""

    member: Member
    typed: Typed
    kind: str = ""
    area_id: int | None = None
    since: datetime.date | None = None

    def bounds(self, *, below: int | None = None) -> Bounds:
        """Return for whose eyes and within which days; who reads nothing finds nothing."""
        start = first_place_on(self.since) if self.since else 0
        readers = self.member.audience_ids
        return Bounds(readers, start) if below is None else Bounds(readers, start, below)

    def within(self, *questions: Question, none: tuple[Question, ...] = (), kinds: tuple[str, ...] = ()) -> Question:
        """Ask within the kind and the area; of these kinds, unless one was chosen."""
        chosen = (self.kind,) if self.kind else kinds
        bounds: list[Question] = []
        if chosen:
            bounds.append(any_of(kind_mark(kind) for kind in chosen))
        if self.area_id:
            bounds.append(term(area_mark(self.area_id)))
        return AllOf((*bounds, *questions), none)
