"""An option as one writes it down: what, what it takes, what it goes with, and for whose eyes."""

from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.forms.careful import CarefulForm
from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.access import options_of
from raakvlak.resolutions.actions.options import Cost, Told
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.models.option import TITLE_LENGTH
from raakvlak.resolutions.people import people_of
from raakvlak.situations.forms.fields import capitalised
from raakvlak.situations.models import Situation
from raakvlak.support.amounts import figure
from raakvlak.support.forms.amount import AmountField
from raakvlak.support.models import UNITS, Means
from raakvlak.web.forms import LongTextField, TextField, offer_rows

TEAM, SHARED = "team", "shared"
SAME, OTHER = "zelfde", "anders"
TEXT_LENGTH: Final = 4_000
MOST_PEOPLE: Final = 500
MOST_OPTIONS: Final = 100


def circle_field() -> forms.ChoiceField:
    """Let one choose for whose eyes it is."""
    return forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        widget=forms.RadioSelect,
        choices=[
            (TEAM, gettext_lazy("Het team van deze situatie")),
            (SHARED, gettext_lazy("Iedereen die de situatie kan vinden")),
        ],
        error_messages={"required": gettext_lazy("Kies wie dit mag lezen.")},
    )


def circle(form: forms.Form, situation: Situation) -> Audience:
    """Return who may read what was filled in."""
    return situation.audience if form.cleaned_data.get("circle") == SHARED else situation.team


