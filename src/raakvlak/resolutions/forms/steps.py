"""What one fills in to withdraw, merge and split options, and to say what they do for what lies behind them."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.resolutions.access import options_of
from raakvlak.resolutions.actions.options import Told
from raakvlak.resolutions.forms.option import TEXT_LENGTH, OptionForm, OptionText, circle
from raakvlak.resolutions.matrix import BEHIND
from raakvlak.resolutions.models import Option, OptionInsight, Succession
from raakvlak.resolutions.models.option import TITLE_LENGTH
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.references import names_in, to_plain
from raakvlak.web.forms import LongTextField, TextField, offer_rows

MOST_INSIGHTS: Final = 60
PARTS: Final = (1, 2, 3)
NEEDED_PARTS: Final = 2
WHY_LENGTH: Final = 1_000


def why_field(label: Any) -> LongTextField:  # noqa: ANN401 – a text, or one that is translated later
    """Let one say why."""
    return LongTextField(
        label=label,
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Schrijf kort op waarom. Wie het voorstelde, mag dat weten.")},
    )


class BecauseForm(GentleForm):
    """Why an option goes off the table."""

    gentle_fields = ("because",)
    because = why_field(gettext_lazy("Waarom gaat deze optie van tafel?"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        return cleaned


class TakeBackForm(GentleForm):
    """Why a reaction was a mistake."""

    gentle_fields = ("because",)
    because = TextField(
        label=gettext_lazy("Wat klopte er niet?"),
        max_length=200,
        help_text=gettext_lazy("Zoals: bij de verkeerde persoon ingevuld."),
        error_messages={"required": gettext_lazy("Schrijf kort op wat er niet klopte.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        return cleaned


class MergeForm(OptionForm):
    """Which options become one, how that one reads, and why."""

    gentle_fields = (*OptionForm.gentle_fields, "because")
    merged = forms.ModelMultipleChoiceField(
        Option.objects.none(),
        label=gettext_lazy("Welke opties worden één?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies twee of meer opties.")},
    )
    because = why_field(gettext_lazy("Waarom samen?"))
    field_order = ("uuid", "merged", "because", "title", "text", "needs")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Sent again, the form is about options that went up in the new one just now.
        key = key_of(self.data)
        gone = Succession.objects.filter(later__uuid=key) if key else Succession.objects.none()
        is_offered = Q(state=Option.State.OPEN) | Q(pk__in=gone.values("earlier"))
        offer_rows(self, "merged", options_of(self.situation, self.member).filter(is_offered).in_order())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        merged = {*(cleaned.get("merged") or ())}
        if len(merged) == 1:
            self.add_error("merged", _("Kies nog een optie: eentje valt niet samen te voegen."))
        for name in ("requires", "excludes"):
            if merged & {*(cleaned.get(name) or ())}:
                self.add_error(name, _("Deze optie gaat zelf op in de nieuwe. Haal het vinkje weg."))
        return cleaned


class SplitForm(OptionText):
    """Into which options one is split, and why."""

    title = None  # type: ignore[assignment]  # each part has its own
    text = None  # type: ignore[assignment]
    gentle_fields = (*(f"{name}_{part}" for part in PARTS for name in ("title", "text")), "because")
    because = why_field(gettext_lazy("Waarom uit elkaar?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in PARTS:
            self.fields[f"title_{part}"] = TextField(
                label=_("Optie %(number)d, in één zin") % {"number": part},
                max_length=TITLE_LENGTH,
                required=part <= NEEDED_PARTS,
                error_messages={"required": _("Schrijf in één zin op wat er zou kunnen.")},
            )
            self.fields[f"text_{part}"] = LongTextField(
                label=_("Wat houdt optie %(number)d in?") % {"number": part},
                max_length=TEXT_LENGTH,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        parts = [f"{name}_{part}" for part in PARTS for name in ("title", "text")]
        self.order_fields(["uuid", *parts, "because", "circle"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for part in PARTS:
            if cleaned.get(f"text_{part}") and not cleaned.get(f"title_{part}") and f"title_{part}" not in self.errors:
                self.add_error(f"title_{part}", _("Geef deze optie ook een zin waaraan je haar herkent."))
        return cleaned

    @property
    def parts(self) -> list[Told]:
        """Return the options that come out of it."""
        sent = self.cleaned_data
        return [
            Told(circle(self, self.situation), {"title": sent[f"title_{part}"], "text": sent[f"text_{part}"]})
            for part in PARTS
            if sent.get(f"title_{part}")
        ]


def key_of(sent: Mapping[str, Any]) -> UUID | None:
    """Return the key that was sent along, if it is one."""
    try:
        return UUID(sent.get("uuid", ""))
    except ValueError:
        return None


class InterestsForm(forms.Form):
    """What an option does for each thing that lies behind the question."""

    def __init__(self, *args: Any, option: Option, situation: Situation, member: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self.insights = list(interests_of(situation, member)[:MOST_INSIGHTS])
        links = dict(OptionInsight.objects.filter(option=option).values_list("insight", "effect"))
        names = names_in([one.text for one in self.insights], member)
        for insight in self.insights:
            kind = insight.get_kind_display()
            self.fields[f"i{insight.pk}"] = forms.ChoiceField(
                label=format_html("{} <small>{}</small>", to_plain(insight.text, names), kind),
                required=False,
                initial=links.get(insight.pk, ""),
                choices=[
                    ("", _("doet er niets mee")),
                    (OptionInsight.Effect.SERVES.value, _("helpt")),
                    (OptionInsight.Effect.HURTS.value, _("schaadt")),
                ],
                widget=forms.RadioSelect(attrs={"class": "chips"}),
            )

    @property
    def effects(self) -> dict[Insight, str]:
        """Return what the option does for each."""
        return {insight: self.cleaned_data[f"i{insight.pk}"] for insight in self.insights}


def interests_of(situation: Situation, member: Member) -> Any:  # noqa: ANN401 – insights
    """Return what lies behind the question, as far as this member may see it, in the order of the ladder."""
    visible = Insight.objects.within(member.municipality).visible_to(member)
    return visible.filter(situation=situation, refuted_on=None, kind__in=BEHIND).in_order()
