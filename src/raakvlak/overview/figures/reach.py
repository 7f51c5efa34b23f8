"""From where we heard little: talks and meetings per area, held against who lives there."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from raakvlak.overview.counting import Voices, clusters_in, voices_in
from raakvlak.overview.scope import Place, Town
from raakvlak.overview.sources import SHOWN_CHANNELS, Source
from raakvlak.relations.models import EncounterQuerySet

if TYPE_CHECKING:
    from draagvlak.reach import Reach


class Verdict(TextChoices):
    """What can be said of an area."""

    FEWER = "fewer", gettext_lazy("minder")
    MORE = "more", gettext_lazy("meer")
    CHANCE = "chance", gettext_lazy("kan toeval zijn")
    TOO_FEW = "too_few", gettext_lazy("te weinig om iets te zeggen")
    UNKNOWN = "unknown", gettext_lazy("niet te vergelijken")


@dataclass(frozen=True, slots=True)
class Line:
    """One area: how often we heard from there, between which numbers chance stays, and what that says."""

    place: Place
    number: int
    low: int
    high: int
    verdict: Verdict
    by_channel: list[int]
    lived: int | None
    is_meeting: bool

    @property
    def heard_in_words(self) -> str:
        """Say how often we heard from here."""
        if self.is_meeting:
            return ngettext("%(number)d bijeenkomst", "%(number)d bijeenkomsten", self.number) % {"number": self.number}
        return ngettext("%(number)d gesprek", "%(number)d gesprekken", self.number) % {"number": self.number}

    @property
    def expected_in_words(self) -> str:
        """Say what chance would give."""
        if self.verdict == Verdict.UNKNOWN:
            return ""
        if self.low == self.high:
            return _("precies %(number)d") % {"number": self.low}
        if self.low == 0:
            return _("hoogstens %(number)d") % {"number": self.high}
        return _("tussen %(low)d en %(high)d") % {"low": self.low, "high": self.high}

    @property
    def in_words(self) -> str:
        """Say what the numbers tell of this area."""
        return str(SAYINGS[self.verdict]) if self.lived != 0 else _("Hier woont niemand.")

    @property
    def numbers_in_words(self) -> str:
        """Say how often we heard from here, and what chance would give."""
        if self.verdict == Verdict.UNKNOWN:
            return _("We hadden hier %(heard)s.") % {"heard": self.heard_in_words}
        told = {"heard": self.heard_in_words, "expected": self.expected_in_words}
        return _("We hadden hier %(heard)s; bij toeval verwacht je er %(expected)s.") % told

    @property
    def sentence(self) -> str:
        """Say it all, as the map does."""
        return f"{self.in_words} {self.numbers_in_words}"


SAYINGS: Final = {
    Verdict.FEWER: gettext_lazy("Van hier hoorden we minder dan toeval verklaart."),
    Verdict.MORE: gettext_lazy("Van hier hoorden we meer dan toeval verklaart."),
    Verdict.CHANCE: gettext_lazy("Dit kan toeval zijn."),
    Verdict.TOO_FEW: gettext_lazy("Te weinig gehoord om iets te zeggen."),
    Verdict.UNKNOWN: gettext_lazy("We weten niet hoeveel mensen hier wonen."),
}


@dataclass(frozen=True)
class ReachFigures:
    """The answer: a line for each area, and what could not be laid on the map."""

    lines: list[Line]
    voices: Voices
    source: str
    elsewhere: int
    clustering: float

    @property
    def total(self) -> int:
        """Return how often we heard anybody, by the source that was asked for."""
        return self.voices.total(self.source)

    @property
    def residents(self) -> int | None:
        """Return how many people live in what is compared; nothing when that is not known of all of it."""
        lived = [line.place.residents for line in self.lines]
        return None if None in lived else sum(number for number in lived if number is not None)

    @cached_property
    def silent(self) -> list[Line]:
        """Return the areas from which fewer voices came than chance explains."""
        return [line for line in self.lines if line.verdict == Verdict.FEWER]

    @cached_property
    def loud(self) -> list[Line]:
        """Return the areas from which more came."""
        return [line for line in self.lines if line.verdict == Verdict.MORE]

    @property
    def can_tell(self) -> bool:
        """Tell whether any area could have been found silent: with few talks, chance gives none at all too."""
        return any(line.low > 0 for line in self.lines)

    @property
    def is_compared(self) -> bool:
        """Tell whether there is more than one area of which we know who live there."""
        return sum(line.verdict != Verdict.UNKNOWN for line in self.lines) > 1

    @property
    def hangs_together(self) -> bool:
        """Tell whether talks of one day in one area made the ranges wider."""
        return self.clustering > 1

    @property
    def told(self) -> list[Line]:
        """Return all lines, the silent areas first and the loud ones after them."""
        order = [Verdict.FEWER, Verdict.MORE]
        return sorted(self.lines, key=lambda line: order.index(line.verdict) if line.verdict in order else len(order))

    @property
    def sources(self) -> list[tuple[str, int]]:
        """Return by which ways we heard people, and how often; they are not added up."""
        shown = [source for source in Source if source != Source.TALKS]
        return [(str(source.label), self.voices.total(source)) for source in shown if self.voices.total(source)]

    def as_json(self) -> dict[str, list[str]]:
        """Return per area what the map draws and tells."""
        return {str(line.place.pk): [line.verdict.value, str(line.verdict.label), line.sentence] for line in self.lines}


def reach_of(talks: EncounterQuerySet, town: Town, *, whole_id: int | None, source: str, against: str) -> ReachFigures:
    """Hold these talks against who lives in the areas within one, or within the municipality; in two queries."""
    from draagvlak.reach import clustering_of, reach  # noqa: PLC0415 – numpy and scipy are heavy

    compared = town.compared(whole_id)
    voices, clusters = voices_in(talks), clusters_in(talks, source)
    gathered = town.gathered(voices.of_source(source).items(), compared)
    numbers = [gathered.get(place.pk, 0) for place in compared]
    lived: list[int | None] = [getattr(place, against) for place in compared]
    clustering = clustering_of(clusters.talks, clusters.squares)
    found = reach(numbers, lived, clustering=clustering)
    channels = _by_channel(voices, town, compared)
    lines = [
        Line(
            place=place,
            number=numbers[at],
            low=int(found.low[at]),
            high=int(found.high[at]),
            verdict=_verdict(found, at),
            by_channel=[channels[place.pk][channel] for channel, _label in SHOWN_CHANNELS],
            lived=lived[at],
            is_meeting=source == Source.MEETINGS,
        )
        for at, place in enumerate(compared)
    ]
    return ReachFigures(lines, voices, source, gathered.get(None, 0), clustering)


def _verdict(found: "Reach", at: int) -> Verdict:
    if not found.is_compared[at]:
        return Verdict.UNKNOWN
    if found.is_fewer[at]:
        return Verdict.FEWER
    if found.is_more[at]:
        return Verdict.MORE
    return Verdict.CHANCE if found.low[at] > 0 else Verdict.TOO_FEW


def _by_channel(voices: Voices, town: Town, compared: list[Place]) -> dict[int, Counter[str]]:
    """Count per compared area by which channel we heard people there."""
    found: dict[int, Counter[str]] = {place.pk: Counter() for place in compared}
    for channel in {channel for _area, channel in voices.numbers}:
        counts = [(area_id, number) for (area_id, way), number in voices.numbers.items() if way == channel]
        for area_id, number in town.gathered(counts, compared).items():
            if area_id is not None:
                found[area_id][channel] += number
    return found
