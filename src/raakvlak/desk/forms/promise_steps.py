"""What one fills in when a promise ends, gets another day, or another owner."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member
from raakvlak.municipality.models.member import MemberQuerySet
from raakvlak.relations.models import Encounter, Promise
from raakvlak.web.forms import DayField, TextField, offer_choices, offer_rows


class SettleForm(forms.Form):
    """How a promise ended: what shows that it was kept, what was told to who counts on it, or why nobody needs it."""

    is_kept = forms.TypedChoiceField(
        label=_("Is het gelukt?"),
        choices=[("yes", _("ja, nagekomen")), ("no", _("nee, niet gelukt")), ("gone", _("het is niet meer nodig"))],
        coerce={"yes": True, "no": False, "gone": None}.get,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": _("Kies hoe het afliep.")},
    )
    outcome = TextField(
        label=_("Waaruit blijkt dat, of wat heb je verteld?"),
        max_length=500,
        required=False,
        help_text=_(
            "Gelukt? Schrijf waaraan je dat ziet, zoals: de lamp brandt weer. Niet gelukt? Schrijf wat je daarover "
            "hebt verteld aan wie erop rekende. Niet meer nodig, of bij vergissing opgeschreven? Schrijf waarom."
        ),
    )
    shown_in = forms.ChoiceField(
        label=_("In welk gesprek kwam dat aan de orde?"),
        required=False,
        help_text=_("Je kunt dit leeg laten."),
    )

    def __init__(self, *args: Any, promise: Promise, talks: Sequence[Encounter] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.talks = {str(talk.pk): talk for talk in talks}
        if promise.is_theirs:
            self._speak_of_theirs()
        if self.talks:
            named = [(key, label_of(talk)) for key, talk in self.talks.items()]
            offer_choices(self, "shown_in", [("", _("geen gesprek")), *named])
        else:
            del self.fields["shown_in"]

    def _speak_of_theirs(self) -> None:
        """Ask in other words: who gave her time to the neighbourhood is not called to account."""
        self.fields["is_kept"].label = _("Is het ervan gekomen?")
        done, undone = ("yes", _("ja, het is gedaan")), ("no", _("nee, het kwam er niet van"))
        offer_choices(self, "is_kept", [done, undone, ("gone", _("het is niet meer nodig"))])
        self.fields["outcome"].label = _("Wat zag of hoorde je?")
        self.fields["outcome"].help_text = _(
            "Kwam het er niet van? Dat kan. Schrijf op wat jullie daarover zeiden, zonder oordeel."
        )

    def clean_shown_in(self) -> Encounter | None:
        """Return the talk that was chosen."""
        return self.talks.get(self.cleaned_data["shown_in"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("outcome") or "outcome" in self.errors:
            return values
        if values.get("is_kept") is False:
            self.add_error("outcome", _("Schrijf kort wat je erover hebt verteld. Wie erop rekende, wil dat weten."))
        if values.get("is_kept", "") is None:
            self.add_error("outcome", _("Schrijf kort waarom het niet meer nodig is. Dat blijft bij de belofte staan."))
        if values.get("is_kept") and not values.get("shown_in"):
            self.add_error("outcome", _("Schrijf kort waaruit dat blijkt. Eén zin is genoeg."))
        return values


def label_of(talk: Encounter) -> str:
    """Name a talk by its day and the way in which one met."""
    day = date_format(talk.happened_on, "j F Y")
    return f"{day}, {talk.get_channel_display()}" if talk.channel else day


class MoveForm(forms.Form):
    """Another day for a promise, and why."""

    due_on = DayField(label=_("Nieuwe dag"))
    why = TextField(label=_("Waarom?"), max_length=200, help_text=_("Eén zin. De oude dag blijft te zien."))


class HandOverForm(forms.Form):
    """Who keeps a promise from now on, and why."""

    taker = forms.ModelChoiceField(
        label=_("Wie neemt het over?"),
        queryset=Member.objects.none(),
        empty_label=_("Kies een collega"),
        error_messages={"required": _("Kies een collega."), "invalid_choice": _("Deze collega kan dit niet lezen.")},
    )
    why = TextField(
        label=_("Waarom?"),
        max_length=200,
        help_text=_("Eén zin. Je collega ziet die op Vandaag, en het blijft bij de belofte staan."),
        error_messages={"required": _("Schrijf kort waarom. Dan weet je collega waar het over gaat.")},
    )

    def __init__(self, *args: Any, colleagues: MemberQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "taker", colleagues.select_related("user").order_by("user__name", "pk"))
