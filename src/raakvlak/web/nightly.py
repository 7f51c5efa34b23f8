"""What web itself cleans up, every night."""

import datetime
from importlib import import_module
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.web.jobs import Progress, every_day, job
from raakvlak.web.models import Job, Letter, PersonalLink
from raakvlak.web.sqlite.statistics import look_at_tables

DAYS_OF_FINISHED_JOBS: Final = 14
DAYS_OF_ENDED_LINKS: Final = 90
DAYS_OF_UNSENT_LETTERS: Final = 7


@every_day(at="04:20")
@job("web.tidy", title=_("Opruimen: oude taken, verlopen links en inlogsessies"))
def tidy(progress: Progress) -> None:
    """Delete what has had its time: finished jobs, ended links, mails that could not be sent, old sessions.

    Then the database looks how full its tables are, so that it chooses well for another day.
    """
    now = timezone.now()
    # The jobs of a period stay longer than any period, or they would be planned again.
    Job.objects.filter(finished_at__lt=now - datetime.timedelta(days=DAYS_OF_FINISHED_JOBS)).delete()
    progress.tick()
    PersonalLink.objects.filter(expires_at__lt=now - datetime.timedelta(days=DAYS_OF_ENDED_LINKS)).delete()
    progress.tick()
    Letter.objects.filter(made_at__lt=now - datetime.timedelta(days=DAYS_OF_UNSENT_LETTERS)).delete()
    progress.tick()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    progress.tick()
    look_at_tables(connection)
