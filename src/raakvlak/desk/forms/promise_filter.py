"""How one looks for promises; never by whose they are, but for one's own."""

import datetime
from typing import Final

from django import forms
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.filter import offer_own_situations
from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Member
from raakvlak.municipality.models.rows import LookedAt
from raakvlak.relations.models import Party, Promise, PromiseQuerySet
from raakvlak.situations.models import Situation, SituationEncounter, SituationPromise
from raakvlak.situations.promised import promises_of
from raakvlak.situations.references import party_reference
from raakvlak.web.forms import TextField, offer_rows
from raakvlak.web.numbers import number

OPEN, LATE, WAITING, SETTLED = "open", "te-laat", "wacht", "afgehandeld"
KEPT, BROKEN, GONE = "nagekomen", "niet-gelukt", "niet-nodig"
HOW_ENDED: Final = {KEPT: True, BROKEN: False, GONE: None}
ENDED: Final = {SETTLED, *HOW_ENDED}
MOST_PARTIES: Final = 50
NEVER: Final = datetime.date(9999, 12, 31)


class PromiseFilter(forms.Form):
    """What one wants to see in the list of promises; what can't be read in it does not count."""

    q = TextField(label=_("Zoek een woord of een naam"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=_("Welke beloften"),
        required=False,
        choices=[
            (OPEN, _("Open")),
            (LATE, _("Te laat")),
            (WAITING, _("Wacht op een nieuwe eigenaar")),
            (SETTLED, _("Afgehandeld")),
            (KEPT, _("Nagekomen")),
            (BROKEN, _("Niet gelukt")),
            (GONE, _("Niet meer nodig")),
        ],
        initial=OPEN,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    mijn = forms.BooleanField(label=_("Alleen van mij"), required=False)
    richting = forms.ChoiceField(
        label=_("Van wie aan wie"), required=False, choices=[("", _("alles")), *Promise.Direction.choices]
    )
    soort = forms.ChoiceField(label=_("Hoe vast"), required=False, choices=[("", _("alles")), *Promise.Kind.choices])
    situatie = forms.ModelChoiceField(
        label=_("Situatie"), queryset=Situation.objects.none(), required=False, empty_label=_("alle situaties")
    )
    gebied = AreaField(label=_("Gebied"), queryset=Area.objects.none(), required=False, empty_label=_("alle gebieden"))

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        data = asked.copy()
        data.setdefault("stand", OPEN)
        if asked.get("persoon"):
            data["persoon"] = standing_number(asked.get("persoon", ""), member)
        super().__init__(data)
        self.member = member
        visible = Situation.objects.within(member.municipality).visible_to(member)
        offer_rows(self, "gebied", Area.objects.within(member.municipality).to_choose_from())
        offer_rows(self, "situatie", visible)
        if asked.get("persoon"):
            self.fields["persoon"] = forms.ModelChoiceField(
                Party.objects.within(member.municipality).visible_to(member),
                label=_("Met wie"),
                required=False,
                empty_label=_("iedereen"),
            )
        self.is_valid()
        offer_own_situations(self, "situatie", visible, member)
        if "persoon" in self.fields:
            self._offer_party()

    def _offer_party(self) -> None:
        """Offer the one who was asked for, and not all the people of a city."""
        chosen, field = self.cleaned_data.get("persoon"), self.fields["persoon"]
        if isinstance(field, forms.ModelChoiceField):
            field.choices = [("", str(_("iedereen"))), *([(chosen.pk, chosen.name)] if chosen else [])]

    @property
    def standing(self) -> str:
        """Return which promises are asked for."""
        return str(self.cleaned_data.get("stand") or OPEN)

    @property
    def is_ended(self) -> bool:
        """Tell whether promises are asked for that were settled."""
        return self.standing in ENDED

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return self.standing != OPEN or any(value for name, value in self.cleaned_data.items() if name != "stand")

    @property
    def order(self) -> tuple[str, str]:
        """Return how the list is ordered: what is due first, or what was settled last."""
        return ("-settled_on", "-pk") if self.is_ended else ("due_or_never_on", "pk")

    def narrowed(self) -> PromiseQuerySet:
        """Return the promises that answer to the form, as far as this member may see them."""
        member, wanted = self.member, self.cleaned_data
        found = self._in_state(Promise.objects.within(member.municipality).visible_to(member).standing())
        if wanted.get("mijn"):
            found = found.of(member)
        elif not (wanted.get("situatie") or wanted.get("persoon") or self.standing == WAITING):
            found = near(found, member)
        for name, column in (("richting", "direction"), ("soort", "kind"), ("persoon", "party")):
            if wanted.get(name):
                found = found.filter(**{column: wanted[name]})
        if wanted.get("situatie"):
            found = found.filter(promises_of(Situation.objects.filter(pk=wanted["situatie"].pk)))
        if wanted.get("gebied"):
            found = found.filter(in_area(wanted["gebied"], member))
        return found.filter(telling(wanted["q"], member)) if wanted.get("q") else found

    def _in_state(self, promises: PromiseQuerySet) -> PromiseQuerySet:
        if self.is_ended:
            ended = promises.exclude(settled_on=None)
            return ended if self.standing == SETTLED else ended.filter(is_kept=HOW_ENDED[self.standing])
        found = promises.unsettled().annotate(due_or_never_on=Coalesce("due_on", Value(NEVER)))
        if self.standing == LATE:
            return found.overdue()
        return found.waiting() if self.standing == WAITING else found


def standing_number(asked: str, member: Member) -> str:
    """Return the number of a party, or of who she turned out to be: a link that was sent before leads there still."""
    keepers = Party.objects.within(member.municipality).visible_to(member).filter(merged=number(asked) or 0)
    keeper = keepers.values_list("pk", flat=True).first()
    return str(keeper) if keeper else asked


def near(promises: PromiseQuerySet, member: Member) -> PromiseQuerySet:
    """Keep what this member has to see to, and what was promised in the situations of her teams."""
    hers = Situation.objects.within(member.municipality).filter(team__in=member.audience_ids)
    # Asked of each promise: her situations may hold ten thousands of talks, in which little was promised.
    talks, tied = (
        links.alias(inside=LookedAt("situation")).filter(inside__in=hers.values("pk"))
        for links in (
            SituationEncounter.objects.filter(encounter=OuterRef("encounter")),
            SituationPromise.objects.filter(promise=OuterRef("pk")),
        )
    )
    return promises.filter(Q(owner=member) | Q(audience__in=hers.values("team")) | Exists(talks) | Exists(tied))


def in_area(area: Area, member: Member) -> Q:
    """Keep what was promised in an area: in a talk there, to somebody there, or for a situation there."""
    parties = Party.objects.within(member.municipality).visible_to(member).filter(area=area)
    situations = Situation.objects.within(member.municipality).visible_to(member).filter(area=area)
    return Q(encounter__area=area) | Q(party__in=parties.values("pk")) | promises_of(situations)


def telling(words: str, member: Member) -> Q:
    """Keep the promises in which each of these words stands, or that are to, by or about somebody who is called so."""
    parties = Party.objects.within(member.municipality).visible_to(member).filter(is_not_to_be_noted=False)
    called = list(parties.named_like(words).values_list("pk", flat=True)[:MOST_PARTIES])
    wanted = Q(party__in=called)
    for pk in called:
        wanted |= Q(text__contains=party_reference(pk).token)
    said = Q()
    for word in words.split():
        said &= Q(text__icontains=word)
    return wanted | said
