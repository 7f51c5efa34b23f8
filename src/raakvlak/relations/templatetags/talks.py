"""How a talk is drawn."""

from typing import Final

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

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


@register.simple_tag
def talk_head(encounter: Encounter) -> SafeString:
    """Draw when and where a talk was, and who noted it: at once, for a list shows dozens of talks."""
    opens = format_html(
        '<a href="{}">{}<span class="visually-hidden"> – {}</span></a>',
        reverse("desk:encounter", args=[encounter.uuid]),
        moment_of(encounter),
        _("open deze notitie"),
    )
    told = (encounter.get_channel_display(), encounter.area.name if encounter.area else "", writer_of(encounter))
    return opens + format_html_join("", " <span>{}</span>", ((one,) for one in told if one))


def moment_of(encounter: Encounter) -> str:
    """Tell the day of a talk, and its part of the day when that is known."""
    day = date_format(encounter.happened_on, "j F Y")
    return f"{day}, {encounter.get_part_of_day_display()}" if encounter.part_of_day else day


def writer_of(encounter: Encounter) -> str:
    """Tell who noted a talk, and whose note it was before."""
    author = encounter.author.user.name
    if encounter.written_by:
        writer = encounter.written_by.user.name
        return _("door %(writer)s, overgenomen door %(name)s") % {"writer": writer, "name": author}
    return f"{_('door')} {author}"
