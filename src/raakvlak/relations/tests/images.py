"""Pictures for tests: drawn, and with in them what a phone would hide there."""

import io
from typing import Final

from PIL import Image

PLACE: Final = "Amersfoort ligt hier"  # what must not be found in anything that is stored


def drawn(width: int = 800, height: int = 600, kind: str = "JPEG") -> bytes:
    """Draw a plain picture with a position, a maker and a comment in it."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x010E] = "Zwaan & Zonen", 6, PLACE  # maker, turned a quarter, description
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 9.0, 30.0), 3: "E", 4: (5.0, 23.0, 15.0)})
    written = io.BytesIO()
    extra = {"comment": PLACE.encode()} if kind == "JPEG" else {}
    image.save(written, kind, exif=exif, **extra)
    return written.getvalue()
