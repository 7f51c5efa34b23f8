"""What one fills in about a party, and how one looks for one."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.actions import is_tied
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.web.forms import DayField, LongTextField, TextField, offer_rows

LONGEST_NAME = 120
FEWEST_DIGITS = 6


class PartyForm(forms.Form):
    """A name is enough; the rest may come later."""

    name = TextField(
        label=_("Naam"),
        max_length=LONGEST_NAME,
        help_text=_("Ken je de naam niet? Schrijf waaraan je iemand herkent: huis met het rode hek."),
    )
    kind = forms.ChoiceField(
        label=_("Wat is het?"),
        choices=Party.Kind.choices,
        initial=Party.Kind.PERSON,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    is_anonymous = forms.BooleanField(label=_("Dit is geen echte naam"), required=False)
    description = LongTextField(
        label=_("Waarvan kennen jullie elkaar?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kort en netjes: diegene mag meelezen."),
    )
    area = AreaField(label=_("Gebied"), queryset=Area.objects.none(), required=False, empty_label=_("niet ingevuld"))
    languages = TextField(label=_("Talen"), max_length=LONGEST_NAME, required=False)
    reached_by = TextField(
        label=_("Hoe bereik je diegene het liefst?"),
        required=False,
        help_text=_("Zoals: appen, na zes uur. Nummers en adressen komen bij Contactgegevens."),
    )
    knows_since_on = DayField(
        label=_("Weet dat ik noteer, sinds"),
        is_past_only=True,
        required=False,
        help_text=_("De dag waarop je vertelde dat je opschrijft wat jullie bespreken."),
    )
    is_not_to_be_noted = forms.BooleanField(
        label=_("Wil niet genoteerd worden"),
        required=False,
        help_text=_("De naam komt dan niet meer in nieuwe notities. In de tekst staat ‘iemand’."),
    )
    audience = forms.ModelChoiceField(
        label=_("Wie mag dit zien?"),
        queryset=Audience.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("Je kunt het later met meer mensen delen, niet met minder."),
    )

    def __init__(self, *args: Any, member: Member, party: Party | None = None, **kwargs: Any) -> None:
        if party is not None:
            kwargs.setdefault("initial", {name: getattr(party, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.party = party
        if party is not None and party.is_anonymous:
            del self.fields["is_anonymous"]  # a name is given on a screen of its own, with consent
        offer_rows(self, "area", Area.objects.within(member.municipality).to_choose_from())
        offer_rows(self, "audience", possible_audiences(member, party))
        if party is None:
            self.fields["audience"].initial = Audience.objects.frontline_of(member.municipality)

    def clean_reached_by(self) -> str:
        """Keep numbers out of what is stored readably."""
        text: str = self.cleaned_data["reached_by"]
        if sum(sign.isdigit() for sign in text) >= FEWEST_DIGITS or "@" in text:
            raise forms.ValidationError(_("Zet een nummer of adres bij Contactgegevens: daar staat het versleuteld."))
        return text

    def clean_kind(self) -> str:
        """Let who is tied as what it is stay that."""
        kind: str = self.cleaned_data["kind"]
        if self.party is not None and kind != self.party.kind and is_tied(self.party):
            raise forms.ValidationError(
                _("Dit kan nog niet veranderen. Haal eerst de rollen bij organisaties en ‘Contact houden’ weg.")
            )
        return kind


def possible_audiences(member: Member, party: Party | None) -> QuerySet[Audience]:
    """Return the circles that this member may choose: the present one, and wider."""
    klad, frontline = Audience.objects.klad_of(member), Audience.objects.frontline_of(member.municipality)
    present = klad if party is None else party.audience
    return Audience.objects.filter(pk__in={klad.pk, frontline.pk} if present == klad else {present.pk, frontline.pk})


class ContactPointForm(forms.Form):
    """One way to reach a party."""

    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=ContactPoint.Kind.choices,
        initial=ContactPoint.Kind.PHONE,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    value = TextField(label=_("Nummer of adres"))
    is_shielded = forms.BooleanField(
        label=_("Afschermen"),
        required=False,
        help_text=_("Dit gegeven staat dan niet meteen in beeld, ook niet bij collega’s."),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        kind, value = values.get("kind"), values.get("value", "")
        if kind == ContactPoint.Kind.EMAIL and value:
            try:
                validate_email(value)
            except forms.ValidationError:
                self.add_error("value", _("Dit lijkt geen e-mailadres. Zo hoort het: naam@voorbeeld.nl."))
        if kind == ContactPoint.Kind.PHONE and value and sum(sign.isdigit() for sign in value) < FEWEST_DIGITS:
            self.add_error("value", _("Dit lijkt geen telefoonnummer. Zo hoort het: 06 12345678."))
        return values


class PartyFilterForm(forms.Form):
    """How one looks for people in the list."""

    q = TextField(label=_("Zoek op naam"), required=False, max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=_("Wat"), required=False, choices=[("", _("alles")), *Party.Kind.choices])
    area = AreaField(label=_("Gebied"), queryset=Area.objects.none(), required=False, empty_label=_("alle gebieden"))
    told = forms.ChoiceField(
        label=_("Weet dat wij noteren"),
        required=False,
        choices=[("", _("maakt niet uit")), ("yes", _("weet het")), ("no", _("weet het nog niet"))],
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "area", Area.objects.within(member.municipality).to_choose_from())
