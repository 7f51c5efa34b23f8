"""Asking for a part of a means, and saying why not."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Audience, Member
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.support.amounts import WHOLE_UNITS
from raakvlak.support.forms.amount import AmountField
from raakvlak.support.models import Means
from raakvlak.support.models.reservation import WORDS_LENGTH
from raakvlak.web.forms import DayField, TextField, offer_choices
from raakvlak.web.numbers import number

MOST_SITUATIONS: Final = 30


class ReserveForm(GentleForm):
    """How much, when and what for; its key asks once, however often it is sent."""

    gentle_fields = ("what_for",)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    amount = AmountField(label=gettext_lazy("Hoeveel heb je nodig?"))
    from_on = DayField(label=gettext_lazy("Vanaf"))
    until_on = DayField(label=gettext_lazy("Tot en met"))
    what_for = TextField(
        label=gettext_lazy("Waarvoor?"),
        max_length=WORDS_LENGTH,
        help_text=gettext_lazy("Eén zin is genoeg. Noem geen namen."),
        error_messages={"required": gettext_lazy("Schrijf op waarvoor je het nodig hebt.")},
    )
    situation = forms.ChoiceField(label=gettext_lazy("Bij welke situatie hoort het?"), required=False)

    def __init__(
        self,
        *args: Any,
        means: Means,
        member: Member,
        begin: Mapping[str, Any],
        only: Situation | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **{"initial": {**first_values(means), **begin}, **more})
        self.means, self.member, self.only = means, member, only
        self.situations = {str(one.pk): one for one in self._situations()}
        choices = [(pk, one.title) for pk, one in self.situations.items()]
        offer_choices(self, "situation", choices if only else [("", _("bij geen situatie")), *choices])
        self.fields["situation"].required = only is not None

    def _situations(self) -> list[Situation]:
        """Return the open situations of her teams that fit the means, and the one that she came from."""
        visible = Situation.objects.within(self.member.municipality).visible_to(self.member).open().newest_first()
        fitting = visible.select_related("audience")
        if self.means.audience.kind == Audience.Kind.TEAM:
            shared = Q(audience__kind=Audience.Kind.FRONTLINE)
            fitting = fitting.filter(shared | Q(audience=self.means.audience))
        if self.only is not None:
            return list(fitting.filter(pk=self.only.pk))
        mine = list(fitting.filter(team__in=self.member.audience_ids)[:MOST_SITUATIONS])
        chosen = number(str(self["situation"].value() or ""))
        if chosen and chosen not in {one.pk for one in mine}:
            return [*fitting.filter(pk=chosen), *mine]
        return mine

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last, amount = values.get("from_on"), values.get("until_on"), values.get("amount")
        if first and last and last < first:
            self.add_error("until_on", _("Deze dag komt voor de eerste dag. Kies een latere."))
        elif first and first < self.means.from_on:
            self.add_error("from_on", _("Dit middel is er pas vanaf %(day)s.") % {"day": spoken(self.means.from_on)})
        if last and last > self.means.until_on:
            self.add_error("until_on", _("Dit middel is er tot en met %(day)s.") % {"day": spoken(self.means.until_on)})
        if amount and self.means.unit in WHOLE_UNITS and amount != amount.to_integral_value():
            self.add_error("amount", _("Hiervan is er geen half. Schrijf een heel getal."))
        self.ask_gently(values)
        return values

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored."""
        asked = self.cleaned_data
        names = ("amount", "from_on", "until_on", "what_for")
        situation = self.situations.get(asked.get("situation", ""))
        return {**{name: asked[name] for name in names}, "key": asked["key"] or uuid.uuid4(), "situation": situation}


class RefuseForm(GentleForm):
    """Why it can't be."""

    gentle_fields = ("why",)
    why = TextField(
        label=gettext_lazy("Waarom gaat het niet?"),
        max_length=WORDS_LENGTH,
        help_text=gettext_lazy("Wie het vroeg, leest dit. Weet je iets anders dat wel kan? Schrijf dat erbij."),
        error_messages={"required": gettext_lazy("Schrijf op waarom het niet gaat.")},
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.ask_gently(values)
        return values


def first_values(means: Means) -> dict[str, Any]:
    """Return what stands in the form at first: today, or what the means begins with; one, where there is but one."""
    first = min(max(timezone.localdate(), means.from_on), means.until_on)
    return {
        "key": uuid.uuid4(),
        "amount": 1 if means.amount == 1 else None,
        "from_on": first,
        "until_on": first if means.comes_back else means.until_on,
    }


def spoken(day: Any) -> str:  # noqa: ANN401 – a day
    """Write a day in words."""
    return date_format(day, "j F Y")
