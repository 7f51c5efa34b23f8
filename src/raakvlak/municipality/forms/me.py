"""What a user says about herself."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import User
from raakvlak.web.forms import TextField


class MeForm(forms.ModelForm[User]):
    """My name, how I like to be reached, and my language."""

    name = TextField(label=_("Naam"), max_length=120, help_text=_("Zo zien collega's je."))
    language = forms.ChoiceField(
        label=_("Taal"), choices=settings.LANGUAGES, widget=forms.RadioSelect(attrs={"class": "chips"})
    )

    reached_by = TextField(
        label=_("Hoe bereiken collega’s je het liefst?"),
        required=False,
        help_text=_("Zoals: bel me, of loop langs op dinsdag. Wie buiten werkt, ziet dit bij Mensen."),
    )

    class Meta:
        model = User
        fields = ["name", "reached_by", "language"]


class AddressForm(forms.Form):
    """Another address to log in with, and the password that proves who asks."""

    email = forms.EmailField(
        label=_("Nieuw e-mailadres"),
        max_length=254,
        error_messages={
            "required": _("Vul dit nog in."),
            "invalid": _("Dit is geen e-mailadres. Schrijf het zo: naam@gemeente.nl."),
        },
    )
    password = forms.CharField(
        label=_("Je wachtwoord"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Vul dit nog in.")},
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a wrong password."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError(_("Dit wachtwoord klopt niet."))
        return password
