"""What a situation wishes to be helped with: its two questions and what was learned, as one may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from raakvlak.alignment.models import Choice
from raakvlak.alignment.models.choice import WISH_KEYS
from raakvlak.municipality.models import Audience, Member
from raakvlak.situations.models import Insight, Question, Situation
from raakvlak.web.numbers import number
from raakvlak.web.references import replace

HELPED: Final = (Insight.Kind.INTEREST, Insight.Kind.NEED, Insight.Kind.POSITION, Insight.Kind.WORRY)
DEEPER: Final = (Insight.Kind.INTEREST, Insight.Kind.NEED)
MOST_WISHES: Final = 12
KINDS: Final = {Question.Kind.AS_PUT: Choice.Wish.AS_PUT, Question.Kind.BEHIND: Choice.Wish.BEHIND}


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish of a situation, in the words as they stand there."""

    situation: Situation
    kind: Choice.Wish
    text: str
    insight: Insight | None = None

    @property
    def key(self) -> str:
        """Return by what name it stands in an address."""
        return f"inzicht-{self.insight.pk}" if self.insight else WISH_KEYS[self.kind]

    @property
    def label(self) -> str:
        """Say what it is."""
        return self.insight.get_kind_display() if self.insight else str(self.kind.label)

    @property
    def sort(self) -> str:
        """Return which colour it has."""
        return self.insight.kind if self.insight else "question"

    @property
    def plain(self) -> str:
        """Return the words without names: what stands for a person is left out."""
        return without_names(self.text)

    @property
    def audience(self) -> Audience:
        """Return who may read what is chosen for it: who may find the situation, and never more than may read it."""
        found = self.situation.audience
        if self.insight is None or self.insight.audience_id == found.pk:
            return found
        narrower = self.insight.audience
        return narrower if narrower.breadth <= found.breadth else found


def without_names(text: str) -> str:
    """Leave out the references that stand for names.

    >>> without_names("Een bankje voor mevrouw")
    'Een bankje voor mevrouw'
    """
    return replace(text, lambda _reference: " ").strip()


def wishes_of(situation: Situation, member: Member, kinds: Sequence[str] = HELPED) -> list[Wish]:
    """Return the wishes of a situation that this member may read, in two queries; a hunch that was wrong is none."""
    current = {one.kind: one for one in Question.objects.filter(situation=situation).current()}
    asked = [(KINDS[kind], current[kind].text) for kind in KINDS if kind in current]
    visible = Insight.objects.within(situation.municipality).visible_to(member).filter(situation=situation)
    helped = visible.filter(kind__in=kinds, refuted_on=None).select_related("audience").in_order()[:MOST_WISHES]
    questions = [Wish(situation, kind, text) for kind, text in asked]
    insights = [Wish(situation, Choice.Wish.INSIGHT, one.text, one) for one in helped]
    return [wish for wish in (*questions, *insights) if wish.plain]


def find_wish(situation: Situation, member: Member, key: str) -> Wish | None:
    """Return the wish of that name, when this member may read it; however many there are."""
    if key.startswith("inzicht-"):
        pk = number(key.removeprefix("inzicht-"))
        visible = Insight.objects.within(situation.municipality).visible_to(member).filter(situation=situation)
        rows = visible.select_related("audience")
        one = rows.filter(pk=pk).first() if pk else None
        return Wish(situation, Choice.Wish.INSIGHT, one.text, one) if one and without_names(one.text) else None
    return next((wish for wish in wishes_of(situation, member) if wish.key == key), None)
