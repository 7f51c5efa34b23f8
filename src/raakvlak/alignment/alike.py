"""Thresholds that were met before and look like one that is being named, and what opened them.

Simple on purpose: the same kind and departments first, then words in common. `draagvlak` will do this better.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from raakvlak.alignment.models import Threshold
from raakvlak.municipality.models import Department, Member
from raakvlak.web.search.stems import word_of, words_in

LOOKED_AT: Final = 300
SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known so far of the threshold that is being named."""

    kind: str = ""
    department: Department | None = None
    words: str = ""

    def likeness(self, threshold: Threshold) -> tuple[int, int, int]:
        """Say how like an earlier threshold is: kind and department, words in common, and whether it was opened."""
        same = 2 * (threshold.kind == self.kind) + (
            self.department is not None and threshold.to_department_id == self.department.pk
        )
        common = stems_of([self.words]) & stems_of([threshold.words, threshold.tried, threshold.opened_with])
        return same, len(common), int(threshold.is_opened)


def alike(sought: Sought, member: Member) -> list[Threshold]:
    """Return the earlier thresholds that are most like this one, as far as this member may see them, in one query."""
    rows = Threshold.objects.within(member.municipality).visible_to(member)
    rows = rows.select_related("from_department", "to_department").order_by("-since_on", "-pk")
    scored = [(sought.likeness(row), row) for row in rows[:LOOKED_AT]]
    found = [(score, row) for score, row in scored if score[0] or score[1]]
    return [row for _score, row in sorted(found, key=lambda pair: pair[0], reverse=True)[:SHOWN]]


def stems_of(texts: Iterable[str]) -> set[str]:
    """Return what words have in common with their other forms.

    >>> sorted(stems_of(["De pleinen"]))
    ['plein', 'pleinen']
    """
    words = (word_of(written) for text in texts for written in words_in(text))
    return {term for word in words for term in (word.term, *word.others) if term}
