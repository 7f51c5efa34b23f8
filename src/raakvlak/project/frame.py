"""What the frame around every page needs to know."""

from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.access import may_open
from raakvlak.municipality.models import Member
from raakvlak.project.appearance import chosen_appearance

Places = tuple[tuple[str, str | Promise, str], ...]

NAVIGATION = (
    ("desk:today", _("Vandaag"), "sun"),
    ("situations:list", _("Situaties"), "map"),
    ("desk:parties", _("Mensen"), "users"),
    ("alignment:home", _("In huis"), "landmark"),
    ("learning:stories", _("Verhalen"), "book-open"),
)
# Screens with an address of their own that are a tab of one in the navigation.
TABS = {"desk:parties": "desk:encounters", "situations:list": "overview:municipality_reach"}
MENU = (
    ("municipality:me", _("Ik"), "user-round"),
    ("municipality:settings", _("Instellingen"), "settings"),
    ("privacy:home", _("Privacy"), "shield"),
)
SWITCH = (("municipality:switch", _("Andere gemeente"), "refresh-cw"),)


@dataclass(frozen=True)
class Link:
    """A way to somewhere, with the word and the icon that stand for it."""

    url: str
    label: str | Promise
    icon: str
    current: str = ""  # "page" on the screen itself, "true" on a screen below it

    @property
    def is_here(self) -> bool:
        """Tell whether the reader is there already."""
        return self.current != ""


@dataclass
class Frame:
    """What stands around a page."""

    appearance: str = ""
    home_url: str = ""
    note_url: str = ""
    search_url: str = ""
    appearance_url: str = ""
    logo_url: str = ""
    theme_url: str = ""
    is_invented: bool = False
    navigation: list[Link] = field(default_factory=list)
    menu: list[Link] = field(default_factory=list)


def address(name: str) -> str:
    """Return the address of a screen, or nothing where its room is not in the house yet."""
    return address_among(name, settings.ROOT_URLCONF, get_script_prefix())


@cache
def address_among(name: str, _addresses: str, _below: str) -> str:
    """Look an address up once: the same dozen stand on every page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def opened(member: Member, name: str) -> str:
    """Return the address of a screen that this member may open, or nothing."""
    url = address(name)
    return url if url and may_open(member, url) else ""


def whereabouts(url: str, path: str) -> str:
    """Say in the words of aria-current whether a path is this screen or one below it."""
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def links(known: Places, member: Member, path: str) -> list[Link]:
    """Return the links to the screens that exist and that this member may open."""
    found = [(name, address(name), label, icon) for name, label, icon in known]
    return [
        Link(url, label, icon, whereabouts(url, path) or on_tab(name, path))
        for name, url, label, icon in found
        if url and may_open(member, url)
    ]


def on_tab(name: str, path: str) -> str:
    """Say whether a path lies below the other tab of a screen."""
    return whereabouts(address(TABS[name]), path) and "true" if name in TABS else ""


def frame_of(request: HttpRequest) -> Frame:
    """Put together what stands around the page that answers this request."""
    made = Frame(appearance=chosen_appearance(request), appearance_url=address("appearance"))
    member: Member | None = getattr(request, "member", None)
    if member is None:
        return made
    municipality = member.municipality
    made.is_invented = municipality.is_invented
    made.logo_url, made.theme_url = municipality.logo_url, municipality.theme_url
    made.home_url = address("desk:today")
    made.note_url, made.search_url = (opened(member, name) for name in ("desk:note", "desk:search"))
    made.navigation = links(NAVIGATION, member, request.path)
    has_more = getattr(request, "has_more_municipalities", False)
    made.menu = links(MENU + SWITCH if has_more else MENU, member, request.path)
    return made


def frame(request: HttpRequest) -> dict[str, object]:
    """Hand the member, her municipality and the frame to the templates."""
    member = getattr(request, "member", None)
    return {
        "member": member,
        "municipality": member and member.municipality,
        "is_demo": settings.DEMO,
        "work_account": settings.RAAKVLAK_OIDC
        and {
            "name": settings.RAAKVLAK_OIDC.name,
            "is_only": settings.RAAKVLAK_OIDC_POLICY.is_only,
        },
        "frame": SimpleLazyObject(lambda: frame_of(request)),
    }
