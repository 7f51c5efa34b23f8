"""Whom we meet, what was said, and what was promised."""

from raakvlak.relations.models.affiliation import Affiliation, AffiliationQuerySet, Introduction, IntroductionQuerySet
from raakvlak.relations.models.appointment import Appointment, AppointmentQuerySet
from raakvlak.relations.models.day import DayOfTalkField
from raakvlak.relations.models.encounter import (
    RESTORED_WITHIN_DAYS,
    Encounter,
    EncounterQuerySet,
    Presence,
    PresenceQuerySet,
    TalkQuerySet,
)
from raakvlak.relations.models.merge import UNDONE_WITHIN_DAYS, Merge, MergedRows
from raakvlak.relations.models.party import MOST_WEEKS, ContactPoint, OtherName, Party, PartyQuerySet
from raakvlak.relations.models.photo import (
    MOST_PHOTOS,
    Photo,
    PhotoContent,
    PhotoQuerySet,
    PhotoUpload,
    PhotoUploadQuerySet,
)
from raakvlak.relations.models.promise import Promise, PromiseQuerySet
from raakvlak.relations.models.promise_steps import PromiseCorrection, PromiseHandover, PromiseMove, PromiseSettling
from raakvlak.relations.models.rhythm import ColleagueRhythm, ColleagueRhythmQuerySet

__all__ = [
    "MOST_PHOTOS",
    "MOST_WEEKS",
    "RESTORED_WITHIN_DAYS",
    "UNDONE_WITHIN_DAYS",
    "Affiliation",
    "AffiliationQuerySet",
    "Appointment",
    "AppointmentQuerySet",
    "ColleagueRhythm",
    "ColleagueRhythmQuerySet",
    "ContactPoint",
    "DayOfTalkField",
    "Encounter",
    "EncounterQuerySet",
    "Introduction",
    "IntroductionQuerySet",
    "Merge",
    "MergedRows",
    "OtherName",
    "Party",
    "PartyQuerySet",
    "Photo",
    "PhotoContent",
    "PhotoQuerySet",
    "PhotoUpload",
    "PhotoUploadQuerySet",
    "Presence",
    "PresenceQuerySet",
    "Promise",
    "PromiseCorrection",
    "PromiseHandover",
    "PromiseMove",
    "PromiseQuerySet",
    "PromiseSettling",
    "TalkQuerySet",
]
