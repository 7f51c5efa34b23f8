"""Rows that become people and organisations."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from raakvlak.exchange import values
from raakvlak.exchange.checking import Checked, Raw, raw_of, refuse_withheld
from raakvlak.exchange.models import Batch, BatchRow, What
from raakvlak.exchange.places import Places
from raakvlak.municipality.models import Member
from raakvlak.relations.actions.parties import normal_form
from raakvlak.relations.models import ContactPoint, OtherName, Party
from raakvlak.web.keys import fingerprint
from raakvlak.web.text import sort_name

Points = list[tuple[str, str, str]]  # kind, value, fingerprint
MOST_POINTS: Final = 20


class PartyChecker:
    """Reads rows of one batch as parties, some hundreds in a few queries."""

    def __init__(self, batch: Batch, member: Member) -> None:
        self.batch, self.member = batch, member
        self.places = Places(batch.municipality)
        self.kinds = values.kinds()

    def check(self, rows: Sequence[BatchRow]) -> list[Checked]:
        """Tell what these rows would become."""
        checked = [self._read(row, raw_of(self.batch, row)) for row in rows]
        self._find_doubles(checked)
        return checked

    def _read(self, row: BatchRow, raw: Raw) -> Checked:
        found = Checked(row, self.batch.what)
        name = raw.one("name") or " ".join(filter(None, map(raw.one, ("first_name", "prefix", "last_name"))))
        found.title = name[: values.LONGEST_NAME]
        found.take("name", lambda: values.NAME.clean(name))
        found.take("kind", lambda: self._kind(raw.one("kind")))
        found.take("description", lambda: values.DESCRIPTION.clean(raw.one("description")))
        found.take("languages", lambda: values.LINE.clean(raw.one("languages")))
        found.take("area", lambda: self.places.area(raw.one("area")))
        found.take("knows_since_on", lambda: self._knows_since(raw.one("knows_since_on")))
        found.values["points"] = list(self._points(found, raw))[:MOST_POINTS]
        for column in ("name", "description"):
            found.ask_gently(column, raw.one(column))
        refuse_withheld(found, raw)
        return found

    def _kind(self, text: str) -> str:
        if self.batch.what == What.ORGANISATIONS:
            return Party.Kind.ORGANISATION
        return values.chosen(text, self.kinds, Party.Kind) if text else Party.Kind.PERSON

    def _knows_since(self, text: str) -> object:
        return values.day(text, values.MAYBE_PAST_DAY) if text else self.batch.knows_since_on

    def _points(self, found: Checked, raw: Raw) -> Iterable[tuple[str, str, str]]:
        """Yield each way to reach her once."""
        lines = [
            " ".join(filter(None, (raw.one("street"), raw.one("house_number")))),
            " ".join(filter(None, (raw.one("postcode"), raw.one("town")))),
        ]
        whole = ", ".join(filter(None, lines))
        told = chain(
            (("phone", ContactPoint.Kind.PHONE, one) for one in raw.many("phone")),
            (("email", ContactPoint.Kind.EMAIL, one) for one in raw.many("email")),
            (
                ("address", ContactPoint.Kind.ADDRESS, one)
                for one in [*raw.many("address"), *([whole] if whole else [])]
            ),
        )
        seen = set()
        for name, kind, value in told:
            try:
                point = self._point(kind, value)
            except ValidationError as error:
                found.complain(name, " ".join(error.messages))
                continue
            if point[2] not in seen:
                seen.add(point[2])
                yield point

    def _point(self, kind: str, value: str) -> tuple[str, str, str]:
        reading = {"phone": values.phone, "email": values.email, "address": values.address}
        text = reading[kind](value)
        return kind, text, fingerprint(normal_form(kind, text), salt=f"{self.batch.municipality_id}:{kind}")

    def _find_doubles(self, checked: Sequence[Checked]) -> None:
        """Lay rows beside the parties that the sender may see: the same name, or reached in the same way."""
        known = named(self.member, (one.title for one in checked))
        marks = {mark for one in checked for _kind, _value, mark in one.values["points"]}
        reached = reached_by(self.member, marks)
        for one in checked:
            same = [party for party in known.get(sort_name(one.title), []) if party.kind == one.values.get("kind")]
            if any(party.is_not_to_be_noted for party in same):
                one.complain("name", _("Deze naam is van iemand die niet genoteerd wil worden. Sla de rij over."))
            elif same:
                one.double = same[0]
            else:
                one.alike = next(
                    (reached[mark] for _kind, _value, mark in one.values["points"] if mark in reached), None
                )


def named(member: Member, names: Iterable[str]) -> Mapping[str, list[Party]]:
    """Return the visible parties of these names, by the name as it is sorted; first who is called so, then who was."""
    wanted = {sort_name(name) for name in names} - {""}
    found: dict[str, list[Party]] = {}
    if not wanted:
        return found
    visible = Party.objects.within(member.municipality).visible_to(member)
    for party in visible.filter(sort_name__in=wanted).defer("description").order_by("pk"):
        found.setdefault(party.sort_name, []).append(party)
    before = OtherName.objects.filter(sort_name__in=wanted, party__in=visible).select_related("party")
    for other in before.defer("party__description").order_by("party"):
        if other.party not in found.setdefault(other.sort_name, []):
            found[other.sort_name].append(other.party)
    return found


def reached_by(member: Member, marks: Iterable[str]) -> Mapping[str, Party]:
    """Return the visible parties that are reached in these ways; what is shielded tells nothing."""
    points = ContactPoint.objects.filter(fingerprint__in=set(marks), is_shielded=False)
    visible = Party.objects.within(member.municipality).visible_to(member)
    rows = points.filter(party__in=visible).select_related("party").order_by("-pk")
    return {point.fingerprint: point.party for point in rows.defer("value")}
