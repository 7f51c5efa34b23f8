"""Whom we meet, what was said, and what was promised."""

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
from raakvlak.relations.models.party import ContactPoint, Party, PartyQuerySet
from raakvlak.relations.models.promise import Promise, PromiseQuerySet
from raakvlak.relations.models.promise_steps import PromiseHandover, PromiseMove, PromiseSettling

__all__ = [
    "RESTORED_WITHIN_DAYS",
    "Appointment",
    "AppointmentQuerySet",
    "ContactPoint",
    "DayOfTalkField",
    "Encounter",
    "EncounterQuerySet",
    "Party",
    "PartyQuerySet",
    "Presence",
    "PresenceQuerySet",
    "Promise",
    "PromiseHandover",
    "PromiseMove",
    "PromiseQuerySet",
    "PromiseSettling",
    "TalkQuerySet",
]
