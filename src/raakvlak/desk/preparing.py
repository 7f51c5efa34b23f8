"""Voor het gesprek: what I need to know at somebody's table, on one sheet, and only what is for my eyes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from raakvlak.desk.planning import situation_of
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Appointment, ContactPoint, Encounter, Party, Presence, Promise
from raakvlak.situations.models import Insight, Situation, SituationEncounter
from raakvlak.situations.references import Names, names_for, names_in, party_reference, to_plain

# What fits on one sheet of paper, with room to write.
MOST_PARTIES: Final = 6
MOST_TALKS: Final = 3
MOST_PROMISES: Final = 3
MOST_INSIGHTS: Final = 4
MOST_HUNCHES: Final = 2
MOST_TO_ASK: Final = 4
MOST_WORDS: Final = 9


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the sheet of one planned talk, through the eyes of one member."""

    situation: Situation | None
    parties: list[Party]
    others: int
    is_still_to_tell: bool
    contact_points: list[ContactPoint]
    talks: list[Encounter]
    ours: list[Promise]
    theirs: list[Promise]
    insights: list[Insight]
    has_more_insights: bool
    hunches: list[Insight]
    to_ask: list[str]
    names: Names


def sheet_of(appointment: Appointment, member: Member, *, with_contact: bool = False) -> Sheet:
    """Gather what is known before a planned talk; in a number of queries that does not depend on how much it is."""
    return _Gathering(appointment, member).sheet(with_contact=with_contact)


