"""What an option leans on in the house: what could help it, what was asked for it, and what was reserved for it."""

from typing import ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models import Possibility, Request
from raakvlak.resolutions.models.option import Option
from raakvlak.support.models import Reservation

WHY_LENGTH: Final = 500
OF_ANOTHER: Final = 0  # so a request carries over from the option out of which this one came: no yes to this one


class OptionPossibility(models.Model):
    """That an option leans on a possibility of the house, and why."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="possibility_links", db_index=False)
    possibility = models.ForeignKey(Possibility, models.CASCADE, related_name="option_links")
    why = models.CharField(_("waarom"), max_length=WHY_LENGTH, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints = [models.UniqueConstraint(fields=["option", "possibility"], name="leans_once_on_a_possibility")]

    def __str__(self) -> str:
        return self.why


class OptionRequest(models.Model):
    """That colleagues were asked something for an option, and of which of its texts."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="request_links", db_index=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="option_links")
    version = models.PositiveIntegerField(editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "request"], name="asked_once_for_an_option")]

    def __str__(self) -> str:
        return f"{self.option_id} {self.request_id}"


class OptionReservation(models.Model):
    """That something was reserved for an option."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="reservation_links", db_index=False)
    reservation = models.ForeignKey(Reservation, models.CASCADE, related_name="option_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "reservation"], name="reserved_once_for_an_option")]

    def __str__(self) -> str:
        return f"{self.option_id} {self.reservation_id}"
