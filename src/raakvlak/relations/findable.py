"""By which words parties and talks are found."""

from collections.abc import Collection, Iterable

from django.utils import timezone

from raakvlak.municipality.findable import index
from raakvlak.municipality.models import SearchEntry
from raakvlak.relations.models import Encounter, Party
from raakvlak.relations.notes import PARTY
from raakvlak.web.search.marks import mark
from raakvlak.web.search.names import name_terms
from raakvlak.web.search.steps import Source

Kind = SearchEntry.Kind

# What stands in the index: a change of it drops the entry at once, whoever makes it.
SOURCES = (
    Source("relations_party", Kind.PARTY, ("id", "audience_id", "area_id", "name", "description", "created_at")),
    Source(
        "relations_encounter",
        Kind.ENCOUNTER,
        ("id", "audience_id", "area_id", "working_note", "shareable_summary", "happened_on", "withdrawn_at"),
    ),
    Source("relations_presence", Kind.ENCOUNTER, ("encounter_id", "party_id"), key="encounter_id", is_detail=True),
)


def party_entry(party: Party) -> SearchEntry:
    """Draw up by what a party is found, without any query."""
    return SearchEntry.of(
        Kind.PARTY,
        party,
        moment=timezone.localdate(party.created_at),
        texts=[party.name, party.description],
        extra=[mark(PARTY, party.pk), *name_terms(party.name)],
    )


def encounter_entry(encounter: Encounter, party_ids: Iterable[int]) -> SearchEntry:
    """Draw up by what a talk is found, without any query: its words, and who was there or is mentioned."""
    return SearchEntry.of(
        Kind.ENCOUNTER,
        encounter,
        moment=encounter.happened_on,
        texts=[encounter.working_note, encounter.shareable_summary],
        extra=[mark(PARTY, party_id) for party_id in party_ids],
    )


def party_entries(ids: Collection[int]) -> list[SearchEntry]:
    """Draw up the entries of these parties."""
    return [party_entry(party) for party in Party.objects.filter(pk__in=ids)]


def encounter_entries(ids: Collection[int]) -> list[SearchEntry]:
    """Draw up the entries of these talks, but of those that were withdrawn."""
    talks = Encounter.objects.standing().filter(pk__in=ids).prefetch_related("presences")
    return [encounter_entry(talk, [presence.party_id for presence in talk.presences.all()]) for talk in talks]


def index_encounter(encounter: Encounter) -> None:
    """Let a talk be found by what is now stored of it."""
    index(encounter_entries([encounter.pk]))


def index_party(party: Party) -> None:
    """Let a party be found by what is now stored of it."""
    index([party_entry(party)])
