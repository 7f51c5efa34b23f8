"""Find out whom typed names stand for: a party that is known, a new one, or one that must be asked about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from raakvlak.municipality.models import Member
from raakvlak.relations.duplicates import Described, all_hints
from raakvlak.relations.models import OtherName, Party, PartyQuerySet
from raakvlak.web.text import sort_name

MOST_CANDIDATES: Final = 40


@dataclass(frozen=True, slots=True)
class Unsure:
    """A typed name that could stand for several parties, or for a new one."""

    typed: str
    candidates: list[Party]


@dataclass(frozen=True, slots=True)
class Whom:
    """The parties that typed names stand for, the names that are new, and those that must be asked about."""

    ids: frozenset[int] = frozenset()
    new: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()


def find_whom(
    names: Sequence[str], member: Member, chosen: Collection[int], new: Collection[str], *, are_anonymous: bool = False
) -> Whom:
    """Look for typed names among the visible parties, in two queries; what was chosen already answers a doubt.

    For names that are new, two more look for who might be meant: a letter wrong, an initial, a name for short.
    """
    if not names:
        return Whom()
    visible = (
        Party.objects.within(member.municipality).visible_to(member).select_related("area").defer("area__geometry")
    )
    exact = list(visible.filter(sort_name__in={sort_name(name) for name in names}))
    rest = [name for name in names if name not in new and not _named(exact, name)]
    alike = list(_like_any(visible, rest).by_name()[:MOST_CANDIDATES]) if rest else []
    meant = _might_be_meant(
        [name for name in rest if not _is_like_any(alike, name)], member, are_anonymous=are_anonymous
    )
    ids: set[int] = set()
    fresh: list[str] = []
    unsure: list[Unsure] = []
    for name in names:
        found = _named(exact, name)
        like = [party for party in alike if _is_like(party, name) or _is_known_otherwise(party, names)]
        candidates = found or like or meant.get(name, [])
        if name in new or any(party.pk in chosen for party in candidates):
            continue
        if len(found) == 1:
            ids.add(found[0].pk)
        elif candidates:
            unsure.append(Unsure(name, candidates))
        else:
            fresh.append(name)
    return Whom(frozenset(ids), tuple(dict.fromkeys(fresh)), tuple(unsure))


def _might_be_meant(names: Sequence[str], member: Member, *, are_anonymous: bool) -> dict[str, list[Party]]:
    wanted = [Described(name, kind="", is_anonymous=are_anonymous) for name in names]
    found = all_hints(wanted, member) if wanted else []
    return {name: [hint.party for hint in hints] for name, hints in zip(names, found, strict=True)}


def _is_like_any(parties: Iterable[Party], name: str) -> bool:
    return any(_is_like(party, name) for party in parties)


def _named(parties: Iterable[Party], name: str) -> list[Party]:
    return [party for party in parties if party.sort_name == sort_name(name)]


def _is_like(party: Party, name: str) -> bool:
    return f" {party.sort_name}".find(f" {sort_name(name)}") >= 0


def _is_known_otherwise(party: Party, names: Iterable[str]) -> bool:
    """Tell whether a party was found by what it was called before: then she may be meant by any of these names."""
    return not any(_is_like(party, name) for name in names)


def _like_any(visible: PartyQuerySet, names: Iterable[str]) -> PartyQuerySet:
    starts = [sort_name(name) for name in names]
    is_like = reduce(or_, (Q(sort_name__startswith=start) | Q(sort_name__contains=f" {start}") for start in starts))
    return visible.filter(is_like | Q(pk__in=OtherName.objects.filter(is_like).values("party")))
