"""What one fills in to keep in touch: a rhythm, a wish, "not now"; and a name for who had none."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Department, Member
from raakvlak.relations.models import MOST_WEEKS, Party
from raakvlak.web.forms import DayField, TextField, offer_rows

SOON = datetime.timedelta(weeks=4)


class ComingDayField(DayField):
    """A day that is still to come."""

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value and value <= timezone.localdate():
            raise forms.ValidationError(_("Kies een dag die nog komt."), code="past")


class RhythmForm(forms.Form):
    """How often we want to speak an organisation or a group."""

    weeks = forms.IntegerField(
        label=_("Om de hoeveel weken?"),
        min_value=1,
        max_value=MOST_WEEKS,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        help_text=_("Zoals 6. Elk gesprek telt; daarna begint het opnieuw."),
        error_messages={
            "required": _("Vul nog in om de hoeveel weken."),
            "invalid": _("Schrijf een getal, zoals 6."),
            "min_value": _("Kies minstens 1 week."),
            "max_value": _("Kies hoogstens 104 weken."),
        },
    )


class ColleagueRhythmForm(RhythmForm):
    """How often I want to speak a colleague, and not now."""

    not_before_on = ComingDayField(label=_("Niet nu, tot"), required=False)


class WishForm(forms.Form):
    """What a resident asked, in her own words."""

    wish = TextField(
        label=_("Wat vroeg diegene?"), max_length=200, help_text=_("In eigen woorden: bel me in het voorjaar.")
    )
    wish_from_on = DayField(label=_("Vanaf welke dag?"), help_text=_("Dan staat het bij Lang niet gesproken."))


class PutOffForm(forms.Form):
    """Not now: until when."""

    until = ComingDayField(label=_("Tot welke dag niet?"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["until"].initial = timezone.localdate() + SOON


class NameForm(forms.Form):
    """The name of who had none, with her consent."""

    name = TextField(label=_("Naam"), max_length=120)
    consented_on = DayField(
        label=_("Wanneer vond diegene het goed?"),
        is_past_only=True,
        help_text=_("Vraag het eerst. Zegt iemand nee, laat het dan zoals het is."),
    )
    consent = TextField(label=_("Hoe vroeg je het?"), max_length=200, help_text=_("Zoals: aan de deur, ze zei ja."))


class NotSpokenFilterForm(forms.Form):
    """How one looks through whom we want to speak."""

    q = TextField(label=_("Zoek op naam"), required=False, max_length=120)
    when = forms.ChoiceField(
        label=_("Wat"),
        required=False,
        choices=[("", _("nu")), ("later", _("niet nu, met een dag")), ("all", _("alles met een ritme of wens"))],
    )
    kind = forms.ChoiceField(label=_("Soort"), required=False, choices=[("", _("alles")), *Party.Kind.choices])
    area = AreaField(label=_("Gebied"), queryset=Area.objects.none(), required=False, empty_label=_("alle gebieden"))
    near = forms.BooleanField(label=_("Alleen waar ik werk"), required=False)

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_rows(self, "area", Area.objects.within(member.municipality).to_choose_from())


class InHouseFilterForm(forms.Form):
    """How one finds somebody in the house."""

    q = TextField(label=_("Zoek op naam"), required=False, max_length=120)
    department = forms.ModelChoiceField(
        label=_("Afdeling"), queryset=Department.objects.none(), required=False, empty_label=_("alle afdelingen")
    )

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_rows(self, "department", Department.objects.within(member.municipality))
