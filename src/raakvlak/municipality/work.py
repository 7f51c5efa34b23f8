"""The jobs that an administrator sees: those of her municipality, and those of the whole house. They hold no words."""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from raakvlak.municipality.models import AreaImport, Member, Municipality
from raakvlak.web.jobs.task import TASKS, Title
from raakvlak.web.jobs.worker import UNKNOWN_JOB
from raakvlak.web.models import Job
from raakvlak.web.models.job import LOST_WORKER, UNFINISHED, JobQuerySet, State

# By which argument a job belongs to a municipality; a job without any argument belongs to the whole house.
OWNERS: Final[dict[str, Callable[[Municipality], Collection[int]]]] = {
    "municipality_id": lambda municipality: [municipality.pk],
    "import_id": lambda municipality: list(AreaImport.objects.within(municipality).values_list("pk", flat=True)),
    "member_id": lambda municipality: list(Member.objects.within(municipality).values_list("pk", flat=True)),
}
# An erasure is somebody's right, and what comes back every night is the law's: only these are for us to stop.
STOPPABLE: Final = ("municipality_id", "import_id")
AWAY: Final = ("OperationalError", "InterfaceError")


def jobs_of(municipality: Municipality) -> JobQuerySet:
    """Find the jobs that concern a municipality; of each whether the same was asked for again since."""
    own = reduce(or_, (Q(**{f"arguments__{name}__in": owned(municipality)}) for name, owned in OWNERS.items()))
    again = Job.objects.filter(key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return Job.objects.filter(own | Q(arguments={})).annotate(is_asked_since=Exists(again))


def title_of(job: Job) -> Title:
    """Tell what a job does."""
    task = TASKS.get(job.name)
    return (task.title if task else "") or _("Een taak van een eerdere versie")


def may_be_stopped(job: Job) -> bool:
    """Tell whether it is for an administrator to stop this job."""
    return job.state in UNFINISHED and not job.is_cancel_asked and any(name in job.arguments for name in STOPPABLE)


def may_be_tried_again(job: Job) -> bool:
    """Tell whether a job ended without doing its work, and nobody asked for the same since."""
    ended = job.state in {State.FAILED, State.CANCELLED}
    return ended and job.name in TASKS and not getattr(job, "is_asked_since", False)


def try_again(job: Job) -> Job:
    """Ask for the same work once more."""
    return TASKS[job.name].enqueue(**job.arguments)


def what_went_wrong(job: Job) -> str:
    """Say in plain words why a job did not do its work; nothing when nothing went wrong."""
    if not job.error:
        return ""
    if job.state == State.WAITING:
        return _("Dit ging mis. Raakvlak probeert het vanzelf opnieuw.")
    if job.error == LOST_WORKER:
        return _(
            "Het programma dat dit deed, viel elke keer weg. Wat af was staat er, en niets is half gedaan. "
            "Probeer het opnieuw. Gaat het weer mis, vraag dan wie de server beheert om in het logboek te kijken."
        )
    if job.error == UNKNOWN_JOB:
        return _("Deze taak hoort bij een andere versie van Raakvlak. Je hoeft niets te doen.")
    if job.error in AWAY:
        return _("De database was te lang niet bereikbaar. Probeer het opnieuw.")
    return _(
        "Er ging iets mis dat we niet voorzagen (%(error)s). Probeer het opnieuw. Gaat het weer mis, vraag dan wie de "
        "server beheert om in het logboek te kijken."
    ) % {"error": job.error}
