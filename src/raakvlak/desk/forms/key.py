"""The key of a note: made by the browser or by us, and read with patience."""

import uuid

from django import forms
from django.http import QueryDict


class KeyField(forms.Field):
    """The key that makes a note once; what is no key counts as none."""

    widget = forms.HiddenInput

    def to_python(self, value: object) -> uuid.UUID | None:
        return key_in(str(value or ""))


def key_in(text: str) -> uuid.UUID | None:
    """Read a key, or nothing."""
    try:
        return uuid.UUID(text[:40])
    except ValueError:
        return None


def keyed(data: QueryDict) -> QueryDict:
    """Give what was sent a key when it has none, so that sending it again stores it once."""
    if key_in(data.get("key", "")):
        return data
    copy = data.copy()
    copy["key"] = str(uuid.uuid4())
    return copy
