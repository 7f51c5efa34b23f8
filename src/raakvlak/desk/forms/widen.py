"""With whom a note is shared from now on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.desk.forms.fields import AudienceField
from raakvlak.municipality.models import Audience, Member
from raakvlak.situations.models import Situation


class WidenForm(forms.Form):
    """The wider circle that a note or a promise is for."""

    def __init__(
        self, *args: Any, member: Member, audiences: Sequence[Audience], label: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.audiences = member, audiences
        self.fields["audience"] = AudienceField(
            audiences,
            self.labels,
            label=label or gettext_lazy("Met wie deel je deze notitie?"),
            widget=forms.RadioSelect,
            error_messages={"required": gettext_lazy("Kies met wie je deelt.")},
        )

    def labels(self) -> list[tuple[str, SafeString]]:
        """Name the circles."""
        visible = Situation.objects.within(self.member.municipality).visible_to(self.member)
        titles = dict(visible.filter(team__in=[one.pk for one in self.audiences]).values_list("team", "title"))
        return [
            (
                str(one.pk),
                format_html(
                    "{} <small>{}</small>",
                    capfirst(one.get_kind_display()),
                    titles.get(one.pk, _("alle collega’s met de rol ‘buiten aan het werk’ of coördinator")),
                ),
            )
            for one in self.audiences
            if one.kind != Audience.Kind.TEAM or one.pk in titles
        ]
