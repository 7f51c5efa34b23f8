"""The sides of a situation, its team, who was invited, and which talks belong to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Side, Situation
from raakvlak.web.forms import DayField, TextField


class SideForm(forms.Form):
    """A side, by a name of its own."""

    name = TextField(
        label=gettext_lazy("Welke kant?"),
        max_length=80,
        help_text=gettext_lazy("Een groep, geen naam van iemand. Zoals: ouders van de school."),
    )

    def __init__(self, data: QueryDict | None = None, *, situation: Situation, side: Side | None = None) -> None:
        super().__init__(data, initial={"name": side.name if side else ""})
        self.situation, self.side = situation, side

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = self.situation.sides.exclude(pk=self.side.pk if self.side else 0)
        if any(other.casefold() == name.casefold() for other in others.values_list("name", flat=True)):
            raise ValidationError(_("Deze kant staat er al. Kies een andere naam."))
        return name


class TeamForm(forms.Form):
    """Who joins the team."""

    def __init__(self, *args: Any, situation: Situation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Member.objects.within(situation.municipality).active().who_note()
        self.fields["newcomer"] = forms.ModelChoiceField(
            members.exclude(teams=situation.team_id).select_related("user").order_by("user__name", "pk"),
            label=_("Wie komt erbij?"),
            empty_label=_("Kies een collega"),
            error_messages={
                "required": _("Kies een collega."),
                "invalid_choice": _("Deze collega kan er niet bij. Kies iemand uit de lijst."),
            },
        )


class OutreachForm(forms.Form):
    """Who was invited, how and when."""

    who = TextField(
        label=gettext_lazy("Wie heb je uitgenodigd?"),
        help_text=gettext_lazy("Een groep of een buurt. Noem geen namen van mensen."),
    )
    how = TextField(
        label=gettext_lazy("Hoe?"), help_text=gettext_lazy("Zoals: brief in de bus, langs de deuren, via de school.")
    )
    on = DayField(label=gettext_lazy("Wanneer?"))


class TalkFilter(forms.Form):
    """Find a talk that should belong to this situation; of members, only one's own can be asked for."""

    mijn = forms.BooleanField(label=gettext_lazy("Alleen wat ik zelf noteerde"), required=False)
    hier = forms.BooleanField(label=gettext_lazy("Alleen uit dit gebied"), required=False)
