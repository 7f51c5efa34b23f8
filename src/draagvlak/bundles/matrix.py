"""Who stands where, as rows for a page: each party by itself when they are few, and counted when they are many."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from draagvlak.bundles import wording
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.reactions import Ballot, Gradient, Party, exact

MOST_PARTIES: Final = 40
MOST_OPTIONS: Final = 30
UNHEARD: Final = '<td class="sign out"><span aria-hidden="true"></span><span class="unseen">niet gehoord</span></td>'


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table: its caption, the heads of its columns, and rows with a name and cells of HTML; `legend` explains it.

    >>> Matrix("Wie", ("Wie",), (), "").rows
    ()
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, Sequence[str]], ...]
    legend: str


def matrix(problem: Problem) -> Matrix:
    """Set out who stands where: parties × options when they are few, else options with how many stand where.

    >>> from draagvlak.bundles.problem import Option
    >>> small = Problem((Option("a"),), parties=(Party("Anna", reactions={"a": Gradient.WANT}),))
    >>> matrix(small).head
    ('Wie', 'a')
    """
    if len(problem.parties) <= MOST_PARTIES and len(problem.options) <= MOST_OPTIONS:
        return _each(problem)
    return _counted(problem) if problem.ballot is Ballot.GRADIENTS else _voted(problem)


def _each(problem: Problem) -> Matrix:
    names = [wording.option_name(problem, option.id) for option in problem.options]
    signs = "; ".join(f"{sign} {words}" for sign, words in wording.REACTIONS.values())
    legend = f"{signs}; leeg: niet gehoord; *: mits." if problem.ballot is Ballot.GRADIENTS else "Leeg: niets gezegd."
    return Matrix(
        caption="Wie zegt wat van welke mogelijkheid",
        head=("Wie", *names),
        rows=tuple((party.id, [_cell(party, option.id) for option in problem.options]) for party in problem.parties),
        legend=legend,
    )


def _cell(party: Party, option: str) -> str:
    reaction = party.reactions.get(option)
    if reaction is None:
        return UNHEARD
    star, mits = ("*", ", mits") if option in party.conditions else ("", "")
    if isinstance(reaction, Gradient):
        sign, words = wording.REACTIONS[reaction]
        return (
            f'<td class="sign {reaction.value}"><span aria-hidden="true">{sign}{star}</span>'
            f'<span class="unseen">{words}{mits}</span></td>'
        )
    return f'<td class="sign live_with">{wording.amount(reaction)}{star}<span class="unseen">{mits}</span></td>'


def _counted(problem: Problem) -> Matrix:
    counts = {option.id: Counter[Gradient]() for option in problem.options}
    for party in problem.parties:
        for id_, reaction in party.reactions.items():
            if isinstance(reaction, Gradient):
                counts[id_][reaction] += 1
    rows = [
        (
            wording.option_name(problem, id_),
            [
                *(f'<td class="number {one.value}">{wording.amount(count[one])}</td>' for one in Gradient),
                f'<td class="number">{wording.amount(len(problem.parties) - count.total())}</td>',
            ],
        )
        for id_, count in counts.items()
    ]
    heads = ("Mogelijkheid", *(words for _sign, words in wording.REACTIONS.values()), "niet gehoord")
    return Matrix("Hoeveel mensen of groepen waar staan", heads, tuple(rows), "Geteld per mogelijkheid.")


def _voted(problem: Problem) -> Matrix:
    voters: Counter[str] = Counter()
    points: dict[str, int | Fraction] = {}
    for party in problem.parties:
        for id_, value in party.reactions.items():
            if value and not isinstance(value, Gradient):
                voters[id_] += 1
                points[id_] = points.get(id_, 0) + exact(value, "points")
    most = max(voters.values(), default=1)
    has_points = problem.ballot is Ballot.POINTS
    rows = [
        (
            wording.option_name(problem, id_),
            [
                f'<td class="number">{wording.amount(voters[id_])}</td>',
                *([f'<td class="number">{wording.amount(points.get(id_, 0))}</td>'] if has_points else []),
                f"<td>{_line(voters[id_] / most)}</td>",
            ],
        )
        for id_ in sorted(problem.place, key=lambda id_: (-voters[id_], id_))
    ]
    heads = ("Mogelijkheid", "Mensen", *(["Punten"] if has_points else []), "Naast elkaar")
    total = wording.amount(len(problem.parties))
    return Matrix("Hoeveel mensen iets willen", heads, tuple(rows), f"Er deden {total} mensen mee.")


def _line(part: float) -> str:
    return (
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="used" width="{part * 100:.1f}" height="6" rx="1"/></svg>'
    )
