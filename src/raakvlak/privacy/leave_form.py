"""Who takes over what from somebody who leaves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Audience, Member
from raakvlak.privacy.leaving import Bundle, bundles_of, successors_of
from raakvlak.web.forms import offer_rows

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
        offer_rows(self, "everything", colleagues)
        for bundle in self.bundles:
            if may_know(bundle, viewer):
                self.fields[PREFIX + bundle.key] = forms.ModelChoiceField(
                    label=label_of(bundle),
                    queryset=colleagues,
                    required=False,
                    empty_label=_("blijft verzegeld"),
                    help_text=help_of(bundle),
                )
        self.fields["is_sure"] = forms.BooleanField(
            label=_("Ik weet het zeker"), error_messages={"required": _("Zet hier een vinkje.")}
        )

    def successors(self) -> dict[str, Member | None]:
        """Return who takes over each bundle; what this viewer may not know of goes along with everything, or stays."""
        everyone = self.cleaned_data.get("everything")
        return {bundle.key: everyone or self.cleaned_data.get(PREFIX + bundle.key) for bundle in self.bundles}


def may_know(bundle: Bundle, viewer: Member) -> bool:
    """Tell whether this viewer may know that the leaver has this in hand: arranging it opens nothing."""
    if bundle.situation is None or viewer.pk == bundle.leaver.pk:
        return True
    is_open_to_all = bundle.situation.audience.kind == Audience.Kind.FRONTLINE
    return is_open_to_all or bundle.situation.audience_id in viewer.audience_ids


def label_of(bundle: Bundle) -> str:
    """Name a bundle."""
    return bundle.situation.title if bundle.situation else _("Andere notities, beloften, middelen en mogelijkheden")


def help_of(bundle: Bundle) -> str:
    """Say what happens when nobody is chosen, and somebody must."""
    if bundle.needs_a_seat_taken:
        return _("Verder zit niemand in dit team. Kies je niemand, dan neemt de coördinator de plek in.")
    return ""
