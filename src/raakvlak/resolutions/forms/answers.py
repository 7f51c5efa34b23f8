"""What was done with contributions and why, and how people heard it who can't be told by mail."""

import uuid
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.forms.careful import CarefulForm
from raakvlak.municipality.models import Member
from raakvlak.resolutions.actions.contributions import Answer
from raakvlak.resolutions.forms.contributions import offered_options
from raakvlak.resolutions.forms.option import MOST_PEOPLE
from raakvlak.resolutions.models import Option, Outcome, Telling
from raakvlak.resolutions.people import people_of
from raakvlak.situations.forms.fields import named
from raakvlak.situations.models import Situation
from raakvlak.web.forms import DayField, LongTextField, offer_choices, offer_rows

BECAUSE_LENGTH: Final = 2_000


class AnswerForm(CarefulForm):
    """What was done with one contribution or with several, and why; its key answers each once."""

    gentle_fields = ("because",)
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Wat is ermee gedaan?"),
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies wat ermee gedaan is.")},
    )
    because = LongTextField(
        label=gettext_lazy("Want …"),
        max_length=BECAUSE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Zo dat wie het inbracht het begrijpt. Die leest dit, en het staat in het verslag."),
        error_messages={"required": gettext_lazy("Schrijf op waarom. Wie iets inbracht, mag dat weten.")},
    )
    options = forms.ModelMultipleChoiceField(
        Option.objects.none(),
        label=gettext_lazy("In welke optie kwam het terecht?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, situation: Situation, member: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self.situation, self.member = situation, member
        self.fields["key"].initial = uuid.uuid4
        offer_choices(self, "outcome", named(Outcome))
        offer_rows(self, "options", offered_options(situation, member))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        people = people_of(self.situation, self.member)[:MOST_PEOPLE]
        question = _("Hierin staat een naam: %(names)s. Anderen lezen dit ook. Kan het zonder naam?")
        self.ask_about_names(cleaned, people, question)
        if cleaned.get("outcome") == Outcome.NOT and cleaned.get("options"):
            self.add_error(
                "options", _("Wat niet gebruikt is, kwam nergens terecht. Haal het vinkje weg, of kies deels.")
            )
        return cleaned

    @property
    def answer(self) -> Answer:
        """Return what was filled in."""
        sent = self.cleaned_data
        return Answer(sent["outcome"], sent["because"], list(sent["options"]))


class ByHandForm(forms.Form):
    """How and when people were told who can't be told by mail."""

    way = forms.ChoiceField(
        label=gettext_lazy("Hoe is het verteld?"),
        choices=[
            (Telling.Way.TALK.value, gettext_lazy("In een gesprek")),
            (Telling.Way.LETTER.value, gettext_lazy("Met een brief")),
        ],
        initial=Telling.Way.TALK.value,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies hoe het verteld is.")},
    )
    told_on = DayField(label=gettext_lazy("Wanneer?"), is_past_only=True, initial=timezone.localdate)
    mens = forms.MultipleChoiceField(
        label=gettext_lazy("Wie heeft het gehoord?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Zet een vinkje bij wie het hoorde."),
            "invalid_choice": gettext_lazy("Iemand van deze lijst hoorde het intussen al. Kijk nog eens."),
        },
    )

    def __init__(self, *args: Any, people: list[tuple[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer_choices(self, "mens", people)
