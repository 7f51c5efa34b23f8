"""Which circles a member can write for, and which one she most likely wants."""

from collections.abc import Iterable, Sequence

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Situation


def audiences_of(member: Member) -> list[Audience]:
    """Return the circles that this member reads along with; their ids need no query of their own any more."""
    audiences = list(Audience.objects.read_by(member))
    member.audience_ids = tuple(audience.pk for audience in audiences)
    return audiences


def likely_audience(member: Member, audiences: Sequence[Audience], situation: Situation | None = None) -> Audience:
    """Return the circle of her last note on this situation; the team at first, and without a situation her klad."""
    known = {audience.pk: audience for audience in audiences}
    notes = Encounter.objects.within(member.municipality).filter(author=member)
    notes = notes.filter(links__situation=situation) if situation else notes.exclude(audience__kind=Audience.Kind.TEAM)
    last = notes.order_by("-pk").values_list("audience", flat=True).first()
    if last in known:
        return known[last]
    if situation and situation.team_id in known:
        return known[situation.team_id]
    return next(audience for audience in audiences if audience.is_klad)


def wider_audiences(member: Member, encounter: Encounter) -> list[Audience]:
    """Return the circles that are wider than the one a talk is for now."""
    wider = [one for one in audiences_of(member) if one.breadth > encounter.audience.breadth]
    return sorted(wider, key=lambda one: (one.breadth, one.pk))


def left_out_of(audience: Audience, member_ids: Iterable[int]) -> list[Member]:
    """Return which of these colleagues do not belong to a circle: they could not read what is written for it."""
    chosen = Member.objects.filter(pk__in=set(member_ids)).select_related("user", "municipality")
    return [member for member in chosen if audience.pk not in member.audience_ids] if member_ids else []
