"""What one fills in about a promise."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.asking import AskingForm
from raakvlak.relations.models import Promise
from raakvlak.web.forms import DayField, TextField

PROMISE_LENGTH: Final = 450


class PromiseForm(forms.Form):
    """One promise in a note; an empty row is no promise."""

    text = TextField(
        label=_("Wat is beloofd?"),
        max_length=PROMISE_LENGTH,
        required=False,
        help_text=_("Zoals: ik vraag wanneer de lamp gemaakt wordt."),
    )
    kind = forms.ChoiceField(
        label=_("Hoe vast is het?"),
        choices=Promise.Kind.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        help_text=_(
            "Twijfel je? Kies ‘ik zoek het uit’. Een toezegging bindt de gemeente: kies die alleen als wie erover gaat "
            "ja heeft gezegd."
        ),
    )
    allowed_by = TextField(
        label=_("Wie mag dit toezeggen?"),
        max_length=200,
        required=False,
        help_text=_("Wie in de gemeente zei ja? Schrijf de functie of de naam op, zoals: hoofd Openbare ruimte."),
    )
    allowed_on = DayField(
        label=_("Op welke dag zei die ja?"),
        is_past_only=True,
        required=False,
        help_text=_("Zo kan iedereen later terugvinden waarom de gemeente hieraan vastzit."),
    )
    direction = forms.ChoiceField(
        label=_("Van wie aan wie?"),
        choices=Promise.Direction.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    to_whom = TextField(label=_("Met wie?"), max_length=120, required=False)
    due_on = DayField(label=_("Wanneer?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = Promise.Kind.LOOK_INTO
        self.fields["direction"].initial = Promise.Direction.OURS

    @property
    def is_begun(self) -> bool:
        """Tell whether anything was typed in this row."""
        return any(self.data.get(self.add_prefix(name)) for name in ("text", "to_whom", "due_on"))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("text") and (values.get("due_on") or values.get("to_whom")) and "text" not in self.errors:
            self.add_error("text", _("Schrijf nog op wat er beloofd is, of maak de rij leeg."))
        if values.get("kind") != Promise.Kind.BINDING:
            return {**values, "allowed_by": "", "allowed_on": None}
        if values.get("text"):
            self._ask_who_allowed(values)
        return values

    def _ask_who_allowed(self, values: dict[str, Any]) -> None:
        """Let nobody bind the municipality without knowing who may."""
        if values.get("direction") not in {"", None, Promise.Direction.OURS}:
            self.add_error("kind", _("Namens de gemeente beloof je alleen iets aan anderen. Kies hier ‘afspraak’."))
        if not values.get("allowed_by") and "allowed_by" not in self.errors:
            way_out = _("Schrijf op wie dit mag toezeggen. Weet je het niet zeker? Kies dan ‘ik zoek het uit’.")
            self.add_error("allowed_by", way_out)
        if not values.get("allowed_on") and "allowed_on" not in self.errors:
            self.add_error("allowed_on", _("Kies de dag waarop die persoon ja zei."))


class AskingPromiseForm(AskingForm, PromiseForm):
    """One promise that is the whole of a form: it must say something, and special data in it is asked about once."""

    text = TextField(
        label=_("Wat is beloofd?"),
        max_length=PROMISE_LENGTH,
        help_text=_("Zoals: ik vraag wanneer de lamp gemaakt wordt."),
        error_messages={"required": _("Schrijf op wat er beloofd is. Eén zin is genoeg.")},
    )

    @property
    def texts(self) -> list[str]:
        """Return what was promised."""
        return [self.cleaned_data["text"]]
