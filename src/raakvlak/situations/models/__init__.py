"""What goes on in a place, what was learned there, and whether it is right."""

from raakvlak.situations.models.check import Check, CheckReply
from raakvlak.situations.models.course import PhaseChange, Question
from raakvlak.situations.models.insight import FADES_AFTER_DAYS, Insight
from raakvlak.situations.models.sides import Outreach, Side
from raakvlak.situations.models.situation import Situation, SituationAppointment, SituationEncounter, SituationPromise
from raakvlak.situations.models.task import Task, TaskQuerySet

__all__ = [
    "FADES_AFTER_DAYS",
    "Check",
    "CheckReply",
    "Insight",
    "Outreach",
    "PhaseChange",
    "Question",
    "Side",
    "Situation",
    "SituationAppointment",
    "SituationEncounter",
    "SituationPromise",
    "Task",
    "TaskQuerySet",
]
