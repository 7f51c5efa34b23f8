"""A report on bundles as one page of HTML: no scripts, nothing from elsewhere, to read on a phone and to print."""

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from typing import Final

from draagvlak.bundles import wording
from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.matrix import matrix
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.report import Report, blocker_rows, passed_line, proof_lines, spent_lines, summary, used
from draagvlak.bundles.representation import passed_over

NOBODY_WINS: Final = (
    "Elke manier van kiezen heeft een ander idee van eerlijk. Deze bladzijde zegt niet welke de beste is: "
    "dat is aan mensen, samen."
)


def page_of(report: Report) -> str:
    """Write a report as one page, in Dutch.

    >>> from draagvlak.bundles.problem import Problem
    >>> page_of(Report(Problem((), name="Plein <1>"), ())).count("Plein &lt;1&gt;")
    2
    """
    title = escape(report.problem.name or "Voorstellen")
    style = (files("draagvlak.bundles") / "page.css").read_text(encoding="utf-8")
    sections = [_cards(report), _contents(report), _groups(report), _people(report), _blockers(report), _method(report)]
    return (
        f'<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n<p>{escape(summary(report.problem))}</p>\n"
        f'<p class="soft">{NOBODY_WINS}</p>\n{"".join(sections)}</main>\n</body>\n</html>\n'
    )


def table(caption: str, head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Write a table of which the first column heads its rows; head and captions are texts, cells are HTML.

    >>> table("Wat", ["Wie"], [("A", ["<td>1</td>"])]).count("scope")
    2
    """
    tops = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    body = "".join(f'<tr><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>\n' for name, cells in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">\n<table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{tops}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n"
    )


def _cards(report: Report) -> str:
    cards = [_card(title, one) for title, one in report.different]
    return f'<h2>Naast elkaar</h2>\n<ul class="cards">\n{"".join(cards)}</ul>\n'


def _card(title: str, bundle: Bundle) -> str:
    problem = bundle.problem
    served = wording.share(1 - bundle.left_out_share) if problem.table.heard.any() else "?"
    means = "".join(
        f"<li>{escape(line)}{_bar(used(bundle, one.id))}</li>"
        for one, line in zip(problem.means, spent_lines(bundle), strict=True)
    )
    notes = [*proof_lines(bundle), passed_line(problem, passed_over(bundle))]
    return (
        f"<li>\n<h3>{escape(title)}</h3>\n"
        f'<p class="large">{served}<small>krijgt iets waarmee zij kunnen leven; '
        f"{wording.rows_word(len(bundle.left_out), 'krijgt', 'krijgen')} niets</small></p>\n"
        f"<p>{wording.rows_word(len(bundle.options), 'mogelijkheid', 'mogelijkheden')}, "
        f"steun opgeteld {wording.amount(bundle.total)}</p>\n"
        f'<ul class="plain">{means}</ul>\n'
        f'<ul class="plain note">{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>\n</li>\n'
    )


def _bar(part: float) -> str:
    """Draw how much is used; the words beside it say the same."""
    width = min(max(part, 0.0), 1.0) * 100
    return (
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rest" width="100" height="6" rx="1"/>'
        f'<rect class="used" width="{width:.1f}" height="6" rx="1"/></svg>'
    )


def _contents(report: Report) -> str:
    problem = report.problem
    titles, bundles = _columns(report)
    counts = {option.id: sum(option.id in one.options for one in bundles) for option in problem.options}
    inside = sorted((option.id for option in problem.options if counts[option.id]), key=lambda id_: -counts[id_])
    rows = [(wording.option_name(problem, id_), [*_costs(problem, id_), *_marks(id_, bundles)]) for id_ in inside]
    costs = [f"Kost ({wording.means_name(problem, one.id)})" for one in problem.means]
    never = [wording.option_name(problem, id_) for id_, count in counts.items() if not count]
    rest = "".join(f"<li>{escape(name)}</li>" for name in never)
    return (
        "<h2>Wat zit erin?</h2>\n"
        + table("Mogelijkheden per voorstel", ["Mogelijkheid", *costs, *titles], rows)
        + (
            f"<details><summary>In geen enkel voorstel ({len(never)})</summary><ul>{rest}</ul></details>\n"
            if never
            else ""
        )
    )


def _costs(problem: Problem, id_: str) -> list[str]:
    costs = problem.options[problem.place[id_]].costs
    return [f'<td class="number">{wording.amount(costs.get(one.id, 0))}</td>' for one in problem.means]


def _columns(report: Report) -> tuple[list[str], list[Bundle]]:
    return [title for title, _bundle in report.different], [bundle for _title, bundle in report.different]


def _marks(id_: str, bundles: Sequence[Bundle]) -> list[str]:
    mark = {
        True: '<td class="sign in"><span aria-hidden="true">✓</span><span class="unseen">ja</span></td>',
        False: '<td class="sign out"><span aria-hidden="true">·</span><span class="unseen">nee</span></td>',
    }
    return [mark[id_ in bundle.options] for bundle in bundles]


def _groups(report: Report) -> str:
    names = report.problem.table.group_names
    if not names:
        return ""
    titles, bundles = _columns(report)
    by_bundle = [{group.name: group for group in bundle.groups} for bundle in bundles]
    rows = [
        (
            name,
            [
                f'<td class="number">{wording.share(groups[name].served)}</td>'
                if groups[name].is_heard
                else '<td class="number">niet gehoord</td>'
                for groups in by_bundle
            ],
        )
        for name in names
    ]
    caption = "Deel van elke groep dat iets krijgt waarmee het kan leven"
    return "<h2>Per groep</h2>\n" + table(caption, ["Groep", *titles], rows)


def _people(report: Report) -> str:
    found = matrix(report.problem)
    return f"<h2>Wie staat waar?</h2>\n<p>{escape(found.legend)}</p>\n" + table(found.caption, found.head, found.rows)


def _blockers(report: Report) -> str:
    if report.blockers is None:
        return ""
    rows = [(what, [f'<td class="number">{escape(gain)}</td>']) for what, gain in blocker_rows(report)]
    told = (
        table("Wat het voorstel met de meeste steun erbij wint als één ding verandert", ["Als …", "Steun erbij"], rows)
        if rows
        else "<p>Geen enkele verandering op zich waarvan vaststaat dat zij helpt.</p>\n"
    )
    return f"<h2>Wat zit in de weg?</h2>\n{told}"


def _method(report: Report) -> str:
    rules = dict.fromkeys([*(bundle.rule for bundle in report.bundles), *(["front"] if report.front else [])])
    words = "".join(
        f"<dt>{escape(wording.RULES[rule][0])}</dt><dd>{escape(wording.RULES[rule][1])}</dd>"
        for rule in rules
        if rule in wording.RULES
    )
    return (
        f"<h2>Hoe is gekozen?</h2>\n<dl>{words}</dl>\n"
        "<p>Alleen wie gehoord is telt mee. Wie een <em>mits</em> noemde, telt mee zoals het er in dat voorstel bij "
        "staat. Iets waar een afdeling nog ja op moet zeggen, zit in geen enkel voorstel.</p>\n"
    )
