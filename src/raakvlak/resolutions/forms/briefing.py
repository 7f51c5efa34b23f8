"""A briefing as one writes it: the words under each heading, for whom it is, and no names of residents in it."""

import json
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.resolutions.models import Briefing, BriefingQuerySet
from raakvlak.resolutions.models.briefing import MEANT_FOR_LENGTH, PARTS
from raakvlak.resolutions.models.option import TITLE_LENGTH
from raakvlak.resolutions.naming import names_of_situation
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.web.forms import LongTextField, TextField

TEAM, HOUSE = "team", "huis"
TEXT_LENGTH: Final = 4_000
WORDS: Final = ("title", "meant_for", *PARTS)


def part_field(label: Any, help_text: Any) -> LongTextField:  # noqa: ANN401 – texts that are translated later
    """Let one write under one heading."""
    return LongTextField(
        label=label,
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=help_text,
    )


class NamelessForm(GentleForm):
    """A form that asks about names, and takes an answer for the names alone that it asked about."""

    asked_names = forms.CharField(required=False, widget=forms.HiddenInput)
    is_no_name = forms.BooleanField(
        label=gettext_lazy("Geen naam van een bewoner: een gewoon woord, of een organisatie die zo bekend is"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, situation: Situation, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.situation, self.member = situation, member

    def ask_about_names(self, cleaned: dict[str, Any], text: str) -> None:
        """Ask about names in a text, unless these very names were asked about and answered for."""
        named = names_of_situation(text, self.situation, self.member)
        answered = set(_names(cleaned.get("asked_names") or "")) if cleaned.get("is_no_name") else set()
        if set(named) <= answered:
            return
        self.fields["is_no_name"].widget = forms.CheckboxInput()
        sent: Any = self.data.copy()  # type: ignore[attr-defined]  # what came from a browser can be copied
        sent["asked_names"] = json.dumps(named)
        sent.pop("is_no_name", None)
        self.data = sent
        message = _(
            "Hier staat een naam: %(names)s. Haal hem weg, of zeg het algemener: op deze pagina komt niemand voor."
        )
        self.add_error("is_no_name", message % {"names": ", ".join(f"“{name}”" for name in named)})


def _names(sent: str) -> list[str]:
    try:
        found = json.loads(sent)
    except ValueError:
        return []
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


class BriefingForm(NamelessForm):
    """The words of a briefing. Nothing but a title is asked for until it is frozen."""

    gentle_fields = WORDS
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = TextField(
        label=gettext_lazy("Waar gaat het over?"),
        max_length=TITLE_LENGTH,
        error_messages={"required": gettext_lazy("Schrijf in één zin waar het over gaat.")},
    )
    meant_for = TextField(
        label=gettext_lazy("Voor wie is het, en waarvoor?"),
        required=False,
        max_length=MEANT_FOR_LENGTH,
        help_text=gettext_lazy("Zoals: voor de wethouder, voor het gesprek van 12 mei."),
    )
    heard = part_field(
        gettext_lazy("Wat horen we"), gettext_lazy("In je eigen woorden. Schrijf zonder namen, en zonder wie het zei.")
    )
    agreed = part_field(
        gettext_lazy("Waar zijn mensen het over eens"), gettext_lazy("Ook als ze het om andere redenen willen.")
    )
    differs = part_field(
        gettext_lazy("Waar verschillen ze, en waarom"),
        gettext_lazy("Wat zit erachter? Doe elke kant recht, ook de kleinste."),
    )
    missing = part_field(
        gettext_lazy("Wie hoorden we nog niet"), gettext_lazy("Welke groepen, en waarom lukte dat nog niet?")
    )
    unknown = part_field(
        gettext_lazy("Wat weten we niet"), gettext_lazy("Wat vermoeden we alleen? Wat moeten we nog vragen?")
    )
    circle = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen als het vastligt?"),
        widget=forms.RadioSelect,
        choices=[
            (TEAM, gettext_lazy("Het team van deze situatie")),
            (HOUSE, gettext_lazy("Iedereen die hier werkt: wie buiten werkt, collega’s in huis en coördinatoren")),
        ],
        error_messages={"required": gettext_lazy("Kies wie dit mag lezen.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["uuid"].initial = uuid4
        if self.situation.is_for_team_only:
            del self.fields["circle"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        self.ask_about_names(cleaned, "\n".join(cleaned.get(name) or "" for name in WORDS))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what was written, and for whom."""
        sent = self.cleaned_data
        return {**{name: sent[name] for name in WORDS}, "is_for_house": sent.get("circle") == HOUSE}

    @property
    def key(self) -> UUID:
        """Return the key that makes it once."""
        key: UUID = self.cleaned_data["uuid"]
        return key

    def take_over(self, now: Briefing) -> dict[str, str]:
        """Count from how it reads now, and return what a colleague made of each part that she wrote in."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]  # what came from a browser can be copied
        sent["version"] = str(now.version)
        self.data = sent
        self.add_error(
            None, _("Een collega schreef hier intussen ook in. Kijk wat er nu staat, en bewaar dan nog eens.")
        )
        return {
            str(self.fields[name].label): getattr(now, name)
            for name in WORDS
            if getattr(now, name) != self.cleaned_data.get(name)
        }


class FreezeForm(NamelessForm):
    """The last look before nothing changes any more."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, briefing: Briefing, titles: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.briefing, self.titles = briefing, titles
        self.fields["version"].initial = briefing.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.briefing.heard:
            self.add_error(None, _("Schrijf eerst op wat jullie horen. Zonder woorden zeggen cijfers te weinig."))
        words = [getattr(self.briefing, name) for name in WORDS]
        self.ask_about_names(cleaned, "\n".join([*words, *self.titles]))
        return cleaned


class WithdrawForm(NamelessForm):
    """Why what was frozen is taken back, for all who may read it."""

    gentle_fields = ("because",)
    because = LongTextField(
        label=gettext_lazy("Waarom trek je dit in?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Wie de pagina opent, leest dit. De pagina zelf blijft te lezen."),
        error_messages={"required": gettext_lazy("Schrijf kort op waarom. Wie het las, mag dat weten.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        self.ask_about_names(cleaned, cleaned.get("because") or "")
        return cleaned


class BriefingFilter(forms.Form):
    """What one looks for among what was frozen."""

    q = TextField(label=gettext_lazy("Zoek een woord"), required=False, max_length=100)

    def narrow(self, found: BriefingQuerySet) -> BriefingQuerySet:
        """Keep those in which each of these words stands."""
        self.is_valid()
        for word in (self.cleaned_data.get("q") or "").split():
            found = found.filter(holding(word))
        return found


def holding(word: str) -> Q:
    """Keep the briefings in which a word stands under some heading."""
    wanted = Q()
    for name in WORDS:
        wanted |= Q(**{f"{name}__icontains": word})
    return wanted
