import datetime
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from raakvlak.web.keys import encrypt
from raakvlak.web.models import PersonalLink
from raakvlak.web.paging import Page, Total, page_of, total_up_to

ORDER = ("-expires_at", "-pk")

pytestmark = pytest.mark.django_db


def make_links(number: int) -> None:
    """Make links of which every four share a moment, so that the order leans on the second field too."""
    start = timezone.now()
    PersonalLink.objects.bulk_create(
        PersonalLink(
            token_hash=f"{index:064}",
            purpose=f"doel {index % 3}",
            subject_id=index,
            expires_at=start + datetime.timedelta(days=index // 4),
            last_used_on=datetime.date(2026, 1, 1) + datetime.timedelta(days=index // 4),
        )
        for index in range(number)
    )


def page(
    cursor: str | None = None, *, name: str = "links", order: tuple[str, ...] = ORDER, reader: int = 1
) -> Page[PersonalLink]:
    return page_of(PersonalLink.objects.all(), name=name, order=order, reader=reader, cursor=cursor, size=5)


def walk(order: tuple[str, ...]) -> Iterator[Page[PersonalLink]]:
    current = page(order=order)
    yield current
    while current.older:
        current = page(current.older, order=order)
        yield current


@pytest.mark.parametrize("order", [ORDER, ("purpose", "pk"), ("-last_used_on", "pk"), ("purpose", "-expires_at", "pk")])
def test_walking_down_meets_every_row_once_in_order(order: tuple[str, ...]) -> None:
    make_links(23)
    rows = [row for current in walk(order) for row in current.rows]
    assert rows == list(PersonalLink.objects.order_by(*order))


@pytest.mark.parametrize("order", [ORDER, ("purpose", "pk"), ("-last_used_on", "pk")])
def test_walking_back_shows_the_same_pages(order: tuple[str, ...]) -> None:
    make_links(23)
    pages = list(walk(order))
    current = pages[-1]
    for before in reversed(pages[:-1]):
        assert current.newer is not None
        current = page(current.newer, order=order)
        assert current.rows == before.rows
    assert current.newer is None


def test_a_short_list_has_no_other_pages() -> None:
    make_links(5)
    assert page() == Page(list(PersonalLink.objects.order_by(*ORDER)))


def test_an_empty_list_is_an_empty_page() -> None:
    assert page() == Page([])


@pytest.mark.parametrize("cursor", ["", "x", "x" * 10_000, "gAAAAABmislukt", "\x00", "é", "1 OR 1=1"])
def test_a_forged_cursor_gives_the_first_page(cursor: str) -> None:
    make_links(7)
    assert page(cursor).rows == page().rows


def test_a_cursor_of_another_list_or_order_gives_the_first_page() -> None:
    make_links(12)
    foreign = page(name="situaties").older
    assert page(foreign).rows == page().rows
    turned = page(order=("expires_at", "pk")).older
    assert page(turned).rows == page().rows
    assert page(page(reader=2).older).rows == page().rows, "it tells where a row stands that the other one sees"


@pytest.mark.parametrize("content", ["geen json", "[1]", "{}", "3", '["links", 1, 3, "older", []]'])
def test_a_cursor_with_strange_content_gives_the_first_page(content: str) -> None:
    make_links(7)
    assert page(encrypt(content)).rows == page().rows


def test_a_page_that_has_gone_gives_the_first_page() -> None:
    make_links(8)
    older = page().older
    kept = [row.pk for row in page().rows]
    PersonalLink.objects.exclude(pk__in=kept).delete()
    assert page(older).rows == page().rows


def test_a_cursor_tells_nothing_about_the_rows() -> None:
    make_links(8)
    cursor = page(order=("purpose", "pk")).older
    assert cursor is not None
    assert "doel" not in cursor


def test_a_page_is_one_query_whatever_the_length(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_links(10)
    with django_assert_num_queries(1):
        older = page().older
    PersonalLink.objects.all().delete()
    make_links(100)
    with django_assert_num_queries(1):
        page(older)
    with django_assert_num_queries(1):
        page()


def test_a_total_is_counted_no_further_than_useful() -> None:
    make_links(7)
    links = PersonalLink.objects.order_by("purpose")
    assert total_up_to(links) == Total(7, is_more=False)
    assert str(total_up_to(links, 7)) == "7"
    assert str(total_up_to(links, 5)) == "5+"
