"""What a colleague says of a request: on one page, in a minute."""

import uuid
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.actions.answers import Said
from raakvlak.alignment.actions.requests import Addressee
from raakvlak.alignment.models import Lane
from raakvlak.municipality.models import Department, Member
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_rows

WORDS_LENGTH: Final = 2_000
State = Lane.State


class SaidForm(GentleForm):
    """What is said once, however often it is sent."""

    gentle_fields: tuple[str, ...] = ("words",)
    uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["uuid"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        return cleaned

    def said(self, member: Member | None) -> Said:
        """Return what came in, and from whom when that is known."""
        return Said(self.cleaned_data["uuid"], self.cleaned_data.get("words") or "", member)


class AnswerForm(SaidForm):
    """Yes, yes if, no because, or I'll find out; and what the colleague's own work needs."""

    gentle_fields = ("words", "needs")
    answer = forms.TypedChoiceField(
        label=gettext_lazy("Wat is je antwoord?"),
        coerce=State,
        choices=[
            (State.YES, gettext_lazy("Ja")),
            (State.YES_IF, gettext_lazy("Ja, mits …")),
            (State.NO, gettext_lazy("Nee, want …")),
            (State.LOOKING, gettext_lazy("Ik zoek het uit")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een antwoord.")},
    )
    words = LongTextField(
        label=gettext_lazy("Wat wil je erbij zeggen?"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Bij “ja, mits” en “nee, want” is dit nodig. Eén zin is genoeg."),
    )
    until_on = DayField(label=gettext_lazy("Wanneer is dat?"), required=False)
    needs = LongTextField(
        label=gettext_lazy("Wat heeft jullie eigen werk nodig?"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Van je afdeling of rol, niet van jou zelf. Zoals: de stoep moet 1,80 meter vrij blijven."
        ),
    )
    field_order = ("uuid", "answer", "words", "until_on", "needs", "is_needed")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needs_words = cleaned.get("answer") in {State.YES_IF, State.NO}
        if needs_words and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", _("Schrijf erbij waarom, of onder welke voorwaarde. Eén zin is genoeg."))
        return cleaned


class WordsForm(SaidForm):
    """Words that must be there."""

    words = LongTextField(label="", max_length=WORDS_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("uuid", "words", "is_needed")

    def __init__(self, *args: Any, label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text


class MaybeWordsForm(WordsForm):
    """Words that may stay away."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].required = False


class AwayForm(SaidForm):
    """Until when a colleague is away, and who takes her place."""

    until_on = DayField(label=gettext_lazy("Tot en met welke dag ben je er niet?"))
    words = TextField(
        label=gettext_lazy("Wie vervangt je, en hoe is die te bereiken?"),
        required=False,
        help_text=gettext_lazy("Zoals: het team Verkeer, via het algemene nummer."),
    )
    field_order = ("uuid", "until_on", "words", "is_needed")

    def clean_until_on(self) -> Any:  # noqa: ANN401 – a day
        day = self.cleaned_data["until_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is voorbij. Kies vandaag of later."))
        return day


class PassForm(SaidForm):
    """Which department should answer instead; who is logged in may also name a colleague."""

    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Welke afdeling?"),
        required=False,
        empty_label=gettext_lazy("kies een afdeling"),
    )
    colleague = forms.ModelChoiceField(
        Member.objects.none(),
        label=gettext_lazy("Of welke collega?"),
        required=False,
        empty_label=gettext_lazy("niemand"),
    )
    words = TextField(label=gettext_lazy("Wat wil je erbij zeggen?"), required=False)
    field_order = ("uuid", "department", "colleague", "words", "is_needed")

    def __init__(self, *args: Any, lane: Lane, member: Member | None, **options: Any) -> None:
        super().__init__(*args, **options)
        municipality = lane.request.municipality
        departments = Department.objects.within(municipality).exclude(pk=lane.department_id or 0)
        offer_rows(self, "department", departments)
        if member is None:  # a link tells nobody who works here
            del self.fields["colleague"]
            self.fields["department"].required = True
        else:
            colleagues = Member.objects.within(municipality).active().exclude(pk=member.pk)
            offer_rows(self, "colleague", colleagues.select_related("user").order_by("user__name", "pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (cleaned.get("department") or cleaned.get("colleague")) and "department" not in self.errors:
            self.add_error("department", _("Kies een afdeling of een collega."))
        if cleaned.get("department") and cleaned.get("colleague"):
            self.add_error("colleague", _("Kies een afdeling of een collega, niet allebei."))
        return cleaned

    @property
    def addressee(self) -> Addressee:
        """Return who should answer."""
        return Addressee(department=self.cleaned_data["department"], member=self.cleaned_data.get("colleague"))
