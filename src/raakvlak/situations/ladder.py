"""The ladders of a situation as one member may see them: from what was said to what lies behind it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.situations.heard import HeardSide
from raakvlak.situations.models import Insight, Side, Situation
from raakvlak.situations.references import Names, names_in

TOPS_SHOWN: Final = 5


class Support(StrEnum):
    """What stands behind an insight."""

    SURE = "sure"
    HUNCHES = "hunches"
    NOTHING = "nothing"


@dataclass(eq=False)
class Rung:
    """An insight in its place: what it explains, and what explains it."""

    insight: Insight
    above: "Rung | None" = None
    behind: list["Rung"] = field(default_factory=list)
    depth: int = 0
    support: Support = Support.NOTHING

    @property
    def rests_on_hunches(self) -> bool:
        """Tell whether all that we have here is what we think ourselves."""
        return self.support == Support.HUNCHES or (self.insight.is_unchecked and self.support != Support.SURE)

    @property
    def party(self) -> Party | None:
        """Return whose words these are; whoever does not want to be noted stays out."""
        party = self.insight.party
        return None if party is None or party.is_not_to_be_noted else party

    def walk(self) -> Iterator["Rung"]:
        """Yield this rung and all behind it, as they are drawn."""
        waiting = [self]
        while waiting:
            rung = waiting.pop()
            yield rung
            waiting.extend(reversed(rung.behind))


@dataclass
class Ladder:
    """All rungs that a member may see, in the order in which they are drawn."""

    tops: list[Rung]
    rungs: list[Rung]

    def find(self, insight_id: int | None) -> Rung | None:
        """Return the rung of this insight, if the member may see it."""
        return next((rung for rung in self.rungs if rung.insight.pk == insight_id), None)

    @property
    def faded(self) -> list[Rung]:
        """Return the hunches that nobody checked in time."""
        return [rung for rung in self.rungs if rung.insight.is_faded]


def ladder_of(situation: Situation, member: Member) -> Ladder:
    """Build the ladders; an insight that explains something the member may not see stands at the top."""
    return build(visible_insights(situation, member))


def visible_insights(situation: Situation, member: Member) -> list[Insight]:
    """Fetch what this member may see, without names and talks that are not for her eyes."""
    insights = (
        Insight.objects.within(member.municipality)
        .visible_to(member)
        .filter(situation=situation, encounter__withdrawn_at=None)
        .select_related("audience", "encounter", "party", "side")
        .in_order()
    )
    return [_for_eyes_of(member, insight) for insight in insights]


def build(insights: Iterable[Insight]) -> Ladder:
    """Put insights into trees by what they explain."""
    rungs = {insight.pk: Rung(insight) for insight in insights}
    for rung in rungs.values():
        above = rungs.get(rung.insight.parent_id or 0)
        if above is not None and not _leads_to(above, rung):
            rung.above = above
            above.behind.append(rung)
    tops = [rung for rung in rungs.values() if rung.above is None]
    drawn = [rung for top in tops for rung in top.walk()]
    for rung in drawn:
        rung.depth = rung.above.depth + 1 if rung.above else 0
    for rung in reversed(drawn):
        rung.support = _support(rung)
    return Ladder(tops, drawn)


def _for_eyes_of(member: Member, insight: Insight) -> Insight:
    if insight.party is not None and insight.party.audience_id not in member.audience_ids:
        insight.party = None
    if insight.encounter is not None and insight.encounter.audience_id not in member.audience_ids:
        insight.encounter = None
    return insight


def _leads_to(start: Rung, end: Rung) -> bool:
    rung: Rung | None = start
    while rung is not None and rung is not end:
        rung = rung.above
    return rung is end


def _support(rung: Rung) -> Support:
    behind = rung.behind
    if any(each.insight.is_sure or each.support == Support.SURE for each in behind):
        return Support.SURE
    if any(_is_fresh_hunch(each.insight) or each.support == Support.HUNCHES for each in behind):
        return Support.HUNCHES
    return Support.NOTHING


def _is_fresh_hunch(insight: Insight) -> bool:
    return insight.is_unchecked and not insight.is_faded


@dataclass
class Summary:
    """The ladders of a situation at a glance, for one member."""

    count: int
    tops: list[Rung]
    more_tops: int
    on_hunches: list[Rung]
    faded: list[Rung]
    sides_not_asked: list[Side]
    has_sides: bool
    may_write: bool
    names: Names


def summary(situation: Situation, member: Member, sides: Sequence[HeardSide]) -> Summary:
    """Tell at a glance what the ladders say, what rests on hunches only, and which of these sides was not asked."""
    ladder = ladder_of(situation, member)
    shown = ladder.tops[:TOPS_SHOWN]
    on_hunches = [rung for rung in ladder.tops if rung.rests_on_hunches and not rung.insight.is_faded]
    told = {rung.insight.text for rung in (*shown, *on_hunches, *ladder.faded)}
    return Summary(
        count=len(ladder.rungs),
        tops=shown,
        more_tops=len(ladder.tops) - len(shown),
        on_hunches=on_hunches,
        faded=ladder.faded,
        sides_not_asked=[each.side for each in sides if not each.is_heard],
        has_sides=bool(sides),
        may_write=may_write(situation, member),
        names=names_in(told, member),
    )


def may_write(situation: Situation, member: Member) -> bool:
    """Tell whether this member works on the ladders: one of the team."""
    return situation.has_in_team(member)
