"""The report as one page that stands on its own: no script, nothing from elsewhere, fit for a printer and a phone."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from draagvlak.opinions.report.picture import picture
from draagvlak.opinions.report.telling import WEIGHED, Line, Share, Table, Told, Weighed, number, told_share

STYLE: Final = Path(__file__).with_name("page.css")


def as_page(told: Told) -> str:
    """Write a report as HTML.

    Tables keep their roles where a phone shows them as blocks.

    >>> import numpy as np
    >>> from draagvlak.opinions.report.picture import Crowd
    >>> told = Told("Kaart", ("A & B.",), Crowd(np.zeros((0, 2))), "", (), ("Geen groepen.",), (), ())
    >>> page = as_page(told)
    >>> page.startswith("<!doctype html>"), "<li>A &amp; B.</li>" in page, "<script" in page
    (True, True, False)
    """
    drawing = picture(told.crowd, title="De kaart", description=told.map_words)
    tables = "".join(_table(table, place) for place, table in enumerate(told.tables))
    weighed = "" if told.weighed is None else _weighed(told.weighed, len(told.tables))
    return (
        "<!doctype html>\n<html lang='nl'>\n<head>\n<meta charset='utf-8'>\n"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
        f"<title>{escape(told.title)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(told.title)}</h1></header>\n<main>\n"
        f"<section class='summary' aria-label='In het kort'>{_list(told.summary)}</section>\n"
        f"<section><h2>Wie staat waar</h2><figure>{drawing}<figcaption>{_list(told.map_notes)}</figcaption></figure>"
        f"</section>\n<section><h2>Groepen</h2>{_list(told.groups)}</section>\n{tables}{weighed}"
        f"<section><h2>Hoe zeker is dit?</h2>{_list(told.certainty)}</section>\n</main>\n"
        "<footer>Gemaakt met draagvlak, het rekenhart van Raakvlak.</footer>\n</body>\n</html>\n"
    )


def _weighed(weighed: Weighed, place: int) -> str:
    told = _list(weighed.sentences)
    return f"<section><h2>{escape(WEIGHED)}</h2>{told}</section>\n{_table(weighed.changes, place)}"


def _list(sentences: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>{items.replace(' %', '&#160;%')}</ul>"


def _table(table: Table, place: int) -> str:
    heading = f"<section><h2 id='table-{place}'>{escape(table.heading)}</h2>"
    if not table.lines:
        return f"{heading}<p class='nothing'>{escape(table.nothing)}</p></section>\n"
    names = ["Stelling", table.measure, *table.parts, "Stemmen"]
    head = "".join(f"<th scope='col' role='columnheader'>{escape(name)}</th>" for name in names)
    rows = "".join(_row(line, table) for line in table.lines)
    return (
        f"{heading}<table role='table' aria-labelledby='table-{place}'><caption>{escape(table.explanation)}</caption>"
        f"<thead role='rowgroup'><tr role='row'>{head}</tr></thead><tbody role='rowgroup'>{rows}</tbody></table>"
        "</section>\n"
    )


def _row(line: Line, table: Table) -> str:
    names = [table.measure, *table.parts]
    cells = "".join(_cell(share, name) for share, name in zip([line.everybody, *line.parts], names, strict=True))
    return (
        f"<tr role='row'><th scope='row' role='rowheader'>{escape(line.statement)}</th>{cells}"
        f"<td role='cell' data-of='Stemmen'>{number(line.votes)}</td></tr>"
    )


def _cell(share: Share | None, name: str) -> str:
    if share is None:
        return f"<td role='cell' data-of='{escape(name)}'>–</td>"
    main, _space, between = told_share(share).partition(" (")
    small = f" <small>({escape(between)}</small>" if between else ""
    return f"<td role='cell' data-of='{escape(name)}'><span>{main}{small}</span>{_bar(share)}</td>"


def _bar(share: Share) -> str:
    """Draw between what the share lies; the words beside it say the same."""
    low, high = (share.share if end is None else end for end in (share.low, share.high))
    return (
        "<svg class='bar' viewBox='0 0 100 10' preserveAspectRatio='none' aria-hidden='true'>"
        "<rect class='all' y='4' width='100' height='2'/>"
        f"<rect class='between' x='{100 * low:.1f}' y='2' width='{max(100 * (high - low), 0.5):.1f}' height='6'/>"
        f"<rect class='share' x='{min(100 * share.share, 98.5):.1f}' width='1.5' height='10'/></svg>"
    )
