"""What one may filter the list of situations by; never by another member."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member, Tag
from raakvlak.situations.forms.fields import area_field, named
from raakvlak.situations.models import Situation
from raakvlak.situations.models.situation import SituationQuerySet
from raakvlak.web.forms import TextField

OPEN, CLOSED, ALL = "open", "afgerond", "alle"


class SituationFilter(forms.Form):
    """Find situations again."""

    q = TextField(label=gettext_lazy("Zoek een woord uit de titel"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("Welke"),
        required=False,
        choices=[(OPEN, gettext_lazy("Lopend")), (CLOSED, gettext_lazy("Afgerond")), (ALL, gettext_lazy("Alle"))],
        initial=OPEN,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    mijn = forms.BooleanField(label=gettext_lazy("Alleen waar ik in het team zit"), required=False)
    fase = forms.ChoiceField(label=gettext_lazy("Fase"), required=False)
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False)

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        data = asked.copy()
        data.setdefault("stand", OPEN)
        super().__init__(data)
        self.member = member
        self.fields["fase"] = _choice(_("Fase"), _("Elke fase"), named(Situation.Phase)[:-1])
        self.fields["soort"] = _choice(_("Soort"), _("Elke soort"), named(Situation.Kind))
        self.fields["gebied"] = area_field(member, empty_label=_("Elk gebied"))
        tags = Tag.objects.within(member.municipality)
        self.fields["trefwoord"] = forms.ModelChoiceField(
            tags, label=_("Trefwoord"), required=False, empty_label=_("Elk trefwoord")
        )

    @property
    def is_used(self) -> bool:
        """Tell whether something other than the running situations was asked for, a word apart."""
        asked = {name for name, value in self.cleaned_data.items() if value} - {"q", "stand"}
        return bool(asked) or self.cleaned_data["stand"] in {CLOSED, ALL}

    def narrow(self, situations: SituationQuerySet) -> QuerySet[Situation]:
        """Keep the situations that were asked for."""
        asked = self.cleaned_data
        if asked.get("q"):
            situations = situations.titled_like(asked["q"])
        if asked.get("mijn"):
            situations = situations.with_in_team(self.member)
        for name, field in (("fase", "phase"), ("soort", "kind"), ("gebied", "area"), ("trefwoord", "tags")):
            if asked.get(name):
                situations = situations.filter(**{field: asked[name]})
        return _standing(situations, asked.get("stand"))


def _standing(situations: SituationQuerySet, which: str | None) -> SituationQuerySet:
    if which == ALL:
        return situations
    return situations.exclude(closed_on=None) if which == CLOSED else situations.open()


def _choice(label: str, empty: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", empty), *choices])