class OptionText(CarefulForm):
    """How an option reads, in words that a resident understands, and for whose eyes it is."""

    gentle_fields: tuple[str, ...] = ("title", "text", "needs")
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    title = TextField(
        label=gettext_lazy("De optie, in één zin"),
        max_length=TITLE_LENGTH,
        help_text=gettext_lazy("Zoals: op zaterdag twee plekken vrij voor de markt."),
        error_messages={"required": gettext_lazy("Schrijf in één zin op wat er zou kunnen.")},
    )
    text = LongTextField(
        label=gettext_lazy("Wat houdt het in?"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Zo dat een bewoner het begrijpt. Wie een link krijgt om te reageren, leest dit ook."),
    )
    circle = circle_field()

    def __init__(self, *args: Any, situation: Situation, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.situation, self.member = situation, member
        self.fields["uuid"].initial = uuid4
        self.fields["is_no_name"].label = _("Dit is geen naam van een bewoner, of die vindt het goed")
        if situation.is_for_team_only:
            del self.fields["circle"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        self.ask_about_names(cleaned, people_of(self.situation, self.member)[:MOST_PEOPLE], question_about_a_name())
        return cleaned

    @property
    def key(self) -> UUID:
        """Return the key that makes it once."""
        key: UUID = self.cleaned_data["uuid"]
        return key


def question_about_a_name() -> str:
    """Ask about a name in what other residents read."""
    return _("Hierin staat een naam: %(names)s. Andere bewoners lezen een optie ook. Zeg het zonder naam.")


class OptionForm(OptionText):
    """All of an option: how it reads, what it takes, what it goes with; its key makes it once."""

    needs = LongTextField(
        label=gettext_lazy("Wat is ervoor nodig?"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Zoals: een vergunning, of iemand die op zaterdag de paaltjes neerzet."),
    )
    party = forms.ModelChoiceField(
        Party.objects.none(),
        label=gettext_lazy("Wie stelde het voor?"),
        required=False,
        empty_label=gettext_lazy("wij, of niemand in het bijzonder"),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=gettext_lazy("Welke afdelingen moeten ja zeggen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )
    requires = forms.ModelMultipleChoiceField(
        Option.objects.none(),
        label=gettext_lazy("Kan alleen samen met"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    excludes = forms.ModelMultipleChoiceField(
        Option.objects.none(),
        label=gettext_lazy("Gaat niet samen met"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    conditions = forms.ModelMultipleChoiceField(
        Reaction.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    is_other = forms.ChoiceField(
        label=gettext_lazy("Wat verandert er voor wie al reageerde?"),
        widget=forms.RadioSelect,
        choices=[
            (SAME, gettext_lazy("Niets: het is hetzelfde voorstel, alleen duidelijker gezegd")),
            (OTHER, gettext_lazy("Het is een ander voorstel: wat mensen zeiden, ging over de eerdere tekst")),
        ],
        error_messages={"required": gettext_lazy("Kies of het nog hetzelfde voorstel is.")},
    )

    def __init__(self, *args: Any, option: Option | None = None, is_reacted_to: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.option = option
        others = options_of(self.situation, self.member).in_order()
        others = others.open().exclude(pk=option.pk) if option else others.open()
        numbers = list(others.values_list("pk", flat=True)[:MOST_OPTIONS])
        if option:
            numbers += [*option.requires.values_list("pk", flat=True), *option.excludes.values_list("pk", flat=True)]
        offer_rows(self, "party", self._people(option))
        offer_rows(self, "departments", Department.objects.within(self.member.municipality))
        for name in ("requires", "excludes"):
            offer_rows(self, name, options_of(self.situation, self.member).filter(pk__in=numbers).in_order())
        offer_rows(self, "conditions", conditions_of(self.situation, self.member))
        for kind in Means.Kind:
            self._offer_cost(kind)
        if not is_reacted_to:
            del self.fields["is_other"]

    def _people(self, option: Option | None) -> Any:  # noqa: ANN401 – parties
        people = people_of(self.situation, self.member)
        if option and option.party_id:
            people = people | Party.objects.within(self.member.municipality).visible_to(self.member).filter(
                pk=option.party_id
            )
        return people.by_name()

    def _offer_cost(self, kind: Means.Kind) -> None:
        unit = UNITS[kind][0].label
        self.fields[f"cost_{kind}"] = AmountField(label=f"{capitalised(kind.label)} ({unit})", required=False)
        self.fields[f"note_{kind}"] = TextField(
            label=_("%(kind)s: toelichting") % {"kind": capitalised(kind.label)}, required=False, max_length=200
        )

    @property
    def cost_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return for each kind of means its amount and what is said of it."""
        return [(self[f"cost_{kind}"], self[f"note_{kind}"]) for kind in Means.Kind]

    @property
    def has_costs(self) -> bool:
        """Tell whether something stands in one of those fields."""
        return any(field.value() for pair in self.cost_fields for field in pair)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        both = {*(cleaned.get("requires") or ())} & {*(cleaned.get("excludes") or ())}
        if both:
            message = _("Een optie kan niet tegelijk nodig zijn en niet samengaan: %(titles)s.")
            self.add_error("excludes", message % {"titles": ", ".join(str(one) for one in both)})
        return cleaned

    @property
    def told(self) -> Told:
        """Return all that was told."""
        sent = self.cleaned_data
        costs = [
            Cost(kind, sent.get(f"cost_{kind}"), sent.get(f"note_{kind}") or "")
            for kind in Means.Kind
            if sent.get(f"cost_{kind}") or sent.get(f"note_{kind}")
        ]
        return Told(
            audience=circle(self, self.situation),
            values={"title": sent["title"], "text": sent["text"], "needs": sent["needs"], "party": sent["party"]},
            costs=costs,
            departments=list(sent["departments"]),
            requires=list(sent["requires"]),
            excludes=list(sent["excludes"]),
            conditions=list(sent["conditions"]),
        )

    @property
    def is_another(self) -> bool:
        """Tell whether it became another proposal."""
        return self.cleaned_data.get("is_other") == OTHER


def conditions_of(situation: Situation, member: Member) -> Any:  # noqa: ANN401 – reactions
    """Return what people of this situation said under a condition, as far as this member may see it."""
    visible = Reaction.objects.within(member.municipality).visible_to(member).standing()
    return visible.filter(option__situation=situation).exclude(condition="")


def first_values(option: Option, situation: Situation) -> dict[str, Any]:
    """Return what stands in the form of an option that is there already."""
    costs = {f"cost_{one.kind}": figure(one.amount) if one.amount else "" for one in option.costs.all()}
    notes = {f"note_{one.kind}": one.note for one in option.costs.all()}
    return {
        "title": option.title,
        "text": option.text,
        "needs": option.needs,
        "party": option.party_id,
        "departments": list(option.departments.values_list("pk", flat=True)),
        "requires": list(option.requires.values_list("pk", flat=True)),
        "excludes": list(option.excludes.values_list("pk", flat=True)),
        "circle": TEAM if option.audience_id == situation.team_id else SHARED,
        **costs,
        **notes,
    }
