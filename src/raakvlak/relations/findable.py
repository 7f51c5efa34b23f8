"""By which words parties and talks are found."""

from collections.abc import Collection, Iterable

from django.utils import timezone

from raakvlak.municipality.findable import index
from raakvlak.municipality.models import Audience, SearchEntry
from raakvlak.relations.models import Affiliation, Encounter, Party
from raakvlak.relations.notes import PARTY
from raakvlak.web.search.marks import mark
from raakvlak.web.search.names import name_terms
from raakvlak.web.search.steps import Source

Kind = SearchEntry.Kind

# What stands in the index: a change of it drops the entry at once, whoever makes it.
SOURCES = (
    Source(
        "relations_party",
        Kind.PARTY,
        ("id", "audience_id", "area_id", "name", "description", "created_at", "merged_into_id"),
    ),
    Source("relations_othername", Kind.PARTY, ("party_id", "name"), key="party_id", is_detail=True),
    Source(
        "relations_affiliation",
        Kind.PARTY,
        ("party_id", "organisation_id", "audience_id", "role"),
        key="party_id",
        is_detail=True,
    ),
    # A role counts only for who may see the organisation too.
    Source(
        "relations_party",
        Kind.PARTY,
        ("audience_id",),
        through=("relations_affiliation", "organisation_id", "party_id"),
    ),
    Source(
        "relations_encounter",
        Kind.ENCOUNTER,
        ("id", "audience_id", "area_id", "working_note", "shareable_summary", "happened_on", "withdrawn_at"),
    ),
    Source("relations_presence", Kind.ENCOUNTER, ("encounter_id", "party_id"), key="encounter_id", is_detail=True),
)


def party_entry(party: Party, other_names: Collection[str] = (), ties: Iterable[Affiliation] = ()) -> SearchEntry:
    """Draw up by what a party is found, without any query: her names, and the organisations that she belongs to.

    A role counts only when whoever sees the party may read it too, and may see the organisation.
    """
    open_ties = [tie for tie in ties if tie.audience_id == party.audience_id and _is_seen_with(tie.organisation, party)]
    names = [party.name, *other_names]
    return SearchEntry.of(
        Kind.PARTY,
        party,
        moment=timezone.localdate(party.created_at),
        texts=[*names, party.description, *(tie.role for tie in open_ties)],
        extra=[
            mark(PARTY, party.pk),
            *(mark(PARTY, tie.organisation_id) for tie in open_ties),
            *(term for name in names for term in name_terms(name)),
        ],
    )


def _is_seen_with(organisation: Party, party: Party) -> bool:
    """Tell whether whoever sees a party sees this organisation too."""
    return organisation.audience_id == party.audience_id or organisation.audience.kind == Audience.Kind.FRONTLINE


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
    """Draw up the entries of these parties, but of those that were merged into another."""
    parties = (
        Party.objects.unmerged()
        .filter(pk__in=ids)
        .prefetch_related("other_names", "affiliations__organisation__audience")
    )
    return [
        party_entry(party, [other.name for other in party.other_names.all()], party.affiliations.all())
        for party in parties
    ]


def encounter_entries(ids: Collection[int]) -> list[SearchEntry]:
    """Draw up the entries of these talks, but of those that were withdrawn."""
    talks = Encounter.objects.standing().filter(pk__in=ids).prefetch_related("presences")
    return [encounter_entry(talk, [presence.party_id for presence in talk.presences.all()]) for talk in talks]


def index_encounter(encounter: Encounter) -> None:
    """Let a talk be found by what is now stored of it."""
    index(encounter_entries([encounter.pk]))


def index_party(party: Party) -> None:
    """Let a party be found by what is now stored of it."""
    index(party_entries([party.pk]))
