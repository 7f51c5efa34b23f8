"""Rewrite the words of a municipality where a name stands in them, in every column of every model."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Field, JSONField, Model, Q, QuerySet

from raakvlak.municipality.models import Municipality
from raakvlak.privacy.columns import Words, all_words, links, live_model
from raakvlak.privacy.names import ERASED, NameFinder
from raakvlak.relations.models import Appointment, Encounter, Party, Presence
from raakvlak.resolutions.models import Briefing, Reaction
from raakvlak.situations.models import Side, SituationEncounter
from raakvlak.web.fields import SortNameField
from raakvlak.web.references import OPEN, Reference
from raakvlak.web.text import sort_name

BATCH = 500
PARTY = "p"
LINKS_DEEP = 2
Rewrite = Callable[[str], str]
Tell = Callable[[int], object]
Values = dict[str, Any]


Ids = dict[type[Model], Collection[int]]


@dataclass(slots=True)
class Belongings:
    """What is about one party: herself, the talks with her, and what hangs on those, link after link."""

    ids: Ids

    def columns(self, model: type[Model]) -> dict[str, Collection[int]]:
        """Tell by which columns, with which values, a row of this model is hers."""
        live = live_model(model)
        own = {link.attname: self.ids[link.related_model] for link in links(model) if link.related_model in self.ids}
        return {**own, live._meta.pk.attname: self.ids.get(live, ())}

    def spread(self, municipality: Municipality) -> None:
        """Add what hangs on what is known to be hers."""
        for words in all_words():
            model = words.model
            own = {name: values for name, values in self.columns(model).items() if values}
            if own and live_model(model) is model and model not in (Party, Encounter):
                self.ids[model] = set(words.rows(municipality).filter(any_of(own)).values_list("pk", flat=True))


def selves_of(party: Party) -> list[Party]:
    """Return a party and those that were merged into it: texts may still point to them."""
    return [party, *Party.objects.filter(merged_into=party).order_by("pk")]


def mentioning(parties: Collection[Party]) -> Q:
    """Keep the talks of which the words point to one of these parties."""
    found = Q()
    for party in parties:
        token = Reference(PARTY, party.pk).token
        found |= Q(working_note__contains=token) | Q(shareable_summary__contains=token)
    return found


def belongings_of(party: Party) -> Belongings:
    """Find the talks in which a party was, or was mentioned, and what hangs on those."""
    selves = selves_of(party)
    mentioned = mentioning(selves)
    talks = {
        *Presence.objects.filter(party__in=selves).values_list("encounter_id", flat=True),
        *Encounter.objects.within(party.municipality).filter(mentioned).values_list("pk", flat=True),
    }
    planned = Appointment.parties.through.objects.filter(party__in=selves).values_list("appointment_id", flat=True)
    hers = Belongings({Party: {one.pk for one in selves}, Encounter: talks, Appointment: set(planned)})
    for _ in range(LINKS_DEEP):
        hers.spread(party.municipality)
    hers.ids[Briefing] = set(briefings_about(selves, talks).values_list("pk", flat=True))
    return hers


def briefings_about(selves: Collection[Party], talks: Collection[int]) -> QuerySet[Briefing]:
    """Keep what was written about a situation in which a party spoke, was spoken of, stood on a side or reacted."""
    met = SituationEncounter.objects.filter(encounter__in=talks).values("situation")
    sided = Side.objects.filter(parties__in=selves).values("situation")
    reacted = Reaction.objects.filter(party__in=selves).values("option__situation")
    return Briefing.objects.filter(Q(situation__in=met) | Q(situation__in=sided) | Q(situation__in=reacted))


def any_of(own: dict[str, Collection[int]]) -> Q:
    """Keep the rows of which one of these columns has one of these values."""
    wanted = Q()
    for name, values in own.items():
        wanted |= Q(**{f"{name}__in": values})
    return wanted


def in_silence(rows: int) -> None:
    """Tell nobody how many rows were done."""


def redact_name(party: Party, *, everywhere: bool, tick: Tell = in_silence, tell: Tell = in_silence) -> None:
    """Take a party's name out of all texts; tell in how many rows it stood, within the transaction of those rows.

    In texts about her each telling word of the name goes, elsewhere the whole name (if `everywhere`); a reference to
    her goes in all texts. Who is killed half-way and begins again counts no row twice and none too few.
    """
    selves, hers = selves_of(party), belongings_of(party)
    tokens = [Reference(PARTY, one.pk).token for one in selves]
    finders = [NameFinder(name) for name in {one.name for one in selves if one.name}]

    def rewrite(text: str, *, is_hers: bool) -> str:
        for token in tokens:
            text = text.replace(token, ERASED)
        for finder in finders:
            if is_hers:
                text = finder.without_any_part(text)
            elif everywhere:
                text = finder.without_name(text)
        return text

    for words in all_words():
        redact_hers(words, party, hers, rewrite, tell)
        tick(1)


def redact_hers(words: Words, party: Party, hers: Belongings, rewrite: Callable[..., str], tell: Tell) -> None:
    """Rewrite the rows of one model, those about a party more thoroughly than the others."""
    own = hers.columns(words.model)
    rows = words.rows(party.municipality)
    if words.model is Party:  # she goes herself; who is called the same is somebody else
        rows = rows.exclude(sort_name=party.sort_name).exclude(merged_into=party)

    def rewritten(row: Values) -> Values:
        is_hers = any(row[name] in values for name, values in own.items())
        return changes(words, row, lambda text: rewrite(text, is_hers=is_hers))

    for batch in in_batches(rows, [*own, *words.names]):
        store_batch(words, batch, rewritten, tell)


def redact_references(municipality: Municipality, party_ids: Collection[int]) -> None:
    """Take the references to these parties out of all texts."""
    tokens = [Reference(PARTY, party_id).token for party_id in party_ids]

    def rewrite(text: str) -> str:
        for token in tokens:
            text = text.replace(token, ERASED)
        return text

    for words in all_words():
        rows = with_references(words, words.rows(municipality))
        for batch in in_batches(rows, words.names):
            store_batch(words, batch, partial(changes, words, rewrite=rewrite))


def with_references(words: Words, rows: QuerySet[Model]) -> QuerySet[Model]:
    """Keep the rows with a reference to a party in some text, as far as the database can tell."""
    if any(isinstance(column, JSONField) for column in words.fields):
        return rows
    wanted = Q()
    for name in words.names:
        wanted |= Q(**{f"{name}__contains": f"{OPEN}{PARTY}"})
    return rows.filter(wanted)


def in_batches(rows: QuerySet[Model], names: Collection[str]) -> Iterator[list[Values]]:
    """Yield the rows as values, some hundreds at a time, so that no list is ever long."""
    last: Any = None
    while True:
        page = rows.filter(pk__gt=last) if last is not None else rows
        batch = list(page.order_by("pk").values("pk", *names)[:BATCH])
        yield batch
        if len(batch) < BATCH:
            return
        last = batch[-1]["pk"]


def store_batch(
    words: Words, batch: list[Values], rewritten: Callable[[Values], Values], tell: Tell = in_silence
) -> None:
    """Store what changes in these rows in one transaction, and tell in it how many did."""
    found = [row["pk"] for row in batch if rewritten(row)]
    if not found:
        return
    names = list(batch[0])
    with transaction.atomic():  # read again under a lock: somebody may be writing in the same text
        rows = words.model._base_manager.filter(pk__in=found).select_for_update().values(*names)
        changed = {row["pk"]: new for row in rows if (new := rewritten(row))}
        for pk, new in changed.items():
            store(words, pk, new)
        if changed:
            tell(len(changed))


def changes(words: Words, row: Values, rewrite: Rewrite) -> Values:
    """Return the texts of a row that become different."""
    new = {column.name: rewritten(column, row[column.name], rewrite) for column in words.fields}
    return {name: value for name, value in new.items() if value != row[name]}


def rewritten(column: Field, value: object, rewrite: Rewrite) -> object:  # type: ignore[type-arg]  # of any type
    """Rewrite the value of one column: a text, or all texts in a structure."""
    if isinstance(column, JSONField):
        return rewritten_inside(value, rewrite)
    if not isinstance(value, str):
        return value
    text = rewrite(value)
    if text == value:
        return value
    return (sort_name(text) if isinstance(column, SortNameField) else text)[: column.max_length]


def rewritten_inside(value: object, rewrite: Rewrite) -> object:
    """Rewrite every text in a JSON structure, names of keys included."""
    match value:
        case str():
            return rewrite(value)
        case list():
            return [rewritten_inside(item, rewrite) for item in value]
        case dict():
            return {rewrite(key): rewritten_inside(item, rewrite) for key, item in value.items()}
    return value


def store(words: Words, pk: object, changed: Values) -> None:
    """Store new texts and no earlier version; where they must be unique and are not, a number tells them apart."""
    row = words.model._base_manager.filter(pk=pk)
    try:
        with transaction.atomic():
            row.update(**changed)
    except IntegrityError:
        row.update(**{name: f"{value} {pk}" if isinstance(value, str) else value for name, value in changed.items()})