class _Gathering:
    """What is gathered for one planned talk."""

    def __init__(self, appointment: Appointment, member: Member) -> None:
        self.appointment, self.member = appointment, member
        self.situation = situation_of(appointment, member)
        self.party_ids = [party.pk for party in appointment.parties.all()]

    def sheet(self, *, with_contact: bool) -> Sheet:
        """Put everything on the sheet."""
        insights = self.insights
        return Sheet(
            situation=self.situation,
            parties=self.parties[:MOST_PARTIES],
            others=len(self.party_ids) - len(self.parties[:MOST_PARTIES]),
            is_still_to_tell=any(is_unaware(party) for party in self.parties),
            contact_points=self.contact_points() if with_contact else [],
            talks=self.talks,
            ours=self.promises_in(Promise.Direction.OURS)[:MOST_PROMISES],
            theirs=self.promises_in(Promise.Direction.THEIRS)[:MOST_PROMISES],
            insights=insights[:MOST_INSIGHTS],
            has_more_insights=len(insights) > MOST_INSIGHTS,
            hunches=self.hunches,
            to_ask=list(self.to_ask())[:MOST_TO_ASK],
            names=self.names,
        )

    @cached_property
    def parties(self) -> list[Party]:
        """Return those with whom one talks, as far as their names are for this member."""
        seen = Party.objects.within(self.member.municipality).visible_to(self.member)
        rows = seen.filter(pk__in=self.party_ids, is_not_to_be_noted=False).select_related("area")
        return list(rows.defer("area__geometry").by_name())

    def contact_points(self) -> list[ContactPoint]:
        """Return how they are reached; what is shielded never goes on paper."""
        rows = ContactPoint.objects.filter(party__in=self.parties[:MOST_PARTIES], is_shielded=False)
        return list(rows.select_related("party").order_by("party__sort_name", "kind", "pk"))

    @cached_property
    def talks(self) -> list[Encounter]:
        """Return the last talks with them; with nobody named, those of the situation."""
        if self.party_ids:
            met = Presence.objects.filter(party__in=self.party_ids, is_only_mentioned=False)
            rows = met.visible_to(self.member).standing().for_timeline()[: MOST_TALKS * len(self.party_ids)]
            return list({row.encounter_id: row.encounter for row in rows}.values())[:MOST_TALKS]
        if self.situation:
            links = SituationEncounter.objects.filter(situation=self.situation).visible_to(self.member)
            return [link.encounter for link in links.standing().for_timeline()[:MOST_TALKS]]
        return []

    @cached_property
    def promises(self) -> list[Promise]:
        """Return what is still open between us, the most urgent first."""
        rows = Promise.objects.within(self.member.municipality).visible_to(self.member).open()
        if self.party_ids:
            rows = rows.filter(party__in=self.party_ids)
        elif self.situation:
            rows = rows.filter(encounter__links__situation=self.situation)
        else:
            return []
        return list(rows.by_due_day()[: 8 * MOST_PROMISES])

    def promises_in(self, direction: Promise.Direction) -> list[Promise]:
        return [promise for promise in self.promises if promise.direction == direction]

    @cached_property
    def insights(self) -> list[Insight]:
        """Return what they said or showed, of this situation first; what proved wrong is left out."""
        if not self.party_ids:
            return []
        seen = Insight.objects.within(self.member.municipality).visible_to(self.member)
        behind = seen.filter(parent=OuterRef("pk"), refuted_on=None)
        rows = seen.filter(party__in=self.party_ids, refuted_on=None, situation__audience__in=self.member.audience_ids)
        rows = rows.exclude(basis=Insight.Basis.HUNCH).annotate(is_explained=Exists(behind)).select_related("situation")
        return sorted(rows.order_by("-fresh_on", "-pk")[: 8 * MOST_INSIGHTS], key=self.is_elsewhere)

    def is_elsewhere(self, insight: Insight) -> bool:
        return self.situation is not None and insight.situation_id != self.situation.pk

    @cached_property
    def hunches(self) -> list[Insight]:
        """Return what we only suspect of the situation, and nobody checked; it never names anybody."""
        if self.situation is None:
            return []
        seen = Insight.objects.within(self.member.municipality).visible_to(self.member)
        hunches = seen.filter(situation=self.situation, basis=Insight.Basis.HUNCH, confirmed_on=None, refuted_on=None)
        fresh = [hunch for hunch in hunches.order_by("-fresh_on", "-pk")[: 4 * MOST_HUNCHES] if not hunch.is_faded]
        return fresh[:MOST_HUNCHES]

    @cached_property
    def names(self) -> Names:
        """Return whom all these texts name, as far as this member may know."""
        texts = [self.appointment.questions, *(party_reference(pk).token for pk in self.party_ids)]
        texts += [promise.text for promise in self.promises]
        texts += [text for insight in [*self.insights, *self.hunches] for text in (insight.text, insight.quote)]
        return {**names_for(self.talks, self.member), **names_in(texts, self.member)}

    def to_ask(self) -> Iterable[str]:
        """Suggest what is still open: a reason, a promise, a need that we don't know, a hunch."""
        yield from (self.about_promise(one) for one in self.promises if is_due(one, self.appointment.planned_on))
        for insight in self.insights:
            if insight.kind == Insight.Kind.POSITION and not insight.is_explained:  # type: ignore[attr-defined]  # annotated
                yield _("Wat zit erachter: ‘%(words)s’?") % {"words": self.plain(insight.text)}
        known = {insight.party_id for insight in self.insights if insight.kind == Insight.Kind.NEED}
        yield from (
            _("Wat heeft %(name)s nodig? Dat weten we nog niet.") % {"name": party.name}
            for party in self.parties
            if party.pk not in known
        )
        yield from (_("Klopt dit vermoeden: ‘%(words)s’?") % {"words": self.plain(one.text)} for one in self.hunches)

    def about_promise(self, promise: Promise) -> str:
        when = _("was voor %(day)s") if promise.is_overdue else _("voor %(day)s")
        day = date_format(promise.due_on, "j F") if promise.due_on else ""
        words = {"words": self.plain(promise.text), "when": when % {"day": day}}
        if promise.direction == Promise.Direction.THEIRS:
            return _("Hoe staat het met: ‘%(words)s’ (%(when)s)?") % words
        return _("Vertel hoe het staat met: ‘%(words)s’ (%(when)s).") % words

    def plain(self, text: str) -> str:
        return Truncator(to_plain(text, self.names)).words(MOST_WORDS)


def is_unaware(party: Party) -> bool:
    """Tell whether nobody said to this person that we take notes."""
    return party.kind == Party.Kind.PERSON and not party.is_anonymous and party.knows_since_on is None


def is_due(promise: Promise, day: datetime.date) -> bool:
    """Tell whether a promise between us is due by this day."""
    return promise.due_on is not None and promise.due_on <= day and promise.direction != Promise.Direction.INSIDE
