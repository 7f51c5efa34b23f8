"""Storing a batch: everything is made ready while others work on, and then written at once, all of it or nothing."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from raakvlak.alignment.findable import possibility_entry
from raakvlak.alignment.models import Possibility
from raakvlak.exchange.checking import Checked
from raakvlak.exchange.models import Batch, BatchRow, Made, What
from raakvlak.exchange.reading import checked_rows, is_left_out
from raakvlak.exchange.refusal import Refused
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Audience, KeptKind, Member, SearchEntry
from raakvlak.municipality.models.keeping import KLAD_DAYS
from raakvlak.relations.findable import encounter_entry, party_entry
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import ContactPoint, Encounter, Party, Presence
from raakvlak.relations.notes import Note, Respected, respecting, unwilling_of
from raakvlak.situations.models import Situation, SituationEncounter
from raakvlak.situations.references import all_to_tokens
from raakvlak.web.bulk import Ready, delete_at_once, reserve_numbers
from raakvlak.web.jobs import Progress
from raakvlak.web.text import sort_name

DRAWN_AT_ONCE: Final = 1_000
# Who was present drops the entry of a talk from the index, so entries come after them.
_ORDER: Final = (Party, ContactPoint, Encounter, Presence, SituationEncounter, Possibility, SearchEntry, Made)


class Stopped(Exception):  # noqa: N818 – somebody asked for it, it is no error
    """The sender stopped it, or changed something, while everything was being made ready."""


def store(batch: Batch, progress: Progress) -> None:
    """Make rows of a batch; the state changes in the transaction that writes them, so a second run finds it done."""
    member = batch.member
    may_read = not batch.is_about_people or batch.audience_id in member.audience_ids
    if not (member.is_active and member.sees_notes and may_read):
        raise Refused("no_longer_allowed")
    progress.expect(batch.rows.count())
    shelf = Shelf()
    maker = {What.NOTES: _Notes, What.POSSIBILITIES: _Possibilities}.get(What(batch.what), _Parties)
    outcome = maker(batch, member, shelf).prepare(progress)
    progress.tell()
    with transaction.atomic():
        standing = Batch.objects.filter(pk=batch.pk, state=Batch.State.STORING, version=batch.version)
        if not standing.update(state=Batch.State.DONE, done_at=timezone.now(), outcome=outcome, refusal=""):
            raise Stopped
        shelf.write()
        log_access(member, AccessLogEntry.What.BATCH_STORED, batch.pk)
        delete_at_once(BatchRow.objects.filter(batch=batch))


class Shelf:
    """Rows of every kind that are ready to be written, each with the number that it will have."""

    def __init__(self) -> None:
        self._ready = {model: Ready(model) for model in _ORDER}
        self._numbers: dict[type[Any], Iterator[int]] = {}
        self._entries: list[SearchEntry] = []

    def number(self, row: Any) -> Any:  # noqa: ANN401 – a row of any kind goes out as it came
        """Give a row its number."""
        model = type(row)
        if model not in self._numbers:
            self._numbers[model] = _drawn(model)
        row.pk = next(self._numbers[model])
        return row

    def put(self, *rows: Any) -> None:
        """Make rows ready; one that has no number yet gets it."""
        for row in rows:
            self._ready[type(row)].add(row if row.pk else self.number(row))

    def let_find(self, entry: SearchEntry) -> None:
        """Let a row be found by its words."""
        self._entries.append(entry)

    def write(self) -> None:
        """Write all that is ready, the entries by their number: that is how the index likes it."""
        self._ready[SearchEntry].add(*sorted(self._entries, key=attrgetter("pk")))
        self._entries.clear()
        for model in _ORDER:
            self._ready[model].write()


def _drawn(model: type[Any]) -> Iterator[int]:
    while True:
        yield from reserve_numbers(model, DRAWN_AT_ONCE)


class _Maker(ABC):
    """Makes what the rows of one batch become."""

    def __init__(self, batch: Batch, member: Member, shelf: Shelf) -> None:
        self.batch, self.member, self.shelf = batch, member, shelf
        self.counts = {"made": 0, "known": 0, "wrong": 0, "skipped": 0, "people": 0, "kept_out": 0}
        self.terms = Terms.of(batch.municipality)
        self.kept: dict[str, Any] = {"purpose": batch.purpose, "ground": batch.ground, "keep_until": batch.ends_on}

    def prepare(self, progress: Progress) -> dict[str, int]:
        """Make all rows ready, and count what became of them."""
        for checked in checked_rows(self.batch, self.member):
            self.make(list(self._wanted(checked)))
            progress.tick(len(checked))
        return self.counts

    @abstractmethod
    def make(self, checked: Iterable[Checked]) -> None:
        """Make what these rows become."""

    def _wanted(self, checked: Iterable[Checked]) -> Iterator[Checked]:
        for one in checked:
            if not is_left_out(self.batch, one.row):
                self.counts["made"] += 1
                yield one
            elif one.row.choice == BatchRow.Choice.SKIPPED:
                self.counts["skipped"] += 1
            elif not one.row.has_errors:
                self.counts["known"] += 1
            elif self.batch.skips_wrong:
                self.counts["wrong"] += 1
            else:
                raise Refused("changed_meanwhile")

    def party(self, **values: Any) -> Party:
        """Draw up a party for the eyes that the sender chose."""
        name = values["name"]
        row = Party(
            municipality=self.batch.municipality, audience=self.batch.audience, sort_name=sort_name(name), **values
        )
        self.shelf.put(self.shelf.number(row))
        self.shelf.let_find(party_entry(row))
        self.shelf.put(Made(batch=self.batch, party=row))
        return row


class _Parties(_Maker):
    def make(self, checked: Iterable[Checked]) -> None:
        for one in checked:
            told = {
                name: one.values[name]
                for name in ("name", "kind", "description", "languages", "area", "knows_since_on")
            }
            party = self.party(created_at=timezone.now(), **told, **self.kept)
            for kind, value, mark in one.values["points"]:
                self.shelf.put(ContactPoint(party=party, kind=kind, value=value, fingerprint=mark))


class _Possibilities(_Maker):
    def __init__(self, batch: Batch, member: Member, shelf: Shelf) -> None:
        super().__init__(batch, member, shelf)
        self.readers = Audience.objects.frontline_of(batch.municipality)

    def make(self, checked: Iterable[Checked]) -> None:
        for one in checked:
            told = {name: value for name, value in one.values.items() if name != "key"}
            made = Possibility(municipality=self.batch.municipality, **told)
            made.note_words()
            self.shelf.put(self.shelf.number(made))
            self.shelf.put(Made(batch=self.batch, possibility=made))
            self.shelf.let_find(possibility_entry(made, self.readers))


class _Notes(_Maker):
    def __init__(self, batch: Batch, member: Member, shelf: Shelf) -> None:
        super().__init__(batch, member, shelf)
        self.unwilling = unwilling_of(member)
        self.newcomers: dict[str, Party] = {}
        team = Situation.objects.within(batch.municipality).filter(team=batch.audience)
        self.own_situations = set(team.values_list("pk", flat=True))
        if batch.audience and batch.audience.is_klad:
            last = timezone.localdate() + datetime.timedelta(days=KLAD_DAYS)
            self.kept["keep_until"] = min(self.kept["keep_until"], last)

    def make(self, checked: Iterable[Checked]) -> None:
        for one in checked:
            self._note(one)

    def _note(self, one: Checked) -> None:
        values = one.values
        texts = [values["text"], values["summary"]]
        if any(sign in text for text in texts for sign in "@#"):
            texts = all_to_tokens(texts, self.member)
        present = [*values["parties"], *(self._newcomer(name) for name in values["new_names"])]
        note = Note(
            working_note=texts[0],
            shareable_summary=texts[1],
            party_ids=frozenset(party.pk for party in present),
            made=tuple(present),  # they were looked up, or made just now: nobody has to look again
            unwilling=self.unwilling,
        )
        respected = respecting(note, self.member)
        self.counts["kept_out"] += bool(respected.kept_out)
        self._put(one, respected)

    def _newcomer(self, name: str) -> Party:
        """Return the party of this name that this batch makes."""
        found = self.newcomers.get(sort_name(name))
        if found is None:
            kept = self.terms.settled(KeptKind.PARTY)
            found = self.newcomers[sort_name(name)] = self.party(name=name, created_at=timezone.now(), **kept)
            self.counts["people"] += 1
        return found

    def _put(self, one: Checked, respected: Respected) -> None:
        values, now = one.values, timezone.now()
        talk = Encounter(
            municipality=self.batch.municipality,
            audience=self.batch.audience,
            author=self.member,
            happened_on=values["day"],
            working_note=respected.note.working_note,
            shareable_summary=respected.note.shareable_summary,
            **{name: values[name] for name in ("channel", "part_of_day", "area")},
            worked_out_at=now,  # it comes from elsewhere: nothing waits to be worked out
            created_at=now,
            **self.kept,
        )
        if one.double is None and one.row.repeats is None:
            talk.uuid = values["key"]
        self.shelf.put(self.shelf.number(talk))
        present = dict.fromkeys(respected.mentioned_ids, True) | dict.fromkeys(respected.note.party_ids, False)
        for party_id, is_only_mentioned in present.items():
            self.shelf.put(Presence(encounter=talk, party_id=party_id, is_only_mentioned=is_only_mentioned))
        for situation_id in self.own_situations | ({values["situation"]} if values["situation"] else set()):
            self.shelf.put(SituationEncounter(encounter=talk, situation_id=situation_id))
        self.shelf.let_find(encounter_entry(talk, present))
        self.shelf.put(Made(batch=self.batch, encounter=talk))
