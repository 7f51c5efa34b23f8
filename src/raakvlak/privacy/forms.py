"""What one fills in where privacy is concerned."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.privacy.models.log import CASE_DAYS
from raakvlak.web.forms import DayField, TextField, offer_rows

LONGEST_REASON = 500
LONGEST_CASE_NUMBER = 40
LONGEST_NAME = 120
MOST_NUMBER = 9_223_372_036_854_775_807


def reason_field(help_text: Any) -> TextField:  # noqa: ANN401  (a text that is translated later)
    """Ask why, in one or two sentences."""
    return TextField(
        label=_("Waarom?"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text
    )


class CaseNumberForm(forms.Form):
    """The case in which somebody asked for all that is held about her."""

    case_number = TextField(
        label=_("Zaaknummer"),
        max_length=LONGEST_CASE_NUMBER,
        help_text=_("Het nummer van het verzoek in je zaaksysteem. Geen naam, geen BSN."),
    )


class NamedRequestForm(CaseNumberForm):
    """A request that came in by letter: the privacy officer looks for exactly this name."""

    name = TextField(
        label=_("Naam, zoals in het verzoek"),
        max_length=LONGEST_NAME,
        help_text=_("Alleen wie precies zo heet, wordt gevonden. Hoofdletters en accenten maken niet uit."),
    )
    field_order = ["name", "case_number"]


class EraseForm(forms.Form):
    """Erasing can't be undone, so it asks twice."""

    everywhere = forms.BooleanField(
        label=_("Haal de naam ook uit alle andere teksten van de gemeente"),
        required=False,
        help_text=_(
            "Heet iemand anders ook zo? Haal het vinkje dan weg. Uit gesprekken met deze persoon gaat de naam altijd."
        ),
    )
    is_sure = forms.BooleanField(
        label=_("Ik weet dat dit niet terug te draaien is"),
        error_messages={"required": _("Zet hier een vinkje. Wissen kun je niet terugdraaien.")},
    )


class HoldForm(forms.Form):
    """Why nothing of a situation may be deleted."""

    reason = TextField(
        label=_("Waarom?"), max_length=200, help_text=_("Zoals: Woo-verzoek, met het nummer. Zet er geen namen in.")
    )


class HoldSearchForm(forms.Form):
    """How one finds a situation to hold."""

    q = TextField(label=_("Zoek op titel of nummer"), required=False, max_length=LONGEST_NAME)


class AskKladForm(forms.Form):
    """Whose klad must be opened, and why."""

    author = forms.ModelChoiceField(
        label=_("Wie is er afwezig?"), queryset=Member.objects.none(), empty_label=_("Kies een collega")
    )
    reason = reason_field(_("Wat moet je nu weten, en waarom kan dat niet wachten?"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "author", colleagues_of(member))


def colleagues_of(member: Member) -> QuerySet[Member]:
    """Return the others of this municipality by name, those who left included: their klad still lives a while."""
    others = Member.objects.within(member.municipality).exclude(pk=member.pk)
    return others.select_related("user").order_by("user__name", "pk")


class PartyCaseForm(forms.Form):
    """Look in the log for one party."""

    party_number = forms.IntegerField(
        label=_("Nummer van de persoon"),
        min_value=1,
        max_value=MOST_NUMBER,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        help_text=_("Het nummer staat op het overzicht van de persoon."),
    )
    reason = reason_field(_("Waarom kijk je in het logboek? Dit blijft staan. Zet er geen namen in."))


class PeriodCaseForm(forms.Form):
    """Look in the log for one kind of deed in a short period."""

    what = forms.ChoiceField(label=_("Wat is er gedaan?"), choices=AccessLogEntry.What.choices)
    from_on = DayField(label=_("Van"), is_past_only=True)
    until_on = DayField(label=_("Tot en met"), is_past_only=True)
    reason = reason_field(_("Waarom kijk je in het logboek? Dit blijft staan. Zet er geen namen in."))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Deze dag ligt voor de eerste dag. Draai ze om."))
        if first and last and last - first >= datetime.timedelta(days=CASE_DAYS):
            self.add_error(
                "until_on", _("Kies hoogstens een maand. Het logboek is er voor één voorval, niet om mee te kijken.")
            )
        return values
