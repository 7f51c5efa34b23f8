"""How a talk is drawn."""

from typing import Final

from django import template

from raakvlak.relations.models import Encounter

register = template.Library()

STORY: Final = "book-open"
TALK: Final = "message-circle"
Channel = Encounter.Channel
ICONS: Final[dict[str, str]] = {
    Channel.STREET: "footprints",
    Channel.KITCHEN_TABLE: "coffee",
    Channel.MEETING: "users",
    Channel.PHONE: "phone",
    Channel.EMAIL: "mail",
    Channel.DIGITAL: "smartphone",
    Channel.IN_HOUSE: "landmark",
}


@register.filter
def talk_icon(encounter: Encounter) -> str:
    """Name the icon of a talk: of a story, or else of where it was."""
    return STORY if encounter.is_story else ICONS.get(encounter.channel, TALK)
