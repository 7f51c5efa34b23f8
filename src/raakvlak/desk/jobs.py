"""What the desk forgets by itself."""

from django.utils.translation import gettext_lazy as _

from raakvlak.desk.models import BulkChange
from raakvlak.web.jobs import Progress, every, job


@every(minutes=60)
@job("desk.forget_bulk_changes", title=_("Vergeten wat meer tegelijk is gewijzigd en niet meer ongedaan kan"))
def forget_bulk_changes(progress: Progress) -> None:
    """Forget what stood in rows before they were changed together, once that can't be undone any more."""
    BulkChange.objects.forgotten().delete()
    progress.tick()
