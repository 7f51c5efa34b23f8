"""What one fills in about a talk: one field is enough, and all the rest may stay empty."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.fields import LATITUDE_STEP, LONGITUDE_STEP, SOUTH_NORTH, WEST_EAST, DegreesField
from raakvlak.desk.forms.promise import PromiseForm
from raakvlak.desk.forms.talk import TalkForm
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter
from raakvlak.web.forms import DayField, LongTextField, offer_choices
from raakvlak.web.numbers import number

MOST_PROMISES: Final = 10
NOON, EVENING = 12, 18


class NoteForm(TalkForm):
    """A note; its key makes it once, however often it is sent."""

    field_order = ("key", "asked", "seen", "promise_rows", "working_note")

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    promise_rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_PROMISES)
    working_note = LongTextField(
        label=_("Wat hoorde of zag je?"),
        widget=forms.Textarea(attrs={"class": "big", "rows": 5, "autocomplete": "off", "data-mentions": ""}),
        error_messages={"required": _("Schrijf eerst iets op. Eén zin is genoeg.")},
    )
    latitude = DegreesField(LATITUDE_STEP, SOUTH_NORTH)
    longitude = DegreesField(LONGITUDE_STEP, WEST_EAST)
    channel = forms.ChoiceField(label=_("Hoe?"), required=False, widget=forms.RadioSelect(attrs={"class": "chips"}))
    happened_on = DayField(label=_("Welke dag?"), is_past_only=True, required=False)
    shareable_summary = LongTextField(
        label=_("Samenvatting om te delen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": ""}),
        help_text=_(
            "Alleen deze tekst mag ooit naar buiten: schrijf zo dat een bewoner kan meelezen. "
            "Je werknotitie hierboven gaat nooit naar buiten."
        ),
    )
    is_story = forms.BooleanField(label=_("Dit is een verhaal"), required=False)

    def __init__(
        self,
        *args: Any,
        author: Member,
        audiences: Sequence[Audience],
        encounter: Encounter | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {**({} if encounter else now()), **kwargs.get("initial", {})}
        super().__init__(*args, author=author, **kwargs)
        offer_choices(self, "channel", channels(author, encounter))
        if encounter is None:
            self.ask_for_readers(
                audiences,
                _(
                    "‘Alleen voor mij’ is geen geheim voor de wet (Woo). Ben je lang afwezig, dan kunnen twee mensen "
                    "samen je klad openen. Je hoort dat dan."
                ),
            )
        self.promises = [
            PromiseForm(self.data if self.is_bound else None, prefix=f"promise-{row}")
            for row in range(self._promise_rows())
        ]
        self.blank_promise = PromiseForm(prefix="promise-__row__")

    def _promise_rows(self) -> int:
        """Count the rows for promises: those that were sent and the one that was asked for; one in a new note."""
        if not self.is_bound:
            return 1 if "audience" in self.fields else 0
        sent = number(self.data.get("promise_rows", ""))
        return min((1 if sent is None else sent) + ("more_promises" in self.data), MOST_PROMISES)

    @property
    def is_unfolded(self) -> bool:
        """Tell whether there is something to see below the one field."""
        chosen = self._ids("party") or self._ids("situation") or self.new_names
        return bool(chosen or set(self.errors) - {"working_note"} or any(row.is_begun for row in self.promises))

    def is_valid(self) -> bool:
        """Tell whether the note and its promises can be stored."""
        unfit = [promise for promise in self.promises if not promise.is_valid()]
        return super().is_valid() and not unfit

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("latitude") is None or values.get("longitude") is None:
            values["latitude"] = values["longitude"] = None
        return values

    @property
    def texts(self) -> list[str]:
        """Return what was typed about people, to look for special data in."""
        texts = [self.cleaned_data["working_note"], self.cleaned_data["shareable_summary"]]
        return texts + [promise.cleaned_data.get("text", "") for promise in self.promises]


def now() -> dict[str, Any]:
    """Return the day and the part of the day that it is."""
    moment = timezone.localtime()
    part = Encounter.PartOfDay.EVENING if moment.hour >= EVENING else Encounter.PartOfDay.AFTERNOON
    return {
        "key": uuid.uuid4(),
        "happened_on": moment.date(),
        "part_of_day": Encounter.PartOfDay.MORNING if moment.hour < NOON else part,
    }


def channels(author: Member, encounter: Encounter | None = None) -> list[tuple[str, str]]:
    """Return the channels that are on, and the one that a note already has."""
    found = author.municipality.channels
    if encounter and encounter.channel and encounter.channel not in dict(found):
        return [*found, (encounter.channel, encounter.get_channel_display())]
    return found
