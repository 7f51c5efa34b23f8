"""The cells of the matrix and the counts of an option, drawn in Python: a page has thousands of them."""

import datetime
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from raakvlak.resolutions.gradients import Sign
from raakvlak.resolutions.matrix import Cell
from raakvlak.resolutions.tally import Place, Tally


def drawn_cell(cell: Cell) -> SafeString:
    """Draw where one party stands: a sign and a word to see, and all of it to hear; nothing for who was not heard."""
    shown, sign = cell.shown, cell.sign
    if shown is None or sign is None:
        return mark_safe(f'<td class="cell"><span class="visually-hidden">{gettext("nog niet gehoord")}</span></td>')  # noqa: S308 – our own words
    word, told, note, faded = str(sign.short), "", "", ""
    if shown.condition:
        word, told = f"{word}, {shown.if_word}", f" {escape(shown.condition)}"
    told += f", {day_of(shown.said_on, 'j F Y', get_language())}"
    if cell.is_earlier:
        told += f", {gettext('over een eerder voorstel')}"
    if cell.is_faded:
        faded = " is-faded"
        note = gettext("eerder") if cell.is_earlier else day_of(shown.said_on, "b Y", get_language())
        note = f'<span class="cell__note" aria-hidden="true">{note}</span>'
    return mark_safe(  # noqa: S308 – what people said is escaped just above, the rest are our own words
        f'<td class="cell {sign.css}{faded}"><span class="cell__mark" aria-hidden="true">{sign.mark}</span>'
        f'<span class="cell__word">{word}</span><span class="visually-hidden">{told}</span>{note}</td>'
    )


@lru_cache(maxsize=2_000)
def day_of(day: datetime.date, how: str, _language: str | None) -> str:
    """Write a day, as this language writes it."""
    return date_format(day, how)


def drawn_sign(sign: Sign) -> SafeString:
    """Draw the sign of a place; the word stands beside it."""
    return format_html('<span class="sign {}" aria-hidden="true">{}</span>', sign.css, sign.mark)


def drawn_tally(tally: Tally) -> SafeString:
    """Draw how people stand towards one option: every place apart, and never without who was not heard."""
    items = [
        (drawn_sign(place.sign), place.number, place.sign.label, more_of(place)) for place in tally.rows if place.number
    ]
    if tally.earlier:
        mark = mark_safe('<span class="sign sign--earlier" aria-hidden="true">~</span>')
        items.append((mark, tally.earlier, gettext("alleen over een eerdere tekst"), ""))
    mark = mark_safe('<span class="sign sign--unheard" aria-hidden="true"></span>')
    items.append((mark, tally.unheard, gettext("nog niet gehoord"), ""))
    return format_html(
        '<ul class="tally">{}</ul>',
        format_html_join("", "<li>{} <span><strong>{}</strong> {}{}</span></li>", items),
    )


def more_of(place: Place) -> SafeString | str:
    """Tell how many of a place said it under a condition, and of how many it was long ago."""
    parts = []
    if place.conditions:
        said = ngettext("%(number)s met een voorwaarde", "%(number)s met een voorwaarde", place.conditions)
        parts.append(said % {"number": place.conditions})
    if place.old:
        parts.append(ngettext("%(number)s lang geleden", "%(number)s lang geleden", place.old) % {"number": place.old})
    return format_html(" <small>({})</small>", ", ".join(parts)) if parts else ""
