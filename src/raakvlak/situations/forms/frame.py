"""The frame of a situation: what it is about and within which bounds; two who write at once both keep their words."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.situations.findable import index_situation
from raakvlak.situations.forms.fields import (
    INFLUENCE_MEANS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    PlaceField,
    area_field,
    degrees_of,
    explained,
    named,
    place_text,
    tags_field,
)
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.situations.references import Names, all_to_tokens, names_in, to_typed
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_choices

WITH_NAMES: Final = ("goal", "fixed", "planning")


class Clash(NamedTuple):
    """A field that somebody else changed too: what stands there now, and what was typed here."""

    label: str
    theirs: str
    mine: str


class FrameForm(GentleForm):
    """The frame. Each field remembers what it held when the form was opened."""

    title = TextField(label=_("Titel"), max_length=TITLE_LENGTH)
    kind = forms.ChoiceField(label=_("Soort"), choices=lambda: named(Situation.Kind))
    place = TextField(label=_("Plek"), required=False, max_length=120, help_text=_("Zoals: de hoek bij de school."))
    started_on = DayField(label=_("Begonnen op"), is_past_only=True)
    goal = LongTextField(
        label=pgettext_lazy("situation", "Doel"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("Wat wil je hier bereiken, en voor wie?"),
    )
    influence = forms.ChoiceField(label=_("Invloed van bewoners"), required=False, widget=forms.RadioSelect)
    fixed = LongTextField(
        label=_("Wat ligt vast"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=_("Waar valt niet over te praten? Een wet, een budget, een besluit."),
    )
    decider = TextField(
        label=_("Wie beslist"), required=False, help_text=_("Een rol, geen naam. Zoals: de gemeenteraad.")
    )
    planning = LongTextField(
        label=_("Planning"), required=False, max_length=TEXT_LENGTH, help_text=_("Wat gebeurt er wanneer?")
    )

    field_order = (
        "title", "goal", "influence", "fixed", "decider", "planning", "area", "place", "point", "kind", "tags",
        "started_on", "is_needed",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, situation: Situation, member: Member) -> None:
        self.names = names_in((getattr(situation, name) for name in WITH_NAMES), member)
        super().__init__(data, initial=as_typed(situation, self.names))
        self.situation, self.member = situation, member
        self.fields["area"] = area_field(member)
        self.fields["point"] = PlaceField(member)
        self.fields["tags"] = tags_field(member)
        offer_choices(self, "influence", [("", _("Nog niet bekend")), *explained(INFLUENCE_MEANS)])
        for name, field in self.fields.items():
            field.show_hidden_initial = name != "is_needed"
        self.order_fields(list(self.field_order))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        self.gentle_fields = tuple(name for name in WITH_NAMES if name in self.changed)
        self.ask_gently(typed)
        return typed

    @property
    def changed(self) -> list[str]:
        """List the fields of the frame that this writer changed since the form was opened."""
        return [name for name in self.changed_data if name != "is_needed"]

    def clashes(self) -> list[Clash]:
        """List the fields that both this writer and somebody else changed since the form was opened."""
        return [self._clash(name) for name in self._changed_by_both()]

    def save(self) -> None:
        """Keep what this writer changed; what she left alone stays as others wrote it."""
        changed = {name: self.cleaned_data[name] for name in self.changed}
        if "point" in changed:
            changed |= degrees_of(changed.pop("point"))
        for name, value in self._tokens(changed).items():
            setattr(self.situation, name, value)
        if "tags" in changed:
            self.situation.tags.set(changed["tags"])
        if changed:
            self.situation.save()
            index_situation(self.situation)

    def laid_side_by_side(self) -> "FrameForm":
        """Return the form anew: what this writer typed stays, and it now counts from what stands there."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name in self.initial:
            bound = self[name]
            now = self._raw(name)
            data.setlist(bound.html_initial_name, now)
            if name not in self.changed:
                data.setlist(bound.html_name, now)
        return FrameForm(data, situation=self.situation, member=self.member)

    def _changed_by_both(self) -> Iterator[str]:
        if self["title"].html_initial_name not in self.data:
            return  # no browser sent this, so nobody looked at what stood there
        for name in self.changed:
            field, bound = self.fields[name], self[name]
            opened = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
            if field.has_changed(self.initial[name], opened) and field.has_changed(self.initial[name], bound.data):
                yield name

    def _clash(self, name: str) -> Clash:
        field = self.fields[name]
        return Clash(str(field.label), _shown(field, self.initial[name]), _shown(field, self.cleaned_data[name]))

    def _raw(self, name: str) -> list[str]:
        """Write what stands there now the way that a browser sends it."""
        value = self.fields[name].prepare_value(self.initial[name])
        values = value if isinstance(value, list) else [value]
        return [str(each) for each in values if each is not None]

    def _tokens(self, changed: dict[str, Any]) -> dict[str, Any]:
        texts = [name for name in WITH_NAMES if name in changed]
        before = [getattr(self.situation, name) for name in texts]
        with_tokens = all_to_tokens([changed[name] for name in texts], self.member, before=before)
        plain = {name: value for name, value in changed.items() if name != "tags"}
        return {**plain, **dict(zip(texts, with_tokens, strict=True))}


def as_typed(situation: Situation, names: Names) -> dict[str, Any]:
    """Return what stands in the frame, names as people type them."""
    plain = ("title", "kind", "place", "started_on", "influence", "decider", "area")
    return {
        **{name: getattr(situation, name) for name in plain},
        **{name: to_typed(getattr(situation, name), names) for name in WITH_NAMES},
        "point": place_text(situation.latitude, situation.longitude),
        "tags": list(situation.tags.all()),
    }


def _shown(field: forms.Field, value: Any) -> str:  # noqa: ANN401 – each field has a value of its own type
    """Write a value for people: a choice by its label, several by their names."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(each) for each in value)
    if isinstance(field, forms.ModelChoiceField):
        return str(value or "")
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for choice, label in field.widget.choices if str(choice) == value), "")
    return str(value or "")
