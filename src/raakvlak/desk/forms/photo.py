"""A photo with a talk: the file, what is on it, and why it is kept."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.desk.forms.asking import AskingForm
from raakvlak.desk.forms.key import KeyField
from raakvlak.relations.models import Photo
from raakvlak.relations.pictures import MOST_BYTES_SENT, Picture, read_picture
from raakvlak.web.forms import TextField

LONGEST = 300


class CaptionForm(AskingForm):
    """What is on a photo, in words."""

    caption = TextField(
        label=gettext_lazy("Wat staat erop?"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Eén zin, zonder namen. Zo weet ook wie de foto niet kan zien wat erop staat."),
    )

    @property
    def texts(self) -> list[str]:
        """Return what is said of the photo."""
        return [self.cleaned_data["caption"]]


class DescribePhotoForm(CaptionForm):
    """What is on a photo, and why it is kept longer."""

    kept_because = TextField(
        label=gettext_lazy("Waarom langer bewaren?"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy(
            "Schrijf je een reden, dan blijft de foto zo lang als het gesprek. Laat leeg: dan gaat hij op zijn dag weg."
        ),
    )

    @property
    def texts(self) -> list[str]:
        """Return what is said of the photo, and why it stays."""
        return [*super().texts, self.cleaned_data["kept_because"]]


class PhotoForm(CaptionForm):
    """A photo that is chosen in a browser; it is written anew before anything of it is stored."""

    key = KeyField(required=False)
    file = forms.FileField(
        label=gettext_lazy("Foto"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "data-photo": ""}),
        help_text=gettext_lazy(
            "Van een plek, een vel of je eigen schrift; liever niet van mensen. "
            "We halen eruit waar en waarmee hij gemaakt is."
        ),
        error_messages={
            "required": gettext_lazy("Kies een foto."),
            "empty": gettext_lazy("Dit bestand is leeg. Kies een ander."),
            "invalid": gettext_lazy("Kies een foto."),
        },
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"),
        choices=Photo.Subject.choices,
        initial=Photo.Subject.PLACE,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        help_text=gettext_lazy(
            "Een bladzijde uit je eigen schrift hoort bij een klad: tot je haar uitwerkt, zie jij haar alleen."
        ),
    )
    field_order = ("key", "asked", "file", "subject", "caption")

    def __init__(self, *args: Any, may_be_left: bool = False, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": uuid.uuid4()}, **kwargs})
        self.is_too_large = is_too_large
        self.fields["file"].required = not may_be_left

    def clean_file(self) -> Picture | None:
        """Read the photo, and write it anew."""
        sent: UploadedFile[Any] | None = self.cleaned_data["file"]
        return read_picture(sent.read(MOST_BYTES_SENT + 1)) if sent else None

    def clean_subject(self) -> str:
        """Take it for a place when nothing was said."""
        return self.cleaned_data["subject"] or Photo.Subject.PLACE

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if self.is_too_large:
            self.errors.pop("file", None)
            self.add_error("file", _("Deze foto is te groot. Kies er een van hoogstens 15 MB."))
        return values

    @property
    def is_lost(self) -> bool:
        """Tell whether a photo was chosen that a form that is shown once more can't show: a browser forgets it."""
        return bool(self.files) or self.is_too_large

    @property
    def picture(self) -> Picture | None:
        """Return the photo of a valid form, when there is one."""
        found: Picture | None = self.cleaned_data.get("file")
        return found

    @property
    def is_of_notebook(self) -> bool:
        """Tell whether a page of one's own notebook was chosen."""
        return self.picture is not None and self.cleaned_data["subject"] == Photo.Subject.NOTEBOOK
