"""Rows that become possibilities."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.forms.possibility import TEXT_LENGTH
from raakvlak.alignment.models import READING_ROLES, Possibility
from raakvlak.alignment.models.possibility import CONTACT_LENGTH, LINK_LENGTH, TITLE_LENGTH, in_a_year
from raakvlak.alignment.people_named import people_named_in
from raakvlak.exchange import values
from raakvlak.exchange.checking import Checked, Raw, raw_of, refuse_withheld
from raakvlak.exchange.models import Batch, BatchRow
from raakvlak.exchange.places import Departments, Places
from raakvlak.municipality.models import Member
from raakvlak.support.forms.amount import AmountField
from raakvlak.web.forms import DayField, LongTextField, TextField
from raakvlak.web.text import sort_name

SHORT: Final = 40
MOST_KNOWN: Final = 20_000
TITLE: Final = TextField(max_length=TITLE_LENGTH)
TEXT: Final = LongTextField(max_length=TEXT_LENGTH)
MORE: Final = LongTextField(max_length=TEXT_LENGTH, required=False)
CONTACT: Final = TextField(max_length=CONTACT_LENGTH, required=False)
AMOUNT: Final = AmountField(required=False)
DAY: Final = DayField(required=False)
LINK: Final = forms.URLField(
    required=False,
    max_length=LINK_LENGTH,
    assume_scheme="https",
    validators=[URLValidator(schemes=["https", "http"])],
    error_messages={"invalid": gettext_lazy("Dit is geen webadres. Het begint met https://.")},
)


class PossibilityChecker:
    """Reads rows of one batch as possibilities, some hundreds in a few queries."""

    def __init__(self, batch: Batch, member: Member) -> None:
        self.batch, self.member = batch, member
        self.places, self.departments = Places(batch.municipality), Departments(batch.municipality)
        self.kinds = kinds()
        self.colleagues = colleagues_of(member)
        self.known: dict[tuple[str, str], Any] = {}
        self.reading: dict[str, Callable[[str], Any]] = {
            "kind": self._kind,
            "title": TITLE.clean,
            "text": TEXT.clean,
            "conditions": MORE.clean,
            "exceptions": MORE.clean,
            "department": self.departments.department,
            "area": self.places.area,
            "from_on": day,
            "until_on": day,
            "amount": amount,
            "contact": CONTACT.clean,
            "source_url": LINK.clean,
            "best_before_on": lambda text: day(text) or in_a_year(),
        }

    def check(self, rows: Sequence[BatchRow]) -> list[Checked]:
        """Tell what these rows would become."""
        raws = [raw_of(self.batch, row) for row in rows]
        checked = [self._read(row, raw) for row, raw in zip(rows, raws, strict=True)]
        self._find_names(checked)
        self._find_doubles(checked)
        return checked

    def _read(self, row: BatchRow, raw: Raw) -> Checked:
        found = Checked(row, self.batch.what, title=raw.one("title")[:TITLE_LENGTH])
        for name, read in self.reading.items():
            self._take(found, name, raw.one(name), read)
        self._find_owner(found, raw.one("owner"))
        self._compare_days(found)
        refuse_withheld(found, raw)
        department = found.values.get("department")
        found.values["key"] = (sort_name(found.title), department.pk if department else None)
        return found

    def _take(self, found: Checked, name: str, text: str, read: Callable[[str], Any]) -> None:
        """Keep what a cell holds; what stands in many rows, nothing for one, is read once."""
        if (name, text) in self.known:
            found.values[name] = self.known[name, text]
            return
        found.take(name, lambda: read(text))
        if name in found.values and len(text) <= SHORT and len(self.known) < MOST_KNOWN:
            self.known[name, text] = found.values[name]

    def _kind(self, text: str) -> str:
        if not text:
            message = _("Vul in wat voor mogelijkheid het is: %(names)s.")
            raise ValidationError(message % {"names": ", ".join(str(kind.label) for kind in Possibility.Kind)})
        return values.chosen(text, self.kinds, Possibility.Kind)

    def _find_owner(self, found: Checked, text: str) -> None:
        """Find the colleague who looks after it; who is not known looks after nothing."""
        owner = self.colleagues.get(sort_name(text)) if text else None
        found.values["owner"] = owner
        if text and owner is None:
            told = _("‘%(name)s’ kennen we niet als collega. Dan vragen we de afdeling, of een coördinator.")
            found.complain("owner", told % {"name": text[:60]}, is_error=False)

    def _compare_days(self, found: Checked) -> None:
        first: datetime.date | None = found.values.get("from_on")
        last: datetime.date | None = found.values.get("until_on")
        if first and last and last < first:
            found.complain("until_on", _("Deze dag komt voor de eerste dag. Kies een latere."))

    def _find_names(self, checked: Sequence[Checked]) -> None:
        """Ask about names of people in what the whole house reads."""
        names = ("title", "text", "conditions", "exceptions", "contact")
        texts = ["\n".join(one.values.get(name) or "" for name in names) for one in checked]
        for one, people in zip(checked, people_named_in(texts, self.member), strict=True):
            if people:
                told = _(
                    "Hier staat een naam: %(names)s. Is dat een bewoner? Haal de naam dan weg, of sla de rij over."
                )
                one.complain("text", told % {"names": ", ".join(f"“{name}”" for name in people)}, is_error=False)

    def _find_doubles(self, checked: Sequence[Checked]) -> None:
        """Find what stands here already: the same title of the same department."""
        rows = Possibility.objects.within(self.member.municipality).visible_to(self.member).running()
        titles = {one.values["key"][0] for one in checked} - {""}
        known: dict[tuple[str, int | None], Possibility] = {}
        for row in rows.filter(sort_title__in=titles).only("title", "sort_title", "department").order_by("-pk"):
            known[row.sort_title, row.department_id] = row
        for one in checked:
            one.double = None if one.has_errors else known.get(one.values["key"])


def kinds() -> Mapping[str, str]:
    """Return by which words each kind of possibility goes."""
    return values.choices_of(
        Possibility.Kind,
        policy="beleidsregel|nota|visie|policy",
        money="budget|subsidie|potje|fonds|geld|grant|subsidy",
        rule="regels|verordening|apv|algemene regel|rule",
        permit="vergunningen|vergunningvrij|melding|ontheffing|permit",
        works="werken|werk|project|planning|werkzaamheden|works",
        expertise="kennis|deskundige|expert|specialist|expertise",
        precedent="voorbeeld|eerder|precedent|ervaring",
    )


def colleagues_of(member: Member) -> Mapping[str, Member]:
    """Return who can look after possibilities, by e-mail address, and by a name that only one has."""
    rows = Member.objects.within(member.municipality).active().filter(role__in=READING_ROLES).select_related("user")
    named: dict[str, list[Member]] = {}
    for one in rows:
        for name in {sort_name(one.user.name), sort_name(one.user.email)} - {""}:
            named.setdefault(name, []).append(one)
    return {name: found[0] for name, found in named.items() if len(found) == 1}


def day(text: str) -> datetime.date | None:
    """Read a day; nothing when there is none."""
    return values.day(text, DAY)


def amount(text: str) -> Decimal | None:
    """Read an amount; nothing when there is none."""
    read: Decimal | None = AMOUNT.clean(text)
    return read
