"""Wie kent wie: organisations that nobody knows yet, and bonds that hang on one colleague; in words, not in numbers."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _

from raakvlak.overview.insiders import Insider, Insiders, Kind
from raakvlak.overview.ties import Ties
from raakvlak.relations.models import Party

MOST_NODES: Final = 300


class Bond(TextChoices):
    """How an organisation hangs together with us."""

    NOBODY = "nobody", "nobody"
    ONE = "one", "one"
    KNOWN = "known", "known"


@dataclass(frozen=True, slots=True)
class KnownRole:
    """A role in which somebody speaks for an organisation, and who of us met whoever has it."""

    name: str
    by: list[Insider]

    @property
    def in_words(self) -> str:
        """Say who of us met this role."""
        return f"{self.name}: {', '.join(one.name for one in self.by) or _('nog niemand')}"


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation, who of us knows it, and whether that hangs on one colleague."""

    party: Party
    bond: Bond
    by: list[Insider]
    last_met_on: datetime.date | None
    through: Insider | None = None
    roles: tuple[KnownRole, ...] = ()

    @property
    def in_words(self) -> str:
        """Say how it hangs together with us; a bond is a colleague's to tell of, never a score."""
        if self.bond == Bond.NOBODY:
            return _("Niemand van ons sprak deze organisatie.")
        if self.through is None:
            return _("Dit hangt niet aan één collega.")
        if self.through.is_me:
            return _("Alleen jij kent deze organisatie.")
        return _("Jullie kennen deze organisatie alleen via %(name)s.") % {"name": self.through.name}

    @property
    def by_names(self) -> str:
        """Name who of us knows it."""
        return ", ".join(one.name for one in self.by)


@dataclass(frozen=True)
class Network:
    """The answer: organisations with who knows them; what needs attention first, and no more than fit in a picture."""

    known: list[Known]
    insiders: list[Insider]
    left_out: int
    is_more: bool

    @cached_property
    def strange(self) -> list[Known]:
        """Return the organisations that nobody of us knows."""
        return [one for one in self.known if one.bond == Bond.NOBODY]

    @cached_property
    def single(self) -> list[Known]:
        """Return the organisations that are known through one colleague, as far as this reader may hear that."""
        return [one for one in self.known if one.through is not None]

    def as_json(self) -> dict[str, Any]:
        """Return what the picture draws: nodes [name, kind, sign, address], and ties between their places."""
        nodes = [[one.name, one.kind.value, "me" if one.is_me else "", ""] for one in self.insiders]
        at = {one.key: place for place, one in enumerate(self.insiders)}
        ties = [[at[one.key], at[one.department]] for one in self.insiders if one.department]
        for one in self.known:
            sign = one.bond.value if one.bond == Bond.NOBODY or one.through else ""
            place, address = len(nodes), reverse("desk:party", args=[one.party.pk])
            nodes.append([one.party.name, Kind.ORGANISATION.value, sign, address])
            in_a_role = {insider.key for role in one.roles for insider in role.by}
            ties += [[place, at[insider.key]] for insider in one.by if insider.key not in in_a_role]
            for role in one.roles:
                ties += [[len(nodes), place], *([len(nodes), at[insider.key]] for insider in role.by)]
                nodes.append([role.name, Kind.ROLE.value, "", address])
        return {"nodes": nodes, "ties": ties}


def network_of(ties: Ties, insiders: Insiders) -> Network:
    """Find which organisations nobody knows and which bonds hang on one colleague, and put those first."""
    by = {party.pk: insiders.of(ties.met_by.get(party.pk, ())) for party in ties.organisations}
    through = _hanging(ties.organisations, by, insiders)
    known = [_known(party, by[party.pk], through[party.pk], ties, insiders) for party in ties.organisations]
    used = {key for keys in by.values() for key in keys}
    shown = [one for one in insiders.nodes.values() if one.key in used or one.kind == Kind.MEMBER]
    departments = {one.department for one in shown}
    shown += [one for one in insiders.nodes.values() if one.key in departments and one not in shown]
    first = _that_fit(sorted(known, key=_urgency), MOST_NODES - len(shown))
    return Network(first, shown, len(known) - len(first), ties.is_more)


def _that_fit(known: list[Known], room: int) -> list[Known]:
    """Keep the first organisations, with their roles, for which there is room in the picture."""
    filled = accumulate(1 + len(one.roles) for one in known)
    return [one for one, number in zip(known, filled, strict=True) if number <= room]


def _urgency(one: Known) -> tuple[int, int, str]:
    """Order what nobody knows before what hangs on one, and what was met lately before what was not."""
    day = -one.last_met_on.toordinal() if one.last_met_on else 0
    return (list(Bond).index(one.bond), day, one.party.sort_name)


def _hanging(organisations: list[Party], by: dict[int, set[str]], insiders: Insiders) -> dict[int, str | None]:
    """Return per organisation on which colleague it hangs: "" where nobody reaches it, None where on nobody alone."""
    from draagvlak.network import OUT_OF_REACH, hangs_on  # noqa: PLC0415 – numpy is heavy

    keys = list(insiders.nodes)
    place = {key: number for number, key in enumerate(keys, 1)}  # 0 is the town hall itself
    first = 1 + len(keys)
    one = [0] * len(keys)
    other = [place[key] for key in keys]
    for number, party in enumerate(organisations, first):
        for key in by[party.pk]:
            one.append(place[key])
            other.append(number)
    is_one_colleague = [
        False,
        *(insiders.nodes[key].kind == Kind.MEMBER for key in keys),
        *[False] * len(organisations),
    ]
    found = hangs_on(one, other, nodes=first + len(organisations), root=0, may_leave=is_one_colleague).tolist()
    answers = dict(enumerate(["", *keys]))
    return {
        party.pk: "" if found[number] == OUT_OF_REACH else answers.get(found[number])
        for number, party in enumerate(organisations, first)
    }


def _known(party: Party, by: set[str], through: str | None, ties: Ties, insiders: Insiders) -> Known:
    bond = Bond.KNOWN if through is None else Bond.ONE if through else Bond.NOBODY
    known_by = [one for key, one in insiders.nodes.items() if key in by]
    roles = tuple(
        KnownRole(name, [one for key, one in insiders.nodes.items() if key in insiders.of(met_by)])
        for name, met_by in ties.roles_met_by.get(party.pk, {}).items()
    )
    last = ties.last_met_on.get(party.pk)
    return Known(party, bond, known_by, last, insiders.nodes[through] if through else None, roles)
