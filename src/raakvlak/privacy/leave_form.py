"""Who takes over what from somebody who leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.privacy.leaving import Bundle, bundles_of, successors_of

PREFIX = "bundle_"


class LeaveForm(forms.Form):
    """One choice for all, or one for each situation; nothing chosen means that it stays sealed."""

    everything = forms.ModelChoiceField(
        label=gettext_lazy("Alles naar één collega"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nee, ik kies hieronder"),
    )

    def __init__(self, *args: Any, leaver: Member, viewer: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bundles = bundles_of(leaver)
        colleagues = successors_of(leaver)
        self.fields["everything"].queryset = colleagues  # type: ignore[attr-defined]
        for bundle in self.bundles:
            self.fields[PREFIX + bundle.key] = forms.ModelChoiceField(
                label=label_of(bundle, viewer),
                queryset=colleagues,
                required=False,
                empty_label=_("blijft verzegeld"),
                help_text=help_of(bundle),
            )
        self.fields["is_sure"] = forms.BooleanField(
            label=_("Ik weet het zeker"), error_messages={"required": _("Zet hier een vinkje.")}
        )
        if not self.bundles:
            del self.fields["everything"]

    def successors(self) -> dict[str, Member | None]:
        """Return who takes over each bundle."""
        everyone = self.cleaned_data.get("everything")
        return {bundle.key: everyone or self.cleaned_data[PREFIX + bundle.key] for bundle in self.bundles}


def label_of(bundle: Bundle, viewer: Member) -> str:
    """Name a bundle as far as this viewer may know of it."""
    if bundle.situation is None:
        return _("Andere notities en afspraken")
    is_hers = viewer.pk == bundle.leaver.pk
    if is_hers or bundle.situation.audience_id in viewer.audience_ids:
        return bundle.situation.title
    return _("Situatie %(number)d") % {"number": bundle.situation.pk}


def help_of(bundle: Bundle) -> str:
    """Say what happens when nobody is chosen."""
    if bundle.needs_a_seat_taken:
        return _("Verder zit niemand in dit team. Kies je niemand, dan neemt de coördinator de plek in.")
    if bundle.has_promises:
        return _("Er staan nog afspraken open. Kies je niemand, dan krijgt iemand ze die ze al kon lezen.")
    return ""
