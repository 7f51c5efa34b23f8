"""A picture of a place in Waterhoek, drawn by this code: nobody and no real place is on it."""

import io
import uuid
from typing import Final

from PIL import Image, ImageDraw

from raakvlak.relations.actions import add_photo
from raakvlak.relations.models import Encounter, Photo
from raakvlak.relations.pictures import read_picture

WIDE: Final = 1200
HIGH: Final = 900
KEY: Final = uuid.UUID("5f0a0000-0000-4000-8000-000000002026")
CAPTION: Final = "Getekend: een bank zonder rugleuning, onder een boom bij het water"


def picture_the_park(talk: Encounter) -> None:
    """Put a drawn photo with a talk."""
    add_photo(talk, KEY, read_picture(drawn()), subject=Photo.Subject.PLACE, caption=CAPTION)


def drawn() -> bytes:
    """Draw a bench under a tree by the water."""
    sheet = Image.new("RGB", (WIDE, HIGH), "#dcebf0")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 520, WIDE, HIGH), fill="#b9cf9a")
    pen.polygon([(0, 520), (0, 640), (520, 520)], fill="#8fb8c8")
    pen.rectangle((845, 330, 890, 640), fill="#7a5a3c")
    for left, top in ((700, 150), (800, 90), (880, 180), (760, 240)):
        pen.ellipse((left, top, left + 220, top + 200), fill="#6f9a57")
    pen.rectangle((330, 620, 720, 650), fill="#a9743f")
    for left in (360, 660):
        pen.rectangle((left, 650, left + 24, 740), fill="#5d5347")
    pen.ellipse((980, 60, 1080, 160), fill="#f3d27a")
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()
