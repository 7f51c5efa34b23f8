"""Which sides of a situation were heard, as far as a member may know."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, F, OuterRef, Prefetch
from django.db.models.lookups import Exact

from raakvlak.municipality.models import Member
from raakvlak.municipality.models.rows import LookedAt
from raakvlak.relations.models import Party, Presence
from raakvlak.situations.models import Insight, Side, Situation

PARTIES_SHOWN: Final = 12


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

    @property
    def shown(self) -> list[Party]:
        """Return the first of its parties: a side may have hundreds."""
        return self.parties[:PARTIES_SHOWN]

    @property
    def more(self) -> int:
        """Return how many there are beside those."""
        return len(self.parties) - len(self.shown)


def sides_of(situation: Situation, member: Member) -> list[HeardSide]:
    """Fetch the sides, the parties that speak from them, and whether each was heard; in four queries."""
    visible = Party.objects.visible_to(member).filter(is_not_to_be_noted=False).by_name().only("name", "sort_name")
    sides = list(situation.sides.prefetch_related(Prefetch("parties", visible, to_attr="visible_parties")))
    asked = {party.pk for side in sides for party in side.visible_parties}
    heard = heard_in(situation, member, asked) if sides else Heard(frozenset(), frozenset())
    return [HeardSide(side, side.visible_parties, heard) for side in sides]


def heard_in(situation: Situation, member: Member, asked: Collection[int]) -> Heard:
    """Find which of these parties spoke in this situation, and of which parties and sides something is known.

    Both are only of what the member may see. A situation may have ten thousand talks, but of each party the first that
    is found is enough.
    """
    here = Exact(LookedAt(F("encounter__links__situation")), situation.pk)  # walk the talks of a party: they are fewer
    talks = Presence.objects.visible_to(member).standing().filter(here)
    present = Exists(talks.filter(party=OuterRef("pk"), is_only_mentioned=False).order_by())
    spoke = Party.objects.filter(present, pk__in=asked).order_by().values_list("pk", flat=True)
    said = (
        Insight.objects.visible_to(member)
        .filter(situation=situation, encounter__withdrawn_at=None)
        .exclude(basis=Insight.Basis.HUNCH)
        .values_list("party", "side")
    )
    insights = list(said.distinct())
    return Heard(
        frozenset(spoke) | frozenset(party for party, _side in insights if party),
        frozenset(side for _party, side in insights if side),
    )
