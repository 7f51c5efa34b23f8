"""What a phone takes along to read without a connection: today's sheets, my promises, and what I looked at last.

People are named on the sheets of today alone; elsewhere a person is "iemand".
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from raakvlak.desk.phone.pages import (
    Page,
    Part,
    full,
    joined,
    middle_of,
    place_of,
    promise_line,
    sheets_of,
    short,
    talk_line,
)
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, EncounterQuerySet, Party, Presence, Promise, PromiseQuerySet
from raakvlak.situations.models import Question, Situation, SituationEncounter
from raakvlak.situations.promised import promises_of, words_of
from raakvlak.situations.references import PARTY, Names, names_in
from raakvlak.web.references import references_in

Row = TypeVar("Row", Situation, Party)

MOST_PAGES: Final = 30
MOST_PROMISES: Final = 30
MOST_LINES: Final = 3
MOST_ROWS: Final = 200
MOST_VISITED: Final = 100
KINDS: Final = ("situation", "organisation")


class Unreadable(ValueError):  # noqa: N818 – it names what is wrong with what was sent
    """What was sent does not say what was looked at last."""


class Visited(NamedTuple):
    """What was chosen or looked at on this phone, the last first."""

    situation: tuple[int, ...] = ()
    organisation: tuple[int, ...] = ()


def read_visited(body: bytes) -> Visited:
    """Read what a phone says was looked at last; raises Unreadable when it does not say that."""
    try:
        rows = json.loads(body)["visited"]
        known = all(kind in KINDS and type(pk) is int and 0 < pk < 2**63 for kind, pk in rows)
        if not known or len(rows) > MOST_VISITED:
            raise Unreadable
        return Visited(*(tuple(pk for kind, pk in rows if kind == wanted) for wanted in KINDS))
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable from error


def reading_of(member: Member, visited: Visited) -> dict[str, Any]:
    """Gather what this member may read now; what is not in it, the phone forgets."""
    taken = _Taken(member, visited)
    return {
        "member": member.pk,
        "municipality": member.municipality_id,
        "day": timezone.localdate().isoformat(),
        "sheets": [asdict(page) for page in sheets_of(member)],
        "promises": [asdict(part) for part in taken.my_promises()],
        "pages": [asdict(page) for page in taken.pages()],
    }


class _Taken:
    """What goes along for one member; in a number of queries that does not depend on how much it is."""

    def __init__(self, member: Member, visited: Visited) -> None:
        self.member = member
        self.organisations = self.organisations_of(visited)
        self.situations = self.situations_of(visited)[: MOST_PAGES - len(self.organisations)]
        self.talks = self.talks_about()
        self.met = self.talks_with()
        promises: PromiseQuerySet = Promise.objects.within(member.municipality).visible_to(member).open()
        self.mine = list(promises.of(member).by_due_day()[:MOST_PROMISES])
        self.theirs = list(promises.filter(party__in=[one.pk for one in self.organisations]).by_due_day()[:MOST_ROWS])
        chosen = Situation.objects.filter(pk__in=[one.pk for one in self.situations])
        about = promises.filter(promises_of(chosen)).by_due_day()
        self.promises = list(about.prefetch_related("encounter__links", "ties")[:MOST_ROWS])
        self.questions = {
            (question.situation_id, question.kind): question.text
            for question in Question.objects.filter(situation__in=[one.pk for one in self.situations]).current()
        }
        self.names = self.names_without_people()

    def last_notes(self) -> EncounterQuerySet:
        """Return my own last notes: what they are about is what I chose."""
        mine = Encounter.objects.within(self.member.municipality).visible_to(self.member).filter(author=self.member)
        return mine.standing().order_by("-pk")[:MOST_PAGES]

    def situations_of(self, visited: Visited) -> list[Situation]:
        """Return what was looked at, then what the last notes were about, then the open ones of my teams."""
        rows = Situation.objects.within(self.member.municipality).visible_to(self.member)
        noted = SituationEncounter.objects.filter(encounter__in=list(self.last_notes().values_list("pk", flat=True)))
        own = rows.open().filter(team__in=self.member.audience_ids).newest_first().values_list("pk", flat=True)
        about = noted.order_by("-encounter").values_list("situation", flat=True)
        wanted = first_of([*visited.situation, *about, *own[:MOST_PAGES]])
        return in_order(rows.filter(pk__in=wanted), wanted)[:MOST_PAGES]

    def organisations_of(self, visited: Visited) -> list[Party]:
        """Return what was looked at, then those spoken in the last notes."""
        rows = Party.objects.within(self.member.municipality).visible_to(self.member)
        rows = rows.filter(kind=Party.Kind.ORGANISATION, is_not_to_be_noted=False)
        spoken = Presence.objects.filter(encounter__in=list(self.last_notes().values_list("pk", flat=True)))
        wanted = first_of([*visited.organisation, *spoken.order_by("-encounter").values_list("party", flat=True)])
        return in_order(rows.filter(pk__in=wanted), wanted)[: MOST_PAGES // 2]

    def talks_about(self) -> dict[int, list[Encounter]]:
        links = SituationEncounter.objects.filter(situation__in=[one.pk for one in self.situations])
        return last_talks(links.visible_to(self.member).standing(), "situation_id")

    def talks_with(self) -> dict[int, list[Encounter]]:
        met = Presence.objects.filter(party__in=[one.pk for one in self.organisations], is_only_mentioned=False)
        return last_talks(met.visible_to(self.member).standing(), "party_id")

    def names_without_people(self) -> Names:
        """Give the names of situations and organisations; a person is there, and has no name here."""
        promises = [*self.mine, *self.theirs, *self.promises]
        talks = [talk for rows in (*self.talks.values(), *self.met.values()) for talk in rows]
        texts = [*words_of(promises), *(talk.shareable_summary or talk.working_note for talk in talks)]
        texts += [*self.questions.values(), *(situation.goal for situation in self.situations)]
        ids = {reference.id for text in texts for reference in references_in(text) if reference.kind == PARTY}
        seen = Party.objects.within(self.member.municipality).visible_to(self.member)
        known = set(seen.filter(pk__in=ids, kind=Party.Kind.ORGANISATION).values_list("pk", flat=True))
        names = names_in(texts, self.member)
        return {one: name if one.kind != PARTY or one.id in known else None for one, name in names.items()}

    def my_promises(self) -> list[Part]:
        """Return what I promised and what was promised to me, what is due first."""
        theirs = [one for one in self.mine if one.is_theirs]
        ours = [one for one in self.mine if not one.is_theirs]
        return full(
            Part(_("Wat ik beloofde"), [promise_line(one, self.names) for one in ours]),
            Part(_("Wat mij beloofd is"), [promise_line(one, self.names) for one in theirs]),
        )

    def pages(self) -> list[Page]:
        """Return the situations and organisations, no more than thirty together."""
        return [*map(self.situation_page, self.situations), *map(self.organisation_page, self.organisations)]

    def situation_page(self, situation: Situation) -> Page:
        put = self.questions.get((situation.pk, Question.Kind.AS_PUT), "")
        behind = self.questions.get((situation.pk, Question.Kind.BEHIND), "")
        promised = [one for one in self.promises if situation.pk in situation_ids(one)]
        return Page(
            url=reverse("situations:situation", args=[situation.pk]),
            title=situation.title,
            said=joined(situation.get_phase_display(), situation.area.name if situation.area else "", situation.place),
            parts=full(
                Part(_("De vraag zoals die gesteld is"), [(short(put, self.names), "")] if put else []),
                Part(_("De vraag achter de vraag"), [(short(behind, self.names), "")] if behind else []),
                Part(
                    pgettext("situation", "Doel"), [(short(situation.goal, self.names), "")] if situation.goal else []
                ),
                Part(
                    _("De laatste gesprekken"), [talk_line(one, self.names) for one in self.talks.get(situation.pk, [])]
                ),
                Part(_("Beloften"), [promise_line(one, self.names) for one in promised[:MOST_LINES]]),
            ),
            choice=("situation", situation.pk),
            where=place_of(situation.latitude, situation.longitude) or middle_of(situation.area),
        )

    def organisation_page(self, party: Party) -> Page:
        promised = [one for one in self.theirs if one.party_id == party.pk]
        return Page(
            url=reverse("desk:party", args=[party.pk]),
            title=party.name,
            said=joined(party.get_kind_display(), party.area.name if party.area else ""),
            parts=full(
                Part(_("De laatste gesprekken"), [talk_line(one, self.names) for one in self.met.get(party.pk, [])]),
                Part(_("Beloften"), [promise_line(one, self.names) for one in promised[:MOST_LINES]]),
            ),
            choice=("party", party.pk),
            where=middle_of(party.area),
        )


def first_of(ids: Iterable[int]) -> list[int]:
    """Return each once, in this order; no more than could be needed, though some may not be for these eyes."""
    return list(dict.fromkeys(ids))[: MOST_VISITED + MOST_PAGES]


def in_order(rows: QuerySet[Row], wanted: Sequence[int]) -> list[Row]:
    """Fetch rows with their area, in the order in which they are wanted."""
    found = {
        row.pk: row for row in rows.select_related("area__outline").defer("area__geometry", "area__outline__content")
    }
    return [found[pk] for pk in wanted if pk in found]


def last_talks(rows: QuerySet[Any], by: str) -> dict[int, list[Encounter]]:
    """Return the last few talks of each, the newest first, in one query."""
    order = [F("happened_on").desc(), F("encounter").desc()]
    ranked = rows.annotate(place=Window(RowNumber(), partition_by=[F(by)], order_by=order))
    found: dict[int, list[Encounter]] = {}
    for row in ranked.filter(place__lte=MOST_LINES).order_by("place").select_related("encounter"):
        found.setdefault(getattr(row, by), []).append(row.encounter)
    return found


def situation_ids(promise: Promise) -> set[int]:
    """Return the situations to which a promise belongs, by itself or with its talk."""
    links = promise.encounter.links.all() if promise.encounter else ()
    return {link.situation_id for link in links} | {tie.situation_id for tie in promise.ties.all()}
