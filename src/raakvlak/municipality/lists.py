"""A list as one member looks at it: what she asks of it, the filters that she keeps, and whether she is choosing rows.

All that a list shows stands in its address, so that it can be sent to a colleague, who then sees what is for her eyes.
What a member saved only opens a list that was asked for without anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import Model
from django.utils.http import urlencode

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import SavedFilter
from raakvlak.municipality.models.saved_filter import address_of

ALL: Final = {"toon": "alles"}
CHOOSING: Final = "kies"
WHOLE_PAGE: Final = "bladzijde"


@dataclass(frozen=True, slots=True)
class OwnList:
    """One list, for one member, as its address asks."""

    list_name: str
    asked: dict[str, str]
    saved: Sequence[SavedFilter]
    is_bare: bool
    choosing: str = ""

    @classmethod
    def of(cls, request: MemberRequest, list_name: str, form: forms.BaseForm) -> "OwnList":
        """Look at a list; who reads no notes keeps no filters and changes nothing."""
        if not request.member.sees_notes:
            return cls(list_name, {}, (), is_bare=False)
        saved = SavedFilter.objects.of(request.member).on(list_name).by_name()
        return cls(list_name, asked_in(form), list(saved), not request.GET, request.GET.get(CHOOSING, ""))

    @property
    def opening_url(self) -> str:
        """Return where a list opens that was asked for without anything, when a filter was chosen for that."""
        return next((one.url for one in self.saved if one.is_default), "") if self.is_bare else ""

    @property
    def all_url(self) -> str:
        """Return where the list stands without any filter."""
        return address_of(self.list_name, ALL if any(one.is_default for one in self.saved) else {})

    @property
    def here_url(self) -> str:
        """Return where the list stands as it is asked for, at its beginning."""
        return address_of(self.list_name, self.asked) if self.asked else self.all_url

    @property
    def query(self) -> str:
        """Return what is asked, as it stands in an address."""
        return urlencode(self.asked)

    @property
    def current(self) -> SavedFilter | None:
        """Return the saved filter that asks the same as is asked here."""
        return next((one for one in self.saved if one.asked == self.asked), None)

    @property
    def can_be_saved(self) -> bool:
        """Tell whether something is asked that was not saved yet."""
        return bool(self.asked) and self.current is None

    @property
    def is_page_chosen(self) -> bool:
        """Tell whether all rows of the page begin as chosen."""
        return self.choosing == WHOLE_PAGE


def asked_in(form: forms.BaseForm) -> dict[str, str]:
    """Return what is asked in a filter, as an address says it: no field it does not know, nothing it can't read."""
    form.is_valid()
    found = {name: as_asked(value) for name, value in form.cleaned_data.items() if name in form.fields}
    return {name: text for name, text in found.items() if text and text != form.fields[name].initial}


def as_asked(value: Any) -> str:  # noqa: ANN401 – of any field
    """Say a value as a browser sends it; nothing for what was not filled in."""
    if isinstance(value, Model):
        return str(value.pk)
    return ("on" if value else "") if isinstance(value, bool) else str(value or "")
