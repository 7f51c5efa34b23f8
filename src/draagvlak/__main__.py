"""From a shell: `draagvlak reach areas.csv`, `draagvlak matching things.csv "een wens"`, `draagvlak map votes.csv`.

`reach` tells from where fewer voices came than chance gives, `matching` which possibilities could help with a wish,
`map` who stands where, what people share and what divides them, `score` how well that tells votes that were hidden, and
`bundle` what can be put together out of options, means and what people think of them.
Where draagvlak is not installed as a command, it is `python -m draagvlak`.
"""

import argparse
import csv
import datetime
import sys
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Final, TextIO

from draagvlak.matching import Index, Possibility, Where, read_list, starting_list, suggest
from draagvlak.reach import Reach, design_effect, reach

Tell = Callable[[TextIO, argparse.Namespace], Iterable[Sequence[object]]]
WRONG_INPUT: Final = 2
HEAD: Final = ("area", "voices", "low", "high", "says")
PERIOD: Final = ("begins_on", "ends_on")
HEAD_OF_MATCHES: Final = ("id", "said", "found", "how", "pair")


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer what was asked, as CSV or in words; say on standard error what is wrong with a file."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if asked[:1] == ["bundle"]:
        return _bundle(asked[1:])
    given = _parser().parse_args(asked)
    try:
        sys.stdout.write(given.answer(given))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{given.file}: {error}\n")
        return WRONG_INPUT
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="draagvlak", description=__doc__)
    kinds = parser.add_subparsers(required=True)
    asked = kinds.add_parser("reach", help="voices per area, against who lives there")
    asked.add_argument("file", type=Path, help="CSV with columns area, voices and residents (empty: unknown)")
    asked.add_argument("--level", type=float, default=0.95, help="between 0 and 1 (0.95)")
    asked.add_argument("--clusters", type=int, nargs="*", default=[], help="how many voices came at once, each time")
    asked.set_defaults(answer=lambda given: _as_csv(_reach_as_asked, given))
    wished = kinds.add_parser("matching", help="what could help with a wish, and why")
    wished.add_argument("file", type=Path, help="CSV with columns id and text, and maybe area, begins_on and ends_on")
    wished.add_argument("wish", help="what residents want, in their words")
    wished.add_argument("--list", type=Path, help="related words (those that a municipality begins with)")
    wished.add_argument("--areas", type=int, nargs="*", help="the area of the wish, and those in which it lies")
    wished.add_argument("--limit", type=int, default=5, help="how many are shown (5)")
    wished.set_defaults(answer=lambda given: _as_csv(told_matches, given))
    _add_opinions(kinds)
    kinds.add_parser("bundle", help="what can be put together, and for whom", add_help=False)
    return parser


