"""Amounts in words: euros, hours, and so many pieces."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raakvlak.support.models import Means

WHOLE_UNITS = frozenset({Means.Unit.SPACE, Means.Unit.PLACE, Means.Unit.PIECE, Means.Unit.PERSON})


def figure(amount: Decimal) -> str:
    """Write a number as one reads it: without cents where there are none."""
    places = 0 if amount == amount.to_integral_value() else 2
    return number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)


def worded(amount: Decimal, unit: str) -> str:
    """Write an amount with what it is counted in."""
    said = {"number": figure(amount)}
    count = 1 if amount == 1 else 2
    match unit:
        case Means.Unit.EURO:
            return _("€ %(number)s") % said
        case Means.Unit.HOUR:
            return _("%(number)s uur") % said
        case Means.Unit.SPACE:
            return ngettext("%(number)s ruimte", "%(number)s ruimtes", count) % said
        case Means.Unit.PLACE:
            return ngettext("%(number)s plek", "%(number)s plekken", count) % said
        case Means.Unit.PIECE:
            return ngettext("%(number)s stuk", "%(number)s stuks", count) % said
    return ngettext("%(number)s persoon", "%(number)s personen", count) % said
