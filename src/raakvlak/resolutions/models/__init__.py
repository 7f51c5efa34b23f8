"""What could be done, and what people say of that."""

from raakvlak.resolutions.models.briefing import Briefing, BriefingQuerySet, Figure
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
    "EarlierText",
    "Figure",
    "Option",
    "OptionCost",
    "OptionInsight",
    "OptionQuerySet",
    "Reaction",
    "ReactionPage",
    "ReactionQuerySet",
    "Succession",
    "TakenUp",
]
