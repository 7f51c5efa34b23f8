"""What was promised in a situation: in its talks, and without a talk."""

from django.db.models import Q, QuerySet

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Promise, PromiseQuerySet
from raakvlak.situations.models import Situation, SituationEncounter, SituationPromise


def promises_of(situations: QuerySet[Situation]) -> Q:
    """Keep the promises that were made in the talks of these situations, or tied to one of them."""
    inside = situations.values("pk")
    talks = SituationEncounter.objects.filter(situation__in=inside).values("encounter")
    tied = SituationPromise.objects.filter(situation__in=inside).values("promise")
    return Q(encounter__in=talks) | Q(pk__in=tied)


def promised_in(situation: Situation, member: Member) -> PromiseQuerySet:
    """Return the promises of one situation that a member may see."""
    visible = Promise.objects.within(situation.municipality).visible_to(member)
    return visible.filter(promises_of(Situation.objects.filter(pk=situation.pk)))
