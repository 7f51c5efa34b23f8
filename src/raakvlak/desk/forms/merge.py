"""How one makes two parties one: for each thing in which they differ, which of the two is right."""

from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from raakvlak.municipality.models import Audience
from raakvlak.relations.merging import BOTH, KEEPER, MERGED, Chosen, Difference, circles_of, differences
from raakvlak.relations.models import Party
from raakvlak.web.forms import TextField
from raakvlak.web.text import sort_name

LONGEST_NAME: Final = 120


class MergeForm(forms.Form):
    """A choice for each difference; the keeper's own is chosen to begin with, but never who may see the two."""

    keeps_name = forms.BooleanField(
        label=gettext_lazy("Bewaar ook de andere naam"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Dan vind je haar onder beide namen."),
    )

    def __init__(self, *args: Any, keeper: Party, merged: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences = differences(keeper, merged)
        for one in self.differences:
            self.fields[one.name] = forms.ChoiceField(
                label=_as_label(one.label), choices=_choices(one), initial=KEEPER, widget=forms.RadioSelect
            )
        if sort_name(keeper.name) == sort_name(merged.name):
            del self.fields["keeps_name"]
        else:
            self.order_fields([name for name in ("name", "keeps_name") if name in self.fields])
        self.circles = circles_of(keeper, merged)
        if len(self.circles) > 1:
            self.fields["audience"] = forms.ModelChoiceField(
                label=gettext_lazy("Wie mag dit zien?"),
                queryset=Audience.objects.filter(pk__in=[circle.pk for circle in self.circles]),
                empty_label=None,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Kies wie dit mag zien: nu zijn dat niet dezelfde mensen.")},
                help_text=gettext_lazy(
                    "De twee zijn nu niet voor dezelfde mensen. Kies je minder mensen, dan zien de anderen in hun "
                    "notities ‘iemand’. Kies je meer mensen, dan wordt dat vastgelegd."
                ),
            )

    @property
    def chosen(self) -> Chosen:
        """Return what was chosen."""
        values = self.cleaned_data
        return Chosen(
            audience=values.get("audience") or self.circles[0],
            fields={one.name: values[one.name] for one in self.differences},
            keeps_name=bool(values.get("keeps_name")),
        )


class DoubleForm(forms.Form):
    """Whom one looks for, to merge with."""

    q = TextField(label=gettext_lazy("Zoek op naam"), required=False, max_length=LONGEST_NAME)


def _choices(one: Difference) -> list[tuple[str, Any]]:
    choices = [(KEEPER, _shown(one.of_keeper)), (MERGED, _shown(one.of_merged))]
    return [*choices, (BOTH, pgettext("samenvoegen", "allebei"))] if one.may_be_both else choices


def _shown(value: Any) -> Any:  # noqa: ANN401 – of any field
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if hasattr(value, "year"):
        return date_format(value, "j F Y")
    return format_html("<bdi>{}</bdi>", value)


def _as_label(label: str) -> str:
    return label[:1].upper() + label[1:]
