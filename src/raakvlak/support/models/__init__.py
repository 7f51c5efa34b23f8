"""What can help in practice, and what of it was reserved."""

from raakvlak.support.models.means import COMING_BACK, UNITS, USED_UP, Means, MeansQuerySet
from raakvlak.support.models.reservation import (
    HELD_DAYS,
    Reservation,
    ReservationQuerySet,
    ReservationStep,
)

__all__ = [
    "COMING_BACK",
    "HELD_DAYS",
    "UNITS",
    "USED_UP",
    "Means",
    "MeansQuerySet",
    "Reservation",
    "ReservationQuerySet",
    "ReservationStep",
]
