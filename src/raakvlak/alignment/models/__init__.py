"""What is possible in the house, what is asked in it, and what stands in the way there."""

from raakvlak.alignment.models.choice import Choice, ChoiceQuerySet
from raakvlak.alignment.models.kept_index import KeptIndex
from raakvlak.alignment.models.lane import Lane, LaneQuerySet
from raakvlak.alignment.models.possibility import (
    READING_ROLES,
    Possibility,
    PossibilityQuerySet,
    RemovedPossibility,
)
from raakvlak.alignment.models.related_words import RelatedWords, RelatedWordsQuerySet, WordList
from raakvlak.alignment.models.request import Request, RequestQuerySet
from raakvlak.alignment.models.step import Step
from raakvlak.alignment.models.threshold import Threshold, ThresholdQuerySet, ThresholdStep

__all__ = [
    "READING_ROLES",
    "Choice",
    "ChoiceQuerySet",
    "KeptIndex",
    "Lane",
    "LaneQuerySet",
    "Possibility",
    "PossibilityQuerySet",
    "RelatedWords",
    "RelatedWordsQuerySet",
    "RemovedPossibility",
    "Request",
    "RequestQuerySet",
    "Step",
    "Threshold",
    "ThresholdQuerySet",
    "ThresholdStep",
    "WordList",
]
