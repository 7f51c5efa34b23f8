"""How often people were heard, per area and channel; the database counts, and no row of a talk is read."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from raakvlak.overview.sources import CHANNELS_OF, SHOWN_CHANNELS
from raakvlak.relations.models import EncounterQuerySet

YEAR_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Voices:
    """How many talks there were per area and channel."""

    numbers: Counter[tuple[int | None, str]]

    def of_source(self, source: str) -> Counter[int | None]:
        """Count one source per area."""
        found: Counter[int | None] = Counter()
        for (area_id, channel), number in self.numbers.items():
            if channel in CHANNELS_OF[source]:
                found[area_id] += number
        return found

    def total(self, source: str) -> int:
        """Count one source wherever it was."""
        return self.of_source(source).total()


def voices_in(talks: EncounterQuerySet) -> Voices:
    """Count these talks in one query: an index answers it in its own order, so that nothing is sorted."""
    channels = [channel for channel, _label in SHOWN_CHANNELS]
    per_channel = {f"n_{channel}": Count("pk", filter=Q(channel=channel)) for channel in channels}
    rows = talks.order_by().values("area").annotate(**per_channel).values_list("area", *per_channel)
    return Voices(Counter({(row[0], channel): row[at] for row in rows for at, channel in enumerate(channels, 1)}))


class Clusters(NamedTuple):
    """How talks hang together: how many there are, and the sizes of their clusters squared and added up."""

    talks: int
    squares: int


def clusters_in(talks: EncounterQuerySet, source: str) -> Clusters:
    """Measure how the talks of one source hang together: those of one day in one area are a cluster."""
    of_source = talks.filter(channel__in=CHANNELS_OF[source])
    clusters = of_source.order_by().values("area", "happened_on").annotate(size=Count("*"))
    found = clusters.aggregate(talks=Sum("size"), squares=Sum(F("size") * F("size")))
    return Clusters(found["talks"] or 0, found["squares"] or 0)


def this_year(talks: EncounterQuerySet) -> EncounterQuerySet:
    """Keep the talks of the last twelve months."""
    return talks.filter(happened_on__gte=timezone.localdate() - datetime.timedelta(days=YEAR_DAYS))
