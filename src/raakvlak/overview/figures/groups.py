"""The groups that a team names itself: in how many talks each was heard, beside what chance would give."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raakvlak.municipality.models import Member
from raakvlak.overview.figures.reach import ReachFigures
from raakvlak.overview.models import NamedGroup
from raakvlak.overview.sources import Source
from raakvlak.situations.models import Situation


@dataclass(frozen=True, slots=True)
class HeardGroup:
    """A group, how often it was heard, and between which numbers chance stays where that can be said."""

    group: NamedGroup
    talks: int
    meetings: int
    low: int | None = None
    high: int | None = None

    @property
    def is_heard(self) -> bool:
        """Tell whether anybody of this group was heard."""
        return self.talks + self.meetings > 0

    @property
    def is_fewer(self) -> bool:
        """Tell whether it was heard less than chance explains."""
        return self.low is not None and self.talks < self.low

    @property
    def in_words(self) -> str:
        """Say how often it was heard."""
        if not self.is_heard:
            return _("Nog niet gehoord.")
        told = []
        if self.talks:
            told.append(ngettext("%(number)d gesprek", "%(number)d gesprekken", self.talks) % {"number": self.talks})
        if self.meetings:
            words = ngettext("%(number)d bijeenkomst", "%(number)d bijeenkomsten", self.meetings)
            told.append(words % {"number": self.meetings})
        return _("Gehoord in %(where)s.") % {"where": _(" en ").join(told)}

    @property
    def expected_in_words(self) -> str:
        """Say what chance would give, where anything can be said of it."""
        if self.low is None or self.high is None:
            return ""
        values = {"low": self.low, "high": self.high}
        return _("Bij toeval verwacht je tussen %(low)d en %(high)d gesprekken.") % values


def groups_of(situation: Situation, member: Member, figures: ReachFigures) -> list[HeardGroup]:
    """Fetch the groups of a situation with how often each was heard, in one query."""
    groups = NamedGroup.objects.visible_to(member).filter(situation=situation).with_talks_seen_by(member)
    return [_heard(group, figures) for group in groups]


def _heard(group: NamedGroup, figures: ReachFigures) -> HeardGroup:
    """Hold a group against the others who live where one compares, if that is known of all."""
    from draagvlak.reach import reach  # noqa: PLC0415 – numpy and scipy are heavy

    talks, meetings = group.talks_heard, group.meetings_heard  # type: ignore[attr-defined]  # counted along
    others = (figures.residents or 0) - (group.people or 0)
    total = figures.voices.total(Source.TALKS)
    if not group.people or others <= 0 or talks > total:
        return HeardGroup(group, talks, meetings)
    found = reach([talks, total - talks], [group.people, others], clustering=figures.clustering)
    return HeardGroup(group, talks, meetings, int(found.low[0]), int(found.high[0]))
