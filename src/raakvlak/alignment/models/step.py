"""What became of a request: append-only rows, each with its day, so that all of it stays to be read.

That a page was opened is no step: nobody is watched.
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models.lane import Lane
from raakvlak.alignment.models.request import Request
from raakvlak.municipality.models import Member


class Step(models.Model):
    """One thing that happened to a request, or on one of its lanes."""

    class Kind(models.TextChoices):
        """What happened."""

        SENT = "sent", _("gestuurd")
        CALLED = "called", _("gesproken")
        INTRODUCED = "introduced", _("voorgesteld")
        LOOKING = "looking", _("zoekt het uit")
        YES = "yes", _("ja")
        YES_IF = "yes_if", _("ja, mits")
        NO = "no", _("nee, want")
        ASKED_BACK = "asked_back", _("vroeg iets terug")
        EXPLAINED = "explained", _("uitgelegd")
        PASSED_ON = "passed_on", _("doorgegeven")
        NOT_ME = "not_me", _("hoort hier niet")
        AWAY = "away", _("is er even niet")
        REMINDED = "reminded", _("herinnerd")
        ESCALATED = "escalated", _("opgeschaald")
        WITHOUT = "without", _("verder zonder")
        WITHDRAWN = "withdrawn", _("ingetrokken")
        WAITS = "waits", _("wacht op iemand van het team")
        TAKEN_OVER = "taken_over", _("overgenomen")

    request = models.ForeignKey(Request, models.CASCADE, related_name="steps")
    lane = models.ForeignKey(Lane, models.CASCADE, null=True, blank=True, related_name="steps")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    key = models.UUIDField(unique=True, null=True, blank=True, editable=False)  # sent twice, it is one step
    kind = models.CharField(_("wat er gebeurde"), max_length=20, choices=Kind)
    words = models.TextField(_("wat erbij gezegd is"), blank=True)
    needs = models.TextField(_("wat het eigen werk nodig heeft"), blank=True)
    day_on = models.DateField(_("welke dag"), null=True, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["happened_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
