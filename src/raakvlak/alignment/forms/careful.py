"""Asking before a name is written down: of a resident whom a colleague need not know, or of a colleague."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Municipality, User
from raakvlak.relations.models import Party
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.names import names_in_text


class CarefulForm(GentleForm):
    """A form that asks about special data, and about words that may be somebody's name."""

    is_no_name = forms.BooleanField(
        label=gettext_lazy("Ja, dit mag er zo staan"), required=False, widget=forms.HiddenInput
    )

    def ask_about_names(self, cleaned: dict[str, Any], people: Iterable[Party], question: str) -> None:
        """Ask about names of these people in what was typed, unless it was asked and answered."""
        if cleaned.get("is_no_name"):
            return
        text = "\n".join(cleaned.get(name) or "" for name in self.gentle_fields)
        named = names_in_text(text, people)
        if named:
            self.fields["is_no_name"].widget = forms.CheckboxInput()
            self.add_error("is_no_name", question % {"names": ", ".join(f"“{name}”" for name in named)})


def colleagues_of(municipality: Municipality) -> list[Party]:
    """Return the names of who works here, as people whose names can be looked for in a text."""
    users = User.objects.filter(memberships__municipality=municipality, memberships__left_on=None)
    names = users.order_by("name").values_list("name", flat=True)
    return [Party(name=name, kind=Party.Kind.PERSON) for name in names]


def question_about_residents() -> str:
    """Ask about the name of a resident in what goes to a colleague."""
    return _("Hierin staat een naam: %(names)s. Hoeft je collega die te weten? Zeg het anders algemener.")


def question_about_colleagues() -> str:
    """Ask about the name of a colleague in what stands in the way."""
    return _(
        "Hierin staat misschien de naam van een collega: %(names)s. Een drempel is van het huis, niet van iemand. "
        "Haal de naam weg. Is het geen naam? Zet dan een vinkje."
    )
