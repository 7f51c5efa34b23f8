"""Which sides of a situation were heard, as far as a member may know."""

from dataclasses import dataclass

from django.db.models import Prefetch

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party, Presence
from raakvlak.situations.models import Insight, Side, Situation


@dataclass(frozen=True, slots=True)
class Heard:
    """The parties and sides of a situation that spoke, or of which something was said or seen."""

    parties: frozenset[int]
    sides: frozenset[int]

    def has(self, side: Side, parties: list[Party]) -> bool:
        """Tell whether this side was heard, itself or through one of these parties."""
        return side.pk in self.sides or any(party.pk in self.parties for party in parties)


@dataclass(frozen=True, slots=True)
class HeardSide:
    """A side with the parties that a member may see, and whether one of them was heard."""

    side: Side
    parties: list[Party]
    heard: Heard

    @property
    def is_heard(self) -> bool:
        return self.heard.has(self.side, self.parties)


def sides_of(situation: Situation, member: Member) -> list[HeardSide]:
    """Fetch the sides, the parties that speak from them, and whether each was heard; in four queries."""
    visible = Party.objects.visible_to(member).filter(is_not_to_be_noted=False).by_name()
    sides = list(situation.sides.prefetch_related(Prefetch("parties", visible, to_attr="visible_parties")))
    heard = heard_in(situation, member) if sides else Heard(frozenset(), frozenset())
    return [HeardSide(side, side.visible_parties, heard) for side in sides]


def heard_in(situation: Situation, member: Member) -> Heard:
    """Find who was heard: from talks of this situation and from insights, both only those that the member may see."""
    talks = Encounter.objects.visible_to(member).standing().filter(links__situation=situation)
    present = Presence.objects.filter(encounter__in=talks, is_only_mentioned=False).values_list("party", flat=True)
    said = (
        Insight.objects.visible_to(member)
        .filter(situation=situation, encounter__withdrawn_at=None)
        .exclude(basis=Insight.Basis.HUNCH)
        .values_list("party", "side")
    )
    insights = list(said.distinct())
    return Heard(
        frozenset(present.distinct()) | frozenset(party for party, _side in insights if party),
        frozenset(side for _party, side in insights if side),
    )
