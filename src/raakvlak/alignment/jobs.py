"""What this app does by itself at night."""

from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.passing import let_all_wait
from raakvlak.municipality.models import Municipality
from raakvlak.web.jobs import Progress, every_day, job


@every_day(at="03:55")
@job("alignment.pass_on", title=_("Vragen aan collega’s van wie er niet meer bij kan laten wachten"))
def pass_on(progress: Progress) -> None:
    """Let no request stay with somebody who can no longer look after it, however that came about."""
    for municipality in Municipality.objects.order_by("pk"):
        let_all_wait(municipality)
        progress.tick()