def _add_opinions(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    drawn = kinds.add_parser("map", help="who stands where, what people share and what divides them, in Dutch")
    scored = kinds.add_parser("score", help="how well votes that were hidden are told, beside simple ways")
    for parser in (drawn, scored):
        parser.add_argument("file", type=Path, help="folder or CSV of Polis, or CSV of participant, statement and vote")
        parser.add_argument(
            "--seed", type=int, default=0, help="another draw of chance (0); a map is the same for each"
        )
    drawn.add_argument("--json", type=Path, help="write all that was found to this file")
    drawn.add_argument("--html", type=Path, help="write a page with the map to this file")
    drawn.add_argument("--classic", action="store_true", help="as Polis draws it, to compare with")
    drawn.add_argument("--people", type=Path, help="CSV of participant and traits, such as age, to weigh them by")
    drawn.add_argument("--shares", type=Path, help="CSV of trait, stratum and share of the population; with --people")
    drawn.set_defaults(answer=told_map)
    scored.add_argument("--folds", type=int, default=5, help="in how many parts votes are hidden (5)")
    scored.set_defaults(answer=told_score)


def told_map(given: argparse.Namespace) -> str:
    """Draw the map of opinions, and tell of it in words."""
    from draagvlak.opinions.shell import map_in_words  # noqa: PLC0415 – heavy, and other commands do without

    if (given.people is None) != (given.shares is None):
        raise ValueError("to weigh people, give both --people and --shares")
    if given.people is not None and given.classic:
        raise ValueError("the map of Polis knows no weights: leave out --classic, or --people and --shares")
    return map_in_words(
        given.file,
        sys.stderr,
        json_path=given.json,
        html_path=given.html,
        seed=given.seed,
        is_classic=given.classic,
        population=None if given.people is None else (given.people, given.shares),
    )


def told_score(given: argparse.Namespace) -> str:
    """Tell how well hidden votes are told."""
    from draagvlak.opinions.shell import score_in_words  # noqa: PLC0415 – as above

    return score_in_words(given.file, sys.stderr, folds=given.folds, seed=given.seed)


def _as_csv(tell: Tell, given: argparse.Namespace) -> str:
    written = StringIO()
    with given.file.open(newline="", encoding="utf-8-sig") as lines:
        csv.writer(written, lineterminator="\n").writerows(tell(lines, given))
    return written.getvalue()


def _bundle(arguments: Sequence[str]) -> int:
    """Tell of bundles; HiGHS is brought in only here, for it is heavy."""
    from draagvlak.bundles.shell import add_arguments, told_bundles  # noqa: PLC0415 – as the docstring says

    parser = argparse.ArgumentParser(prog="draagvlak bundle", description="What can be put together.")
    add_arguments(parser)
    given = parser.parse_args(arguments)
    try:
        sys.stdout.write(told_bundles(given))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{given.file}: {error}\n")
        return WRONG_INPUT
    return 0


def told_matches(lines: TextIO, given: argparse.Namespace) -> Iterable[Sequence[object]]:
    """Read possibilities, and write what ties each that could help to the wish, with a head above it."""
    thesaurus = read_list(given.list.read_text(encoding="utf-8")) if given.list else starting_list()
    index = Index(map(_possibility, _rows(lines, {"id", "text"})))
    found = suggest(given.wish, index, thesaurus, where=Where(areas=given.areas), limit=given.limit)
    return [
        HEAD_OF_MATCHES,
        *(
            (
                one.id,
                " ".join(tie.said),
                tie.found,
                tie.how,
                f"{tie.pair.word} > {tie.pair.related}" if tie.pair else "",
            )
            for one in found
            for tie in one.matches
        ),
    ]


def _possibility(row: dict[str, str]) -> Possibility:

    begins, ends = (datetime.date.fromisoformat(day) if (day := row.get(name)) else None for name in PERIOD)
    return Possibility(int(row["id"]), row["text"], int(row["area"]) if row.get("area") else None, begins, ends)


def _rows(lines: TextIO, needed: set[str]) -> list[dict[str, str]]:
    rows = csv.DictReader(lines)
    missing = needed - set(rows.fieldnames or ())
    if missing:
        raise ValueError(f"there is no column {', '.join(sorted(missing))}")
    return list(rows)


def _reach_as_asked(lines: TextIO, given: argparse.Namespace) -> Iterable[Sequence[object]]:
    return told_reach(lines, level=given.level, clusters=given.clusters)


def told_reach(lines: TextIO, *, level: float, clusters: Sequence[int]) -> Iterable[Sequence[object]]:
    """Read areas, and write what chance explains of each, with a head above it."""
    areas = _rows(lines, {"area", "voices", "residents"})
    voices = [int(row["voices"] or 0) for row in areas]
    residents = [float(row["residents"]) if row["residents"].strip() else None for row in areas]
    found = reach(voices, residents, clustering=design_effect(clusters), level=level)
    return [HEAD, *(line(found, area, row["area"], voices[area]) for area, row in enumerate(areas))]


def line(found: Reach, area: int, name: str, voices: int) -> Sequence[object]:
    """Tell of one area; what can't be compared stays empty."""
    if not found.is_compared[area]:
        return (name, voices, "", "", "")
    says = "fewer" if found.is_fewer[area] else "more" if found.is_more[area] else "as chance"
    return (name, voices, found.low[area], found.high[area], says)


if __name__ == "__main__":
    sys.exit(main())
