"""How one looks for requests and thresholds; never by whose they are, but for one's own."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.models import Lane, Request, RequestQuerySet, Threshold, ThresholdQuerySet
from raakvlak.municipality.models import Department, Member
from raakvlak.situations.forms.fields import named
from raakvlak.situations.models import Situation
from raakvlak.web.forms import TextField, offer_choices, offer_rows

OPEN, LATE, BACK, SETTLED, ALL = "open", "te-laat", "aan-ons", "klaar", "alle"
STANDING, OPENED = "dicht", "open"
MOST_SITUATIONS = 100


class InHouseFilter(forms.Form):
    """What requests and thresholds are narrowed to alike."""

    q = TextField(label=gettext_lazy("Zoek een woord"), required=False, max_length=100)
    situatie = forms.ModelChoiceField(label=gettext_lazy("Situatie"), queryset=Situation.objects.none(), required=False)
    afdeling = forms.ModelChoiceField(
        label=gettext_lazy("Afdeling"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=gettext_lazy("alle afdelingen"),
    )
    standing = OPEN

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        data = asked.copy()
        data.setdefault("stand", self.standing)
        super().__init__(data)
        self.member = member
        visible = Situation.objects.within(member.municipality).visible_to(member)
        offer_rows(self, "situatie", visible)
        offer_rows(self, "afdeling", Department.objects.within(member.municipality))
        self.is_valid()
        self._offer_situations(visible)

    def _offer_situations(self, visible: Any) -> None:  # noqa: ANN401 – situations
        """Offer the open situations of one's teams, and the one that was chosen elsewhere."""
        chosen: Situation | None = self.cleaned_data.get("situatie")
        mine = {one.pk: one for one in visible.open().with_in_team(self.member).newest_first()[:MOST_SITUATIONS]}
        rows = {**mine, **({chosen.pk: chosen} if chosen else {})}.values()
        field = self.fields["situatie"]
        field.choices = [("", _("alle situaties")), *((one.pk, one.title) for one in rows)]  # type: ignore[attr-defined]

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return asked.pop("stand", self.standing) != self.standing or bool(asked)


class RequestFilter(InHouseFilter):
    """What one wants to see of requests; what can't be read in it does not count."""

    stand = forms.ChoiceField(
        label=gettext_lazy("Welke vragen"),
        required=False,
        choices=[
            (OPEN, gettext_lazy("Open")),
            (LATE, gettext_lazy("Te laat")),
            (BACK, gettext_lazy("Aan ons")),
            (SETTLED, gettext_lazy("Afgehandeld")),
            (ALL, gettext_lazy("Alle")),
        ],
        initial=OPEN,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    mijn = forms.BooleanField(label=gettext_lazy("Alleen wat ik zelf vroeg"), required=False)
    ruim = forms.BooleanField(label=gettext_lazy("Ook van andere teams"), required=False)
    field_order = ("q", "stand", "mijn", "ruim", "situatie", "afdeling")

    @property
    def order(self) -> tuple[str, str]:
        """Return how the list is ordered: what is needed first, or what was needed last."""
        is_past = self.cleaned_data.get("stand") in {SETTLED, ALL}
        return ("-needed_by_on", "-pk") if is_past else ("needed_by_on", "pk")

    def narrowed(self) -> RequestQuerySet:
        """Return the requests that answer to the form, as far as this member may see them."""
        member, wanted = self.member, self.cleaned_data
        found = _in_state(Request.objects.within(member.municipality).visible_to(member), wanted.get("stand") or OPEN)
        if wanted.get("mijn"):
            found = found.of(member)
        elif not wanted.get("ruim") and not wanted.get("situatie"):
            found = found.near(member)
        if wanted.get("situatie"):
            found = found.filter(situation=wanted["situatie"])
        if wanted.get("afdeling"):
            found = found.filter(pk__in=Lane.objects.filter(department=wanted["afdeling"]).values("request"))
        for word in (wanted.get("q") or "").split():
            found = found.filter(Q(what__icontains=word) | Q(why__icontains=word))
        return found


def _in_state(requests: RequestQuerySet, which: str) -> RequestQuerySet:
    if which == ALL:
        return requests
    if which == SETTLED:
        return requests.exclude(settled_on=None)
    if which == BACK:
        return requests.open().filter(pk__in=Lane.objects.filter(state__in=Lane.OURS).values("request"))
    return requests.open().overdue() if which == LATE else requests.open()


class ThresholdFilter(InHouseFilter):
    """What one wants to see of thresholds; what can't be read in it does not count."""

    standing = ALL
    stand = forms.ChoiceField(
        label=gettext_lazy("Welke drempels"),
        required=False,
        choices=[
            (ALL, gettext_lazy("Alle")),
            (STANDING, gettext_lazy("Nog dicht")),
            (OPENED, gettext_lazy("Opengegaan")),
        ],
        initial=ALL,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False)
    field_order = ("q", "stand", "soort", "situatie", "afdeling")

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        super().__init__(asked, member=member)
        offer_choices(self, "soort", [("", _("alle soorten")), *named(Threshold.Kind)])
        self.full_clean()

    def narrowed(self) -> ThresholdQuerySet:
        """Return the thresholds that answer to the form, as far as this member may see them."""
        member, wanted = self.member, self.cleaned_data
        found = Threshold.objects.within(member.municipality).visible_to(member)
        if wanted.get("stand") in {STANDING, OPENED}:
            found = found.standing() if wanted["stand"] == STANDING else found.exclude(opened_on=None)
        if wanted.get("soort"):
            found = found.filter(kind=wanted["soort"])
        if wanted.get("situatie"):
            visible = Q(situation=wanted["situatie"])
            found = found.filter(visible)
        if wanted.get("afdeling"):
            found = found.filter(Q(from_department=wanted["afdeling"]) | Q(to_department=wanted["afdeling"]))
        for word in (wanted.get("q") or "").split():
            said = Q(words__icontains=word) | Q(tried__icontains=word)
            found = found.filter(said | Q(opened_with__icontains=word) | Q(response__icontains=word))
        return found
