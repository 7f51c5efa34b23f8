"""By which words possibilities are found: for the eyes of all who work outside, as long as they hold."""

from collections.abc import Collection
from typing import Final

from django.utils import timezone

from raakvlak.alignment.models import Possibility
from raakvlak.municipality.findable import index
from raakvlak.municipality.models import Audience, Municipality, SearchEntry
from raakvlak.situations.whole_index import Findable, also_find
from raakvlak.web.search.steps import Source

Kind = SearchEntry.Kind
SOURCES: Final = (
    Source(
        "alignment_possibility",
        Kind.POSSIBILITY,
        (
            *("id", "title", "text", "conditions", "exceptions", "contact"),
            *("department_id", "area_id", "created_at", "ended_on"),
        ),
    ),
    # It is found by the name of its department too.
    Source(
        "municipality_department",
        Kind.POSSIBILITY,
        ("name",),
        through=("alignment_possibility", "department_id", "id"),
    ),
)


def possibility_entry(possibility: Possibility, readers: Audience) -> SearchEntry:
    """Draw up by what a possibility is found, without any query when its department is fetched along."""
    department = possibility.department
    texts = (possibility.title, possibility.text, possibility.conditions, possibility.exceptions, possibility.contact)
    return SearchEntry.of(
        Kind.POSSIBILITY,
        possibility,
        moment=timezone.localdate(possibility.created_at),
        texts=[*texts, department.name if department else ""],
        readers=readers.pk,
    )


def possibility_entries(ids: Collection[int]) -> list[SearchEntry]:
    """Draw up the entries of these possibilities, but of those that were ended."""
    rows = list(Possibility.objects.filter(pk__in=ids, ended_on=None).select_related("department"))
    towns = Municipality.objects.in_bulk({row.municipality_id for row in rows})
    readers = {pk: Audience.objects.frontline_of(town) for pk, town in towns.items()}
    return [possibility_entry(row, readers[row.municipality_id]) for row in rows]


def index_possibility(possibility: Possibility) -> None:
    """Let a possibility be found by what is now stored of it."""
    index(possibility_entries([possibility.pk]))


@also_find(SOURCES)
def findable() -> Findable:
    """Return the possibilities that can be found: those that nobody ended."""
    return Findable(Kind.POSSIBILITY, Possibility.objects.filter(ended_on=None), possibility_entries)
