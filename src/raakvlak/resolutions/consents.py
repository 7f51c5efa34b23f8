"""Which departments must say yes to an option, and where each stands: from what was asked for it, and nothing else.

Who asked and what was answered is shown to who may read the request. A yes to an earlier text is no yes to this one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models import Lane, Threshold
from raakvlak.municipality.models import Department, Member
from raakvlak.resolutions.models import Option, OptionRequest

State = Lane.State
GONE: Final = (State.WITHDRAWN, State.WITHOUT)


class Say(models.TextChoices):
    """Where a department stands towards an option."""

    UNKNOWN = "unknown", _("nog niet gevraagd")
    ASKED = "asked", _("gevraagd")
    YES = "yes", _("ja")
    YES_IF = "yes_if", _("ja, mits")
    REFUSED = "refused", _("nee")

    @property
    def badge(self) -> str:
        """Return the tint of the word that says it."""
        return BADGES.get(self, "")


BADGES: Final = {
    Say.ASKED: "badge--attention",
    Say.YES: "badge--good",
    Say.YES_IF: "badge--good",
    Say.REFUSED: "badge--problem",
}
SAID: Final = {State.YES: Say.YES, State.YES_IF: Say.YES_IF, State.NO: Say.REFUSED}


@dataclass(slots=True)
class Asked:
    """What somebody in the house was asked for an option, and what it ran into."""

    lane: Lane
    is_earlier: bool
    thresholds: list[Threshold] = field(default_factory=list)

    @property
    def department_id(self) -> int | None:
        """Return whose work it is about."""
        return self.lane.department_id or (self.lane.member.department_id if self.lane.member else None)

    @property
    def counts(self) -> bool:
        """Tell whether it says anything of the option as it reads now."""
        return not self.is_earlier and self.lane.state not in GONE


@dataclass(slots=True)
class Consent:
    """A department that must say yes, and all that it was asked, the newest first."""

    department: Department
    asked: list[Asked] = field(default_factory=list)

    @property
    def say(self) -> Say:
        """Return where it stands: what it was asked last counts, and nobody's answer is filled in."""
        newest = next((one for one in self.asked if one.counts), None)
        return SAID.get(State(newest.lane.state), Say.ASKED) if newest else Say.UNKNOWN

    @property
    def can_be_asked(self) -> bool:
        """Tell whether no answer is to come, and no yes was said."""
        return self.say in {Say.UNKNOWN, Say.REFUSED}


@dataclass(slots=True)
class Consents:
    """Who must say yes to one option, and what else was asked for it."""

    departments: list[Consent] = field(default_factory=list)
    others: list[Asked] = field(default_factory=list)

    def number(self, *which: Say) -> int:
        """Count of how many departments that is where they stand."""
        return sum(one.say in which for one in self.departments)


def consents_of(options: Sequence[Option], member: Member) -> dict[int, Consents]:
    """Find where the departments stand towards each of these options; the same queries however many there are."""
    found = {option.pk: Consents() for option in options}
    must = Option.departments.through.objects.filter(option__in=found).select_related("department")
    for row in must.order_by("department__name", "department"):
        found[row.option_id].departments.append(Consent(row.department))
    for option, one in _asked(options, member):
        consents = found[option]
        theirs = (each for each in consents.departments if each.department.pk == one.department_id)
        consent = next(theirs, None)
        (consent.asked if consent else consents.others).append(one)
    return found


def _asked(options: Sequence[Option], member: Member) -> Iterable[tuple[int, Asked]]:
    """Yield what was asked for each option that this member may read, the newest first."""
    versions = {option.pk: option.version for option in options}
    links: dict[int, list[tuple[int, bool]]] = {}
    for option, request, version in OptionRequest.objects.filter(option__in=versions).values_list(
        "option", "request", "version"
    ):
        links.setdefault(request, []).append((option, version != versions[option]))
    visible = Lane.objects.within(member.municipality).visible_to(member).filter(request__in=links)
    rows = visible.select_related("request", "department", "member__user", "member__department")
    for lane in rows.defer("email", "request__escalate_email").order_by("-pk") if links else ():
        for option, is_earlier in links[lane.request_id]:
            yield option, Asked(lane, is_earlier)


def with_thresholds(consents: Consents, member: Member) -> Consents:
    """Add what the requests ran into, as far as this member may read it."""
    asked = [*(one for each in consents.departments for one in each.asked), *consents.others]
    visible = Threshold.objects.within(member.municipality).visible_to(member)
    found: dict[int | None, list[Threshold]] = {}
    rows = visible.filter(lane__in=[one.lane.pk for one in asked]).select_related("to_department")
    for threshold in rows.order_by("-since_on", "-pk") if asked else ():
        found.setdefault(threshold.lane_id, []).append(threshold)
    for one in asked:
        one.thresholds = found.get(one.lane.pk, [])
    return consents
