"""What is possible in the house, what is asked in it, and what stands in the way there."""

from raakvlak.alignment.models.lane import Lane, LaneQuerySet
from raakvlak.alignment.models.possibility import (
    READING_ROLES,
    Possibility,
    PossibilityQuerySet,
    RemovedPossibility,
)
from raakvlak.alignment.models.request import Request, RequestQuerySet
from raakvlak.alignment.models.step import Step
from raakvlak.alignment.models.threshold import Threshold, ThresholdQuerySet, ThresholdStep

__all__ = [
    "READING_ROLES",
    "Lane",
    "LaneQuerySet",
    "Possibility",
    "PossibilityQuerySet",
    "RemovedPossibility",
    "Request",
    "RequestQuerySet",
    "Step",
    "Threshold",
    "ThresholdQuerySet",
    "ThresholdStep",
]
