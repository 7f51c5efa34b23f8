"""What one fills in about a handover: of what, to whom, and what is said of each party."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Member, Role
from raakvlak.privacy.leaving import successors_of
from raakvlak.privacy.models import Handover, HandoverParty
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_rows


class StartHandoverForm(forms.Form):
    """Of which situation or which area, and for a coordinator: whose work."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    situation = forms.ModelChoiceField(
        label=_("Een situatie"), queryset=Situation.objects.none(), required=False, empty_label=_("geen situatie")
    )
    area = AreaField(
        label=_("Of een gebied"), queryset=Area.objects.none(), required=False, empty_label=_("geen gebied")
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "situation", Situation.objects.within(member.municipality).visible_to(member).newest_first())
        offer_rows(self, "area", Area.objects.within(member.municipality).to_choose_from())
        self.fields["key"].initial = uuid.uuid4
        if member.role == Role.COORDINATOR:
            colleagues = Member.objects.within(member.municipality).present().who_note().exclude(pk=member.pk)
            self.fields["giver"] = forms.ModelChoiceField(
                label=_("Van wie?"),
                queryset=colleagues.select_related("user", "municipality").order_by("user__name", "pk"),
                required=False,
                empty_label=_("mijn eigen werk"),
                help_text=_(
                    "Is een collega er plotseling niet? Dan draag je over wat jij ook mag zien, nooit een klad. Je "
                    "collega ziet dit als die terug is, en het komt in het logboek."
                ),
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if bool(values.get("situation")) == bool(values.get("area")) and not self.errors:
            self.add_error("situation", _now("Kies een situatie of een gebied, één van de twee."))
        return values


class HandoverForm(GentleForm):
    """To whom it goes, and what she must know."""

    gentle_fields = ("words",)

    receiver = forms.ModelChoiceField(
        label=_("Wie neemt het over?"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("nog niet gekozen"),
    )
    words = LongTextField(
        label=_("Wat moet die collega weten?"),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Hoe het loopt, wat gevoelig ligt, wie je het eerst belt."),
    )
    is_giver_leaving = forms.BooleanField(
        label=_("Ik ga uit het team zodra het is aangenomen"),
        required=False,
        help_text=_("Alleen uit teams waar de ander dan in zit."),
    )

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        first = {name: getattr(handover, name) for name in ("receiver", "words", "is_giver_leaving")}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        offer_rows(self, "receiver", successors_of(handover.giver))
        if handover.is_for_absent:
            self.fields["is_giver_leaving"].label = _("Je collega gaat uit het team zodra het is aangenomen")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.ask_gently(values)
        return values


class HandoverPartyForm(GentleForm):
    """What is said of one party."""

    gentle_fields = ("words", "first_meeting")

    words = LongTextField(
        label=_("Wat moet je collega over diegene weten?"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Schrijf zo dat diegene mag meelezen."),
    )
    first_meeting = TextField(
        label=_("Hoe stellen we de ander voor?"),
        max_length=200,
        required=False,
        help_text=_("Zoals: samen koffie drinken op dinsdag. Leeg: geen kennismaking samen."),
    )
    introduced_on = DayField(label=_("Voorgesteld op"), required=False, is_past_only=True)
    told_on = DayField(label=_("Verteld dat een ander het overneemt, op"), required=False, is_past_only=True)
    has_refused = forms.BooleanField(
        label=_("Diegene wil het niet"),
        required=False,
        help_text=_("Dan gaan de gesprekken en beloften met diegene niet mee. Dat blijft zo, ook bij een vertrek."),
    )
    is_left_out = forms.BooleanField(
        label=_("Gaat niet mee"),
        required=False,
        help_text=_("Ook de gesprekken en beloften met diegene blijven waar ze zijn."),
    )

    def __init__(self, *args: Any, said: HandoverParty | None, is_ready: bool = False, **kwargs: Any) -> None:
        names = ("words", "first_meeting", "introduced_on", "told_on", "is_left_out")
        first = {name: getattr(said, name) for name in names} if said else {}
        kwargs["initial"] = {**first, "has_refused": bool(said and said.refused_on)}
        super().__init__(*args, **kwargs)
        if is_ready:  # it went: what is left is to tell and to introduce
            for name in ("words", "has_refused", "is_left_out"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.ask_gently(values)
        return values
