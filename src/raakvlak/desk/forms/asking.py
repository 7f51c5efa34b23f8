"""Asking once whether special data is needed in what was typed; whoever says yes goes on."""

from collections.abc import Iterable

from django import forms

from raakvlak.web.special import Kind, special_words


class AskingForm(forms.Form):
    """A form in which special data is asked about, each kind of it once."""

    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def texts(self) -> list[str]:
        """Return what was typed about people, to look for special data in."""
        raise NotImplementedError

    def special_kinds(self, *more: str) -> list[Kind]:
        """Return the kinds of special data that these texts and others touch, and that were not asked about yet."""
        asked = set(self.cleaned_data["asked"].split(","))
        found = dict.fromkeys(finding.kind for text in (*self.texts, *more) for finding in special_words(text))
        return [kind for kind in found if kind.value not in asked]

    def asked_by_now(self, special: Iterable[Kind]) -> str:
        """Return what will have been asked about once these kinds are."""
        return ",".join(filter(None, [self.cleaned_data["asked"], *(kind.value for kind in special)]))
