"""What one fills in about who belongs where, and who brought us together."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.somebody import SomebodyForm
from raakvlak.desk.forms.year import LONG_AGO, YearOrDayField
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Affiliation, Party
from raakvlak.web.forms import DayField, TextField, offer_rows

TOLD_HELP = _("De dag waarop je vertelde dat je dit opschrijft. Nog niet verteld? Doe dat eerst.")


class RoleForm(forms.Form):
    """In which role somebody belongs to an organisation, and since when."""

    role = TextField(
        label=_("In welke rol?"), max_length=120, required=False, help_text=_("Zoals: bestuur, vrijwilliger, lid.")
    )
    is_speaking_for = forms.TypedChoiceField(
        label=_("Spreekt namens de organisatie?"),
        choices=[("yes", _("ja")), ("no", _("nee"))],
        initial="no",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": _("Kies ja of nee.")},
    )
    since_on = YearOrDayField(label=_("Sinds"), required=False, help_text=_("Een jaar is genoeg: 2024."))
    until_on = YearOrDayField(
        label=_("Tot en met"), required=False, is_end=True, help_text=_("Laat dit leeg als het nog zo is.")
    )
    told_on = DayField(label=_("Verteld op"), is_past_only=True, first=LONG_AGO, help_text=TOLD_HELP)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since_on"), values.get("until_on")
        if since and until and until < since:
            self.add_error("until_on", _("Dit ligt vóór het begin. Kijk de jaren na."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """Return what is stored of it."""
        return {name: self.cleaned_data[name] for name in RoleForm.base_fields}


class NewRoleForm(SomebodyForm, RoleForm):
    """An organisation that a person or group belongs to."""

    kinds: Collection[str] = (Party.Kind.ORGANISATION,)
    field_order = ["typed", "chosen"]
    typed_label, typed_help = _("Welke organisatie?"), _("Typ een stuk van de naam.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["typed"].label, self.fields["typed"].help_text = self.typed_label, self.typed_help


class NewBelongingForm(NewRoleForm):
    """A person or group that belongs to an organisation."""

    kinds = (Party.Kind.PERSON, Party.Kind.GROUP)
    typed_label, typed_help = _("Wie hoort erbij?"), _("Een persoon of een groep. Typ een stuk van de naam.")


class ChangedRoleForm(RoleForm):
    """What is right about a role that stands already; the same role twice is refused."""

    def __init__(self, *args: Any, affiliation: Affiliation, **options: Any) -> None:
        self.affiliation = affiliation
        names = ("role", "since_on", "until_on", "told_on")
        start = {name: getattr(affiliation, name) for name in names}
        start["is_speaking_for"] = "yes" if affiliation.is_speaking_for else "no"
        super().__init__(*args, **{"initial": start, **options})

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        same = Affiliation.objects.filter(
            party=self.affiliation.party_id,
            organisation=self.affiliation.organisation_id,
            role=values.get("role", ""),
            until_on=None,
            audience=self.affiliation.audience_id,
        ).exclude(pk=self.affiliation.pk)
        if not self.errors and values.get("until_on") is None and same.exists():
            self.add_error("role", _("Deze rol staat er al. Pas die aan, of geef deze een einde."))
        return values


class IntroductionForm(SomebodyForm):
    """Who brought us together: somebody of ours, or somebody outside."""

    member = forms.ModelChoiceField(
        label=_("Een collega"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("niemand van ons"),
    )
    told_on = DayField(label=_("Verteld op"), is_past_only=True, first=LONG_AGO, help_text=TOLD_HELP)
    field_order = ["member", "typed", "chosen", "told_on"]

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, member=member, **options)
        colleagues = Member.objects.within(member.municipality).present().select_related("user")
        offer_rows(self, "member", colleagues.order_by("user__name"))
        self.fields["typed"].label, self.fields["typed"].required = _("Of iemand buiten de gemeente"), False
        self.fields["typed"].help_text = _("Typ een stuk van de naam.")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.errors:
            return values
        if values.get("member") and values.get("typed"):
            self.add_error("typed", _("Kies een collega of iemand buiten, niet allebei."))
        if not (values.get("member") or values.get("typed")):
            self.add_error("member", _("Kies een collega, of typ hieronder een naam."))
        return values
