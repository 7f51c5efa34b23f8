"""How much was brought in, of which kind, and what was done with it: never of whom."""

from dataclasses import dataclass, field

from django.db.models import Count

from raakvlak.resolutions.models import Contribution, ContributionQuerySet, Outcome
from raakvlak.situations.forms.fields import capitalised


@dataclass(slots=True)
class Line:
    """What was done with the contributions of one kind, or with all."""

    label: str
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how much was brought in."""
        return sum(self.numbers.values())

    @property
    def open(self) -> int:
        """Return how much waits for an answer."""
        return self.numbers.get("", 0)

    @property
    def answered(self) -> int:
        """Return how much has an answer."""
        return self.total - self.open

    @property
    def cells(self) -> list[int]:
        """Return how much was used, partly, not, and how much waits."""
        return [self.numbers.get(one, 0) for one in (*Outcome.values, "")]


@dataclass(frozen=True, slots=True)
class Counts:
    """The lines of a report: one for each kind that occurs, and one for all together."""

    lines: list[Line]
    all: Line


def counts_of(found: ContributionQuerySet) -> Counts:
    """Count contributions by kind and by what was done with them, in one query."""
    kinds = {kind.value: Line(capitalised(kind.label)) for kind in Contribution.Kind}
    together = Line("")
    for row in found.order_by().values("kind", "outcome").annotate(number=Count("pk")):
        for line in (kinds[row["kind"]], together):
            line.numbers[row["outcome"]] = line.numbers.get(row["outcome"], 0) + row["number"]
    return Counts([line for line in kinds.values() if line.total], together)
