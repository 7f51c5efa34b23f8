"""By which ways voices reach us. They stay apart: a talk, a meeting and a reply on paper are never added up."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Channel


class Source(TextChoices):
    """A way in which people were heard, as far as it is known where."""

    TALKS = "talks", _("gesprekken")
    MEETINGS = "meetings", _("bijeenkomsten")
    STREET = "street", _("gesprekken op straat")
    KITCHEN_TABLE = "kitchen_table", _("gesprekken aan de keukentafel")
    PHONE = "phone", _("gesprekken aan de telefoon")
    EMAIL = "email", _("gesprekken per e-mail")
    DIGITAL = "digital", _("gesprekken die digitaal waren")


# A talk in house is one with colleagues, so no voice from outside; a note without a channel is a talk like any other.
TALK_CHANNELS: Final = ("", Channel.STREET, Channel.KITCHEN_TABLE, Channel.PHONE, Channel.EMAIL, Channel.DIGITAL)
CHANNELS_OF: Final[dict[str, tuple[str, ...]]] = {
    Source.TALKS: TALK_CHANNELS,
    Source.MEETINGS: (Channel.MEETING,),
    **{source: (source.value,) for source in Source if source not in {Source.TALKS, Source.MEETINGS}},
}
# Beside each other in a table: all ways but talks in house, and the talks of which nobody noted the way.
SHOWN_CHANNELS: Final = (
    *((channel.value, channel.label) for channel in Channel if channel != Channel.IN_HOUSE),
    ("", _("niet genoemd")),
)
