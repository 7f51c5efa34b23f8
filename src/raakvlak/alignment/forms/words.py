"""The list of related words: looked through, a pair written, lines pasted; what is wrong is told in plain words."""

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from raakvlak.alignment.models import RelatedWords, RelatedWordsQuerySet
from raakvlak.alignment.models.related_words import WORD_LENGTH
from raakvlak.municipality.models import Member
from raakvlak.web.forms import LongTextField, TextField, offer_choices

if TYPE_CHECKING:
    from draagvlak.matching import Pair, PairError

ALL, STARTED, WRITTEN, LEARNED, REFUSED = "alle", "beginlijst", "zelf", "geleerd", "geweigerd"
WEIGHT: Final = 0.6
MOST_ERRORS: Final = 20
_SIGNS: Final = re.compile(r"[,:>=#]")
_SEPARATOR: Final = re.compile(r"[,>=]|:\s*\S+\s*$")


class WordsFilter(forms.Form):
    """Which related words one wants to see; what can't be read in it does not count."""

    q = TextField(label=gettext_lazy("Zoek een woord"), required=False, max_length=100)
    welke = forms.ChoiceField(
        label=gettext_lazy("Welke"), required=False, widget=forms.RadioSelect(attrs={"class": "chips"})
    )

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        data = asked.copy()
        data.setdefault("welke", ALL)
        super().__init__(data)
        self.member = member
        kept = [(ALL, _("Alle")), (STARTED, _("Van de beginlijst")), (WRITTEN, _("Zelf geschreven"))]
        learned = [(LEARNED, _("Geleerd van keuzes")), (REFUSED, _("Geweigerd"))] if member.sees_notes else []
        offer_choices(self, "welke", [*kept, *learned])
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.cleaned_data.get("q") or self.cleaned_data.get("welke") not in {None, ALL, ""})

    def narrowed(self) -> RelatedWordsQuerySet:
        """Return the pairs that answer to the form, as far as this member may see them."""
        found = RelatedWords.objects.within(self.member.municipality).visible_to(self.member)
        which = self.cleaned_data.get("welke")
        if which in {STARTED, WRITTEN, LEARNED}:
            origins = {STARTED: "started", WRITTEN: "written", LEARNED: "learned"}
            found = found.filter(origin=origins[which])
        found = found.filter(is_refused=True) if which == REFUSED else found.used()
        for word in (self.cleaned_data.get("q") or "").split():
            found = found.filter(Q(word__icontains=word) | Q(related__icontains=word))
        return found


class PairForm(forms.Form):
    """One pair of related words."""

    word = TextField(
        label=gettext_lazy("Wat mensen zeggen"),
        max_length=WORD_LENGTH,
        help_text=gettext_lazy("Een woord, of een uitdrukking van hoogstens zes woorden. Zoals: bankje."),
    )
    related = TextField(
        label=gettext_lazy("Hoe het in huis heet"),
        max_length=WORD_LENGTH,
        help_text=gettext_lazy("Zoals: straatmeubilair."),
    )
    is_mutual = forms.BooleanField(label=gettext_lazy("Over en weer: het een leidt ook naar het ander"), required=False)
    weight = forms.FloatField(
        label=gettext_lazy("Hoe zwaar telt het?"),
        min_value=0,
        max_value=1,
        localize=True,
        initial=WEIGHT,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
        help_text=gettext_lazy("Van 0 (niet) tot 1 (even zwaar als het woord zelf). Gewoon is 0,6."),
        error_messages={
            "required": gettext_lazy("Vul een getal in van 0 tot 1. Gewoon is 0,6."),
            "invalid": gettext_lazy("Vul een getal in van 0 tot 1, zoals 0,6."),
            "min_value": gettext_lazy("Vul een getal in van 0 tot 1, zoals 0,6."),
            "max_value": gettext_lazy("Vul een getal in van 0 tot 1, zoals 0,6."),
        },
    )

    def clean_word(self) -> str:
        return _without_signs(self.cleaned_data["word"])

    def clean_related(self) -> str:
        return _without_signs(self.cleaned_data["related"])

    @property
    def pair(self) -> "Pair":
        """Return what was filled in."""
        from draagvlak.matching import Pair  # noqa: PLC0415 – heavy

        sent = self.cleaned_data
        return Pair(sent["word"], sent["related"], sent["weight"], sent["is_mutual"])

    def refuse(self, error: "PairError") -> None:
        """Say why the list can't hold what was filled in."""
        self.add_error("word", explained(error))


