from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from raakvlak.web.limits import client_address, may_try

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_attempts_are_counted_per_name_and_address() -> None:
    request = RequestFactory().get("/")
    assert [may_try(request, "x", attempts=2, seconds=60) for _ in range(3)] == [True, True, False]
    assert may_try(request, "y", attempts=2, seconds=60)
    assert may_try(RequestFactory().get("/", REMOTE_ADDR="10.0.0.9"), "x", attempts=2, seconds=60)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 10.0.0.1", "10.0.0.1"),
        (2, "6.6.6.6, 10.0.0.1", "6.6.6.6"),
        (2, "10.0.0.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_comes_from_our_own_proxies(
    settings: Settings,
    proxies: int,
    forwarded: str,
    address: str,
) -> None:
    settings.RAAKVLAK_PROXIES = proxies
    assert client_address(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == address
