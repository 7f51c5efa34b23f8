"""A means: what it is, how much, when, where, who lends it, and who may see it."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.relations.models import Party
from raakvlak.situations.forms.fields import area_field, named
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.support.amounts import WHOLE_UNITS
from raakvlak.support.forms.amount import AmountField
from raakvlak.support.models import UNITS, Means
from raakvlak.support.models.means import TITLE_LENGTH
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_choices, offer_rows
from raakvlak.web.numbers import number
from raakvlak.web.text import sort_name

MOST_ALIKE: Final = 12
MOST_SITUATIONS: Final = 30
CONDITIONS_LENGTH: Final = 2_000


class CorrectMeansForm(GentleForm):
    """What can change about a means: how much, when, where, on what conditions, and who says yes."""

    gentle_fields = ("title", "conditions")
    title = TextField(
        label=gettext_lazy("Wat is het?"),
        max_length=TITLE_LENGTH,
        help_text=gettext_lazy("Zoals: buurtbudget, aanhanger, zaal in het wijkcentrum."),
        error_messages={"required": gettext_lazy("Schrijf op wat het is.")},
    )
    amount = AmountField(label=gettext_lazy("Hoeveel is er?"))
    from_on = DayField(label=gettext_lazy("Vanaf"))
    until_on = DayField(label=gettext_lazy("Tot en met"))
    sure_until_on = DayField(
        label=gettext_lazy("Tot wanneer is dit zeker?"),
        required=False,
        help_text=gettext_lazy("Daarna vragen we om het na te kijken."),
    )
    conditions = LongTextField(
        label=gettext_lazy("Voorwaarden"),
        max_length=CONDITIONS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Zoals: breng het schoon terug. Noem hier geen namen."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Waar staat er meer over?"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
        error_messages={"invalid": gettext_lazy("Dit is geen webadres. Het begint met https://.")},
    )
    steward = forms.ModelChoiceField(
        Member.objects.none(),
        label=gettext_lazy("Wie zegt ja of nee?"),
        required=False,
        empty_label=gettext_lazy("niemand in het bijzonder"),
        help_text=gettext_lazy("Laat je dit leeg? Dan doet iemand van de afdeling het, of een coördinator."),
    )

    def __init__(self, *args: Any, member: Member, means: Means | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.member, self.means = member, means
        self.fields["area"] = area_field(member, empty_label=_("De hele gemeente"))
        colleagues = Member.objects.within(member.municipality).active().who_note()
        offer_rows(self, "steward", colleagues.select_related("user").order_by("user__name", "pk"))
        self.order_fields(
            [
                *("key", "party", "kind", "title", "amount", "unit", "from_on", "until_on", "sure_until_on", "area"),
                *("department", "lender_name", "steward", "conditions", "source_url", "circle"),
            ]
        )

    @property
    def unit(self) -> str:
        """Return in what the amount is counted."""
        return self.means.unit if self.means else ""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Deze dag komt voor de eerste dag. Kies een latere."))
        amount: Decimal | None = values.get("amount")
        if amount and self.unit in WHOLE_UNITS and amount != amount.to_integral_value():
            self.add_error("amount", _("Hiervan is er geen half. Schrijf een heel getal."))
        if "steward" in values:
            self._check_steward(values["steward"])
        self.ask_gently(values)
        return values

    def _check_steward(self, steward: Member | None) -> None:
        audience = self.audience
        if steward and audience and audience.pk not in steward.audience_ids:
            self.add_error(
                "steward", _("%(name)s leest niet mee met dit team. Kies iemand anders.") % {"name": steward}
            )

    @property
    def audience(self) -> Audience | None:
        """Return who may see the means."""
        return self.means.audience if self.means else None

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored."""
        names = (
            "title",
            "amount",
            "from_on",
            "until_on",
            "sure_until_on",
            "conditions",
            "source_url",
            "steward",
            "area",
        )
        return {name: self.cleaned_data[name] for name in names}


