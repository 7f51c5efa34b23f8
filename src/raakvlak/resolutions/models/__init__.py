"""What could be done, and what people say of that."""

from raakvlak.resolutions.models.briefing import Briefing, BriefingQuerySet, Figure
from raakvlak.resolutions.models.contribution import (
    Contribution,
    ContributionAnswer,
    ContributionQuerySet,
    Outcome,
    Telling,
)
from raakvlak.resolutions.models.house import OptionPossibility, OptionRequest, OptionReservation
from raakvlak.resolutions.models.option import (
    EarlierText,
    Option,
    OptionCost,
    OptionInsight,
    OptionQuerySet,
    Succession,
)
from raakvlak.resolutions.models.reaction import Reaction, ReactionPage, ReactionQuerySet, TakenUp

__all__ = [
    "Briefing",
    "BriefingQuerySet",
    "Contribution",
    "ContributionAnswer",
    "ContributionQuerySet",
    "EarlierText",
    "Figure",
    "Option",
    "OptionCost",
    "OptionInsight",
    "OptionPossibility",
    "OptionQuerySet",
    "OptionRequest",
    "OptionReservation",
    "Outcome",
    "Reaction",
    "ReactionPage",
    "ReactionQuerySet",
    "Succession",
    "TakenUp",
    "Telling",
]