class LinesForm(forms.Form):
    """Many pairs at once, as lines of text."""

    ADD, REPLACE = "erbij", "in-plaats"
    text = LongTextField(
        label=gettext_lazy("Regels"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Op elke regel: wat mensen zeggen > hoe het in huis heet : hoe zwaar. Met = gaat het over en weer. "
            "Tussen woorden een komma. Een regel met # ervoor telt niet mee."
        ),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Wat doen we ermee?"),
        choices=[
            (ADD, gettext_lazy("Erbij zetten: wat er al staat, krijgt het gewicht van deze regels")),
            (REPLACE, gettext_lazy("In plaats van de hele lijst: wat hier niet in staat, gaat weg")),
        ],
        initial=ADD,
        widget=forms.RadioSelect,
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        for number, line in enumerate(text.splitlines(), 1):
            if not line.lstrip().startswith("#"):
                long = [part.strip() for part in _SEPARATOR.split(line) if len(part.strip()) > WORD_LENGTH]
                if long:
                    told = {"line": number, "word": f"{long[0][:40]}…", "most": WORD_LENGTH}
                    message = _("Regel %(line)d: “%(word)s” is te lang. Hoogstens %(most)d tekens.")
                    raise ValidationError(message % told)
        return text

    @property
    def is_whole_list(self) -> bool:
        """Tell whether the text takes the place of all that people kept."""
        return bool(self.cleaned_data["how"] == self.REPLACE)

    def refuse(self, errors: "list[PairError]") -> None:
        """Say of each line what is wrong; nothing was stored."""
        for error in errors[:MOST_ERRORS]:
            told = explained(error)
            line = _("Regel %(line)d: %(what)s") % {"line": error.line, "what": told} if error.line else told
            self.add_error("text", line)
        more = len(errors) - MOST_ERRORS
        if more > 0:
            message = ngettext("En nog %(more)d regel.", "En nog %(more)d regels.", more)
            self.add_error("text", message % {"more": more})
        self.add_error(None, _("Er is niets bewaard. Verbeter de regels, en probeer het opnieuw."))


def explained(error: "PairError") -> str:
    """Say in plain words what is wrong with a pair, and what to do.

    >>> from draagvlak.matching import PairError, Wrong
    >>> explained(PairError("", Wrong.WEIGHT, shown="bank > stoel"))
    '“bank > stoel”: het gewicht ligt niet tussen 0 en 1. Schrijf bijvoorbeeld 0.6.'
    """
    from draagvlak.matching import Wrong  # noqa: PLC0415 – heavy

    told = {
        Wrong.SEPARATOR: _("“%(shown)s”: zet er één > of = tussen, met aan beide kanten een spatie."),
        Wrong.NO_WEIGHT: _("“%(shown)s” is geen gewicht. Schrijf een getal van 0 tot 1, zoals 0.6."),
        Wrong.WEIGHT: _("“%(shown)s”: het gewicht ligt niet tussen 0 en 1. Schrijf bijvoorbeeld 0.6."),
        Wrong.LENGTH: _("“%(shown)s”: aan elke kant staan één tot zes woorden."),
        Wrong.ITSELF: _("“%(shown)s” leidt naar zichzelf. Laat dit weg: vormen van één woord vinden we altijd."),
        Wrong.TWICE: _("“%(shown)s” staat er al. Houd er één over."),
        Wrong.CIRCLE: _(
            "“%(shown)s” gaat in een rondje. Gebruik = als woorden naar elkaar leiden, of laat er een weg."
        ),
    }
    return told[error.wrong] % {"shown": error.shown}


def _without_signs(word: str) -> str:
    """Refuse signs that mean something in the lines of the list."""
    if _SIGNS.search(word):
        raise ValidationError(_("Laat komma’s en de tekens : > = # weg. Zet elk paar apart."))
    return word


def first_values(row: RelatedWords | None) -> dict[str, Any]:
    """Return with what the form of a pair begins."""
    if row is None:
        return {"weight": WEIGHT}
    return {name: getattr(row, name) for name in ("word", "related", "is_mutual", "weight")}
