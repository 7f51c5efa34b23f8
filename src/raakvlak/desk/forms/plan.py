"""What one fills in about a talk that is planned, and how one looks for those."""

import datetime
import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.audiences import left_out_of
from raakvlak.desk.forms.talk import TalkForm
from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Appointment, AppointmentQuerySet, Party
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_rows

QUESTIONS_LENGTH: Final = 4_000
# A place where a person lives is an area at most: a postcode, or a street with a number, tells the very door.
ADDRESS: Final = re.compile(
    r"\b\d{4}\s?[a-z]{2}\b|(straat|laan|weg|plein|kade|gracht|hof|dijk|singel|steeg|pad|park|plantsoen)\s+\d",
    re.IGNORECASE,
)


class PlanForm(TalkForm):
    """A planned talk: a day, and with whom or about what."""

    field_order = ("key", "asked", "planned_on", "clock_time", "part_of_day", "who")

    planned_on = DayField(label=_("Welke dag?"))
    clock_time = forms.TimeField(
        label=_("Hoe laat?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
        error_messages={"invalid": _("Dit is geen tijd die we kennen. Schrijf hem zo: 14:30.")},
    )
    place = TextField(
        label=_("Op welke plek?"),
        max_length=120,
        required=False,
        help_text=_("Zoals: het buurthuis, of: bij haar thuis. Geen huisadres."),
    )
    questions = LongTextField(
        label=_("Wat wil je vragen?"),
        required=False,
        max_length=QUESTIONS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "data-mentions": ""}),
        help_text=_("Elke vraag op een eigen regel. Ze komen op je papier te staan."),
    )

    def __init__(
        self,
        *args: Any,
        author: Member,
        audiences: Sequence[Audience],
        appointment: Appointment | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, author=author, **kwargs)
        self.appointment = appointment
        self.fields["who"].label = _("Met wie?")
        self.fields["member"].label = _("Welke collega’s gaan mee?")
        if appointment is None or appointment.author_id == author.pk:
            words = _("Wie mag zien dat je dit gesprek hebt, en wat je wilt vragen?")
            self.ask_for_readers(audiences, words)

    @property
    def texts(self) -> list[str]:
        """Return what was typed about people, to look for special data in."""
        return [self.cleaned_data["questions"], self.cleaned_data["place"]]

    def clean_planned_on(self) -> datetime.date:
        """Plan ahead; a day that has been may only stay as it was."""
        day: datetime.date = self.cleaned_data["planned_on"]
        earlier = self.appointment.planned_on if self.appointment else None
        if day < timezone.localdate() and day != earlier:
            raise forms.ValidationError(_now("Deze dag is al geweest. Kies vandaag of later."))
        return day

    def clean_place(self) -> str:
        """Keep where a person lives out of it."""
        place: str = self.cleaned_data["place"]
        if ADDRESS.search(place):
            raise forms.ValidationError(
                _now("Zet hier geen adres. Schrijf ‘bij haar thuis’; het adres staat bij Contactgegevens.")
            )
        return place

    def clean_situation(self) -> frozenset[int]:
        """Take one situation at most."""
        chosen: frozenset[int] = self.cleaned_data["situation"]
        if len(chosen) > 1:
            raise forms.ValidationError(_now("Kies één situatie."))
        return chosen

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        somebody = values.get("party") or self.whom.ids or self.new_names or self.whom.new or "who" in self.errors
        if not somebody and not values.get("situation") and not values.get("questions"):
            self.add_error("who", _now("Vul in met wie je praat, over welke situatie, of wat je wilt vragen."))
        return values

    def refuse_who_may_not_read(self, audience: Audience) -> bool:
        """Tell whether a colleague who goes along could not read it, and say so."""
        left_out = left_out_of(audience, self.cleaned_data["member"])
        if left_out:
            text = _now("%(names)s kan dit niet lezen. Kies een ruimere kring, of haal dit vinkje weg.")
            self.add_error("member", text % {"names": ", ".join(map(str, left_out))})
        return bool(left_out)


class AppointmentFilterForm(forms.Form):
    """What one wants to see in the list of planned talks; never by who goes."""

    zoek = TextField(label=_("Met wie (begin van een naam)"), required=False, max_length=120)
    area = AreaField(label=_("Gebied"), queryset=Area.objects.none(), required=False, empty_label=_("alle gebieden"))
    geweest = forms.BooleanField(label=_("Wat geweest is of niet doorging"), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        offer_rows(self, "area", Area.objects.within(member.municipality).to_choose_from())
        self.is_valid()

    def filtered(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        """Narrow the list."""
        rows = rows.past() if self.is_about_past else rows.coming()
        if area := self.cleaned_data.get("area"):
            rows = rows.filter(area=area)
        if name := self.cleaned_data.get("zoek"):
            seen = Party.objects.within(self.member.municipality).visible_to(self.member)
            like = seen.filter(is_not_to_be_noted=False).named_like(name)
            rows = rows.filter(pk__in=Appointment.parties.through.objects.filter(party__in=like).values("appointment"))
        return rows

    @property
    def is_about_past(self) -> bool:
        """Tell whether the list is of what has been."""
        return bool(self.cleaned_data.get("geweest"))

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything narrows the list."""
        return any(self.cleaned_data.get(name) for name in self.fields)
