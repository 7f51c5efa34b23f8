"""What could help the wishes of a situation, as far as somebody may see it, and why; a person decides."""

import datetime
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from raakvlak.alignment.kept_index import AT_ONCE, Known, known_of
from raakvlak.alignment.models import Choice, ChoiceQuerySet, Possibility, PossibilityQuerySet
from raakvlak.alignment.own_ranking import ranked_for
from raakvlak.alignment.wishes import Wish, without_names
from raakvlak.municipality.models import Area, Member, Municipality
from raakvlak.situations.models import Situation

if TYPE_CHECKING:
    from draagvlak.matching import Match, Suggestion, Where

SHOWN: Final = 5
OF_EACH: Final = 3
WISHES_AT_ONCE: Final = 6  # each is looked up by itself; of more, one opens the page of the wish
MORE: Final = 15
MOST: Final = 95
SPARE: Final = 2  # so many more are looked for: one may have ended or gone since
WHYS: Final = 3
MOST_CHOICES: Final = 2_000
LONGEST_WISH: Final = 1_000  # what a wish is about stands in its beginning


@dataclass(frozen=True, slots=True)
class Looked:
    """Where and when one looks: only what holds in the area of the situation, and on which days."""

    is_here: bool = True
    first: datetime.date | None = None
    last: datetime.date | None = None


class Seen(NamedTuple):
    """A choice that somebody may see: its number, what was chosen, and whether it fits."""

    number: int
    possibility_id: int | None
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Words of the wish, and the words of the possibility that they led to."""

    said: str
    found: str
    is_same: bool
    is_learned: bool = False
    is_alike: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """A possibility that could help, and why."""

    possibility: Possibility
    whys: list[Why]
    earlier: list[Choice]

    @property
    def same(self) -> list[str]:
        """Return the words that stand on both sides."""
        return [why.said for why in self.whys if why.is_same]

    @property
    def led(self) -> list[Why]:
        """Return the words that led to others."""
        return [why for why in self.whys if not why.is_same]

    @property
    def is_told(self) -> bool:
        """Tell whether more speaks for it than that words are written alike."""
        return any(not why.is_alike for why in self.whys)


@dataclass
class Helped:
    """A wish, what was chosen for it, and what else could help."""

    wish: Wish
    chosen: list[Choice] = field(default_factory=list)
    suggested: list[Suggested] = field(default_factory=list)
    has_more: bool = False

    @property
    def told(self) -> list[Suggested]:
        """Return for which more speaks than that words are written alike."""
        return [one for one in self.suggested if one.is_told]

    @property
    def accepted(self) -> list[Choice]:
        """Return what fits."""
        return [one for one in self.chosen if one.is_accepted]

    @property
    def rejected(self) -> list[Choice]:
        """Return what does not fit."""
        return [one for one in self.chosen if not one.is_accepted]


def possibilities_for(member: Member) -> PossibilityQuerySet:
    """Return what this member may see of what holds now or later."""
    return Possibility.objects.within(member.municipality).visible_to(member).running()


def choices_for(member: Member) -> list[Seen]:
    """Return the newest choices that this member may see and that stand, with only what one looks by."""
    visible = Choice.objects.within(member.municipality).visible_to(member).standing().order_by("-pk")
    return [Seen(*row) for row in visible.values_list("pk", "possibility_id", "is_accepted")[:MOST_CHOICES]]


def helped(
    wishes: Iterable[Wish], situation: Situation, member: Member, looked: Looked, *, most: int = SHOWN
) -> list[Helped]:
    """Return for each wish what was chosen, and for the first of them what else could help; in as many queries."""
    found = [Helped(wish) for wish in wishes]
    for choice in chosen_in(situation, member):
        for one in found:
            if one.wish.key == choice.wish_key:
                one.chosen.append(choice)
    look_up(found, situation, member, looked, most=most)
    return found


def look_up(found: Sequence[Helped], situation: Situation, member: Member, looked: Looked, *, most: int) -> None:
    """Find what could help the first of these, beside what was chosen for them."""
    where = where_of(situation, looked)
    choices = choices_for(member)
    with known_of(situation.municipality) as known:
        remember(known, choices)
        first = found[:WISHES_AT_ONCE]
        raw = [suggestions(known, one, choices, where, most + len(one.chosen) + SPARE) for one in first]
        like = [alike(known, one.wish, suggested) for one, suggested in zip(first, raw, strict=True)]
    _fill(first, raw, like, member, most)


def chosen_in(situation: Situation, member: Member) -> ChoiceQuerySet:
    """Return what was chosen for the wishes of a situation, as far as this member may see it, the oldest first."""
    visible = Choice.objects.within(member.municipality).visible_to(member).standing().filter(situation=situation)
    return visible.select_related("possibility__department").order_by("pk")


def suggestions(known: Known, one: Helped, choices: Sequence[Seen], where: "Where", limit: int) -> "list[Suggestion]":
    """Ask the index what could help with one wish; earlier choices count as far as this reader may see them."""
    from draagvlak.matching import suggest  # noqa: PLC0415 – heavy

    elsewhere = [choice.number for choice in choices if choice.is_accepted and choice.possibility_id]
    earlier = known.earlier.among(elsewhere)
    wish = one.wish.plain[:LONGEST_WISH]
    own = ranked_for(wish, one.wish.situation.municipality_id)
    return suggest(wish, known.index, known.thesaurus, earlier=earlier, where=where, ranked=own, limit=min(limit, 100))


def alike(known: Known, wish: Wish, suggested: "Iterable[Suggestion]") -> frozenset[int]:
    """Return which earlier choices of these are for wishes with a word in common, or that lead to the same."""
    earlier = known.earlier.among([number for one in suggested for number in one.earlier])
    return frozenset(case.number for case in earlier.like(wish.plain[:LONGEST_WISH]) if case.matches)


def remember(known: Known, choices: Iterable[Seen]) -> None:
    """Let this process know these choices, some hundreds at once; whose eyes they are for is asked each time anew."""
    unknown = [choice.number for choice in choices if choice.number not in known.earlier][:AT_ONCE]
    rows = Choice.objects.filter(pk__in=unknown).values_list("pk", "wish", "possibility_id") if unknown else ()
    for number, wish, chosen in rows:
        words = without_names(wish)[:LONGEST_WISH]
        if words:
            known.earlier.put(number, words, chosen=chosen or 0)


def where_of(situation: Situation, looked: Looked) -> "Where":
    """Return among what one looks: what holds in the area of the situation and on those days."""
    from draagvlak.matching import Where  # noqa: PLC0415 – heavy

    areas = areas_around(situation) if looked.is_here else None
    return Where(areas=areas, begins_on=looked.first, ends_on=looked.last)


def areas_around(situation: Situation) -> tuple[int, ...] | None:
    """Return the area of a situation and those in which it lies; none when it has no area."""
    from draagvlak.matching import lies_in  # noqa: PLC0415 – heavy

    if situation.area_id is None:
        return None
    parents = dict(Area.objects.within(situation.municipality).values_list("pk", "parent_id"))
    try:
        return lies_in(situation.area_id, parents)
    except ValueError:  # areas that lie in each other: the own area is what is sure
        return (situation.area_id,)


def pairs_behind(wish: Wish, possibility: Possibility) -> list[tuple[str, str]]:
    """Return the related words by which a possibility is found for a wish, to remember with a choice."""
    from draagvlak.matching import Where, suggest  # noqa: PLC0415 – heavy

    with known_of(wish.situation.municipality) as known:
        among = Where(among=[possibility.pk])
        found = suggest(wish.plain[:LONGEST_WISH], known.index, known.thesaurus, where=among, limit=1)
    pairs = (match.pair for one in found for match in one.matches if match.pair)
    return list(dict.fromkeys((pair.word, pair.related) for pair in pairs))


def _fill(
    found: Sequence[Helped],
    raw: "Sequence[Sequence[Suggestion]]",
    like: Sequence[frozenset[int]],
    member: Member,
    most: int,
) -> None:
    """Fetch what is suggested, and leave out what is over, gone, or chosen already."""
    ids = {one.id for suggested in raw for one in suggested}
    numbers = {number for suggested in raw for one in suggested for number in one.earlier} & set(chain(*like))
    rows = possibilities_for(member).filter(pk__in=ids).select_related("department", "area").defer("area__geometry")
    possibilities = {row.pk: row for row in rows}
    choices = Choice.objects.within(member.municipality).visible_to(member).filter(pk__in=numbers)
    earlier = {one.pk: one for one in choices.select_related("situation")}
    for one, suggested, known in zip(found, raw, like, strict=True):
        done = {choice.possibility_id for choice in one.chosen}
        left = [each for each in suggested if each.id in possibilities and each.id not in done]
        one.has_more = len(left) > most
        one.suggested = [
            Suggested(
                possibilities[each.id],
                whys_of(each.matches),
                _elsewhere(known.intersection(each.earlier), earlier, one.wish),
            )
            for each in left[:most]
        ]


def _elsewhere(numbers: Iterable[int], earlier: dict[int, Choice], wish: Wish) -> list[Choice]:
    """Return the earlier choices that speak for it, each situation once, this one's own left out."""
    rows = (earlier[number] for number in sorted(numbers, reverse=True) if number in earlier)
    return list({row.situation_id: row for row in rows if row.situation_id != wish.situation.pk}.values())[:2]


