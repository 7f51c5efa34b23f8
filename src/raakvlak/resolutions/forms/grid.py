"""Many reactions in one go: for each party and option a place, and under which condition. Empty is empty.

A field of a cell is named after its party and option: `r12-7` is the place of party 12 on option 7, `c12-7` its
condition, `w12-7` its words, `s12-7` the newest reaction that the writer saw; `v7` the text of option 7 that she read.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.resolutions.actions.reactions import How, Pair, Said, version_said
from raakvlak.resolutions.forms.option import TEAM, circle, circle_field
from raakvlak.resolutions.gradients import SIGNS
from raakvlak.resolutions.matrix import Cell, Row
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.models.reaction import CONDITION_LENGTH
from raakvlak.situations.forms.fields import capitalised
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.web.forms import DayField, LongTextField, TextField
from raakvlak.web.numbers import number

WORDS_LENGTH: Final = 2_000
PLACES: Final = ("want", "live_with", "unsure", "object", "unacceptable")


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell to fill in: what stands there now, and the fields."""

    cell: Cell
    place: forms.BoundField
    condition: forms.BoundField
    words: forms.BoundField | None
    seen: str

    @property
    def is_open(self) -> bool:
        """Tell whether something was typed below the place."""
        return bool(self.condition.value() or self.condition.errors or (self.words and self.words.value()))


