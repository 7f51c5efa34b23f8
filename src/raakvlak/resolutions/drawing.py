"""The cells of the matrix and the counts of an option, drawn in Python: a page has thousands of them."""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from raakvlak.resolutions.gradients import SIGNS
from raakvlak.resolutions.matrix import Cell
from raakvlak.resolutions.models.reaction import if_word
from raakvlak.resolutions.tally import Place, Tally


def drawn_cells(cells: Iterable[Cell]) -> SafeString:
    """Draw where one party stands towards each option."""
    language = get_language()
    return mark_safe("".join(_cell(cell, language) for cell in cells))  # noqa: S308 – each was made safe


def _cell(cell: Cell, language: str | None) -> str:
    """Draw a sign and a word to see, and all of it to hear; nothing for who was not heard."""
    shown = cell.shown
    if shown is None:
        return _unheard_cell(language)
    is_earlier, is_faded, has_condition = cell.is_earlier, cell.is_faded, bool(shown.condition)
    before, after = _around(
        language, shown.gradient, has_condition=has_condition, is_earlier=is_earlier, is_faded=is_faded
    )
    told = f" {escape(shown.condition)}" if has_condition else ""
    note = f"{day_of(shown.said_on, 'b Y', language)}</span>" if is_faded and not is_earlier else ""
    return f"{before}{told}, {day_of(shown.said_on, 'j F Y', language)}{after}{note}</td>"


@lru_cache
def _unheard_cell(_language: str | None) -> str:
    return f'<td class="cell"><span class="visually-hidden">{gettext("nog niet gehoord")}</span></td>'


@lru_cache
def _around(
    _language: str | None, gradient: str, *, has_condition: bool, is_earlier: bool, is_faded: bool
) -> tuple[str, str]:
    """Write what stands before and after what one party said: the same for thousands of cells."""
    sign, note = SIGNS[gradient], '<span class="cell__note" aria-hidden="true">'
    word = f"{sign.short}, {if_word(gradient)}" if has_condition else str(sign.short)
    before = (
        f'<td class="cell {sign.css}{" is-faded" if is_faded else ""}">'
        f'<span class="cell__mark" aria-hidden="true">{sign.mark}</span>'
        f'<span class="cell__word">{word}</span><span class="visually-hidden">'
    )
    if is_earlier:
        return before, f", {gettext('over een eerder voorstel')}</span>{note}{gettext('eerder')}</span>"
    return before, f"</span>{note}" if is_faded else "</span>"


@lru_cache(maxsize=2_000)
def day_of(day: datetime.date, how: str, _language: str | None) -> str:
    """Write a day, as this language writes it."""
    return date_format(day, how)


@lru_cache
def _words_of(gradient: str, _language: str | None) -> tuple[str, str]:
    """Draw the sign of a place, and write the word that stands beside it."""
    sign = SIGNS[gradient]
    return f'<span class="sign {sign.css}" aria-hidden="true">{sign.mark}</span>', str(sign.label)


def drawn_tally(tally: Tally) -> SafeString:
    """Draw how people stand towards one option: every place apart, and never without who was not heard."""
    language = get_language()
    items: list[tuple[str, str, int, str]] = [
        (*_words_of(place.sign.value, language), place.number, more_of(place)) for place in tally.rows if place.number
    ]
    if tally.earlier:
        mark = '<span class="sign sign--earlier" aria-hidden="true">~</span>'
        items.append((mark, gettext("alleen over een eerdere tekst"), tally.earlier, ""))
    mark = '<span class="sign sign--unheard" aria-hidden="true"></span>'
    items.append((mark, gettext("nog niet gehoord"), tally.unheard, ""))
    rows = (
        f"<li>{mark} <span><strong>{number}</strong> {word}{more}</span></li>" for mark, word, number, more in items
    )
    return mark_safe(f'<ul class="tally">{"".join(rows)}</ul>')  # noqa: S308 – numbers, and our own words


def drawn_counts(tally: Tally) -> SafeString:
    """Draw the same in little room, at the foot of the matrix."""
    language = get_language()
    counts = [
        f'<span class="count"><span aria-hidden="true">{place.sign.mark}</span>'
        f'<span class="visually-hidden">{_words_of(place.sign.value, language)[1]}:</span> {place.number}</span>'
        for place in tally.rows
        if place.number
    ]
    unheard = gettext("niet gehoord")
    counts.append(f'<span class="count count--unheard">{tally.unheard} <span>{unheard}</span></span>')
    return mark_safe("".join(counts))  # noqa: S308 – as above


def more_of(place: Place) -> str:
    """Tell how many of a place said it under a condition, and of how many it was long ago."""
    parts = []
    if place.conditions:
        said = ngettext("%(number)s met een voorwaarde", "%(number)s met een voorwaarde", place.conditions)
        parts.append(said % {"number": place.conditions})
    if place.old:
        parts.append(ngettext("%(number)s lang geleden", "%(number)s lang geleden", place.old) % {"number": place.old})
    return f" <small>({', '.join(parts)})</small>" if parts else ""
