"""The nouns of a municipality: who works there, in which places, who may read what, and how long it is kept."""

from raakvlak.municipality.models.area_import import AreaImport
from raakvlak.municipality.models.audience import Audience
from raakvlak.municipality.models.channel import Channel
from raakvlak.municipality.models.keeping import Ground, Kept, KeptKind, Purpose, RetentionRule
from raakvlak.municipality.models.log import AccessLogEntry
from raakvlak.municipality.models.member import NOTE_ROLES, SETTLING_ROLES, Member, MemberInvitation, Role
from raakvlak.municipality.models.place import Area, AreaOutline, Department, Logo, Municipality
from raakvlak.municipality.models.rows import MunicipalityQuerySet, VisibleQuerySet
from raakvlak.municipality.models.saved_filter import ListName, SavedFilter
from raakvlak.municipality.models.search import SearchEntry, SearchEntryQuerySet
from raakvlak.municipality.models.tag import MOST_TAGS, Tag
from raakvlak.municipality.models.user import User
from raakvlak.municipality.models.work_account import WorkAccount

__all__ = [
    "MOST_TAGS",
    "NOTE_ROLES",
    "SETTLING_ROLES",
    "AccessLogEntry",
    "Area",
    "AreaImport",
    "AreaOutline",
    "Audience",
    "Channel",
    "Department",
    "Ground",
    "Kept",
    "KeptKind",
    "ListName",
    "Logo",
    "Member",
    "MemberInvitation",
    "Municipality",
    "MunicipalityQuerySet",
    "Purpose",
    "RetentionRule",
    "Role",
    "SavedFilter",
    "SearchEntry",
    "SearchEntryQuerySet",
    "Tag",
    "User",
    "VisibleQuerySet",
    "WorkAccount",
]
