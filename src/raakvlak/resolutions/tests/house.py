"""What the tests of the house around an option open, and what they reserve for it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import Member
from raakvlak.resolutions.models import Option
from raakvlak.resolutions.tests.conftest import in_days
from raakvlak.support.models import Means, Reservation


def at(name: str, option: Option, *rest: Any) -> str:
    return reverse(f"resolutions:{name}", args=[option.situation_id, option.uuid, *rest])


def shown(client: Client, option: Option) -> str:
    return client.get(at("option", option)).content.decode()


def reserved(member: Member, means: Means, option: Option, amount: int, **values: Any) -> Reservation:
    made = Reservation.objects.create(
        municipality=member.municipality,
        audience=values.pop("audience", option.situation.audience),
        means=means,
        situation=option.situation,
        amount=amount,
        what_for="Bank",
        asked_by=member,
        from_on=in_days(0),
        until_on=in_days(1),
        held_until_on=in_days(10),
        keep_until=in_a_year(),
        **values,
    )
    option.reservation_links.create(reservation=made)
    return made
