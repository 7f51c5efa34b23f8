"""What may stand in a calendar outside the house."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FeedForm(forms.Form):
    """Nothing but that there is something on a day, unless its owner chooses otherwise."""

    shows_words = forms.BooleanField(
        label=_("Zet ook in mijn agenda wát er beloofd is, en met wie"),
        required=False,
        help_text=_(
            "Let op: die woorden en namen verlaten dan Raakvlak. Ze staan in je agendaprogramma en bij het bedrijf dat "
            "dat maakt, en wie in je agenda mag kijken leest mee. Een klad komt er nooit in te staan."
        ),
    )
