"""What one fills in after a planned talk: what I heard, what was promised, and whether I read it back."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.note import NoteForm
from raakvlak.desk.forms.promise import PromiseForm
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Promise

ASKED: Final = {
    Promise.Direction.OURS: _("Wat beloofde ik?"),
    Promise.Direction.THEIRS: _("Wat beloofden zij?"),
}


class AfterwardsForm(NoteForm):
    """A note of a talk that was planned: most of it is known already."""

    is_read_back = forms.BooleanField(
        label=_("Ik las terug wat ik opschrijf, en het klopt"),
        required=False,
        help_text=_("Voorlezen mag. Verandert de tekst later, dan vervalt dit vinkje."),
    )

    def __init__(self, *args: Any, author: Member, audiences: Sequence[Audience], **kwargs: Any) -> None:
        super().__init__(*args, author=author, audiences=audiences, **kwargs)
        self.fields["working_note"].label = _("Wat hoorde ik?")
        if not self.is_bound:
            self.promises = [empty_row(0, Promise.Direction.OURS), empty_row(1, Promise.Direction.THEIRS)]
        for row in self.promises:
            if row["direction"].value() in ASKED:
                row.fields["text"].label = ASKED[row["direction"].value()]
                row.fields["text"].help_text = ""


def empty_row(number: int, direction: Promise.Direction) -> PromiseForm:
    """Return an empty row for a promise in one direction."""
    row = PromiseForm(prefix=f"promise-{number}")
    row.fields["direction"].initial = direction
    return row
