"""What was promised in a situation: in its talks, and without a talk."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db.models import Q, QuerySet

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Promise, PromiseQuerySet
from raakvlak.situations.models import Situation, SituationEncounter, SituationPromise
from raakvlak.situations.references import names_in, party_reference
from raakvlak.web.references import Reference

SHOWN: Final = 5


def promises_of(situations: QuerySet[Situation]) -> Q:
    """Keep the promises that were made in the talks of these situations, or tied to one of them."""
    inside = situations.values("pk")
    talks = SituationEncounter.objects.filter(situation__in=inside).values("encounter")
    tied = SituationPromise.objects.filter(situation__in=inside).values("promise")
    return Q(encounter__in=talks) | Q(pk__in=tied)


def situations_with(promise: Promise) -> Q:
    """Keep the situations to which a promise belongs, by itself or with its talk."""
    linked = SituationEncounter.objects.filter(encounter=promise.encounter_id).values("situation")
    tied = SituationPromise.objects.filter(promise=promise).values("situation")
    return Q(pk__in=linked) | Q(pk__in=tied)


def open_in(situation: Situation, member: Member) -> list[Promise]:
    """Fetch the open promises of a situation that a member may see, what is due first; one more than is shown."""
    visible: PromiseQuerySet = Promise.objects.within(situation.municipality).visible_to(member).open()
    found = visible.filter(promises_of(Situation.objects.filter(pk=situation.pk)))
    return list(found.by_due_day().select_related("owner__user", "audience")[: SHOWN + 1])


def names_on(promises: Sequence[Promise], member: Member, texts: Iterable[str] = ()) -> dict[Reference, str | None]:
    """Give the names in these promises, of whom they are with, and in some more texts, in one query."""
    return names_in([*words_of(promises), *texts], member)


def words_of(promises: Sequence[Promise]) -> Iterator[str]:
    """Yield the texts in which promises may name somebody, with whom they are among them."""
    for promise in promises:
        yield promise.text
        yield promise.outcome
        if promise.party_id:
            yield party_reference(promise.party_id).token
