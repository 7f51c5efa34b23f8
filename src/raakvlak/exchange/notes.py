"""Rows that become talks."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from raakvlak.exchange import values
from raakvlak.exchange.checking import Checked, Raw, raw_of, refuse_withheld
from raakvlak.exchange.models import Batch, BatchRow
from raakvlak.exchange.parties import named
from raakvlak.exchange.places import Places
from raakvlak.municipality.models import Channel, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.relations.notes import unwilling_of
from raakvlak.situations.models import Situation
from raakvlak.web.keys import fingerprint
from raakvlak.web.text import clean_line, sort_name

_BETWEEN_NAMES: Final = re.compile(r"[;,\n]")
MOST_NAMES: Final = 60
LONGEST_TITLE: Final = 120


class NoteChecker:
    """Reads rows of one batch as notes, some hundreds in a few queries."""

    def __init__(self, batch: Batch, member: Member) -> None:
        self.batch, self.member = batch, member
        self.places = Places(batch.municipality)
        self.channels, self.parts_of_day = values.channels(), values.parts_of_day()
        self.unwilling = {sort_name(name) for names in unwilling_of(member).values() for name in names}

    def check(self, rows: Sequence[BatchRow]) -> list[Checked]:
        """Tell what these rows would become."""
        raws = [raw_of(self.batch, row) for row in rows]
        checked = [self._read(row, raw) for row, raw in zip(rows, raws, strict=True)]
        self._find_whom(checked)
        self._find_situations(checked, raws)
        self._find_doubles(checked)
        return checked

    def _read(self, row: BatchRow, raw: Raw) -> Checked:
        found = Checked(row, self.batch.what, title=raw.one("text")[:LONGEST_TITLE])
        found.take("day", lambda: values.day(raw.one("day"), values.PAST_DAY))
        found.take("text", lambda: values.TEXT.clean(raw.one("text")))
        found.take("summary", lambda: values.SUMMARY.clean(raw.one("summary")))
        found.take("channel", lambda: self._channel(raw.one("channel")))
        found.take("part_of_day", lambda: self._part_of_day(raw.one("part_of_day")))
        found.take("area", lambda: self.places.area(raw.one("area")))
        found.take("whom", lambda: self._names(raw.many("whom")))
        for column in ("text", "summary"):
            found.ask_gently(column, raw.one(column))
        refuse_withheld(found, raw)
        found.values["key"] = key_of(self.member, found)
        return found

    def _channel(self, text: str) -> str:
        return values.chosen(text, self.channels, Channel) if text else ""

    def _part_of_day(self, text: str) -> str:
        return values.chosen(text, self.parts_of_day, Encounter.PartOfDay) if text else ""

    def _names(self, cells: Iterable[str]) -> list[str]:
        names = [clean_line(name) for cell in cells for name in _BETWEEN_NAMES.split(cell)]
        return list(dict.fromkeys(values.NAME.clean(name) for name in names if name))[:MOST_NAMES]

    def _find_whom(self, checked: Sequence[Checked]) -> None:
        """Find the parties that the names stand for; a name that stands for two is asked about."""
        known = named(self.member, (name for one in checked for name in one.values.get("whom", [])))
        for one in checked:
            one.values |= {"parties": [], "new_names": []}
            for name in one.values.get("whom", []):
                found = known.get(sort_name(name), [])
                now = [party for party in found if party.sort_name == sort_name(name)]
                self._place(one, name, now or found)  # who is called so goes before who was called so

    def _place(self, one: Checked, name: str, found: Sequence[Party]) -> None:
        if sort_name(name) in self.unwilling:
            told = _("%(name)s wil niet genoteerd worden. Die naam komt er niet in: er staat straks ‘iemand’.")
            one.complain("whom", told % {"name": name}, is_error=False)
        elif len(found) > 1:
            told = _(
                "Er zijn er meer die %(name)s heten. Schrijf de naam in je bestand zoals bij Mensen, of laat hem weg."
            )
            one.complain("whom", told % {"name": name})
        elif found:
            one.values["parties"].append(found[0])
        elif self.batch.makes_people:
            one.values["new_names"].append(name)
        else:
            told = _("%(name)s staat niet bij Mensen, en komt er niet bij te staan.")
            one.complain("whom", told % {"name": name}, is_error=False)

    def _find_situations(self, checked: Sequence[Checked], raws: Sequence[Raw]) -> None:
        titles = {sort_name(raw.one("situation")) for raw in raws} - {""}
        known: dict[str, list[int]] = {}
        visible = Situation.objects.within(self.member.municipality).visible_to(self.member)
        for pk, title in visible.filter(sort_title__in=titles).values_list("pk", "sort_title") if titles else []:
            known.setdefault(title, []).append(pk)
        for one, raw in zip(checked, raws, strict=True):
            title = raw.one("situation")
            one.take("situation", lambda title=title: _only(title, known.get(sort_name(title), [])) if title else None)  # type: ignore[misc]  # the title of this row

    def _find_doubles(self, checked: Sequence[Checked]) -> None:
        """Find the notes that stand here already, of an earlier time that this file was brought in."""
        keys = {one.values["key"] for one in checked}
        # By their key alone, which is of this member: her note may be a colleague's by now.
        brought = Encounter.objects.within(self.member.municipality).filter(uuid__in=keys)
        standing: Mapping[uuid.UUID, Encounter] = {
            talk.uuid: talk for talk in brought.only("uuid", "happened_on", "audience")
        }
        for one in checked:
            one.double = standing.get(one.values["key"])
            one.shows_double = one.double is None or one.double.audience_id in self.member.audience_ids


def key_of(member: Member, one: Checked) -> uuid.UUID:
    """Give a note the same number each time that it is read: so it is known again when a file comes twice."""
    told = [str(one.values.get(name, "")) for name in ("day", "text", "whom", "part_of_day")]
    mark = fingerprint("\n".join(told), salt=f"note:{member.pk}")
    return uuid.UUID(hex=mark[:32], version=4)


def _only(title: str, found: Sequence[int]) -> int:
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(_("Er zijn meer situaties die zo heten. Haal hem weg, en koppel de notitie later."))
    message = _(
        "Een situatie ‘%(title)s’ vinden we niet. Schrijf de titel precies zoals in de lijst, of laat hem leeg."
    )
    raise ValidationError(message % {"title": title[:60]})
