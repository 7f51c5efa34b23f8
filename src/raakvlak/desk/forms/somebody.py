"""Pointing at one party by typing its name: who is meant is asked when it could be several, or nobody yet."""

from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.web.forms import TextField, offer_choices
from raakvlak.web.text import sort_name

MOST_ALIKE: Final = 12
LONGEST_NAME: Final = 120
NEW: Final = "new"


class SomebodyForm(forms.Form):
    """A name, and once it could be several parties, which of them."""

    typed = TextField(label=gettext_lazy("Naam"), max_length=LONGEST_NAME)
    chosen = forms.ChoiceField(
        label=gettext_lazy("Wie bedoel je?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Kies een van deze.")},
    )

    kinds: Collection[str] = tuple(Party.Kind.values)
    may_be_new = True

    def __init__(self, *args: Any, member: Member, without: Party | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        parties = Party.objects.within(member.municipality).visible_to(member).filter(kind__in=self.kinds)
        self.parties = parties.exclude(pk=without.pk) if without else parties
        self.exact: Party | None = None
        self.alike: list[Party] = []
        self._look()

    def _look(self) -> None:
        """Look whom the typed name could stand for; only a doubt is laid before who typed it."""
        typed = self._typed()
        found = list(self.parties.filter(sort_name=sort_name(typed))[:2]) if typed else []
        if len(found) == 1:
            self.exact = found[0]
        elif typed:
            alike = self.parties.named_like(typed).first_by_name(MOST_ALIKE)
            self.alike = list(alike.select_related("area").defer("area__geometry"))
        if self.exact or not typed:
            del self.fields["chosen"]
        else:
            offer_choices(self, "chosen", self._choices(typed))

    def _typed(self) -> str:
        if not self.is_bound or "typed" not in self.fields:
            return ""
        try:
            return str(self.fields["typed"].clean(self.data.get(self.add_prefix("typed"), "")) or "")
        except forms.ValidationError:
            return ""  # the field says so itself

    def _choices(self, typed: str) -> list[tuple[str, SafeString]]:
        known = [(str(party.pk), labelled(party)) for party in self.alike]
        new = (NEW, format_html("{} <small>{}</small>", typed, _("nieuw, komt bij Mensen te staan")))
        return [*known, new] if self.may_be_new else known

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        chosen = values.get("chosen")
        values["party"] = self.exact or next((party for party in self.alike if str(party.pk) == chosen), None)
        values["new_name"] = values.get("typed", "") if chosen == NEW else ""
        if values.get("typed") and not (values["party"] or values["new_name"] or self.errors):
            self._ask()
        return values

    def _ask(self) -> None:
        if self.alike:
            self.add_error("chosen", _("Wie bedoel je? Kies hieronder, of typ een ander stuk van de naam."))
        elif self.may_be_new:
            self.add_error("chosen", _("Deze naam kennen we nog niet. Kies hieronder ‘nieuw’, of typ hem anders."))
        else:
            self.add_error("typed", _("Deze naam kennen we niet. Typ een ander stuk van de naam."))


def labelled(party: Party) -> SafeString:
    """Tell parties of the same name apart."""
    more = ", ".join(str(one) for one in (party.get_kind_display(), party.area) if one)
    return format_html("<bdi>{}</bdi> <small>{}</small>", party.name, more)
