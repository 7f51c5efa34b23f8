"""A logo as it may be shown: checked, made small enough, and written anew without what was hidden in it."""

import hashlib
import io
import warnings
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

KINDS: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
MOST_BYTES_SENT: Final = 4 * 1024 * 1024
MOST_BYTES: Final = 200_000
MOST_PIXELS_SENT: Final = 40_000_000
LONGEST_SIDE: Final = 1_000


class LogoImage(NamedTuple):
    """An image that may be served as it is."""

    kind: str
    content: bytes

    @property
    def digest(self) -> str:
        """Return by what name these bytes, and no others, are fetched."""
        return hashlib.sha256(self.content).hexdigest()[:20]


def read_logo(sent: bytes) -> LogoImage:
    """Write an image anew: only its pixels stay. Refuse what is no PNG, JPEG or WebP."""
    if len(sent) > MOST_BYTES_SENT:
        raise ValidationError(_("Dit bestand is te groot. Kies een afbeelding van hoogstens 4 MB."))
    if _looks_like_svg(sent):
        raise ValidationError(
            _(
                "Een SVG kan ook programma's bevatten, daarom nemen we die niet aan."
                " Bewaar je logo als PNG en probeer opnieuw."
            )
        )
    return _small_enough(_pixels(sent))


def _looks_like_svg(sent: bytes) -> bool:
    start = sent[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and (b"<svg" in start or start.startswith(b"<?xml"))


def _pixels(sent: bytes) -> Image.Image:
    refusal = ValidationError(_("Dit is geen afbeelding die we kunnen lezen. Kies een PNG, JPEG of WebP."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(sent), formats=list(KINDS))
            if image.width * image.height > MOST_PIXELS_SENT:
                raise refusal
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as problem:
        raise refusal from problem
    return image.convert("RGBA")


def _small_enough(image: Image.Image) -> LogoImage:
    """Halve an image until it fits; a drawing fits at once, a photograph becomes small."""
    side = LONGEST_SIDE
    image.thumbnail((side, side))
    while len(content := _written(image)) > MOST_BYTES:
        side //= 2
        image.thumbnail((side, side))
    return LogoImage(KINDS["PNG"], content)


def _written(image: Image.Image) -> bytes:
    bare = Image.new("RGBA", image.size)
    bare.paste(image)
    written = io.BytesIO()
    bare.save(written, "PNG", optimize=True)
    return written.getvalue()
