"""An entry of the search index: the words of one row, for the same eyes as the row itself."""

import datetime
from collections.abc import Iterable
from typing import Any, Final, Protocol, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models.audience import Audience
from raakvlak.municipality.models.place import Municipality
from raakvlak.municipality.models.rows import VisibleQuerySet
from raakvlak.web.search.marks import READERS, mark
from raakvlak.web.search.stems import line_of

_DAY_BITS: Final = 18  # seven centuries
_KIND_BITS: Final = 5
_ROW_BITS: Final = 40
_FIRST_DAY: Final = datetime.date(1900, 1, 1).toordinal()


class Findable(Protocol):
    """A row that can be found: it has a number and a municipality, and most have readers of their own."""

    pk: Any
    municipality_id: int


class SearchEntryQuerySet(VisibleQuerySet["SearchEntry"]):
    """Entries of municipalities."""

    def newest_first(self) -> Self:
        """Order by the day, the newest first; that is how entries are numbered."""
        return self.order_by("-pk")


class SearchEntry(models.Model):
    """The words of one party, situation, talk, insight or possibility, as they are looked for.

    It is a copy that dies with its row: the database itself drops it when the row goes, or when its words, its
    readers, its day or its area change in any way. Whoever writes the row writes its entry too, and a job adds what is
    missing. Its number says its day, its kind and its row, so that the newest first is simply the highest first.
    """

    class Kind(models.TextChoices):
        """What was found."""

        # What is added comes last: their order numbers the entries, and with them what was stored before.
        INSIGHT = "insight", _("inzicht")
        ENCOUNTER = "encounter", _("gesprek")
        PARTY = "party", _("mens")
        SITUATION = "situation", _("situatie")
        POSSIBILITY = "possible", _("mogelijkheid")

    id = models.BigIntegerField(primary_key=True, editable=False)
    # Looked for by terms alone: an index on these would only cost time at each note.
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    object_id = models.BigIntegerField()
    moment = models.DateField()
    stems = models.TextField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_entry_per_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

    @classmethod
    def of(  # noqa: PLR0913 – all but the first two are given by name
        cls,
        kind: Kind,
        row: Findable,
        *,
        moment: datetime.date,
        texts: Iterable[str],
        extra: Iterable[str] = (),
        readers: int | None = None,
    ) -> Self:
        """Draw up the entry of a row, without any query; `extra` are terms by which it is found besides its words.

        `readers` are those of a row that has none of its own.
        """
        audience_id: int = readers or row.audience_id  # type: ignore[attr-defined]  # as the protocol says
        area_id = getattr(row, "area_id", None)  # an insight has none
        marks = [audience_mark(audience_id), kind_mark(kind), *([area_mark(area_id)] if area_id else [])]
        return cls(
            id=place_of(moment, kind, row.pk),
            municipality_id=row.municipality_id,
            audience_id=audience_id,
            kind=kind,
            object_id=row.pk,
            moment=moment,
            stems=line_of(texts, extra=[*marks, *extra]),
        )


_KINDS: Final = [kind.value for kind in SearchEntry.Kind]
_KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(_KINDS)}


def audience_mark(audience_id: int) -> str:
    """Give the term that all entries for one circle of readers have."""
    return mark(READERS, audience_id)


def area_mark(area_id: int) -> str:
    """Give the term that all entries of an area have."""
    return mark("g", area_id)


def kind_mark(kind: str) -> str:
    """Give the term that all entries of a kind have."""
    return mark("k", _KIND_NUMBERS[kind])


def place_of(moment: datetime.date, kind: str, object_id: int) -> int:
    """Return the number of an entry: the later its day, the higher."""
    return (first_place_on(moment) | _KIND_NUMBERS[kind] << _ROW_BITS) + object_id


def row_at(place: int) -> tuple[str, int]:
    """Return of which kind the row of an entry is, and its number.

    >>> row_at(place_of(datetime.date(2026, 11, 28), "encounter", 42))
    ('encounter', 42)
    """
    return _KINDS[place >> _ROW_BITS & (1 << _KIND_BITS) - 1], place & (1 << _ROW_BITS) - 1


def first_place_on(day: datetime.date) -> int:
    """Return the number below which no entry of this day or a later one comes."""
    days = min(max(day.toordinal() - _FIRST_DAY, 0), (1 << _DAY_BITS) - 1)
    return days << (_KIND_BITS + _ROW_BITS)
