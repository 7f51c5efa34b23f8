"""Twenty who reserve at once never get more than there is, on both databases."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.models import Sum
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Department, Member
from raakvlak.support.models import Means, Reservation
from raakvlak.support.tests.conftest import in_days
from raakvlak.web.sqlite.base import DatabaseWrapper

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


@pytest.fixture
def connect(money: Means, trailer: Means, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Let threads work on one database: of SQLite on a file, as in real life, for in memory no writer waits."""
    if connection.vendor != "sqlite":
        yield lambda: None
        return
    file = tmp_path / "race.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    database = {**connections["default"].settings_dict, **settings.DATABASES["default"], "NAME": file}

    def use_file() -> None:
        connections["default"] = DatabaseWrapper(database, "default")

    yield use_file


def asked(amount: str, first: int, last: int) -> dict[str, str]:
    days = {"from_on": str(in_days(first)), "until_on": str(in_days(last))}
    return {"key": str(uuid.uuid4()), "amount": amount, "what_for": "Een straatfeest", **days}


def race(
    means: Means, browsers: list[Client], forms: list[dict[str, str]], connect: Callable[[], None]
) -> tuple[list[Any], Decimal]:
    """Let all send at the same moment; return the answers, and how much was taken."""

    def send(pair: tuple[Client, dict[str, str]]) -> Any:
        try:
            return pair[0].post(f"/in-huis/middelen/{means.pk}/reserveren/", pair[1])
        finally:
            connections["default"].close()

    def total() -> Decimal:
        try:
            rows = Reservation.objects.filter(means=means).taking()
            return Decimal(rows.aggregate(total=Sum("amount"))["total"] or 0)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(max_workers=AT_ONCE, initializer=connect) as threads:
        answers = list(threads.map(send, zip(browsers, forms, strict=True)))
        return answers, threads.submit(total).result()


def test_twenty_who_take_money_never_take_more_than_there_is(
    money: Means, browsers: list[Client], connect: Callable[[], None]
) -> None:
    answers, taken = race(money, browsers, [asked("130", number, number) for number in range(AT_ONCE)], connect)
    assert sorted(answer.status_code for answer in answers) == [302] * 7 + [422] * 13
    assert taken == 7 * 130
    for answer in answers:
        if answer.status_code == 422:
            page = answer.content.decode()
            assert "Op deze dagen kun je nog € 90 krijgen" in page, "who is too late reads what is left"
            assert "Een straatfeest" in page, "and keeps what she typed"


def test_twenty_who_want_the_same_things_on_the_same_days_get_no_more_than_there_are(
    trailer: Means, browsers: list[Client], connect: Callable[[], None]
) -> None:
    answers, taken = race(trailer, browsers, [asked("1", number % 2, 5) for number in range(AT_ONCE)], connect)
    assert sorted(answer.status_code for answer in answers) == [302] * 7 + [422] * 13
    assert taken == 7


def test_the_same_question_twenty_times_at_once_is_one(
    trailer: Means, browsers: list[Client], connect: Callable[[], None]
) -> None:
    answers, taken = race(trailer, [browsers[1]] * AT_ONCE, [asked("2", 0, 5)] * AT_ONCE, connect)
    assert {answer.status_code for answer in answers} == {302}
    (address,) = {answer["Location"] for answer in answers}
    assert address.startswith("/in-huis/reserveringen/")
    assert taken == 2
