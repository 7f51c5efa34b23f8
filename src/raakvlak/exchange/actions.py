"""Verbs: sending a file, saying what its columns are, settling what holds for its rows, storing, stopping, undoing."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from raakvlak.exchange import jobs
from raakvlak.exchange.columns import fingerprint_of
from raakvlak.exchange.models import Batch, BatchRow, KnownColumns
from raakvlak.exchange.sending import forget_file, headers_of, keep_file
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.web.jobs import Task
from raakvlak.web.text import clean_line

State = Batch.State
MAPPED = (State.MAPPING, State.SETTLING, State.CHECKING, State.READY)
SETTLED = (State.SETTLING, State.CHECKING, State.READY)


def send_file(member: Member, what: str, sent: UploadedFile[Any]) -> Batch:
    """Keep a file until the worker has read it."""
    made = Batch(
        municipality=member.municipality, member=member, what=what, file_name=clean_line(sent.name or "")[-200:]
    )
    keep_file(made.path, sent.read())
    with transaction.atomic():
        made.save()
        _ask(made, jobs.read_file)
    return made


@transaction.atomic
def choose_columns(batch: Batch, mapping: Sequence[str]) -> bool:
    """Say which column is what, and remember it for the next file with these headers."""
    state = State.SETTLING if batch.is_about_people else State.CHECKING
    chosen = {"mapping": list(mapping), "state": state, "version": F("version") + 1, "refusal": ""}
    if not Batch.objects.filter(pk=batch.pk, state__in=MAPPED).update(**chosen):
        return False
    member = batch.member
    KnownColumns.objects.update_or_create(
        member=member,
        what=batch.what,
        headers=fingerprint_of(batch.what, headers_of(batch), member.pk),
        defaults={"mapping": list(mapping)},
    )
    if not batch.is_about_people:  # nothing has to be said about its rows: they are looked at
        _ask(batch, jobs.check_rows)
    return True


@transaction.atomic
def settle(batch: Batch, **terms: Any) -> bool:
    """Say what for, how long and for whose eyes the rows are kept, and let the worker look at them."""
    chosen = {**terms, "state": State.CHECKING, "version": F("version") + 1, "refusal": ""}
    if not Batch.objects.filter(pk=batch.pk, state__in=SETTLED).update(**chosen):
        return False
    _ask(batch, jobs.check_rows)
    return True


@transaction.atomic
def choose_row(row: BatchRow, choice: str) -> None:
    """Say what is to be done with one row."""
    if Batch.objects.select_for_update().filter(pk=row.batch_id, state=State.READY).exists():
        BatchRow.objects.filter(pk=row.pk).update(choice=choice)


@transaction.atomic
def keep(batch: Batch, *, skips_wrong: bool, makes_doubles: bool) -> None:
    """Let the worker store the rows; asked twice it is done once."""
    chosen = {"state": State.STORING, "skips_wrong": skips_wrong, "makes_doubles": makes_doubles, "refusal": ""}
    if Batch.objects.filter(pk=batch.pk, state=State.READY).update(**chosen):
        _ask(batch, jobs.store_rows)


@transaction.atomic
def stop(batch: Batch) -> bool:
    """Stop what the worker does for a batch; nothing was stored, and one can look at the rows again."""
    step = State.SETTLING if batch.is_about_people else State.MAPPING
    before = {State.STORING: State.READY, State.CHECKING: step}.get(State(batch.state))
    if before is None or not Batch.objects.filter(pk=batch.pk, state=batch.state).update(
        state=before, version=F("version") + 1
    ):
        return False
    if batch.job:
        batch.job.cancel()
    return True


@transaction.atomic
def try_again(batch: Batch) -> None:
    """Ask the worker once more for what it gave up."""
    tasks = {
        State.READING: jobs.read_file,
        State.CHECKING: jobs.check_rows,
        State.STORING: jobs.store_rows,
        State.UNDOING: jobs.take_back,
    }
    if batch.is_stuck:
        _ask(batch, tasks[State(batch.state)])


@transaction.atomic
def drop(batch: Batch) -> bool:
    """Forget a file of which nothing is stored, and its rows; the worker finds it gone and stops."""
    gone, _rows = Batch.objects.filter(pk=batch.pk, done_at=None).exclude(state=State.STORING).delete()
    if not gone:
        return False
    if batch.job:
        batch.job.cancel()
    transaction.on_commit(lambda: forget_file(batch))
    return True


@transaction.atomic
def undo(batch: Batch, *, takes_changed: bool) -> None:
    """Let the worker take back what a batch made."""
    outcome = {**batch.outcome, "takes_changed": takes_changed}
    if Batch.objects.filter(pk=batch.pk, state=State.DONE).update(state=State.UNDOING, outcome=outcome):
        _ask(batch, jobs.take_back)
        log_access(batch.member, AccessLogEntry.What.BATCH_UNDONE, batch.pk)


def _ask(batch: Batch, task: "Task[...]") -> None:
    """Ask the worker, in the transaction that we are in."""
    batch.job = task.enqueue(batch_id=batch.pk, municipality_id=batch.municipality_id)
    Batch.objects.filter(pk=batch.pk).update(job=batch.job)
