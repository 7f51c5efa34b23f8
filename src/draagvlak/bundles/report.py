"""What a report on bundles holds, in words for a terminal, and as data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from draagvlak.bundles import wording
from draagvlak.bundles.blocking import Blocker
from draagvlak.bundles.bundle import Bundle, Proof
from draagvlak.bundles.json_files import plain
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.representation import PassedOver, passed_over

ROUNDING: Final = 1e-6
"""What the rounding of a solver leaves of a gap that is closed."""
SMALLEST_SHARE: Final = 0.001
MOST_NAMES: Final = 12
"""More names than this make a line unreadable; the page and the data have them all."""


@dataclass(frozen=True)
class Report:
    """Bundles of one problem side by side; and if asked, the trade-off between them, and what is in the way.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> from draagvlak.bundles.problem import Option
    >>> problem = Problem((Option("bench"),))
    >>> report = Report(problem, (bundle_of(problem, ["bench"]), bundle_of(problem, ["bench"], rule="greedy")))
    >>> [title for title, _bundle in report.different]
    ['by hand · Populairst eerst']
    """

    problem: Problem
    bundles: tuple[Bundle, ...]
    front: tuple[Bundle, ...] = ()
    blockers: tuple[Blocker, ...] | None = None

    @property
    def different(self) -> tuple[tuple[str, Bundle], ...]:
        """Return the bundles with what they are called; those with the same options are one, with all their proofs."""
        found: dict[tuple[str, ...], list[tuple[str, Bundle]]] = {}
        numbered = [(f"{wording.rule_name('front')} {number}", one) for number, one in enumerate(self.front, start=1)]
        for title, one in [*((wording.rule_name(one.rule), one) for one in self.bundles), *numbered]:
            found.setdefault(one.options, []).append((title, one))
        return tuple((" · ".join(title for title, _one in same), _merged(same)) for same in found.values())


def _merged(same: Sequence[tuple[str, Bundle]]) -> Bundle:
    proofs = {(proof.aim, proof.gap): proof for _title, one in same for proof in one.proofs}
    return replace(same[0][1], proofs=tuple(proofs.values()), is_stopped=any(one.is_stopped for _title, one in same))


def told(report: Report) -> str:
    """Tell a report in words, in Dutch.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> from draagvlak.bundles.problem import Means, Option
    >>> problem = Problem((Option("bankje", costs={"euro": 3}),), (Means("euro", 5),), name="Plein")
    >>> print(told(Report(problem, (bundle_of(problem, ["bankje"], rule="greedy"),))))  # doctest: +ELLIPSIS
    Plein
    1 mogelijkheid, 0 mensen of groepen (0 gehoord). Er is: 5 euro.
    <BLANKLINE>
    Populairst eerst
      Erin (1): bankje
      Kost: 3 van 5 euro (60 %)
      ...
    """
    problem = report.problem
    lines = [problem.name or "Voorstellen", summary(problem)]
    for title, bundle in report.different:
        lines += ["", title, *(f"  {line}" for line in bundle_lines(bundle))]
    if report.blockers is not None:
        lines += ["", "Wat zit in de weg?", *(f"  {line}" for line in blocker_lines(report))]
    return "\n".join(lines) + "\n"


def summary(problem: Problem) -> str:
    """Say in one line how large a problem is.

    >>> summary(Problem(()))
    '0 mogelijkheden, 0 mensen of groepen (0 gehoord).'
    """
    heard = int(problem.table.heard[problem.table.voter_of].sum()) if problem.parties else 0
    there = ", ".join(f"{wording.amount(one.amount)} {wording.means_name(problem, one.id)}" for one in problem.means)
    return (
        f"{wording.rows_word(len(problem.options), 'mogelijkheid', 'mogelijkheden')}, "
        f"{wording.amount(len(problem.parties))} mensen of groepen ({wording.amount(heard)} gehoord)."
        + (f" Er is: {there}." if there else "")
    )


def bundle_lines(bundle: Bundle) -> list[str]:
    """Tell of one bundle: what is in it, what it costs, for whom it is, and what is proven.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> bundle_lines(bundle_of(Problem(()), ()))[0]
    'Erin (0): niets'
    """
    problem = bundle.problem
    names = [wording.option_name(problem, id_) for id_ in bundle.options]
    return [
        f"Erin ({len(names)}): {_listed(names)}",
        *(f"Kost: {line}" for line in spent_lines(bundle)),
        f"Voor wie: {served_line(bundle)}",
        *(f"Groep {group.name}: {_served(group.served)}" for group in bundle.groups),
        f"Steun opgeteld: {wording.amount(bundle.total)}",
        *proof_lines(bundle),
        passed_line(problem, passed_over(bundle)),
    ]


def spent_lines(bundle: Bundle) -> list[str]:
    """Tell what a bundle takes of each means.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> from draagvlak.bundles.problem import Means
    >>> spent_lines(bundle_of(Problem((), (Means("uren", 8),)), ()))
    ['0 van 8 uren (0 %)']
    """
    problem = bundle.problem
    return [
        f"{wording.amount(bundle.spent[one.id])} van {wording.amount(one.amount)} "
        f"{wording.means_name(problem, one.id)} ({wording.share(used(bundle, one.id))})"
        for one in problem.means
    ]


def used(bundle: Bundle, means: str) -> float:
    """Return which share of a means is used; of what is not there, nothing.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> from draagvlak.bundles.problem import Means
    >>> used(bundle_of(Problem((), (Means("uren", 0),)), ()), "uren")
    0.0
    """
    there = next(one.amount for one in bundle.problem.means if one.id == means)
    return float(bundle.spent[means] / there) if there else 0.0  # type: ignore[operator]  # both are exact here


def served_line(bundle: Bundle) -> str:
    """Tell how many of who was heard get something that they can live with, and how many get nothing.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> served_line(bundle_of(Problem(()), ()))
    'niemand is gehoord'
    """
    table = bundle.problem.table
    if not table.heard.any():
        return "niemand is gehoord"
    left = bundle.left_out_share
    return (
        f"{wording.share(1 - left)} krijgt iets waarmee zij kunnen leven; "
        f"{wording.share(left)} krijgt niets ({wording.amount(len(bundle.left_out))})"
    )


def proof_lines(bundle: Bundle) -> list[str]:
    """Tell how sure it is that nothing better exists.

    >>> from draagvlak.bundles.bundle import Proof, bundle_of
    >>> proof_lines(bundle_of(Problem(()), (), proofs=(Proof("total", 9.0, 10.0),)))
    ['Bewijs (steun opgeteld): hooguit 10 % beter is nog mogelijk; dit haalt 9, meer dan 10 kan niet']
    """
    lines = [f"Bewijs ({wording.AIMS.get(proof.aim, proof.aim)}): {_sure(proof)}" for proof in bundle.proofs]
    return lines + (["De tijd was op: een volgende keer kan het anders uitvallen"] if bundle.is_stopped else [])


def passed_line(problem: Problem, passed: Sequence[PassedOver]) -> str:
    """Tell whether a group is passed over that could have paid for an option with its equal share.

    >>> passed_line(Problem(()), ())
    'Geen groep is overgeslagen (EJR+ op één na)'
    """
    if not passed:
        return "Geen groep is overgeslagen (EJR+ op één na)"
    worst = max(passed, key=lambda one: one.share)
    name = wording.option_name(problem, worst.option)
    return (
        f"Overgeslagen: {wording.share(worst.share)} wil samen {name} en had dat van een gelijk deel kunnen betalen"
        + (f" (en nog {len(passed) - 1} zulke)" if len(passed) > 1 else "")
    )


def blocker_lines(report: Report) -> list[str]:
    """Tell what the best bundle would gain when one thing changed, the most first.

    >>> blocker_lines(Report(Problem(()), (), blockers=()))
    ['Niets waarvan vaststaat dat het helpt.']
    """
    told_of = [f"{what}: steun {gain}" for what, gain in blocker_rows(report)]
    return told_of or ["Niets waarvan vaststaat dat het helpt."]


def blocker_rows(report: Report) -> list[tuple[str, str]]:
    """Return what would have to change, and what that surely gains.

    >>> blocker_rows(Report(Problem(()), (), blockers=()))
    []
    """
    helping = [one for one in report.blockers or () if one.gain > 0]
    return [(wording.lifted_words(report.problem, one.wall), _gain(one)) for one in helping]


def data(report: Report) -> dict[str, Any]:
    """Return a report as what JSON holds.

    >>> data(Report(Problem(()), ()))
    {'name': '', 'bundles': [], 'front': [], 'blockers': None}
    """
    return {
        "name": report.problem.name,
        "bundles": [_bundle_data(bundle) for bundle in report.bundles],
        "front": [_bundle_data(bundle) for bundle in report.front],
        "blockers": None
        if report.blockers is None
        else [
            {
                "kind": one.wall.kind.value,
                "ids": list(one.wall.ids),
                "gain": one.gain,
                "gain_at_most": one.gain_at_most,
                "options": list(one.bundle.options),
            }
            for one in report.blockers
        ],
    }


def _bundle_data(bundle: Bundle) -> dict[str, Any]:
    return {
        "rule": bundle.rule,
        "options": list(bundle.options),
        "spent": {id_: plain(spent) for id_, spent in bundle.spent.items()},
        "total": plain(bundle.total),
        "left_out_share": bundle.left_out_share,
        "left_out": list(bundle.left_out),
        "unheard": list(bundle.unheard),
        "groups": {
            one.name: {"mean": one.mean, "served": one.served} if one.is_heard else None for one in bundle.groups
        },
        "proofs": [{"aim": one.aim, "value": one.value, "bound": one.bound, "gap": one.gap} for one in bundle.proofs],
        "passed_over": [
            {"option": one.option, "share": one.share, "parties": list(one.parties)} for one in passed_over(bundle)
        ],
        "is_stopped": bundle.is_stopped,
    }


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES]) or "niets"
    return shown + (f" en nog {len(names) - MOST_NAMES}" if len(names) > MOST_NAMES else "")


def _sure(proof: Proof) -> str:
    if proof.gap < ROUNDING:
        return "beter kan niet"
    if proof.gap < SMALLEST_SHARE:
        return "minder dan 0,1 % beter is nog mogelijk"
    reached, bound = wording.amount(proof.value), wording.amount(proof.bound)
    return f"hooguit {wording.share(proof.gap)} beter is nog mogelijk; dit haalt {reached}, meer dan {bound} kan niet"


def _served(served: float) -> str:
    return "niemand is gehoord" if served != served else f"{wording.share(served)} krijgt iets"  # noqa: PLR0124 – not a number


def _gain(blocker: Blocker) -> str:
    least, most = wording.amount(blocker.gain), wording.amount(blocker.gain_at_most)
    return f"+ {least}" if least == most else f"+ {least} tot {most}"