class MeansForm(CorrectMeansForm):
    """A new means; its key makes it once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    party = forms.ChoiceField(label=gettext_lazy("Wie bedoel je?"), required=False, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor middel?"),
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        choices=Means.Kind.choices,
        error_messages={"required": gettext_lazy("Kies wat voor middel het is.")},
    )
    unit_asked = forms.ChoiceField(
        label=gettext_lazy("Een ruimte: als geheel, of per plek?"),
        required=False,
        choices=[("", gettext_lazy("als geheel")), (Means.Unit.PLACE, gettext_lazy("per plek"))],
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Welke afdeling leent het uit?"),
        required=False,
        empty_label=gettext_lazy("geen afdeling"),
    )
    lender_name = TextField(
        label=gettext_lazy("Of wie van buiten?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Een naam die al bij Mensen staat."),
    )
    circle = forms.ChoiceField(label=gettext_lazy("Wie mag dit zien?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        super().__init__(*args, member=member, **more)
        offer_rows(self, "department", Department.objects.within(member.municipality))
        visible = Party.objects.within(member.municipality).visible_to(member).filter(is_not_to_be_noted=False)
        self.parties = visible.select_related("audience")
        self.circles = circles_of(member)
        offer_choices(self, "kind", named(Means.Kind))
        offer_choices(self, "circle", [(str(one.pk), label) for one, label in self.circles])
        self.lender: Party | None = None
        self.order_fields(["key", "kind", "title", "amount", "unit_asked"])
        self._look()

    def _look(self) -> None:
        """Look whom the typed name could stand for; only a doubt is laid before who typed it."""
        typed = str(self["lender_name"].value() or "") if self.is_bound else ""
        found = list(self.parties.filter(sort_name=sort_name(typed))[:2]) if typed.strip() else []
        self.alike: list[Party] = []
        if len(found) == 1:
            self.lender = found[0]
        elif typed.strip():
            alike = self.parties.named_like(typed).first_by_name(MOST_ALIKE)
            self.alike = list(alike.select_related("area", "audience").defer("area__geometry"))
        if not self.alike:
            del self.fields["party"]
            return
        offer_choices(self, "party", [(str(one.pk), labelled(one)) for one in self.alike])

    @property
    def unit(self) -> str:
        """Return in what the amount is counted: what was chosen if it fits, or else what fits."""
        kind, asked = self.cleaned_data.get("kind"), self.cleaned_data.get("unit_asked")
        if not kind:
            return ""
        fitting = UNITS[Means.Kind(kind)]
        return asked if asked in fitting else fitting[0]

    @property
    def audience(self) -> Audience | None:
        """Return who may see the means."""
        chosen = number(self.cleaned_data.get("circle", ""))
        return next((one for one, _label in self.circles if one.pk == chosen), None)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        chosen = values.get("party")
        self.lender = self.lender or next((one for one in self.alike if str(one.pk) == chosen), None)
        department, typed = values.get("department"), values.get("lender_name")
        if department and typed:
            self.add_error("lender_name", _("Kies een afdeling of iemand van buiten, niet allebei."))
        elif not department and not typed:
            self.add_error("department", _("Zeg wie het uitleent: een afdeling, of iemand van buiten."))
        elif typed and self.lender is None:
            self._ask()
        if self.lender and self.audience and not self.audience.is_within(self.lender.audience):
            message = _("%(name)s is niet voor al deze collega’s zichtbaar. Kies een kleinere groep.")
            self.add_error("circle", message % {"name": self.lender.name})
        return values

    def _ask(self) -> None:
        if self.alike:
            self.add_error("party", _("Wie bedoel je? Kies hieronder, of typ een ander stuk van de naam."))
        else:
            self.add_error("lender_name", _("Deze naam kennen we niet. Zet hem eerst bij Mensen."))

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored."""
        chosen = {"kind": self.cleaned_data["kind"], "unit": self.unit}
        return {**super().values, **chosen, "department": self.cleaned_data["department"], "party": self.lender}


def circles_of(member: Member) -> list[tuple[Audience, str]]:
    """Return for whom a member can write a means: all who work outside, or one of her teams; not for herself."""
    frontline = Audience.objects.frontline_of(member.municipality)
    visible = Situation.objects.within(member.municipality).visible_to(member).open().newest_first()
    teams = visible.filter(team__in=member.audience_ids).select_related("team")[:MOST_SITUATIONS]
    shared = (frontline, _("Iedereen die buiten werkt"))
    return [shared, *((one.team, _("Het team van %(title)s") % {"title": one.title}) for one in teams)]


def labelled(party: Party) -> str:
    """Tell parties of the same name apart."""
    more = ", ".join(str(one) for one in (party.get_kind_display(), party.area) if one)
    return format_html("<bdi>{}</bdi> <small>{}</small>", party.name, more)


def first_values(circles: Sequence[tuple[Audience, str]], today: Any) -> dict[str, Any]:  # noqa: ANN401 – a day
    """Return what stands in the form of a new means at first: until the end of the year, for all who work outside."""
    return {
        "key": uuid.uuid4(),
        "from_on": today,
        "until_on": today.replace(month=12, day=31),
        "circle": str(circles[0][0].pk),
    }