def whys_of(matches: "Iterable[Match]") -> list[Why]:
    """Return the plainest reasons, each pair of words once; words that are only written alike when nothing else is."""
    from draagvlak.matching import How  # noqa: PLC0415 – heavy

    found: dict[tuple[str, str], Why] = {}
    all_matches = list(matches)
    telling = [match for match in all_matches if match.how != How.ALIKE]
    for match in telling or all_matches:
        said, word = " ".join(match.said), match.found
        is_learned = bool(match.pair and match.pair.is_learned)
        why = Why(said, word, said.casefold() == word.casefold(), is_learned, match.how == How.ALIKE)
        found.setdefault((said.casefold(), word.casefold()), why)
    return list(found.values())[:WHYS]


def likeliest(found: Iterable[Helped], without: Container[int | None] = ()) -> list[tuple[Wish, Suggested]]:
    """Return the likeliest suggestions of all wishes in turn, each possibility once; no more than one takes in."""
    shown: dict[int, tuple[Wish, Suggested]] = {}
    columns = zip_longest(*([(one.wish, each) for each in one.suggested] for one in found))
    for wish, suggested in (pair for column in columns for pair in column if pair):
        if suggested.is_told and suggested.possibility.pk not in without:
            shown.setdefault(suggested.possibility.pk, (wish, suggested))
    return list(shown.values())[:SHOWN]


def has_possibilities(municipality: Municipality) -> bool:
    """Tell whether anything was written down that could help."""
    return Possibility.objects.within(municipality).running().exists()
