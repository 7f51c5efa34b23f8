"""What a user says about herself."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import User
from raakvlak.web.forms import TextField


class MeForm(forms.ModelForm[User]):
    """My name and my language."""

    name = TextField(label=_("Naam"), max_length=120, help_text=_("Zo zien collega's je."))
    language = forms.ChoiceField(
        label=_("Taal"), choices=settings.LANGUAGES, widget=forms.RadioSelect(attrs={"class": "chips"})
    )

    class Meta:
        model = User
        fields = ["name", "language"]
