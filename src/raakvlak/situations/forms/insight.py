"""Drawing an insight from a note, adding one to a ladder, and changing one."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.marking import quote_from
from raakvlak.situations.models import Insight, Side, Situation
from raakvlak.situations.names import has_mention, names_in_text, parties_of, with_references
from raakvlak.situations.references import Names, names_in, shown_name, to_plain, to_tokens, to_typed
from raakvlak.web.forms import LongTextField, TextField, offer_choices
from raakvlak.web.numbers import number

TEXT_LENGTH: Final = 500
QUOTE_LENGTH: Final = 500
LONGEST_SELECTION: Final = 2 * QUOTE_LENGTH  # shown names are longer than stored ones
KIND_MEANS: Final = {
    Insight.Kind.POSITION: gettext_lazy("wat iemand wil dat er gebeurt"),
    Insight.Kind.INTEREST: gettext_lazy("waarom iemand dat wil"),
    Insight.Kind.NEED: gettext_lazy("wat iemand nodig heeft om goed te leven"),
    Insight.Kind.WORRY: gettext_lazy("waar iemand bang voor is"),
    Insight.Kind.RESOURCE: gettext_lazy("wat iemand kan of meebrengt"),
}
MOST_TALKS: Final = 200
_AT: Final = re.compile(r"(?<![\w@])@(?=\w)")


def too_much_words() -> str:
    return _("Dit is te veel om in één keer te markeren. Kies één zin, of een paar.")


def explained_kind(kind: Insight.Kind) -> str:
    """Name a kind with what it means in small letters."""
    return format_html("{} <small>{}</small>", kind.label.capitalize(), KIND_MEANS[kind])


def kind_field(*, is_explained: bool = True) -> forms.ChoiceField:
    """Let one choose what sort of thing it is; chips where the explanation stands beside them."""

    def named() -> list[tuple[str, str]]:
        return [(kind.value, explained_kind(kind) if is_explained else kind.label.capitalize()) for kind in KIND_MEANS]

    return forms.ChoiceField(
        label=gettext_lazy("Wat is het?"),
        choices=named,
        widget=forms.RadioSelect(attrs={} if is_explained else {"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies wat het is.")},
    )


def basis_field(*, is_from_talk: bool) -> forms.ChoiceField:
    """Let one choose how we know it."""
    choices = [
        (Insight.Basis.SAID.value, gettext_lazy("Gezegd")),
        (Insight.Basis.OBSERVED.value, gettext_lazy("Gezien")),
    ]
    if not is_from_talk:
        choices.append((Insight.Basis.HUNCH.value, gettext_lazy("Vermoeden")))
    return forms.ChoiceField(
        label=gettext_lazy("Hoe weten we dit?"),
        choices=choices,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies hoe we dit weten.")},
    )


class InsightForm(GentleForm):
    """What every insight has: its kind, how we know it, one sentence, and whose it is."""

    gentle_fields = ("text",)
    text = TextField(
        label=gettext_lazy("In één zin"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    whose = forms.ChoiceField(label=gettext_lazy("Van wie is dit?"), required=False)

    def __init__(
        self, *args: Any, situation: Situation, member: Member, parties: Iterable[Party] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.situation, self.member = situation, member
        self.known = parties_of(situation, member)
        may_be = [party for party in (self.known if parties is None else parties) if not party.is_not_to_be_noted]
        self.parties = {f"p{party.pk}": party for party in may_be}
        self.sides = {f"s{side.pk}": side for side in situation.sides.all()}
        self._offer_whose()

    @property
    def values(self) -> dict[str, Any]:
        """Return what the insight is made of."""
        asked = self.cleaned_data
        party = self.parties.get(asked.get("whose", ""))
        side = self.sides.get(asked.get("whose", "")) or self._side_of(party)
        return {"kind": asked["kind"], "basis": asked["basis"], "text": asked["text"], "party": party, "side": side}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        if cleaned.get("text"):
            cleaned["text"] = self.stored(cleaned["text"])
        if cleaned.get("basis") == Insight.Basis.HUNCH:
            self._name_nobody(cleaned)
        return cleaned

    def stored(self, text: str, *, before: str = "") -> str:
        """Return a typed text as it is stored; names become references, which may make it longer."""
        tokens = with_references(to_tokens(text, self.member, before=before), self.known)
        if len(tokens) > TEXT_LENGTH:
            self.add_error("text", _("Deze zin is te lang om te bewaren. Maak hem korter."))
        return tokens

    def _name_nobody(self, cleaned: dict[str, Any]) -> None:
        text = cleaned.get("text") or ""
        if cleaned.get("whose", "").startswith("p"):
            self.add_error("whose", _("Een vermoeden is niet van iemand. Kies een kant, of laat dit leeg."))
        names = names_in_text(text, self.known)
        if names:
            way_out = _("Een vermoeden gaat over de situatie, niet over iemand. Haal %(names)s weg uit de zin.")
            self.add_error("text", way_out % {"names": ", ".join(f"“{name}”" for name in names)})
        elif has_mention(text) or _AT.search(text):
            self.add_error(
                "text", _("Een vermoeden gaat over de situatie, niet over iemand. Haal de naam met @ weg uit de zin.")
            )

    def _offer_whose(self) -> None:
        choices: list[tuple[str, Any]] = [("", _("Niemand in het bijzonder"))]
        if self.parties:
            choices.append((_("Mensen"), [(key, party.name) for key, party in self.parties.items()]))
        if self.sides:
            choices.append((_("Kanten"), [(key, side.name) for key, side in self.sides.items()]))
        offer_choices(self, "whose", choices)
        if len(choices) == 1:
            self.fields["whose"].widget = forms.HiddenInput()

    def _side_of(self, party: Party | None) -> Side | None:
        if party is None:
            return None
        sides = list(self.situation.sides.filter(parties=party)[:2])
        return sides[0] if len(sides) == 1 else None


class NearField(forms.IntegerField):
    """Where the selection began, as the page counted; only a hint, so anything else is simply no hint."""

    def clean(self, value: object) -> int:
        return number(str(value or "")) or 0


class MarkForm(InsightForm):
    """Words of a note, and what they tell."""

    words = LongTextField(
        label=gettext_lazy("Welke woorden?"),
        help_text=gettext_lazy("Kies ze in de notitie, of typ ze precies over."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Kies eerst woorden in de notitie.")},
    )
    near = NearField(required=False, widget=forms.HiddenInput)
    kind = kind_field(is_explained=False)
    basis = basis_field(is_from_talk=True)
    field_order = ("near", "words", "kind", "basis", "text", "whose", "is_needed")

    def __init__(self, *args: Any, encounter: Encounter, names: Names, **kwargs: Any) -> None:
        may_see = kwargs["member"].audience_ids
        present = [presence.party for presence in encounter.presences.all() if not presence.is_only_mentioned]
        super().__init__(*args, parties=[party for party in present if party.audience_id in may_see], **kwargs)
        self.encounter, self.names = encounter, names
        self.fields["text"].required = False
        self.fields["text"].help_text = _("Laat dit leeg om de woorden zelf te nemen.")

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if len(words) > LONGEST_SELECTION:  # before searching: to look for very many words in a long note takes long
            raise forms.ValidationError(too_much_words())
        quote = quote_from(
            self.encounter.working_note,
            words,
            lambda reference: shown_name(reference, self.names),
            near=self.cleaned_data.get("near") or 0,
        )
        if quote is None:
            raise forms.ValidationError(
                _("Deze woorden staan zo niet in de notitie. Kopieer ze uit de notitie, of typ ze precies over.")
            )
        if len(quote) > QUOTE_LENGTH:
            raise forms.ValidationError(too_much_words())
        return quote

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("words") and not cleaned.get("text"):
            cleaned["text"] = " ".join(cleaned["words"].split())
        return cleaned

    def stored(self, text: str, *, before: str = "") -> str:
        return super().stored(text, before=self.encounter.working_note)

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "quote": self.cleaned_data["words"], "encounter": self.encounter}


class TalkField(forms.ModelChoiceField[Encounter]):
    """A talk of the situation, told by its day and its first words."""

    names: Names = {}

    def offer(self, talks: QuerySet[Encounter], member: Member) -> None:
        """Let one choose among the newest talks; an older one is chosen from the talk itself."""
        newest = list(talks[:MOST_TALKS])
        self.names = names_in((talk.working_note for talk in newest), member)
        named = [(talk.pk, self.label_from_instance(talk)) for talk in newest]
        self.choices = [("", str(self.empty_label)), *named]

    def label_from_instance(self, obj: Encounter) -> str:
        day = date_format(obj.happened_on, "j F")
        words = Truncator(" ".join(to_plain(obj.working_note, self.names).split())).chars(50)
        return f"{day} – {words}"


class AddForm(InsightForm):
    """What lies behind an insight, or a ladder of its own: from a talk, or a hunch."""

    kind = kind_field()
    basis = basis_field(is_from_talk=False)
    field_order = ("text", "kind", "basis", "encounter", "whose", "is_needed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        talks = talks_of(self.situation, self.member)
        self.fields["encounter"] = field = TalkField(
            talks,
            label=_("Uit welk gesprek?"),
            required=False,
            empty_label=_("Geen gesprek: het is een vermoeden"),
            help_text=_("Alleen nodig als het gezegd of gezien is."),
        )
        field.offer(talks, self.member)
        self.order_fields(list(self.field_order))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_hunch = cleaned.get("basis") == Insight.Basis.HUNCH
        talk = cleaned.get("encounter")
        if is_hunch:
            cleaned["encounter"] = None
        elif talk is None and "encounter" not in self.errors and cleaned.get("basis"):
            self.add_error(
                "encounter", _("Kies uit welk gesprek dit komt. Weet je het niet zeker? Noem het een vermoeden.")
            )
        party = self.parties.get(cleaned.get("whose", ""))
        if party and talk and not talk.presences.filter(party=party).exists():
            self.add_error("whose", _("%(name)s was niet bij dit gesprek.") % {"name": party.name})
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "encounter": self.cleaned_data["encounter"]}


class ChangeForm(InsightForm):
    """Other words for an insight; where it came from stays."""

    kind = kind_field()
    field_order = ("text", "kind", "basis", "whose", "is_needed")

    def __init__(self, *args: Any, insight: Insight, **kwargs: Any) -> None:
        self.insight = insight
        talk = insight.encounter
        present = [each.party for each in talk.presences.select_related("party")] if talk else []
        member = kwargs["member"]
        parties = [party for party in present if party.audience_id in member.audience_ids]
        super().__init__(*args, parties=parties, initial=self._now(member), **kwargs)
        if insight.is_hunch:
            self.fields["basis"] = forms.CharField(required=False, widget=forms.HiddenInput)
        else:
            self.fields["basis"] = basis_field(is_from_talk=True)
        self.order_fields(list(self.field_order))

    def clean_basis(self) -> str:
        return Insight.Basis.HUNCH.value if self.insight.is_hunch else str(self.cleaned_data["basis"])

    @property
    def values(self) -> dict[str, Any]:
        """Leave whose it is as it was, when that is not for the eyes of who changes the words."""
        values = super().values
        hidden = self.insight.party_id and f"p{self.insight.party_id}" not in self.parties
        if hidden and not self.cleaned_data["whose"]:
            del values["party"], values["side"]
        return values

    def stored(self, text: str, *, before: str = "") -> str:
        return super().stored(text, before=self.insight.text)

    def _now(self, member: Member) -> dict[str, Any]:
        insight = self.insight
        whose = f"p{insight.party_id}" if insight.party_id else f"s{insight.side_id}" if insight.side_id else ""
        text = to_typed(insight.text, names_in([insight.text], member))
        return {"kind": insight.kind, "basis": insight.basis, "text": text, "whose": whose}


class QuestionForm(forms.Form):
    """The question behind the question, in words that all who find the situation may read."""

    text = LongTextField(label=gettext_lazy("De vraag achter de vraag"), widget=forms.Textarea(attrs={"rows": 3}))


def talks_of(situation: Situation, member: Member) -> QuerySet[Encounter]:
    """Fetch the talks of a situation that this member may read, the newest first."""
    talks = Encounter.objects.within(member.municipality).visible_to(member).standing()
    return talks.filter(links__situation=situation).select_related("audience").newest_first()
