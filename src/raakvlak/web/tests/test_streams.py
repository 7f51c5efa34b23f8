import datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from raakvlak.web.keys import encrypt
from raakvlak.web.models import PersonalLink
from raakvlak.web.streams import Item, Stream, Woven, woven_page

pytestmark = pytest.mark.django_db


def midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def make_rows(number: int) -> None:
    """Make rows with a moment and a day; several share a moment, and some moments are the very start of a day."""
    first = datetime.date(2026, 3, 27)  # the clock goes forward in the next days
    PersonalLink.objects.bulk_create(
        PersonalLink(
            token_hash=f"{index:064}",
            purpose=["visit", "letter"][index % 2],
            subject_id=index,
            expires_at=midnight(first + datetime.timedelta(days=index // 4)) + datetime.timedelta(hours=index % 3),
            last_used_on=first + datetime.timedelta(days=index // 3),
        )
        for index in range(number)
    )


def streams() -> list[Stream]:
    rows = PersonalLink.objects.all()
    return [
        Stream("letters", rows.filter(purpose="letter"), "expires_at"),
        Stream("opened", rows, "last_used_on", is_day=True),
        Stream("visits", rows.filter(purpose="visit"), "expires_at"),
    ]


def page(cursor: str | None = None, name: str = "alles", reader: int = 1) -> Woven:
    return woven_page(streams(), name=name, reader=reader, cursor=cursor, size=7)


def walk() -> list[Woven]:
    pages = [page()]
    while pages[-1].older:
        pages.append(page(pages[-1].older))
    return pages


def keys(items: list[Item]) -> list[tuple[datetime.datetime, str, int]]:
    return [(item.place.moment, item.place.stream, item.place.number) for item in items]


def test_walking_down_meets_every_row_of_every_list_once_newest_first() -> None:
    make_rows(23)
    met = [key for each in walk() for key in keys(each.items)]
    expected = [
        *(
            (row.expires_at, {"visit": "visits", "letter": "letters"}[row.purpose], row.pk)
            for row in PersonalLink.objects.all()
        ),
        *((midnight(row.last_used_on), "opened", row.pk) for row in PersonalLink.objects.all() if row.last_used_on),
    ]
    assert met == sorted(expected, reverse=True)


def test_walking_back_shows_the_same_pages() -> None:
    make_rows(23)
    pages = walk()
    current = pages[-1]
    for before in reversed(pages[:-1]):
        assert current.newer is not None
        current = page(current.newer)
        assert current.items == before.items
    assert current.newer is None


def test_a_row_that_knows_its_day_alone_stands_below_the_hours_of_that_day() -> None:
    make_rows(4)
    at_start = [item.stream for item in page().items if item.day == datetime.date(2026, 3, 27)]
    assert at_start[0] in {"letters", "visits"}


def test_a_page_takes_one_query_for_each_list(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_rows(60)
    with django_assert_num_queries(3):
        first = page()
    with django_assert_num_queries(3):
        page(first.older)


@pytest.mark.parametrize("cursor", ["", "onzin", "x" * 5_000])
def test_a_cursor_that_nobody_gave_is_the_first_page(cursor: str) -> None:
    make_rows(9)
    assert page(cursor).items == page().items


@pytest.mark.parametrize("content", ["{}", "[1, 2]", "geen json"])
def test_a_forged_cursor_is_the_first_page(content: str) -> None:
    make_rows(9)
    assert page(encrypt(content)).items == page().items


def test_a_cursor_of_another_list_or_reader_is_the_first_page() -> None:
    make_rows(9)
    assert page(page(reader=2).older).items == page().items
    assert page(page().older, name="een andere lijst").items == page(name="een andere lijst").items


def test_nothing_older_left_shows_the_first_page() -> None:
    make_rows(5)
    older = page().older
    PersonalLink.objects.all().delete()
    assert page(older).items == []
    assert page(older).newer is None
