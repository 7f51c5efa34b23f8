"""What is asked in the house, and what stands in the way there."""

from raakvlak.alignment.models.lane import Lane, LaneQuerySet
from raakvlak.alignment.models.request import Request, RequestQuerySet
from raakvlak.alignment.models.step import Step
from raakvlak.alignment.models.threshold import Threshold, ThresholdQuerySet, ThresholdStep

__all__ = [
    "Lane",
    "LaneQuerySet",
    "Request",
    "RequestQuerySet",
    "Step",
    "Threshold",
    "ThresholdQuerySet",
    "ThresholdStep",
]
