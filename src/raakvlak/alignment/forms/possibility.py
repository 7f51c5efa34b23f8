"""A possibility: what it is, what it makes possible, on what conditions, where and when, and who knows and keeps it."""

import uuid
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.forms.careful import CarefulForm
from raakvlak.alignment.models import READING_ROLES, Possibility
from raakvlak.alignment.models.possibility import CONTACT_LENGTH, LINK_LENGTH, TITLE_LENGTH, in_a_year
from raakvlak.alignment.people_named import people_named
from raakvlak.municipality.models import Department, Member
from raakvlak.situations.forms.fields import area_field, named
from raakvlak.support.forms.amount import AmountField
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_choices, offer_rows
from raakvlak.web.text import sort_name

TEXT_LENGTH: Final = 5_000


def long_text(label: Any, *, rows: int = 3, **options: Any) -> LongTextField:  # noqa: ANN401 – words, now or later
    """Ask for a few lines."""
    return LongTextField(label=label, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": rows}), **options)


class PossibilityForm(CarefulForm):
    """All that is told of a possibility; its key makes it once, however often it is sent."""

    gentle_fields = ("title", "text", "conditions", "exceptions", "contact")
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    is_another = forms.BooleanField(
        label=gettext_lazy("Ja, dit is een andere"), required=False, widget=forms.HiddenInput
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor mogelijkheid?"),
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        choices=Possibility.Kind.choices,
        error_messages={"required": gettext_lazy("Kies wat voor mogelijkheid het is.")},
    )
    title = TextField(
        label=gettext_lazy("Wat is het?"),
        max_length=TITLE_LENGTH,
        help_text=gettext_lazy("Zoals: geveltuin zonder vergunning, subsidie buurtfeest."),
        error_messages={"required": gettext_lazy("Schrijf op wat het is.")},
    )
    text = long_text(
        gettext_lazy("Wat maakt het mogelijk?"),
        rows=4,
        help_text=gettext_lazy("In woorden die een bewoner snapt. Noem hier geen namen van bewoners."),
        error_messages={"required": gettext_lazy("Schrijf op wat er hierdoor kan.")},
    )
    conditions = long_text(gettext_lazy("Voorwaarden"), required=False)
    exceptions = long_text(
        gettext_lazy("Uitzonderingen"),
        required=False,
        help_text=gettext_lazy("Wanneer kan het toch, of juist niet?"),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Van welke afdeling?"),
        required=False,
        empty_label=gettext_lazy("geen afdeling"),
    )
    from_on = DayField(label=gettext_lazy("Geldt vanaf"), required=False)
    until_on = DayField(
        label=gettext_lazy("Geldt tot en met"),
        required=False,
        help_text=gettext_lazy("Leeg betekent: het blijft gelden."),
    )
    amount = AmountField(label=gettext_lazy("Bedrag in euro"), required=False)
    contact_member = forms.ModelChoiceField(
        Member.objects.none(),
        label=gettext_lazy("Welke collega weet ervan?"),
        required=False,
        empty_label=gettext_lazy("niemand in het bijzonder"),
    )
    contact = TextField(
        label=gettext_lazy("Loket"),
        max_length=CONTACT_LENGTH,
        required=False,
        help_text=gettext_lazy("Telefoon of e-mail van een loket of team. Nooit van een bewoner."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Waar staat het?"),
        required=False,
        max_length=LINK_LENGTH,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
        error_messages={"invalid": gettext_lazy("Dit is geen webadres. Het begint met https://.")},
        help_text=gettext_lazy("Het webadres van de regeling of het besluit."),
    )
    best_before_on = DayField(
        label=gettext_lazy("Nakijken na"),
        help_text=gettext_lazy("Daarna vragen we of het nog klopt."),
    )
    owner = forms.ModelChoiceField(
        Member.objects.none(),
        label=gettext_lazy("Wie houdt het bij?"),
        required=False,
        empty_label=gettext_lazy("niemand in het bijzonder"),
        help_text=gettext_lazy("Laat je dit leeg? Dan vragen we het de afdeling, of een coördinator."),
    )
    field_order = (
        *("key", "kind", "title", "text", "conditions", "exceptions", "department", "area", "from_on", "until_on"),
        *("amount", "contact_member", "contact", "source_url", "best_before_on", "owner"),
    )

    def __init__(self, *args: Any, member: Member, possibility: Possibility | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.member, self.possibility = member, possibility
        self.fields["area"] = area_field(member, empty_label=_("De hele gemeente"))
        offer_choices(self, "kind", named(Possibility.Kind))
        departments = Department.objects.within(member.municipality)
        if not member.sees_notes:  # a colleague keeps what is of her own department, and what she owns
            standing = possibility.department_id if possibility else None
            departments = departments.filter(pk__in=[pk for pk in (member.department_id, standing) if pk])
        offer_rows(self, "department", departments)
        self.fields["department"].required = not member.sees_notes and not self._is_owner
        colleagues = Member.objects.within(member.municipality).active().filter(role__in=READING_ROLES)
        for name in ("contact_member", "owner"):
            offer_rows(self, name, colleagues.select_related("user").order_by("user__name", "pk"))
        self.order_fields(self.field_order)

    @property
    def _is_owner(self) -> bool:
        return self.possibility is not None and self.possibility.owner_id == self.member.pk

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Deze dag komt voor de eerste dag. Kies een latere."))
        self._check_best_before(values)
        self._ask_about_residents(values)
        return values

    def _check_best_before(self, values: dict[str, Any]) -> None:
        day = values.get("best_before_on")
        standing = self.possibility.best_before_on if self.possibility else None
        if day and day < timezone.localdate() and day != standing:
            self.add_error("best_before_on", _("Deze dag is al voorbij. Kies een dag die nog komt."))

    def _ask_about_residents(self, values: dict[str, Any]) -> None:
        """Ask about whole names of people in what was typed, unless it was asked and answered."""
        if values.get("is_no_name"):
            return
        found = people_named("\n".join(values.get(name) or "" for name in self.gentle_fields), self.member)
        if found:
            self.fields["is_no_name"].widget = forms.CheckboxInput()
            self.add_error("is_no_name", question_about_names() % {"names": ", ".join(f"“{name}”" for name in found)})

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored."""
        left = {"key", "is_another", "is_no_name", "is_needed"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left}


class NewPossibilityForm(PossibilityForm):
    """A new possibility; one with the same title for the same department is pointed at."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self._ask_about_another(values)
        return values

    def _ask_about_another(self, values: dict[str, Any]) -> None:
        """Ask whether it is another one, when its title stands here already for the same department."""
        if values.get("is_another") or not values.get("title"):
            return
        rows = Possibility.objects.within(self.member.municipality).visible_to(self.member).running()
        same = rows.filter(sort_title=sort_name(values["title"]), department=values.get("department"))
        key: uuid.UUID | None = values.get("key")
        found = (same.exclude(key=key) if key else same).first()
        if found:
            self.fields["is_another"].widget = forms.CheckboxInput()
            words = _("Dit staat er al: {link}. Kijk of je die kunt aanpassen. Is het toch een andere? Zet een vinkje.")
            link = format_html('<a href="{}">{}</a>', reverse("alignment:possibility", args=[found.pk]), found.title)
            self.add_error("is_another", format_html(words, link=link))


def question_about_names() -> str:
    """Ask about the name of a resident in what the whole house reads."""
    return _("Hierin staat een naam: %(names)s. Een mogelijkheid is van het huis. Laat de naam van een bewoner weg.")


def first_values(member: Member) -> dict[str, Any]:
    """Return what stands in the form of a new possibility at first: of one's own department, kept by oneself."""
    return {
        "key": uuid.uuid4(),
        "department": member.department_id,
        "owner": member.pk,
        "best_before_on": in_a_year(),
    }
