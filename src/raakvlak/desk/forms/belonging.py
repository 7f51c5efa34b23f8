"""How one looks through who belongs to an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.relations.models import AffiliationQuerySet, Party
from raakvlak.web.forms import TextField


class BelongingFilterForm(forms.Form):
    """A name, and whether what has ended counts."""

    q = TextField(label=_("Zoek op naam"), required=False, max_length=120)
    ended = forms.BooleanField(label=_("Ook wat voorbij is"), required=False)

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything was asked for."""
        return any(self.cleaned_data.values())

    def filtered(self, roles: AffiliationQuerySet, other: str) -> AffiliationQuerySet:
        """Keep the roles that answer to the form; the name is that of the other end."""
        self.is_valid()
        if self.cleaned_data.get("q"):
            named = Party.objects.named_like(self.cleaned_data["q"]).values("pk")
            roles = roles.filter(**{f"{other}__in": named})
        return roles if self.cleaned_data.get("ended") else roles.current()
