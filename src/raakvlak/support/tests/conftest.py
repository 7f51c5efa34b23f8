"""Means and reservations for the tests of this app."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.support.models import UNITS, Means, Reservation
from raakvlak.support.models.reservation import State

Make = Callable[..., Any]


def in_days(days: int) -> datetime.date:
    """Return the day that is so many days from now, or was so many ago."""
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def department(anna: Member) -> Department:
    return Department.objects.create(municipality=anna.municipality, name="Groen")


@pytest.fixture
def make_means(department: Department) -> Make:
    """Make a means of the department, for all who work outside unless told otherwise."""

    def make(member: Member, title: str = "Aanhanger", *, amount: str = "3", **values: Any) -> Means:
        values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
        values.setdefault("kind", Means.Kind.THING)
        values.setdefault("unit", UNITS[Means.Kind(values["kind"])][0])
        values.setdefault("from_on", in_days(-100))
        values.setdefault("until_on", in_days(200))
        values.setdefault("keep_until", in_days(400))
        if "party" not in values:
            values.setdefault("department", department)
        return Means.objects.create(municipality=member.municipality, title=title, amount=Decimal(amount), **values)

    return make


@pytest.fixture
def make_reservation() -> Make:
    """Make a reservation as it stands in the table, past all rules."""

    def make(
        means: Means, member: Member, *, amount: str = "1", first: int = 0, days: int = 1, **values: Any
    ) -> Reservation:
        values.setdefault("audience", means.audience)
        values.setdefault("what_for", "Het tuinfeest")
        values.setdefault("held_until_on", in_days(14))
        values.setdefault("keep_until", in_days(400))
        made = Reservation.objects.create(
            municipality=means.municipality,
            means=means,
            asked_by=member,
            amount=Decimal(amount),
            from_on=in_days(first),
            until_on=in_days(first + days - 1),
            **values,
        )
        made.steps.create(state=made.state, member=member, why="Kapot" if made.state == State.REFUSED else "")
        return made

    return make
