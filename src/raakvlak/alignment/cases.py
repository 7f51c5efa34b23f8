"""Fairness memory: what was done in like cases, two streets away, and why; as far as somebody may see it."""

from dataclasses import dataclass
from typing import Final

from raakvlak.alignment.kept_index import known_of
from raakvlak.alignment.matching import LONGEST_WISH, Why, choices_for, remember, whys_of
from raakvlak.alignment.models import Choice
from raakvlak.alignment.wishes import Wish, without_names
from raakvlak.municipality.models import Area, Member
from raakvlak.situations.models import Situation

LOOKED_AT: Final = 40
SHOWN: Final = 8
HERE, NEAR, ELSEWHERE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Case:
    """An earlier choice for a wish that is like this one, how near that was, and why the two are alike."""

    choice: Choice
    nearness: int
    whys: list[Why]

    @property
    def is_here(self) -> bool:
        """Tell whether it was in the same area."""
        return self.nearness == HERE

    @property
    def is_near(self) -> bool:
        """Tell whether it was in an area beside this one."""
        return self.nearness == NEAR


def cases_like(wish: Wish, member: Member) -> list[Case]:
    """Return like cases of other situations, the nearest first and of those the most alike.

    Each has a word in common with this wish, or leads to the same: what is only written alike is no like case.
    """
    from draagvlak.matching import Earlier  # noqa: PLC0415 – heavy

    choices = choices_for(member)
    words = wish.plain[:LONGEST_WISH]
    with known_of(wish.situation.municipality) as known:
        remember(known, choices)
        thesaurus = known.thesaurus
        near = known.earlier.among([one.number for one in choices]).nearest(words, limit=LOOKED_AT)
    rows = _fetched([one.number for one in near], wish, member)
    areas = _areas_near(wish.situation)
    told = Earlier(thesaurus, [(row.pk, without_names(row.wish)[:LONGEST_WISH], 0) for row in rows])
    whys = {case.number: whys_of(case.matches) for case in told.like(words, limit=LOOKED_AT) if case.matches}
    found = [Case(row, _nearness(row, wish.situation, areas), whys[row.pk]) for row in rows if row.pk in whys]
    return sorted(found, key=lambda case: case.nearness)[:SHOWN]


def _fetched(numbers: list[int], wish: Wish, member: Member) -> list[Choice]:
    """Fetch these choices of other situations anew, in this order: only what this member may see."""
    visible = Choice.objects.within(member.municipality).visible_to(member).standing()
    rows = (
        visible.filter(pk__in=numbers)
        .exclude(situation=wish.situation)
        .select_related("situation__area", "possibility")
    )
    by_number = {row.pk: row for row in rows.defer("situation__area__geometry") if without_names(row.wish)}
    return [by_number[number] for number in numbers if number in by_number]


def _areas_near(situation: Situation) -> set[int]:
    """Return the areas beside the one of a situation: within the same larger area, or on the map next to it."""
    if situation.area is None:
        return set()
    areas = Area.objects.within(situation.municipality)
    beside = set(areas.near(situation.area).values_list("pk", flat=True)) if situation.area.west is not None else set()
    if situation.area.parent_id:
        beside.update(areas.filter(parent=situation.area.parent_id).values_list("pk", flat=True))
        beside.add(situation.area.parent_id)
    beside.update(areas.filter(parent=situation.area_id).values_list("pk", flat=True))
    return beside


def _nearness(choice: Choice, situation: Situation, areas: set[int]) -> int:
    area = choice.situation.area_id
    if area is None or situation.area_id is None:
        return ELSEWHERE
    if area == situation.area_id:
        return HERE
    return NEAR if area in areas else ELSEWHERE
