"""What could be done, and what people say of that."""

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
    "EarlierText",
    "Option",
    "OptionCost",
    "OptionInsight",
    "OptionPossibility",
    "OptionQuerySet",
    "OptionRequest",
    "OptionReservation",
    "Reaction",
    "ReactionPage",
    "ReactionQuerySet",
    "Succession",
    "TakenUp",
]
