"""Work that a request should not wait for: asked for in a transaction, done by `manage.py work`.

    @every_day(at="03:10")
    @job("privacy.delete_due", title=_("Wissen wat voorbij is"), max_attempts=5)
    def delete_due(progress: Progress) -> None: ...

    delete_due.enqueue()

A job runs at least once: whoever writes one sees to it that a second run does no harm.
"""

from raakvlak.web.jobs.progress import Cancelled, LeaseLost, Progress, Released
from raakvlak.web.jobs.schedule import every, every_day
from raakvlak.web.jobs.task import Task, job
from raakvlak.web.jobs.worker import Worker

__all__ = ["Cancelled", "LeaseLost", "Progress", "Released", "Task", "Worker", "every", "every_day", "job"]
