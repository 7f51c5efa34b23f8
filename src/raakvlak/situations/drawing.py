"""How the ladders are drawn: which rungs, how deep, and where a branch opens and closes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from raakvlak.situations.ladder import Ladder, Rung

DEEPEST_DRAWN: Final = 7
MOST_DRAWN: Final = 200


@dataclass(eq=False)
class Row:
    """One rung on the page."""

    rung: Rung
    depth: int
    is_context: bool = False
    has_branch: bool = False
    hidden_behind: int = 0
    closes: range = field(default_factory=lambda: range(0))
    is_first: bool = False
    is_last: bool = False


@dataclass
class Drawing:
    """What of the ladders is drawn, and how much of it is not."""

    rows: list[Row]
    start: Rung | None
    left_out: int


def draw(
    ladder: Ladder, wanted: Callable[[Rung], bool] | None, *, start_id: int | None = None, is_whole: bool = False
) -> Drawing:
    """Choose what is drawn: what is wanted with what it explains, from one rung or from the tops, and not too deep."""
    start = ladder.find(start_id) if start_id else None
    keep = _with_all_above(ladder, wanted) if wanted else None
    deepest = 10**6 if is_whole else DEEPEST_DRAWN
    beside = [start] if start else ladder.tops
    rows = list(_rows(beside, keep, deepest))
    shown = rows if is_whole else _cut(rows)
    if wanted:
        for row in shown:
            row.is_context = not wanted(row.rung)
    _close(shown)
    return Drawing(shown, start, len(rows) - len(shown))


def _rows(beside: list[Rung], keep: set[Rung] | None, deepest: int) -> Iterator[Row]:
    waiting = _level(beside, keep, 0)
    while waiting:
        row = waiting.pop()
        behind = _level(row.rung.behind, keep, row.depth + 1)
        if row.depth >= deepest:
            row.hidden_behind = sum(1 for _ in row.rung.walk()) - 1
        else:
            row.has_branch = bool(behind)
            waiting.extend(behind)
        yield row


def _level(beside: list[Rung], keep: set[Rung] | None, depth: int) -> list[Row]:
    """Return the rows of one level, the last one first, as a stack wants them."""
    kept = [rung for rung in beside if keep is None or rung in keep]
    rows = [Row(rung, depth, is_first=rung is kept[0], is_last=rung is kept[-1]) for rung in kept]
    return rows[::-1]


def _cut(rows: list[Row]) -> list[Row]:
    """Keep as many rows as a page bears, whole ladders as long as that works out."""
    if len(rows) <= MOST_DRAWN:
        return rows
    tops = [place for place, row in enumerate(rows) if row.depth == 0 and 0 < place <= MOST_DRAWN]
    kept = rows[: tops[-1] if tops else MOST_DRAWN]
    if kept[-1].has_branch:
        kept[-1].has_branch = False
    return kept


def _close(rows: list[Row]) -> None:
    """Tell after each row how many branches end there."""
    for row, following in zip_longest(rows, rows[1:]):
        next_depth = following.depth if following else 0
        row.closes = range(0 if row.has_branch else row.depth - next_depth)


def _with_all_above(ladder: Ladder, wanted: Callable[[Rung], bool]) -> set[Rung]:
    keep: set[Rung] = set()
    for rung in ladder.rungs:
        each: Rung | None = rung if wanted(rung) else None
        while each is not None and each not in keep:
            keep.add(each)
            each = each.above
    return keep
