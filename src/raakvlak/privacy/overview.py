"""All that is held about one party, in words that she can read: as far as one member sees it, or wholly."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from raakvlak.municipality.models import Member
from raakvlak.privacy.models import Handover, HandoverParty
from raakvlak.privacy.names import NameFinder
from raakvlak.privacy.redaction import PARTY, mentioning, selves_of
from raakvlak.relations.models import (
    Affiliation,
    Appointment,
    ContactPoint,
    Encounter,
    Introduction,
    Party,
    Promise,
)
from raakvlak.resolutions.models import Contribution, Option, Reaction, ReactionPage
from raakvlak.situations.models import Insight, Side, Task
from raakvlak.support.models import Means, Reservation
from raakvlak.web.references import Reference, references_in


@dataclass
class Overview:
    """What is held about a party: through the eyes of a member, or all of it for the privacy officer's case."""

    party: Party
    member: Member | None

    def seen(self, rows: Any) -> Any:  # noqa: ANN401  (any of the querysets that have an audience)
        """Keep what belongs to the municipality, and to the eyes that look."""
        rows = rows.within(self.party.municipality)
        return rows.visible_to(self.member) if self.member else rows

    @cached_property
    def selves(self) -> list[Party]:
        """Return the party and those that were merged into it, whom texts may still name."""
        return selves_of(self.party)

    @cached_property
    def contact_points(self) -> list[ContactPoint]:
        """Return how she can be reached."""
        return list(self.party.contact_points.order_by("kind", "pk"))

    @cached_property
    def talk_rows(self) -> QuerySet[Encounter]:
        """Return the talks in which she was, or is named."""
        about = Q(pk__in=self.party.presences.values("encounter")) | mentioning(self.selves)
        if not NameFinder(self.party.name).is_one_word:
            about |= Q(working_note__icontains=self.party.name) | Q(shareable_summary__icontains=self.party.name)
        rows: QuerySet[Encounter] = self.seen(Encounter.objects).standing().filter(about)
        return rows.select_related("area").prefetch_related("photos").order_by("-happened_on", "-pk")

    @cached_property
    def talks(self) -> list[Encounter]:
        """Return those talks, the newest first."""
        return list(self.talk_rows)

    @property
    def photos(self) -> int:
        """Count the photos with those talks."""
        return sum(len(talk.photos.all()) for talk in self.talks)

    @cached_property
    def promises(self) -> list[Promise]:
        """Return what was promised to her, and by her."""
        rows = self.seen(Promise.objects).filter(party=self.party)
        if self.member:  # what was promised in a talk that was withdrawn is withdrawn with it
            rows = rows.filter(encounter__withdrawn_at=None)
        return list(
            rows.order_by("created_at", "pk").prefetch_related("moves", "settlings", "corrections", "handovers")
        )

    @cached_property
    def appointments(self) -> list[Appointment]:
        """Return the talks that are planned with her, and those that were."""
        rows = self.seen(Appointment.objects).filter(parties=self.party)
        return list(rows.select_related("area").order_by("planned_on", "pk"))

    @cached_property
    def tasks(self) -> list[Task]:
        """Return what she does, and did."""
        return list(self.seen(Task.objects).filter(party=self.party).order_by("created_at", "pk"))

    @cached_property
    def reactions(self) -> list[Reaction]:
        """Return where she stood towards options, also what was written down by mistake."""
        rows = self.seen(Reaction.objects).filter(party=self.party).select_related("option")
        return list(rows.order_by("said_on", "pk"))

    @cached_property
    def proposed(self) -> list[Option]:
        """Return the options that she proposed."""
        return list(self.seen(Option.objects).filter(party=self.party).order_by("pk"))

    @cached_property
    def reaction_pages(self) -> list[ReactionPage]:
        """Return for which situations she got a link to react herself."""
        rows = self.seen(ReactionPage.objects).filter(party=self.party).select_related("situation")
        return list(rows.order_by("made_at", "pk"))

    @cached_property
    def contributions(self) -> list[Contribution]:
        """Return what she brought in, what was done with it and why, and when she heard that."""
        rows = self.seen(Contribution.objects).filter(party=self.party)
        return list(rows.order_by("brought_on", "pk").prefetch_related("answers__telling"))

    @cached_property
    def means(self) -> list[Means]:
        """Return what she lends."""
        return list(self.seen(Means.objects).filter(party=self.party).order_by("from_on", "pk"))

    @cached_property
    def reservations(self) -> list[Reservation]:
        """Return what was reserved of what she lends."""
        rows = self.seen(Reservation.objects).filter(means__party=self.party)
        return list(rows.select_related("means").order_by("from_on", "pk").prefetch_related("steps"))

    @cached_property
    def handed_over(self) -> list[HandoverParty]:
        """Return what was said of her when a colleague took over, as far as it is for these eyes."""
        rows = HandoverParty.objects.filter(party=self.party)
        if self.member:
            rows = rows.filter(handover__in=Handover.objects.known_to(self.member).values("pk"))
        return list(rows.order_by("pk"))

    @cached_property
    def insights(self) -> list[Insight]:
        """Return what was learned from her."""
        return list(self.seen(Insight.objects).filter(party=self.party).order_by("created_at", "pk"))

    @cached_property
    def sides(self) -> list[str]:
        """Return the sides from which she speaks."""
        sides = Side.objects.filter(parties=self.party, situation__municipality=self.party.municipality)
        if self.member:
            sides = sides.filter(situation__audience__in=self.member.audience_ids)
        return list(sides.values_list("name", flat=True))

    @cached_property
    def roles(self) -> list[Affiliation]:
        """Return to which organisations she belongs, and belonged."""
        rows = self.seen(Affiliation.objects).filter(party=self.party)
        return list(rows.select_related("organisation").newest_first())

    @cached_property
    def people(self) -> int:
        """Count who belongs to this organisation; who they are is theirs to ask."""
        return int(self.seen(Affiliation.objects).filter(organisation=self.party).count())

    @cached_property
    def introduction(self) -> Introduction | None:
        """Return that somebody brought her and us together; who else it was is nobody's business but a colleague's."""
        rows = self.seen(Introduction.objects).filter(party=self.party)
        found: Introduction | None = rows.select_related("by_member__user").of_smallest_circle()
        return found

    @cached_property
    def introduced(self) -> int:
        """Count whom she brought to us."""
        return int(self.seen(Introduction.objects).filter(by_party=self.party).count())

    @cached_property
    def other_names(self) -> list[str]:
        """Return how she was called before, and was written down before it turned out to be her."""
        called = self.party.other_names.order_by("pk").values_list("name", flat=True)
        return list(dict.fromkeys(name for name in (*called, *(one.name for one in self.selves[1:])) if name))

    @property
    def names(self) -> dict[Reference, str | None]:
        """Return whom the texts name: only herself; another person is nobody else's business."""
        named: dict[Reference, str | None] = dict.fromkeys(self._references())
        return {**named, **{Reference(PARTY, one.pk): self.party.name for one in self.selves}}

    def _references(self) -> Iterable[Reference]:
        for talk in self.talks:
            yield from references_in(talk.working_note + talk.shareable_summary)
        for said in self.handed_over:
            yield from references_in(said.words)
        for appointment in self.appointments:
            yield from references_in(appointment.questions)
        for promise in self.promises:
            yield from references_in(promise.text + promise.outcome + promise.allowed_by)
            words = [step.why for step in (*promise.moves.all(), *promise.handovers.all())]
            words += [step.outcome for step in promise.settlings.all()]
            yield from references_in("".join((*words, *(step.text for step in promise.corrections.all()))))
        for insight in self.insights:
            yield from references_in(insight.text + insight.quote)
