"""For which options a party gets a page of its own, and for how long."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.resolutions.access import options_of
from raakvlak.resolutions.models import Option
from raakvlak.situations.models import Situation
from raakvlak.web.forms import offer_rows

DAYS: Final = ((7, gettext_lazy("een week")), (14, gettext_lazy("twee weken")), (30, gettext_lazy("een maand")))
MOST_OPTIONS: Final = 30


class PageForm(forms.Form):
    """What is laid before a party."""

    options = forms.ModelMultipleChoiceField(
        Option.objects.none(),
        label=gettext_lazy("Welke opties leg je voor?"),
        help_text=gettext_lazy("Wie de link krijgt, leest de titel en de uitleg. Lees ze dus nog eens na."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één optie.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Hoe lang werkt de link?"),
        choices=DAYS,
        coerce=int,
        initial=14,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies hoe lang de link werkt.")},
    )

    def __init__(self, *args: Any, situation: Situation, member: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        found = options_of(situation, member).open().in_order()
        offer_rows(self, "options", found)
        self.fields["options"].initial = list(found.values_list("pk", flat=True)[:MOST_OPTIONS])
