"""The page Klopt dit?: making it, and answering it."""

import uuid
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from raakvlak.municipality.models import Member
from raakvlak.situations.check_actions import Sent
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Check, CheckReply, Situation
from raakvlak.situations.names import names_in_text, parties_of
from raakvlak.situations.plain_words import Advice, advise
from raakvlak.web.forms import LongTextField, offer_choices

PAGE_LENGTH: Final = 5_000
REPLY_LENGTH: Final = 20_000
DAYS_OPEN: Final = 21
WRITTEN: Final = ("heard", "question", "fixed", "next_step")


class CheckForm(GentleForm):
    """What is laid before residents, in plain Dutch, naming nobody."""

    gentle_fields = WRITTEN
    insights = forms.MultipleChoiceField(
        label=gettext_lazy("Wat leg je voor?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Kies er liever niet meer dan zeven: dan blijft het goed te lezen."),
    )
    heard = LongTextField(
        label=gettext_lazy("Wat we hoorden"),
        max_length=PAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Eén ding op elke regel. Schrijf het zoals je het op straat zou zeggen."),
    )
    question = LongTextField(
        label=gettext_lazy("De vraag erachter"),
        required=False,
        max_length=PAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    fixed = LongTextField(
        label=gettext_lazy("Wat vastligt"),
        required=False,
        max_length=PAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Waar bewoners niets meer aan kunnen veranderen. Zeg het eerlijk."),
    )
    next_step = LongTextField(
        label=gettext_lazy("Wat er nu gebeurt"),
        required=False,
        max_length=PAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wat doe je met de reacties, en wanneer horen mensen iets?"),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Hoe lang kunnen mensen reageren?"),
        coerce=int,
        choices=[(7, gettext_lazy("1 week")), (14, gettext_lazy("2 weken")), (21, gettext_lazy("3 weken"))],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies hoe lang.")},
    )

    field_order = ("insights", *WRITTEN, "days", "is_needed")

    def __init__(
        self, *args: Any, situation: Situation, member: Member, lines: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = parties_of(situation, member)
        self.title = situation.title
        choices = [(str(insight_id), line) for insight_id, line in lines]
        offer_choices(self, "insights", choices)
        if not choices:
            del self.fields["insights"]

    @property
    def advice(self) -> Advice:
        """Return what would make the page easier to read."""
        return advise("\n".join(self.cleaned_data.get(name, "") for name in WRITTEN))

    @property
    def insight_ids(self) -> list[int]:
        """Return the insights that the page is about."""
        return [int(chosen) for chosen in self.cleaned_data.get("insights", [])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in WRITTEN:
            named = names_in_text(cleaned.get(name) or "", self.known)
            if named:
                words = ", ".join(f"“{one}”" for one in named)
                way_out = _("Op deze pagina staat niemand met naam. Schrijf iets anders voor %(names)s.")
                self.add_error(name, way_out % {"names": words})
        if names_in_text(self.title, self.known):
            way_out = _("In de titel van deze situatie staat een naam. Bewoners zien die. Wijzig eerst de titel.")
            self.add_error(None, way_out)
        self.ask_gently(cleaned)
        return cleaned


class ReplyForm(GentleForm):
    """What a resident says of the page: that it is right, or what is not, in her own words."""

    gentle_fields = ("words",)
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    is_right = forms.TypedChoiceField(
        label=gettext_lazy("Klopt dit?"),
        coerce=lambda value: value == "ja",
        choices=[("ja", gettext_lazy("Ja, dit klopt")), ("nee", gettext_lazy("Nee, niet helemaal"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies ja of nee.")},
    )
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Wat klopt er niet?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = LongTextField(
        label=gettext_lazy("Hoe zit het wel? Vertel het in je eigen woorden."),
        required=False,
        max_length=REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("Schrijf geen namen op, ook niet die van jezelf. Dat hoeft niet."),
    )
    field_order = ("uuid", "is_right", "lines", "words", "is_needed")

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check
        self.fields["uuid"].initial = uuid.uuid4
        self.fields["is_needed"].label = _("Ja, verstuur het zo")
        offer_choices(self, "lines", list(enumerate(check.lines)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_told = cleaned.get("words") or cleaned.get("lines") or "words" in self.errors
        if cleaned.get("is_right") is False and not has_told:
            self.add_error("words", _("Vertel kort wat er niet klopt. Eén zin is genoeg."))
        self.ask_gently(cleaned)
        return cleaned

    def gentle_question(self, words: str) -> str:
        return _("Je schrijft: %(words)s. Dat is iets persoonlijks. Wil je dat zo versturen?") % {"words": words}

    @property
    def reply(self) -> Sent:
        """Return what came in."""
        sent = self.cleaned_data
        source = CheckReply.Source(sent.get("source", CheckReply.Source.LINK))
        return Sent(sent["uuid"], sent["is_right"], self.note, source)

    @property
    @override(settings.LANGUAGE_CODE)
    def note(self) -> str:
        """Return what came in as one text, in Dutch: the lines that are not right, and the resident's own words."""
        doubted = [self.check.lines[int(place)] for place in self.cleaned_data.get("lines", [])]
        told = [_("Klopt niet helemaal: “%(line)s”") % {"line": line} for line in doubted]
        words = self.cleaned_data.get("words") or ""
        return "\n\n".join(part for part in ("\n".join(told), words) if part)


class KeyInForm(ReplyForm):
    """A reply on paper or at the door, keyed in by a member."""

    source = forms.ChoiceField(
        label=gettext_lazy("Hoe kwam het binnen?"),
        choices=[(source.value, source.label) for source in (CheckReply.Source.PAPER, CheckReply.Source.TALK)],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        initial=CheckReply.Source.PAPER,
    )

    def gentle_question(self, words: str) -> str:
        return _("Hierin staat: %(words)s. Is dat nodig? Laat het anders weg, of zeg het algemener.") % {"words": words}
