"""The people of a situation: who spoke in its talks, speaks from one of its sides, or reacted to one of its options."""

from collections.abc import Iterable

from django.db.models import Q

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party, PartyQuerySet, Presence
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.situations.models import Side, Situation


def nameable(member: Member) -> PartyQuerySet:
    """Return the parties that this member may see and that may be named."""
    return Party.objects.within(member.municipality).visible_to(member).filter(is_not_to_be_noted=False)


def people_of(situation: Situation, member: Member) -> PartyQuerySet:
    """Return the parties of a situation that this member may see; who reacted not at all is unheard, and among them."""
    talks = Presence.objects.visible_to(member).standing().filter(encounter__links__situation=situation)
    spoke = talks.filter(is_only_mentioned=False).order_by().values("party")
    sided = Side.parties.through.objects.filter(side__situation=situation).values("party")
    options = Option.objects.within(member.municipality).visible_to(member).filter(situation=situation)
    said = Reaction.objects.on(options.order_by().values("pk"), member).order_by().values("party")
    return nameable(member).filter(Q(pk__in=spoke) | Q(pk__in=sided) | Q(pk__in=said))


def numbers_of(people: PartyQuerySet) -> list[int]:
    """Fetch which people these are, once: who counts them and looks up what they said need not find them again."""
    return list(people.order_by().values_list("pk", flat=True))


def those(numbers: Iterable[int]) -> PartyQuerySet:
    """Return the people who were found before."""
    return Party.objects.filter(pk__in=list(numbers))
