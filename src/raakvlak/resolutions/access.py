"""Who may open an option or a contribution, and what is told of a party in a situation: who may see both."""

import uuid

from django.shortcuts import get_object_or_404

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, EncounterQuerySet, Party
from raakvlak.resolutions.models import Contribution, ContributionQuerySet, Option, OptionQuerySet
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


def contributions_of(situation: Situation, member: Member) -> ContributionQuerySet:
    """Return what was brought in in a situation, as far as this member may see it."""
    return Contribution.objects.within(member.municipality).visible_to(member).filter(situation=situation)


def find_contribution(member: Member, situation: Situation, contribution_uuid: uuid.UUID) -> Contribution:
    """Return a contribution of this situation; 404 when it is not for this member's eyes."""
    found = contributions_of(situation, member).select_related("audience", "party", "encounter", "option")
    return get_object_or_404(found, uuid=contribution_uuid)


def talks_of(situation: Situation, member: Member) -> EncounterQuerySet:
    """Return the talks of a situation from which something can be told; a klad is for its author alone."""
    visible = Encounter.objects.within(member.municipality).visible_to(member).standing()
    here = visible.filter(links__situation=situation).exclude(audience__kind=Audience.Kind.MEMBER)
    return here.newest_first()


def seen_options(contribution: Contribution, member: Member) -> list[Option]:
    """Return in which options a contribution ended up, as far as this member may see those; its answers are at hand."""
    answer = contribution.answer
    return [one for one in answer.options.all() if one.audience_id in member.audience_ids] if answer else []
