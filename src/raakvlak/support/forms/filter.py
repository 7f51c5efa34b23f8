"""How one looks for means: by word, kind, area, how much is free, and in which week."""

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.situations.forms.fields import area_field, named
from raakvlak.support.forms.amount import AmountField
from raakvlak.support.free import Days, there_on, week_of, with_free
from raakvlak.support.models import Means, MeansQuerySet
from raakvlak.web.forms import DayField, TextField, offer_choices

RUNNING, ENDED = "lopend", "gestopt"


class MeansFilter(forms.Form):
    """What one wants to see in the list of means; what can't be read in it does not count."""

    q = TextField(label=gettext_lazy("Zoek een woord"), required=False, max_length=100)
    week = DayField(
        label=gettext_lazy("Vrij in de week van"),
        required=False,
        help_text=gettext_lazy("Kies een dag. We kijken naar die hele week."),
    )
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False)
    minstens = AmountField(label=gettext_lazy("Zoveel moet er nog vrij zijn"), required=False)
    stand = forms.ChoiceField(
        label=gettext_lazy("Welke"),
        required=False,
        choices=[(RUNNING, gettext_lazy("Wat er is")), (ENDED, gettext_lazy("Gestopt of voorbij"))],
        initial=RUNNING,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        data = asked.copy()
        data.setdefault("stand", RUNNING)
        super().__init__(data)
        offer_choices(self, "soort", [("", _("Elke soort")), *named(Means.Kind)])
        self.fields["gebied"] = area_field(member, empty_label=_("Elk gebied"))
        self.order_fields(["q", "week", "gebied", "soort", "minstens", "stand"])
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        asked = {name for name, value in self.cleaned_data.items() if value} - {"stand"}
        return bool(asked) or self.is_ended

    @property
    def is_ended(self) -> bool:
        """Tell whether means are asked for that are no more."""
        return self.cleaned_data.get("stand") == ENDED

    @property
    def wanted_week(self) -> Days | None:
        """Return the week that is asked for."""
        day = self.cleaned_data.get("week")
        return week_of(day) if day else None

    @property
    def days(self) -> Days:
        """Return of which days one wants to know what is free: those of a week, or today."""
        today = timezone.localdate()
        return self.wanted_week or Days(today, today)

    def narrow(self, means: MeansQuerySet) -> MeansQuerySet:
        """Keep what was asked for, with how much of it is free."""
        wanted = self.cleaned_data
        found = means.titled_like(wanted["q"]) if wanted.get("q") else means
        if wanted.get("soort"):
            found = found.filter(kind=wanted["soort"])
        if wanted.get("gebied"):
            found = found.reaching(wanted["gebied"])
        if self.is_ended:
            return with_free(found.ended(), self.days)
        found = with_free(there_on(found, self.days) if self.wanted_week else found.running(), self.days)
        if wanted.get("minstens"):
            return found.filter(Q(free__gte=wanted["minstens"]))
        return found.filter(Q(free__gt=0)) if self.wanted_week else found