class ReactionsForm(GentleForm):
    """The places of some parties on some options; its key writes each down once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    said_on = DayField(label=gettext_lazy("Wanneer?"), is_past_only=True, initial=timezone.localdate)
    basis = forms.ChoiceField(
        label=gettext_lazy("Hoe weten we dit?"),
        choices=[
            (Reaction.Basis.SAID.value, gettext_lazy("Zij zeiden het")),
            (Reaction.Basis.OWN.value, gettext_lazy("Zij vulden het zelf in, op papier")),
        ],
        initial=Reaction.Basis.SAID.value,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies hoe we dit weten.")},
    )
    circle = circle_field()

    def __init__(
        self, *args: Any, rows: Sequence[Row], situation: Situation, has_words: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.rows, self.situation, self.has_words = rows, situation, has_words
        self.fields["key"].initial = uuid.uuid4
        self.fields["circle"].initial = TEAM
        if situation.is_for_team_only:
            del self.fields["circle"]
        for row in rows:
            for cell in row.cells:
                name, label = f"{row.party.pk}-{cell.option.pk}", f"{row.party.name}, {cell.option.title}"
                add_cell(self, name, label=label, nothing=_("Geen nieuwe reactie"), has_words=has_words)

    @property
    def entries(self) -> list[tuple[Row, list[Entry]]]:
        """Return the cells to fill in, row by row."""
        return [(row, [entry_of(self, row, cell) for cell in row.cells]) for row in self.rows]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = [f"{row.party.pk}-{cell.option.pk}" for row in self.rows for cell in row.cells]
        check_cells(self, cleaned, names)
        self.gentle_fields = tuple(f"{letter}{name}" for name in names for letter in "cw")
        self.ask_gently(cleaned)
        if not self.errors and not any(cleaned.get(f"r{name}") for name in names):
            self.add_error(None, _("Er is nog niets ingevuld. Kies bij iemand hoe die erin staat."))
        return cleaned

    @property
    def said(self) -> list[Said]:
        """Return what was filled in; an empty cell is nothing at all."""
        return [one for row in self.rows for cell in row.cells if (one := said_of(self, row.party.pk, cell.option))]

    @property
    def seen(self) -> dict[Pair, int]:
        """Return the newest reaction that the writer saw, of each cell."""
        return {
            (row.party.pk, cell.option.pk): number(self.data.get(f"s{row.party.pk}-{cell.option.pk}", "")) or 0
            for row in self.rows
            for cell in row.cells
        }

    def how(self, member: Any, encounter: Any) -> How:  # noqa: ANN401 – who wrote it, and after which talk
        """Return how it was heard."""
        sent = self.cleaned_data
        return How(
            audience=circle(self, self.situation),
            said_on=sent["said_on"],
            basis=sent["basis"],
            key=sent["key"],
            member=member,
            encounter=encounter,
        )


class OwnReactionsForm(GentleForm):
    """What a party answers itself, on a page of its own; nothing that was said before stands in it."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, options: Sequence[Option], party_id: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.options, self.party_id = options, party_id
        self.fields["key"].initial = uuid.uuid4
        for option in options:
            nothing = _("Hier zeg ik niets over")
            add_cell(self, self.prefix_of(option), label=_("Wat vind jij?"), nothing=nothing, has_words=True)

    @staticmethod
    def prefix_of(option: Option) -> str:
        """Name the fields of an option without telling who fills them in."""
        return f"0-{option.pk}"

    @property
    def entries(self) -> list[tuple[Option, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return the options, each with its fields."""
        return [(one, *(self[f"{letter}{self.prefix_of(one)}"] for letter in "rcw")) for one in self.options]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = [self.prefix_of(option) for option in self.options]
        check_cells(self, cleaned, names)
        self.gentle_fields = tuple(f"{letter}{name}" for name in names for letter in "cw")
        self.ask_gently(cleaned)
        if not self.errors and not any(cleaned.get(f"r{name}") for name in names):
            self.add_error(None, _("Je koos nog niets. Kies bij één of meer voorstellen wat jij vindt."))
        return cleaned

    @property
    def said(self) -> list[Said]:
        """Return what was answered."""
        return [one for option in self.options if (one := said_of(self, 0, option, party_id=self.party_id))]


def add_cell(form: forms.Form, name: str, *, label: str, nothing: str, has_words: bool) -> None:
    """Give a form the fields of one cell."""
    choices = [("", nothing), *((key, capitalised(SIGNS[key].label)) for key in PLACES)]
    form.fields[f"r{name}"] = forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)
    form.fields[f"c{name}"] = TextField(label=_("Onder welke voorwaarde?"), required=False, max_length=CONDITION_LENGTH)
    if has_words:
        form.fields[f"w{name}"] = LongTextField(
            label=_("In eigen woorden"),
            required=False,
            max_length=WORDS_LENGTH,
            widget=forms.Textarea(attrs={"rows": 2}),
        )


def check_cells(form: forms.Form, cleaned: dict[str, Any], names: Sequence[str]) -> None:
    """Ask for a place where only words were typed: nobody's place is guessed."""
    for name in names:
        has_words = cleaned.get(f"c{name}") or cleaned.get(f"w{name}")
        if has_words and not cleaned.get(f"r{name}") and f"r{name}" not in form.errors:
            form.add_error(f"r{name}", _("Hier staan woorden bij, maar geen keuze. Kies er ook een."))


def said_of(form: forms.Form, party: int, option: Option, *, party_id: int | None = None) -> Said | None:
    """Return what was filled in of one cell."""
    sent, name = form.cleaned_data, f"{party}-{option.pk}"
    if not sent.get(f"r{name}"):
        return None
    read = number(form.data.get(f"v{option.pk}", ""))
    return Said(
        party_id=party if party_id is None else party_id,
        option_id=option.pk,
        version=version_said(option, read),
        gradient=sent[f"r{name}"],
        condition=sent.get(f"c{name}") or "",
        words=sent.get(f"w{name}") or "",
    )


def entry_of(form: ReactionsForm, row: Row, cell: Cell) -> Entry:
    """Return one cell with its fields."""
    name = f"{row.party.pk}-{cell.option.pk}"
    seen = cell.reaction.pk if cell.reaction else ""
    words = form[f"w{name}"] if form.has_words else None
    return Entry(cell, form[f"r{name}"], form[f"c{name}"], words, form.data.get(f"s{name}", str(seen)))
