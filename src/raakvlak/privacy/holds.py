"""A hold on a situation (a request under the Woo, say): nothing that belongs to it is deleted."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet

from raakvlak.alignment.models import Choice, Request, Threshold
from raakvlak.municipality.models import Municipality
from raakvlak.privacy.columns import Words, all_words, links
from raakvlak.privacy.models import Handover
from raakvlak.privacy.redaction import PARTY
from raakvlak.relations.models import Appointment, Encounter, Merge, Party, Photo, Presence, Promise
from raakvlak.resolutions.models import Briefing, Contribution, Option, Reaction, ReactionPage
from raakvlak.situations.models import (
    CheckReply,
    Insight,
    Side,
    Situation,
    SituationAppointment,
    SituationEncounter,
    SituationPromise,
    Task,
)
from raakvlak.support.models import Means, Reservation
from raakvlak.web.references import references_in


class Held:
    """What may not be deleted in one municipality now."""

    def __init__(self, municipality: Municipality) -> None:
        self.situations = Situation.objects.within(municipality).exclude(held_since_on=None)
        self.talks = Encounter.objects.within(municipality).filter(pk__in=self._talk_ids())
        tied = SituationPromise.objects.filter(situation__in=self.situations).values("promise")
        self.promises = Promise.objects.filter(Q(encounter__in=self.talks) | Q(pk__in=tied))
        self.ids: dict[type[Model], Any] = {
            Encounter: self.talks.values("pk"),
            Photo: Photo.objects.filter(encounter__in=self.talks).values("pk"),
            Promise: self.promises.values("pk"),
            Insight: Insight.objects.filter(situation__in=self.situations).values("pk"),
            CheckReply: CheckReply.objects.filter(check_page__situation__in=self.situations).values("pk"),
            Appointment: SituationAppointment.objects.filter(situation__in=self.situations).values("appointment"),
            Handover: Handover.objects.filter(situation__in=self.situations).values("pk"),
            Choice: Choice.objects.filter(situation__in=self.situations).values("pk"),
            Request: Request.objects.filter(situation__in=self.situations).values("pk"),
            Threshold: Threshold.objects.filter(situation__in=self.situations).values("pk"),
            Option: Option.objects.filter(situation__in=self.situations).values("pk"),
            Reaction: Reaction.objects.filter(option__situation__in=self.situations).values("pk"),
            ReactionPage: ReactionPage.objects.filter(situation__in=self.situations).values("pk"),
            Briefing: Briefing.objects.filter(situation__in=self.situations).values("pk"),
            Contribution: Contribution.objects.filter(situation__in=self.situations).values("pk"),
            Task: Task.objects.filter(situation__in=self.situations).values("pk"),
            Reservation: Reservation.objects.filter(situation__in=self.situations).values("pk"),
            Means: Reservation.objects.filter(situation__in=self.situations).values("means"),
            Party: self._party_ids() if self.situations.exists() else (),
        }
        self.ids[Merge] = Merge.objects.filter(keeper__in=self.ids[Party]).values("pk")

    def _talk_ids(self) -> QuerySet[Any, Any]:
        linked = SituationEncounter.objects.filter(situation__in=self.situations).values("encounter")
        learned = Insight.objects.filter(situation__in=self.situations).exclude(encounter=None).values("encounter")
        replies = CheckReply.objects.filter(check_page__situation__in=self.situations)
        return linked.union(learned, replies.exclude(encounter=None).values("encounter"))

    def _party_ids(self) -> set[int]:
        met = Presence.objects.filter(encounter__in=self.talks).values_list("party_id", flat=True)
        promised = self.promises.filter(party__isnull=False).values_list("party_id", flat=True)
        learned = Insight.objects.filter(situation__in=self.situations, party__isnull=False)
        touched = Side.parties.through.objects.filter(side__situation__in=self.situations)
        planned = Appointment.parties.through.objects.filter(
            appointment__situation_link__situation__in=self.situations
        ).values_list("party_id", flat=True)
        does = Task.objects.filter(situation__in=self.situations, party__isnull=False).values_list(
            "party_id", flat=True
        )
        reacted = Reaction.objects.filter(option__situation__in=self.situations).values_list("party_id", flat=True)
        asked = ReactionPage.objects.filter(situation__in=self.situations).values_list("party_id", flat=True)
        proposed = Option.objects.filter(situation__in=self.situations, party__isnull=False)
        brought = Contribution.objects.filter(situation__in=self.situations, party__isnull=False)
        lent = Means.objects.filter(reservations__situation__in=self.situations, party__isnull=False)
        named = self._named_ids()
        named.update(Party.objects.filter(merged__in=named).values_list("pk", flat=True))
        return {*met, *promised, *planned, *learned.values_list("party_id", flat=True)} | {
            *touched.values_list("party_id", flat=True),
            *does,
            *reacted,
            *asked,
            *proposed.values_list("party_id", flat=True),
            *brought.values_list("party_id", flat=True),
            *lent.values_list("party_id", flat=True),
            *named,
        }

    def _named_ids(self) -> set[int]:
        """Find who is named in the texts of a held situation and of its talks."""
        texts = (text for words in all_words() for rows in self._rows_of(words) for row in rows for text in row)
        found = (reference for text in texts if isinstance(text, str) for reference in references_in(text))
        return {reference.id for reference in found if reference.kind == PARTY}

    def _rows_of(self, words: Words) -> Iterator[QuerySet[Any, Any]]:
        """Yield the texts of one model that belong to a held situation, to one of its talks or to a promise in it."""
        targets: dict[type[Model], QuerySet[Any, Any]] = {
            Situation: self.situations,
            Encounter: self.talks,
            Promise: self.promises,
        }
        names = [(link.name, link.related_model) for link in links(words.model)] + [("pk", words.model)]
        for name, target in names:
            if target in targets:
                rows = words.model._base_manager.filter(**{f"{name}__in": targets[target].values("pk")})
                yield rows.values_list(*words.names)

    def without(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Leave out of these rows what is held."""
        return rows.exclude(pk__in=self.ids[rows.model])

    def situations_of(self, party: Party) -> QuerySet[Situation]:
        """Return the held situations, when this party belongs to one of them."""
        return self.situations if party.pk in set(self.ids[Party]) else self.situations.none()
