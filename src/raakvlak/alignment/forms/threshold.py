"""Naming a threshold, answering it as a department, and saying what opened it."""

import uuid
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.alike import Sought
from raakvlak.alignment.forms.answer import SaidForm
from raakvlak.alignment.forms.careful import CarefulForm, colleagues_of, question_about_colleagues
from raakvlak.alignment.models import Threshold
from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.situations.forms.fields import named
from raakvlak.situations.models import Situation
from raakvlak.web.forms import DayField, LongTextField, offer_choices, offer_rows
from raakvlak.web.numbers import number

WORDS_LENGTH: Final = 2_000
PEOPLE_FOR_DOUBT: Final = 5
OWN, THEIRS = "eigen", "collega"
VALUES: Final = ("kind", "from_department", "to_department", "words", "tried", "since_on")
TEAM, FRONTLINE = "team", "buiten"


class ThresholdForm(CarefulForm):
    """What stands in the way in the house, between which departments, and never who."""

    gentle_fields = ("words", "tried")
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor drempel is het?"),
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies wat het meest past.")},
    )
    from_department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Tussen welke afdelingen? Van"),
        required=False,
        empty_label=gettext_lazy("geen afdeling"),
    )
    to_department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Naar"), empty_label=gettext_lazy("kies een afdeling")
    )
    words = LongTextField(
        label=gettext_lazy("Waar stuit het op?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Schrijf over het werk en de regels, niet over een persoon. De afdeling leest dit eerst."
        ),
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("Wiens woorden zijn dit?"),
        choices=[
            (OWN, gettext_lazy("Mijn woorden")),
            (THEIRS, gettext_lazy("Zoals een collega het zei")),
        ],
        initial=OWN,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    tried = LongTextField(
        label=gettext_lazy("Wat heb je al geprobeerd?"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    since_on = DayField(label=gettext_lazy("Sinds wanneer?"), is_past_only=True)
    audience = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit daarna lezen?"),
        choices=[
            (TEAM, gettext_lazy("Het team van de situatie")),
            (FRONTLINE, gettext_lazy("Iedereen die buiten werkt")),
        ],
        initial=FRONTLINE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, situation: Situation, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.situation, self.member = situation, member
        self.fields["uuid"].initial = uuid.uuid4
        self.fields["is_no_name"].label = _("Dit is geen naam van een collega")
        departments = Department.objects.within(member.municipality)
        for name in ("from_department", "to_department"):
            offer_rows(self, name, departments)
        offer_choices(self, "kind", self._kinds())
        if situation.is_for_team_only:
            del self.fields["audience"]

    def _kinds(self) -> list[tuple[str, str]]:
        """Offer doubt only about a department in which nobody can be pointed at."""
        chosen = self.chosen_department
        may_doubt = chosen is not None and people_in(chosen) >= PEOPLE_FOR_DOUBT
        return [(value, label) for value, label in named(Threshold.Kind) if may_doubt or value != Threshold.Kind.DOUBT]

    @property
    def chosen_department(self) -> Department | None:
        """Return which department it is about, as far as that is known before the form is read."""
        chosen = self["to_department"].value()
        pk = number(str(getattr(chosen, "pk", chosen) or ""))
        return Department.objects.within(self.member.municipality).filter(pk=pk).first() if pk else None

    @property
    def sought(self) -> Sought:
        """Return what is known so far, to look for earlier thresholds."""
        return Sought(str(self["kind"].value() or ""), self.chosen_department, str(self["words"].value() or ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        self.ask_about_names(cleaned, colleagues_of(self.member.municipality), question_about_colleagues())
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored."""
        sent = self.cleaned_data
        return {**{name: sent[name] or "" if name == "tried" else sent[name] for name in VALUES}} | {
            "is_their_words": sent["whose"] == THEIRS
        }

    @property
    def readers(self) -> Audience:
        """Return for whose eyes it is, after the department."""
        if self.cleaned_data.get("audience") == FRONTLINE:
            return Audience.objects.frontline_of(self.situation.municipality)
        return self.situation.team


def people_in(department: Department) -> int:
    """Count who works in a department now: with few of them, doubt would point at somebody."""
    return Member.objects.active().filter(department=department).count()


class RespondForm(SaidForm, CarefulForm):
    """What the department says of it."""

    words = LongTextField(
        label=gettext_lazy("Wat zegt je afdeling hiervan?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Klopt het? Wat is er nodig om het open te krijgen? Anderen lezen dit naast wat er al staat."
        ),
    )
    field_order: tuple[str, ...] = ("uuid", "words", "is_needed", "is_no_name")

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.member = member
        self.fields["is_no_name"].label = _("Dit is geen naam van een collega")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.ask_about_names(cleaned, colleagues_of(self.member.municipality), question_about_colleagues())
        return cleaned


class OpenForm(RespondForm):
    """What opened it, and when."""

    opened_on = DayField(
        label=gettext_lazy("Sinds wanneer is het open?"), is_past_only=True, initial=timezone.localdate
    )
    opening = forms.ChoiceField(
        label=gettext_lazy("Wat opende het?"),
        choices=named(Threshold.Opening),
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies wat het meest past.")},
    )
    field_order = ("uuid", "opening", "words", "opened_on", "is_needed", "is_no_name")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = _("Vertel kort hoe")
        self.fields["words"].help_text = _("Zo weet een collega het een volgende keer. Schrijf geen namen op.")
        offer_choices(self, "opening", named(Threshold.Opening))
