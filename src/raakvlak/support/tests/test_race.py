"""Twenty who reserve at once never get more than there is, on both databases."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Department, Member
from raakvlak.support.models import Means, Reservation
from raakvlak.support.tests.conftest import in_days
from raakvlak.web.tests.racing import Race

AT_ONCE = 20
Make = Callable[..., Any]


@pytest.fixture
def browsers(transactional_db: None, anna: Member, bart: Member) -> list[Client]:
    return [logged_in(anna if number % 2 else bart) for number in range(AT_ONCE)]


@pytest.fixture
def money(browsers: list[Client], anna: Member, department: Department, make_means: Make) -> Means:
    means: Means = make_means(anna, "Buurtbudget", kind=Means.Kind.MONEY, amount="1000")
    return means


@pytest.fixture
def trailer(browsers: list[Client], anna: Member, department: Department, make_means: Make) -> Means:
    means: Means = make_means(anna, amount="7")
    return means


def asked(amount: str, first: int, last: int) -> dict[str, str]:
    days = {"from_on": str(in_days(first)), "until_on": str(in_days(last))}
    return {"key": str(uuid.uuid4()), "amount": amount, "what_for": "Een straatfeest", **days}


def sent_at_once(
    means: Means, browsers: list[Client], forms: list[dict[str, str]], folder: Path
) -> tuple[list[Any], Decimal]:
    """Let all send at the same moment; return the answers, and how much was taken."""
    race, here = Race(folder), f"/in-huis/middelen/{means.pk}/reserveren/"

    def total() -> Decimal:
        rows = Reservation.objects.filter(means=means).taking()
        return Decimal(rows.aggregate(total=Sum("amount"))["total"] or 0)

    answers = race.at_once(lambda pair: pair[0].post(here, pair[1]), list(zip(browsers, forms, strict=True)))
    return answers, race.look(total)


def test_twenty_who_take_money_never_take_more_than_there_is(
    money: Means, browsers: list[Client], tmp_path: Path
) -> None:
    answers, taken = sent_at_once(
        money, browsers, [asked("130", number, number) for number in range(AT_ONCE)], tmp_path
    )
    assert sorted(answer.status_code for answer in answers) == [302] * 7 + [422] * 13
    assert taken == 7 * 130
    for answer in answers:
        if answer.status_code == 422:
            page = answer.content.decode()
            assert "Op deze dagen kun je nog € 90 krijgen" in page, "who is too late reads what is left"
            assert "Een straatfeest" in page, "and keeps what she typed"


def test_twenty_who_want_the_same_things_on_the_same_days_get_no_more_than_there_are(
    trailer: Means, browsers: list[Client], tmp_path: Path
) -> None:
    answers, taken = sent_at_once(trailer, browsers, [asked("1", number % 2, 5) for number in range(AT_ONCE)], tmp_path)
    assert sorted(answer.status_code for answer in answers) == [302] * 7 + [422] * 13
    assert taken == 7


def test_the_same_question_twenty_times_at_once_is_one(trailer: Means, browsers: list[Client], tmp_path: Path) -> None:
    answers, taken = sent_at_once(trailer, [browsers[1]] * AT_ONCE, [asked("2", 0, 5)] * AT_ONCE, tmp_path)
    assert {answer.status_code for answer in answers} == {302}
    (address,) = {answer["Location"] for answer in answers}
    assert address.startswith("/in-huis/reserveringen/")
    assert taken == 2
