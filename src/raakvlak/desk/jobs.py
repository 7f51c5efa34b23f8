"""What the desk forgets by itself."""

from django.utils.translation import gettext_lazy as _

from raakvlak.desk.digests import send_due
from raakvlak.desk.models import BulkChange, Device
from raakvlak.relations.models import PhotoUpload
from raakvlak.web.jobs import Progress, every, every_day, job


@every(minutes=60)
@job("desk.forget_bulk_changes", title=_("Vergeten wat meer tegelijk is gewijzigd en niet meer ongedaan kan"))
def forget_bulk_changes(progress: Progress) -> None:
    """Forget what stood in rows before they were changed together, once that can't be undone any more."""
    BulkChange.objects.forgotten().delete()
    progress.tick()


@every(minutes=24 * 60)
@job("desk.forget_devices", title=_("Vergeten welke telefoons lang geen contact hadden"))
def forget_devices(progress: Progress) -> None:
    """Forget the phones on which nothing can be left."""
    Device.objects.forgotten().delete()
    progress.tick()


@every(minutes=60)
@job("desk.forget_uploads", title=_("Weggooien wat van een foto binnenkwam en niet afkwam"))
def forget_uploads(progress: Progress) -> None:
    """Throw away the photos of which only a part came in; the phone keeps them, and begins again."""
    PhotoUpload.objects.forgotten().delete()
    progress.tick()


@every_day(at="07:00")
@job("desk.send_digests", title=_("De dag per mail sturen aan wie dat koos"))
def send_digests(progress: Progress) -> None:
    """Write a mail to each member who chose one and for whom something waits; a second time that day writes none."""
    for _written in send_due():
        progress.tick()
