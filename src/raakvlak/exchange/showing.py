"""A row in a few words, as it would be kept."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from raakvlak.alignment.models import Possibility
from raakvlak.exchange.checking import Checked
from raakvlak.exchange.models import What
from raakvlak.municipality.models import Channel
from raakvlak.relations.models import Encounter, Party
from raakvlak.support.amounts import worded


def shown(one: Checked) -> list[str]:
    """List what is known of a row besides its title."""
    if one.what == What.POSSIBILITIES:
        return [part for part in _of_possibility(one) if part]
    return [part for part in (_of_note(one) if one.what == What.NOTES else _of_party(one)) if part]


def _of_party(one: Checked) -> Iterator[str]:
    values = one.values
    if values.get("kind"):
        yield str(Party.Kind(values["kind"]).label)
    for _kind, value, _mark in values["points"]:
        yield value
    if values.get("area"):
        yield str(values["area"])
    if values.get("knows_since_on"):
        yield _("weet het sinds %(day)s") % {"day": date_format(values["knows_since_on"], "j F Y")}
    yield values.get("description") or ""


def _of_note(one: Checked) -> Iterator[str]:
    values = one.values
    if values.get("day"):
        yield date_format(values["day"], "j F Y")
    if values.get("part_of_day"):
        yield str(Encounter.PartOfDay(values["part_of_day"]).label)
    if values.get("channel"):
        yield str(Channel(values["channel"]).label)
    yield ", ".join(party.name for party in values["parties"])
    if values["new_names"]:
        yield _("nieuw bij Mensen: %(names)s") % {"names": ", ".join(values["new_names"])}
    if values.get("area"):
        yield str(values["area"])


def _of_possibility(one: Checked) -> Iterator[str]:
    values = one.values
    if values.get("kind"):
        yield str(Possibility.Kind(values["kind"]).label)
    yield str(values.get("department") or "")
    yield str(values.get("area") or "")
    if values.get("amount"):
        yield worded(values["amount"], "euro")
    if values.get("until_on"):
        yield _("tot en met %(day)s") % {"day": date_format(values["until_on"], "j F Y")}
    yield values.get("text") or ""


def address_of(found: Party | Encounter | Possibility) -> str:
    """Return where one sees what stands here already."""
    if isinstance(found, Possibility):
        return reverse("alignment:possibility", args=[found.pk])
    if isinstance(found, Encounter):
        return reverse("desk:encounter", args=[found.uuid])
    return reverse("desk:party", args=[found.pk])
