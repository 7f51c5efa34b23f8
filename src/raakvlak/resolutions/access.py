"""Who may open an option, and what is told of a party in a situation: who may see both."""

import uuid

from django.shortcuts import get_object_or_404

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, OptionQuerySet
from raakvlak.resolutions.people import nameable
from raakvlak.situations.models import Situation


def options_of(situation: Situation, member: Member) -> OptionQuerySet:
    """Return the options of a situation that this member may see."""
    return Option.objects.within(member.municipality).visible_to(member).filter(situation=situation)


def find_option(member: Member, situation: Situation, option_uuid: uuid.UUID) -> Option:
    """Return an option of this situation; 404 when it is not for this member's eyes."""
    return get_object_or_404(options_of(situation, member).select_related("audience"), uuid=option_uuid)


def find_party(member: Member, party_id: int) -> Party:
    """Return a party that this member may see and that may be named; 404 otherwise."""
    return get_object_or_404(nameable(member).select_related("area", "audience"), pk=party_id)
