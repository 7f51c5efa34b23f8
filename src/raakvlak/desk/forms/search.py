"""How one looks for something by words; nothing that is typed is wrong."""

import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.finding import Wish
from raakvlak.desk.forms.filter import PERIODS
from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Member, SearchEntry
from raakvlak.web.forms import offer_rows
from raakvlak.web.search.typed import typed
from raakvlak.web.text import clean_line

LONGEST_SHOWN: Final = 300
LONGEST_READ: Final = 20_000
Kind = SearchEntry.Kind


class WordsField(forms.CharField):
    """What is looked for: anything may be typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = []

    def to_python(self, value: str | None) -> str:
        """Keep what a person can read."""
        return clean_line((value or "")[:LONGEST_READ])


class SearchForm(forms.Form):
    """The words, and where to look for them; what can't be read in it does not count."""

    q = WordsField(
        label=_("Waar zoek je naar?"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "maxlength": LONGEST_SHOWN, "autocomplete": "off", "enterkeyhint": "search"}
        ),
    )
    kind = forms.ChoiceField(
        label=_("Wat"),
        required=False,
        choices=[
            ("", _("alles")),
            (Kind.ENCOUNTER, _("gesprekken")),
            (Kind.SITUATION, _("situaties")),
            (Kind.PARTY, _("mensen")),
            (Kind.INSIGHT, _("inzichten")),
            (Kind.POSSIBILITY, _("mogelijkheden")),
        ],
    )
    period = forms.ChoiceField(
        label=_("Periode"),
        required=False,
        choices=[
            ("", _("altijd")),
            ("week", _("laatste week")),
            ("month", _("laatste maand")),
            ("quarter", _("laatste drie maanden")),
            ("year", _("laatste jaar")),
        ],
    )
    area = AreaField(label=_("Gebied"), queryset=Area.objects.none(), required=False, empty_label=_("alle gebieden"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        offer_rows(self, "area", Area.objects.within(member.municipality).to_choose_from())
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything but words was asked for."""
        return any(self.cleaned_data.get(name) for name in ("kind", "period", "area"))

    @property
    def text(self) -> str:
        """Return what was typed, as it can be shown."""
        return str(self.cleaned_data["q"][:LONGEST_SHOWN])

    @property
    def wish(self) -> Wish:
        """Return what is looked for, and within which bounds."""
        wanted = self.cleaned_data
        area, period = wanted.get("area"), wanted.get("period")
        since = timezone.localdate() - datetime.timedelta(days=PERIODS[period]) if period else None
        words = typed(wanted["q"])
        return Wish(self.member, words, kind=wanted.get("kind", ""), area_id=area and area.pk, since=since)
