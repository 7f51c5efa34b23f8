"""A market morning: place and channel stay, each talk is one line."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.key import KeyField
from raakvlak.desk.forms.note import NoteForm
from raakvlak.municipality.models import Audience, Member
from raakvlak.web.forms import TextField

LINE_LENGTH: Final = 2_000


class SeriesForm(NoteForm):
    """One line of a series, with all that stays as it was for the line before."""

    series = KeyField(required=False)
    line = TextField(
        label=_("Eén gesprek, één regel"),
        max_length=LINE_LENGTH,
        error_messages={"required": _("Typ eerst een regel.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "send", "data-mentions": ""}),
    )

    def __init__(self, *args: Any, author: Member, audiences: Sequence[Audience], **kwargs: Any) -> None:
        super().__init__(*args, author=author, audiences=audiences, **kwargs)
        del (
            self.fields["working_note"],
            self.fields["shareable_summary"],
            self.fields["member"],
            self.fields["is_story"],
        )
        self.promises = []

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        nothing = {"shareable_summary": "", "member": (), "is_story": False}
        return {
            **nothing,
            **values,
            "working_note": values.get("line", ""),
            "series": values.get("series") or uuid.uuid4(),
        }
