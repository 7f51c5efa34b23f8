"""A picture that somebody sent, written anew: what stays is its pixels, and nothing that a camera hid in it."""

import io
import warnings
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

KINDS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES_SENT: Final = 15_000_000
MOST_PIXELS_SENT: Final = 50_000_000
LONGEST_SIDE: Final = 1_600
SMALL_SIDE: Final = 400
QUALITY: Final = 80
WHITE: Final = (255, 255, 255)
UNREADABLE: Final = (
    *(OSError, ValueError, SyntaxError, UnidentifiedImageError),
    *(Image.DecompressionBombWarning, Image.DecompressionBombError),
)


class Picture(NamedTuple):
    """A picture that may be served as it is, large and small."""

    full: bytes
    small: bytes
    width: int
    height: int


def read_picture(sent: bytes) -> Picture:
    """Write a picture anew, upright and no larger than a screen; ValidationError for what is none, or too large."""
    if len(sent) > MOST_BYTES_SENT:
        raise ValidationError(_("Deze foto is te groot. Kies er een van hoogstens 15 MB."), code="large")
    full = _bare(_opened(sent), LONGEST_SIDE)
    small = _bare(full, SMALL_SIDE)
    return Picture(_written(full), _written(small), full.width, full.height)


def _opened(sent: bytes) -> Image.Image:
    refusal = ValidationError(
        _("Dit is geen foto die we kunnen lezen. Kies een JPEG, PNG of WebP, of maak een schermafdruk."), code="unread"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(sent), formats=list(KINDS))
            if image.width * image.height > MOST_PIXELS_SENT:
                raise ValidationError(_("Deze foto heeft te veel punten. Maak hem eerst kleiner."), code="large")
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read smaller, in a fraction of the memory
            image.load()
            return ImageOps.exif_transpose(image)
    except UNREADABLE as problem:
        raise refusal from problem


def _bare(image: Image.Image, side: int) -> Image.Image:
    """Put the pixels on a new sheet: no position, no maker, no comments come along."""
    fitting = image.convert("RGBA") if image.mode != "RGB" else image.copy()
    fitting.thumbnail((side, side))
    sheet = Image.new("RGB", fitting.size, WHITE)
    sheet.paste(fitting, mask=fitting if fitting.mode == "RGBA" else None)
    return sheet


def _written(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()
