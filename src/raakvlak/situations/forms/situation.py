"""Making, closing and holding a situation, and who may find it."""

import uuid
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Area, Member
from raakvlak.situations.forms.fields import (
    PHASE_MEANS,
    TITLE_LENGTH,
    PlaceField,
    area_field,
    degrees_of,
    explained,
    named,
)
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.web.forms import LongTextField, TextField, offer_choices

FRONTLINE, TEAM = "frontline", "team"


class AudienceForm(forms.Form):
    """Who may find a situation."""

    audience = forms.ChoiceField(label=gettext_lazy("Wie mag deze situatie vinden?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (
                FRONTLINE,
                _with_small(_("Iedereen die buiten werkt"), _("Zo weten collega's dat jullie hier mee bezig zijn.")),
            ),
            (TEAM, _with_small(_("Alleen het team"), _("Anderen zien deze situatie nergens, ook niet in lijsten."))),
        ]
        offer_choices(self, "audience", choices)

    @property
    def is_for_team_only(self) -> bool:
        """Tell whether nobody outside the team may find it."""
        return bool(self.cleaned_data["audience"] == TEAM)


class MakeForm(AudienceForm):
    """A new situation: a title alone is enough."""

    title = TextField(
        label=gettext_lazy("Hoe noem je deze situatie?"),
        max_length=TITLE_LENGTH,
        help_text=gettext_lazy(
            "Kort, met de plek erin. Zoals: zitplekken op het Wilgenplein. Noem geen namen van mensen."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Soort"), required=False, choices=lambda: named(Situation.Kind))

    field_order = ("title", "area", "point", "kind", "audience", "key")

    def __init__(self, *args: Any, member: Member, area: Area | None = None, **kwargs: Any) -> None:
        initial = {"audience": FRONTLINE, "kind": Situation.Kind.OTHER, "area": area, "key": uuid.uuid4()}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["area"] = area_field(member)
        self.fields["point"] = PlaceField(member)
        self.order_fields(list(self.field_order))

    @property
    def values(self) -> dict[str, Any]:
        """Return what makes the situation."""
        asked = self.cleaned_data
        return {
            "title": asked["title"],
            "key": asked["key"],
            "area": asked["area"],
            **degrees_of(asked["point"]),
            "kind": asked["kind"] or Situation.Kind.OTHER,
            "is_for_team_only": self.is_for_team_only,
        }


class PhaseForm(forms.Form):
    """How far we are; closing asks for an outcome and has a form of its own."""

    phase = forms.ChoiceField(label=gettext_lazy("Hoe ver zijn jullie?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "phase", list(explained(PHASE_MEANS)))


class CloseForm(GentleForm):
    """How it ended: one sentence is enough."""

    gentle_fields = ("outcome",)

    outcome = LongTextField(
        label=gettext_lazy("Wat is de uitkomst?"),
        max_length=20_000,
        help_text=gettext_lazy("Eén zin is genoeg. Wat is er gebeurd met wat bewoners vroegen?"),
    )

    field_order = ("outcome", "is_needed")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        self.ask_gently(typed)
        return typed


def _with_small(label: str, explanation: str) -> str:
    return format_html("{} <small>{}</small>", label, explanation)
