"""Asking colleagues: what, why, by when, whom; and first the talk with which it begins."""

import uuid
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.actions.requests import Addressee
from raakvlak.alignment.forms.careful import CarefulForm, question_about_residents
from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.situations.models import Situation
from raakvlak.situations.names import parties_of
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_rows

SPOKE, INTRODUCE = "gesproken", "voorstellen"
TEAM, FRONTLINE = "team", "buiten"
WHAT_LENGTH: Final = 500
WHY_LENGTH: Final = 2_000
VALUES: Final = ("what", "why", "needed_by_on", "escalate_to", "escalate_email", "escalate_after_on")


class RequestForm(CarefulForm):
    """One request to one or more departments or colleagues; its key makes it once."""

    gentle_fields = ("what", "why")
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    start = forms.ChoiceField(
        label=gettext_lazy("Hoe begint het?"),
        choices=[
            (SPOKE, gettext_lazy("Ik sprak of belde al met iemand")),
            (INTRODUCE, gettext_lazy("Ik ken daar nog niemand: ik stel me eerst voor")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe het begint.")},
    )
    talked_on = DayField(label=gettext_lazy("Wanneer sprak je iemand?"), is_past_only=True, required=False)
    introduction = TextField(
        label=gettext_lazy("Aan wie stel je je eerst voor?"),
        required=False,
        help_text=gettext_lazy("Zoals: de teamleider van Verkeer. Je vraag wacht zo lang; er gaat nog niets weg."),
    )
    what = TextField(
        label=gettext_lazy("Wat vraag je?"),
        max_length=WHAT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Zoals: mag er in juni een bank op de stoep van de Kade staan?"),
    )
    why = LongTextField(
        label=gettext_lazy("Waarom doet het ertoe?"),
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Het belang erachter, in je eigen woorden. Geen notities, geen namen van bewoners."),
    )
    needed_by_on = DayField(label=gettext_lazy("Wanneer heb je het antwoord nodig?"))
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Welke afdelingen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )
    colleague = forms.ModelChoiceField(
        Member.objects.none(),
        label=gettext_lazy("Een collega die met Raakvlak werkt"),
        required=False,
        empty_label=gettext_lazy("niemand"),
    )
    name = TextField(label=gettext_lazy("Naam van een andere collega"), required=False, max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres van het werk"),
        required=False,
        help_text=gettext_lazy("Je collega krijgt een link naar deze ene vraag, en hoeft niet in te loggen."),
    )
    escalate_to = TextField(
        label=gettext_lazy("Wie vraag je erbij als het stil blijft?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Een rol, zoals: het afdelingshoofd. Je collega leest dit mee, zodat niemand schrikt."),
    )
    escalate_email = forms.EmailField(label=gettext_lazy("E-mailadres van diegene"), required=False)
    escalate_after_on = DayField(label=gettext_lazy("Vanaf welke dag?"), required=False)
    audience = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen, naast de collega’s die je vraagt?"),
        choices=[
            (TEAM, gettext_lazy("Het team van de situatie")),
            (FRONTLINE, gettext_lazy("Iedereen die buiten werkt")),
        ],
        initial=TEAM,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, situation: Situation, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.situation, self.member = situation, member
        self.fields["uuid"].initial = uuid.uuid4
        self.fields["talked_on"].initial = timezone.localdate
        colleagues = Member.objects.within(member.municipality).active().exclude(pk=member.pk)
        offer_rows(self, "departments", Department.objects.within(member.municipality))
        offer_rows(self, "colleague", colleagues.select_related("user").order_by("user__name", "pk"))
        if situation.is_for_team_only:
            del self.fields["audience"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._needs_a_talk(cleaned)
        self._needs_somebody(cleaned)
        self._needs_days_to_come(cleaned)
        self.ask_gently(cleaned)
        self.ask_about_names(cleaned, parties_of(self.situation, self.member), question_about_residents())
        return cleaned

    def _needs_a_talk(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("start") == SPOKE and not cleaned.get("talked_on") and "talked_on" not in self.errors:
            self.add_error("talked_on", _("Kies de dag waarop je iemand sprak."))
        if cleaned.get("start") == INTRODUCE and not cleaned.get("introduction") and "introduction" not in self.errors:
            self.add_error("introduction", _("Schrijf op aan wie je je eerst voorstelt."))

    def _needs_somebody(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("name") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Vul het e-mailadres in waarop je collega de vraag krijgt."))
        if cleaned.get("email") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Vul in hoe je collega heet."))
        if not (cleaned.get("departments") or cleaned.get("colleague") or cleaned.get("email") or cleaned.get("name")):
            self.add_error("departments", _("Kies minstens één afdeling of collega."))

    def _needs_days_to_come(self, cleaned: dict[str, Any]) -> None:
        today = timezone.localdate()
        for name in ("needed_by_on", "escalate_after_on"):
            if cleaned.get(name) and cleaned[name] < today:
                self.add_error(name, _("Deze dag is voorbij. Kies vandaag of later."))
        to, email, after_on = (cleaned.get(name) for name in ("escalate_to", "escalate_email", "escalate_after_on"))
        if (after_on or email) and not to and "escalate_to" not in self.errors:
            self.add_error("escalate_to", _("Schrijf op wie je er dan bij vraagt."))
        if to and not email and "escalate_email" not in self.errors:
            self.add_error("escalate_email", _("Vul het e-mailadres in waarop je dan om hulp vraagt."))
        if to and not after_on and "escalate_after_on" not in self.errors:
            self.add_error("escalate_after_on", _("Kies vanaf welke dag."))

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored of the request itself."""
        sent = self.cleaned_data
        spoke = sent["start"] == SPOKE
        start = {"talked_on": sent["talked_on"] if spoke else None, "introduction": sent["introduction"]}
        return {**{name: sent[name] for name in VALUES}, **start}

    @property
    def addressees(self) -> list[Addressee]:
        """Return who is asked, each once."""
        sent = self.cleaned_data
        found = [Addressee(department=department) for department in sent["departments"]]
        found += [Addressee(member=sent["colleague"])] if sent["colleague"] else []
        return found + ([Addressee(name=sent["name"], email=sent["email"])] if sent["email"] else [])

    @property
    def readers(self) -> Audience:
        """Return for whose eyes the request is."""
        if self.cleaned_data.get("audience") == FRONTLINE:
            return Audience.objects.frontline_of(self.situation.municipality)
        return self.situation.team
