"""Let nobody come back through a file that waited while she was erased: its rows about her go."""

import re
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.dispatch import receiver

from raakvlak.exchange.checking import cells_of
from raakvlak.exchange.jobs import check_rows
from raakvlak.exchange.models import Batch, BatchRow
from raakvlak.exchange.sending import forget_file
from raakvlak.municipality.models import Municipality
from raakvlak.relations.signals import name_erased
from raakvlak.web.text import sort_name

State = Batch.State
WITH_ROWS: Final = (State.MAPPING, State.SETTLING, State.CHECKING, State.READY, State.STORING)
CHECKED: Final = (State.CHECKING, State.READY, State.STORING)
ROWS_AT_ONCE: Final = 500
WORD: Final = re.compile(r"\w+")


@receiver(name_erased)
def forget_in_waiting_files(municipality: Municipality, names: Collection[str], **_told: Any) -> None:
    """Take the rows that name somebody out of every file of a municipality that was not stored yet."""
    wanted = [words for words in map(words_of, names) if words]
    waiting = Batch.objects.within(municipality).filter(state__in=(State.READING, *WITH_ROWS)) if wanted else ()
    for batch in waiting:
        with transaction.atomic():
            _forget(Batch.objects.select_for_update().get(pk=batch.pk), wanted)


def words_of(*texts: str) -> frozenset[str]:
    """Return the words of texts, without accents and capitals: a name may stand in two columns, last name first."""
    return frozenset(WORD.findall(sort_name(" ".join(texts))))


def _forget(batch: Batch, wanted: Collection[frozenset[str]]) -> None:
    """Take rows away and let the rest be looked at anew; a file that was not read yet is to be sent again."""
    if batch.state == State.READING:
        Batch.objects.filter(pk=batch.pk).update(state=State.REFUSED, refusal="erased_unread")
        transaction.on_commit(lambda: forget_file(batch))
        return
    if batch.state not in WITH_ROWS:
        return
    gone = [row.pk for row in _rows(batch) if _is_named(row, wanted)]
    if not gone:
        return
    BatchRow.objects.filter(pk__in=gone).delete()
    told: dict[str, Any] = {"version": F("version") + 1, "refusal": "erased"}
    if batch.state in CHECKED:
        asked = check_rows.enqueue(batch_id=batch.pk, municipality_id=batch.municipality_id)
        told |= {"state": State.CHECKING, "job": asked}
    Batch.objects.filter(pk=batch.pk).update(**told)


def _rows(batch: Batch) -> Iterable[BatchRow]:
    return batch.rows.order_by("number").iterator(chunk_size=ROWS_AT_ONCE)


def _is_named(row: BatchRow, wanted: Collection[frozenset[str]]) -> bool:
    said = words_of(*cells_of(row))
    return any(words <= said for words in wanted)
