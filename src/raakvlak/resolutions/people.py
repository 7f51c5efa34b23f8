"""The people of a situation: who spoke in its talks, speaks from one of its sides, or reacted to one of its options."""

from django.db.models import Q

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party, PartyQuerySet, Presence
from raakvlak.resolutions.models import Reaction
from raakvlak.situations.models import Side, Situation


def nameable(member: Member) -> PartyQuerySet:
    """Return the parties that this member may see and that may be named."""
    return Party.objects.within(member.municipality).visible_to(member).filter(is_not_to_be_noted=False)


def people_of(situation: Situation, member: Member) -> PartyQuerySet:
    """Return the parties of a situation that this member may see; who reacted not at all is unheard, and among them."""
    talks = Presence.objects.visible_to(member).standing().filter(encounter__links__situation=situation)
    spoke = talks.filter(is_only_mentioned=False).order_by().values("party")
    sided = Side.parties.through.objects.filter(side__situation=situation).values("party")
    said = Reaction.objects.visible_to(member).standing().filter(option__situation=situation)
    here = Q(pk__in=spoke) | Q(pk__in=sided) | Q(pk__in=said.order_by().values("party"))
    return nameable(member).filter(here)
