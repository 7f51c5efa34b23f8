"""The rows behind what was found, as one member may see them, with the words that matched."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.models import Possibility
from raakvlak.municipality.models import Area, Audience, Member, SearchEntry
from raakvlak.municipality.models.search import row_at
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.references import Names, names_in, party_reference, shown_name
from raakvlak.web.references import Reference
from raakvlak.web.search.extracts import Fragment, Marking

Kind = SearchEntry.Kind


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found."""

    kind: str
    row: Party | Situation | Encounter | Insight | Possibility
    url: str
    title: Sequence[Fragment]
    extract: Sequence[Fragment]
    day: datetime.date | None = None
    area: Area | None = None
    names: Sequence[Fragment] = ()

    @property
    def audience(self) -> Audience | None:
        """Return who reads it; what is known of the house is for all who work outside."""
        return None if isinstance(self.row, Possibility) else self.row.audience


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, what is marked for her, and the names that she may see."""

    member: Member
    marking: Marking
    names: Names

    def name_of(self, reference: Reference) -> str:
        return shown_name(reference, self.names)

    def extract(self, *texts: str) -> list[Fragment]:
        """Show of these texts the first in which something was found, or else the first that says anything."""
        told = [text for text in texts if text]
        best = next((text for text in told if self.marking.is_in(text)), told[0] if told else "")
        return self.marking.extract(best, self.name_of)

    def whole(self, text: str) -> list[Fragment]:
        return self.marking.extract(text, self.name_of, whole=True)


def rows_of(member: Member, numbers: Iterable[int], marking: Marking) -> dict[int, Found]:
    """Fetch what these entries are about, in a few queries; what this member may not see after all is left out."""
    places = {row_at(number): number for number in numbers}
    rows = {kind: fetch(member, [number for one, number in places if one == kind]) for kind, fetch in _FETCH.items()}
    texts = (text for kind, found in rows.items() for row in found for text in _TEXTS[kind](row))
    reader = Reader(member, marking, names_in(texts, member))
    return {places[kind, row.pk]: _SHOWN[kind](row, reader) for kind, found in rows.items() for row in found}


def _parties(member: Member, ids: Sequence[int]) -> list[Party]:
    rows = Party.objects.within(member.municipality).visible_to(member).filter(pk__in=ids)
    return list(rows.select_related("area", "audience").defer("area__geometry")) if ids else []


def _situations(member: Member, ids: Sequence[int]) -> list[Situation]:
    rows = Situation.objects.within(member.municipality).visible_to(member).filter(pk__in=ids)
    return list(rows.select_related("area", "audience").defer("area__geometry")) if ids else []


def _encounters(member: Member, ids: Sequence[int]) -> list[Encounter]:
    """Fetch talks by number alone, and look then for whose eyes they are: asked both, SQLite walks through all."""
    rows = Encounter.objects.standing().filter(pk__in=ids).order_by().select_related("area", "audience")
    seen = [row for row in (rows if ids else ()) if row.audience_id in member.audience_ids]
    prefetch_related_objects(seen, "presences")
    return [row for row in seen if row.municipality_id == member.municipality_id]


def _insights(member: Member, ids: Sequence[int]) -> list[Insight]:
    rows = Insight.objects.within(member.municipality).visible_to(member).filter(pk__in=ids)
    return list(rows.select_related("audience", "situation", "encounter")) if ids else []


def _possibilities(member: Member, ids: Sequence[int]) -> list[Possibility]:
    rows = Possibility.objects.within(member.municipality).visible_to(member).filter(pk__in=ids)
    return list(rows.select_related("area", "department").defer("area__geometry")) if ids else []


def _texts_of_encounter(encounter: Encounter) -> list[str]:
    return [encounter.working_note, encounter.shareable_summary, *_tokens_of(encounter)]


def _texts_of_situation(situation: Situation) -> list[str]:
    frame = [situation.goal, situation.fixed, situation.planning, situation.outcome]
    return [*frame, situation.place, situation.decider]


def _tokens_of(encounter: Encounter) -> list[str]:
    return [party_reference(presence.party_id).token for presence in encounter.presences.all()]


def _show_party(party: Party, reader: Reader) -> Found:
    title = reader.whole(party.name)
    if party_reference(party.pk) in reader.marking.references and not any(one.is_marked for one in title):
        title = [Fragment(party.name, is_marked=True)]
    extract = reader.extract(party.description)
    return Found(Kind.PARTY, party, reverse("desk:party", args=[party.pk]), title, extract, area=party.area)


def _show_situation(situation: Situation, reader: Reader) -> Found:
    url = reverse("situations:situation", args=[situation.pk])
    title, extract = reader.whole(situation.title), reader.extract(*_texts_of_situation(situation))
    return Found(Kind.SITUATION, situation, url, title, extract, day=situation.started_on, area=situation.area)


def _show_encounter(encounter: Encounter, reader: Reader) -> Found:
    extract = reader.extract(encounter.working_note, encounter.shareable_summary)
    present = (party_reference(presence.party_id) for presence in encounter.presences.all())
    named = [Fragment(reader.name_of(one), is_marked=True) for one in present if one in reader.marking.references]
    url = reverse("desk:encounter", args=[encounter.uuid])
    day, area = encounter.happened_on, encounter.area
    return Found(Kind.ENCOUNTER, encounter, url, [], extract, day=day, area=area, names=named)


def _show_insight(insight: Insight, reader: Reader) -> Found:
    """Lead to the ladder, or to the talk when the situation is not for this reader."""
    url = ""
    if insight.situation.audience_id in reader.member.audience_ids:
        url = reverse("situations:ladder", args=[insight.situation_id])
    elif insight.encounter is not None and insight.encounter.audience_id in reader.member.audience_ids:
        url = reverse("desk:encounter", args=[insight.encounter.uuid])
    day = timezone.localdate(insight.created_at)
    return Found(Kind.INSIGHT, insight, url, reader.whole(insight.text), reader.extract(insight.quote), day=day)


def _show_possibility(possibility: Possibility, reader: Reader) -> Found:
    """Show what it makes possible, and its department when that is what was looked for."""
    url = reverse("alignment:possibility", args=[possibility.pk])
    extract = reader.extract(possibility.text, possibility.conditions, possibility.exceptions, possibility.contact)
    department = possibility.department.name if possibility.department else ""
    named = [Fragment(department, is_marked=True)] if reader.marking.is_in(department) else []
    title, area = reader.whole(possibility.title), possibility.area
    return Found(Kind.POSSIBILITY, possibility, url, title, extract, area=area, names=named)


_FETCH: Final[Mapping[str, Callable[[Member, Sequence[int]], Sequence[Any]]]] = {
    Kind.PARTY: _parties,
    Kind.SITUATION: _situations,
    Kind.ENCOUNTER: _encounters,
    Kind.INSIGHT: _insights,
    Kind.POSSIBILITY: _possibilities,
}
_TEXTS: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    Kind.PARTY: lambda party: [party.description],
    Kind.SITUATION: _texts_of_situation,
    Kind.ENCOUNTER: _texts_of_encounter,
    Kind.INSIGHT: lambda insight: [insight.text, insight.quote],
    Kind.POSSIBILITY: lambda _possibility: [],  # it names nobody
}
_SHOWN: Final[Mapping[str, Callable[[Any, Reader], Found]]] = {
    Kind.PARTY: _show_party,
    Kind.SITUATION: _show_situation,
    Kind.ENCOUNTER: _show_encounter,
    Kind.INSIGHT: _show_insight,
    Kind.POSSIBILITY: _show_possibility,
}
