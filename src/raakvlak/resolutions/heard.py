"""What was heard in a situation, in figures for readers who know less than its team: counted by the database.

Counted is what everybody in the team may read: never a klad, nor what is for another team. So nobody's own eyes make a
difference, and no figure tells of anything that its readers' colleagues could not look up.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, F, Max, Min, Q, QuerySet

from raakvlak.municipality.models import Audience
from raakvlak.relations.models import Encounter, Party, PartyQuerySet, Presence
from raakvlak.resolutions.hiding import Folded, Told, alone, folded, together
from raakvlak.resolutions.models import Figure, Option, OptionQuerySet, Reaction, ReactionQuerySet
from raakvlak.resolutions.models.briefing import EARLIER, LEAST, SILENT
from raakvlak.situations.models import CheckReply, Insight, Side, Situation

OPTIONS_COUNTED: Final = 50
AREAS_SHOWN: Final = 6
CHANNELS_SHOWN: Final = 7
# In this order a place is left out when a smaller one could be reckoned from it: who is for or against comes last.
HIDDEN_FIRST: Final = (EARLIER, "unsure", SILENT, "live_with", "object", "want", "unacceptable")
PLACES: Final = ("want", "live_with", "unsure", "object", "unacceptable", EARLIER, SILENT)
KINDS: Final = (Party.Kind.PERSON, Party.Kind.GROUP, Party.Kind.ORGANISATION)
Group = Figure.Group


@dataclass
class Counted:
    """The figures of a situation, and the months in which its talks began and ended for now."""

    figures: list[Figure] = field(default_factory=list)
    from_on: datetime.date | None = None
    until_on: datetime.date | None = None


@dataclass(frozen=True)
class Heard:
    """What the team of a situation may read in common, and who was heard of it."""

    situation: Situation
    circles: tuple[int, ...]

    @classmethod
    def of(cls, situation: Situation) -> "Heard":
        """Look at a situation with the eyes that everybody in its team has."""
        shared = Audience.objects.within(situation.municipality).filter(kind=Audience.Kind.FRONTLINE)
        return cls(situation, (situation.team_id, *shared.values_list("pk", flat=True)))

    @property
    def talks(self) -> QuerySet[Encounter]:
        """Return the talks of the situation."""
        standing = Encounter.objects.within(self.situation.municipality).standing()
        return standing.filter(links__situation=self.situation, audience__in=self.circles)

    def options(self, *, for_house: bool) -> OptionQuerySet:
        """Return the options on the table; for the house only those that are not for the team alone."""
        open_ones = Option.objects.within(self.situation.municipality).filter(situation=self.situation).open()
        circles = [one for one in self.circles if one != self.situation.team_id] if for_house else self.circles
        return open_ones.filter(audience__in=circles).in_order()

    def said_of(self, options: Collection[int] | QuerySet[Option, Any]) -> ReactionQuerySet:
        """Return what people said of options, what was taken back or withdrawn left out."""
        said = Reaction.objects.within(self.situation.municipality).filter(option__in=options)
        return said.filter(audience__in=self.circles).standing().of_standing_talks()

    @property
    def said(self) -> ReactionQuerySet:
        """Return what people said of any option of the situation."""
        every = Option.objects.filter(situation=self.situation, audience__in=self.circles)
        return self.said_of(every.order_by().values("pk"))

    @property
    def parties(self) -> PartyQuerySet:
        """Return whom the team may know of and that may be counted."""
        known = Party.objects.within(self.situation.municipality).filter(audience__in=self.circles)
        return known.unmerged().filter(is_not_to_be_noted=False)

    @property
    def is_heard(self) -> Q:
        """Tell who spoke in a talk, or reacted to an option."""
        present = Presence.objects.filter(encounter__in=self.talks.order_by().values("pk"), is_only_mentioned=False)
        return Q(pk__in=present.values("party")) | Q(pk__in=self.said.order_by().values("party"))

    @property
    def people(self) -> PartyQuerySet:
        """Return who was heard."""
        return self.parties.filter(self.is_heard)

    @property
    def unheard(self) -> PartyQuerySet:
        """Return who belongs to a side of the situation, and was not heard yet."""
        sided = Side.parties.through.objects.filter(side__situation=self.situation)
        return self.parties.filter(pk__in=sided.values("party")).exclude(self.is_heard)


def count_heard(situation: Situation, *, for_house: bool) -> Counted:
    """Count what was heard, as far as it may be told, in a number of queries that does not grow."""
    heard, counted = Heard.of(situation), Counted()
    people = _by_kind_and_area(heard.people)
    counted.figures += _people(people, Group.HEARD, Group.HEARD_KIND, Group.HEARD_AREA)
    _count_talks(heard, counted)
    counted.figures += [_figure(Group.OWN, alone(_own_answers(heard)))]
    replies = CheckReply.objects.filter(check_page__situation=situation)
    counted.figures += [_figure(Group.REPLIES, alone(replies.count()))]
    counted.figures += _options(heard, sum(people.values()), for_house=for_house)
    counted.figures += _people(_by_kind_and_area(heard.unheard), Group.UNHEARD, Group.UNHEARD_KIND, Group.UNHEARD_AREA)
    counted.figures += [_figure(Group.HUNCHES, alone(_hunches(heard)))]
    return counted


def _figure(group: str, told: Told, **about: Any) -> Figure:
    return Figure(group=group, number=told.number, is_few=told.is_few, **about)


def _by_kind_and_area(people: PartyQuerySet) -> dict[tuple[str, str], int]:
    """Count people by kind and area, in one query."""
    rows = people.order_by().values("kind", "area__name").annotate(number=Count("pk"))
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["kind"], row["area__name"] or "")
        found[key] = found.get(key, 0) + row["number"]
    return found


def _people(people: Mapping[tuple[str, str], int], group: str, by_kind: str, by_area: str) -> Iterator[Figure]:
    """Tell how many people there are, of which kind, and where."""
    kinds: dict[str, int] = dict.fromkeys(KINDS, 0)
    areas: dict[str, int] = {}
    for (kind, area), number in people.items():
        kinds[kind] += number
        areas[area] = areas.get(area, 0) + number
    total = sum(kinds.values())
    yield _figure(group, alone(total))
    if total < LEAST:
        return
    told = together([kinds[kind] for kind in reversed(KINDS)])[::-1]  # of people is told the longest
    for kind, one in zip(KINDS, told, strict=True):
        yield _figure(by_kind, one, key=kind)
    yield from _folded(by_area, folded(areas, AREAS_SHOWN), "label")


def _folded(group: str, parts: Folded, column: str) -> Iterator[Figure]:
    for name, number in parts.told.items():
        yield _figure(group, Told(number), **{column: name})
    if parts.rest and parts.told:
        yield _figure(group, parts.rest, is_rest=True)


def _count_talks(heard: Heard, counted: Counted) -> None:
    """Count the talks by how they were held, and tell in which months they were."""
    rows = list(
        heard.talks.order_by()
        .values("channel")
        .annotate(number=Count("pk"), first=Min("happened_on"), last=Max("happened_on"))
    )
    total = sum(row["number"] for row in rows)
    counted.figures.append(_figure(Group.TALKS, alone(total)))
    if total < LEAST:
        return
    channels = folded({row["channel"]: row["number"] for row in rows}, CHANNELS_SHOWN)
    counted.figures += _folded(Group.CHANNEL, channels, "key")
    counted.from_on = min(row["first"] for row in rows).replace(day=1)
    counted.until_on = max(row["last"] for row in rows).replace(day=1)


def _own_answers(heard: Heard) -> int:
    """Count who answered themselves, by a link or on paper."""
    own = heard.said.filter(basis=Reaction.Basis.OWN, party__in=heard.parties.order_by().values("pk"))
    return int(own.aggregate(number=Count("party", distinct=True))["number"])


def _hunches(heard: Heard) -> int:
    """Count what we suspect and asked nobody yet."""
    hunches = Insight.objects.filter(situation=heard.situation, basis=Insight.Basis.HUNCH, audience__in=heard.circles)
    return hunches.filter(confirmed_on=None, refuted_on=None).count()


def _options(heard: Heard, people: int, *, for_house: bool) -> Iterator[Figure]:
    """Tell for each option where people stand, and how many of those who were heard said nothing of it."""
    options = dict(heard.options(for_house=for_house).values_list("pk", "title")[:OPTIONS_COUNTED])
    if people < LEAST or not options:
        return
    tally = _tally(heard, options)
    for position, (option, title) in enumerate(options.items(), start=1):
        numbers = {**dict.fromkeys(PLACES, 0), **tally.get(option, {})}
        numbers[SILENT] = max(people - sum(numbers.values()), 0)
        told = dict(zip(HIDDEN_FIRST, together([numbers[place] for place in HIDDEN_FIRST]), strict=True))
        for place in PLACES:
            yield _figure(Group.OPTION, told[place], key=place, label=title, position=position)


def _tally(heard: Heard, options: Mapping[int, str]) -> dict[int, dict[str, int]]:
    """Count for each option what each party last said of it, each place apart."""
    last = heard.said_of(list(options)).last_said_among(heard.circles)
    counted = last.filter(party__in=heard.parties.order_by().values("pk")).annotate(of_version=F("option__version"))
    rows = counted.order_by().values("option", "gradient", "version", "of_version").annotate(number=Count("pk"))
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        place = row["gradient"] if row["version"] == row["of_version"] else EARLIER
        places = found.setdefault(row["option"], {})
        places[place] = places.get(place, 0) + row["number"]
    return found
