"""What one member looks for."""

import datetime
from dataclasses import dataclass
from typing import Final

from raakvlak.municipality.models import Member, SearchEntry
from raakvlak.municipality.models.search import area_mark, audience_mark, first_place_on, kind_mark
from raakvlak.web.search.questions import All, Question, any_of, term
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

    @property
    def readers(self) -> Question:
        """Ask for what this member may see; who reads nothing finds nothing."""
        return any_of(audience_mark(number) for number in self.member.audience_ids or (0,))

    @property
    def start(self) -> int:
        """Return the number of the first entry that is new enough."""
        return first_place_on(self.since) if self.since else 0

    def within(self, *questions: Question, none: tuple[Question, ...] = (), kinds: tuple[str, ...] = ()) -> Question:
        """Ask within the circles, the kind and the area; of these kinds, unless one was chosen."""
        chosen = (self.kind,) if self.kind else kinds
        bounds = [self.readers]
        if chosen:
            bounds.append(any_of(kind_mark(kind) for kind in chosen))
        if self.area_id:
            bounds.append(term(area_mark(self.area_id)))
        return All((*bounds, *questions), none)
