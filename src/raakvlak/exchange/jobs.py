"""What the worker does for files that come from elsewhere."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raakvlak.exchange import undoing
from raakvlak.exchange.columns import fingerprint_of, recognised
from raakvlak.exchange.files import Table, read
from raakvlak.exchange.models import Batch, BatchRow, KnownColumns, What
from raakvlak.exchange.reading import ROWS_AT_ONCE, checked_rows, rows_of
from raakvlak.exchange.refusal import Refused
from raakvlak.exchange.sending import content_of, forget_file, packed_headers
from raakvlak.exchange.storing import Stopped
from raakvlak.exchange.storing import store as store_batch
from raakvlak.web.jobs import Progress, every_day, job

State = Batch.State
FLAGS: Final = ("has_errors", "has_questions", "is_double", "repeats")


def _found(batch_id: int, state: Batch.State) -> Batch | None:
    batches = Batch.objects.select_related("municipality", "audience", "member__municipality", "member__user")
    return batches.filter(pk=batch_id, state=state).first()


@job("exchange.read_file", title=_("Een bestand lezen om in te lezen"), max_attempts=3)
def read_file(progress: Progress, batch_id: int, municipality_id: int) -> None:
    """Read a file that was sent, and keep its rows encrypted until they are stored or forgotten.

    Asked for as `read_file.enqueue(batch_id=…, municipality_id=…)` of a batch in state "reading". Killed halfway and
    done again it reads the file anew; in the end the batch is "mapping" or "refused" and the file is gone.
    """
    batch = _found(batch_id, State.READING)
    if batch is None:
        for was_read in Batch.objects.filter(pk=batch_id):  # and then it was killed, just before the file went
            forget_file(was_read)
        return
    try:
        table = read(
            content_of(batch),
            of_organisations=batch.what == What.ORGANISATIONS,
            has_cards=batch.what in {What.ORGANISATIONS, What.PEOPLE},
        )
    except Refused as refused:
        _refuse(batch, refused)
    else:
        _keep(batch, table, progress)
    forget_file(batch)


def _keep(batch: Batch, table: Table, progress: Progress) -> None:
    rows = list(rows_of(batch, table))
    progress.expect(len(rows))
    with transaction.atomic():
        standing = Batch.objects.filter(pk=batch.pk, state=State.READING)
        mapping = _known(batch, table.headers) or recognised(batch.what, table.headers)
        if not standing.update(state=State.MAPPING, headers=packed_headers(table.headers), mapping=mapping):
            return
        BatchRow.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    progress.tick(len(rows))


def _known(batch: Batch, headers: list[str]) -> list[str]:
    """Return how the sender read these same columns before."""
    member = batch.member
    mark = fingerprint_of(batch.what, headers, member.pk)
    known = KnownColumns.objects.filter(member=member, what=batch.what, headers=mark).first()
    return known.mapping if known and len(known.mapping) == len(headers) else []


@job("exchange.check_rows", title=_("De rijen van een bestand nakijken"), max_attempts=3)
def check_rows(progress: Progress, batch_id: int, municipality_id: int) -> None:
    """Look what the rows of a batch would become, and mark those with which something is the matter.

    Asked for of a batch in state "checking"; killed halfway and done again it marks them anew. What was changed while
    it looked is looked at once more, for then it was asked for again.
    """
    batch = _found(batch_id, State.CHECKING)
    if batch is None:
        return
    progress.expect(batch.rows.count())
    for checked in checked_rows(batch, batch.member):
        _mark([one.row for one in checked])
        progress.tick(len(checked))
    Batch.objects.filter(pk=batch.pk, state=State.CHECKING, version=batch.version).update(state=State.READY)


def _mark(rows: Sequence[BatchRow]) -> None:
    """Store what is the matter with rows: one statement for all with which the same is the matter, mostly nothing."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        alike.setdefault(tuple(getattr(row, flag) for flag in FLAGS), []).append(row.pk)
    for marks, numbers in alike.items():
        BatchRow.objects.filter(pk__in=numbers).update(**dict(zip(FLAGS, marks, strict=True)))


@job("exchange.store_rows", title=_("De rijen van een bestand bewaren"), max_attempts=3)
def store_rows(progress: Progress, batch_id: int, municipality_id: int) -> None:
    """Store the rows of a batch, in one transaction.

    Asked for of a batch in state "storing". Killed halfway nothing is stored; done again all of it is, once: the batch
    is then "done". When something changed meanwhile that makes a row wrong, it goes back to be looked at.
    """
    batch = _found(batch_id, State.STORING)
    if batch is None:
        return
    try:
        store_batch(batch, progress)
    except Refused as refused:
        _refuse(batch, refused)
    except Stopped:
        return


@job("exchange.take_back", title=_("Een ingelezen bestand ongedaan maken"), max_attempts=3)
def take_back(progress: Progress, batch_id: int, municipality_id: int) -> None:
    """Remove what a batch made, in one transaction; done again it finds the batch undone and stops."""
    batch = _found(batch_id, State.UNDOING)
    if batch is not None:
        undoing.take_back(batch)
        progress.tick()


@every_day(at="04:40")
@job("exchange.forget_batches", title=_("Ingelezen bestanden vergeten die niemand meer nodig heeft"))
def forget_batches(progress: Progress) -> None:
    """Forget files that nobody finished for a week, and how a batch was made once it can't be undone any more."""
    for batch in Batch.objects.forgotten():
        forget_file(batch)
        batch.delete()
        progress.tick()


def _refuse(batch: Batch, refused: Refused) -> None:
    """Let a batch say why it can't go on; what can be mended is laid before its sender once more."""
    if refused.reason == "changed_meanwhile":
        told = {"state": State.CHECKING, "refusal": refused.reason, "details": {}}
        with transaction.atomic():
            if Batch.objects.filter(pk=batch.pk, state=batch.state).update(**told):
                asked = check_rows.enqueue(batch_id=batch.pk, municipality_id=batch.municipality_id)
                Batch.objects.filter(pk=batch.pk).update(job=asked)
        return
    with transaction.atomic():
        refusing = {"state": State.REFUSED, "refusal": refused.reason, "details": refused.details}
        if Batch.objects.filter(pk=batch.pk, state=batch.state).update(**refusing):
            batch.rows.all().delete()
