"""No means waits for a yes of somebody who is gone: then whoever the lender has says it."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from raakvlak.municipality.departures import when_out
from raakvlak.municipality.models import Audience, Member
from raakvlak.support.actions import pass_on_means
from raakvlak.support.models import Means


@when_out
@transaction.atomic
def let_go_of_means(member: Member) -> None:
    """Let this member no longer keep the means that she can't see any more."""
    steward = OuterRef("steward")
    may_read = Member.objects.active().who_note().filter(pk=steward)
    reads_along = Audience.readers.through.objects.filter(audience=OuterRef("audience"), member=steward)
    is_team = Q(audience__kind=Audience.Kind.TEAM)
    kept = Means.objects.within(member.municipality).of(member)
    pass_on_means(kept.filter(~Exists(may_read) | (is_team & ~Exists(reads_along))))
