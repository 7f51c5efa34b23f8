import datetime
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from raakvlak.web.links import FAILURES, make_link, open_link, revoke_links, with_link
from raakvlak.web.models import PersonalLink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@with_link("klopt-dit")
def hello(request: HttpRequest, subject_id: int, page: int = 1) -> HttpResponse:
    return HttpResponse(f"{request.method} {subject_id} {page}")


def get(token: str, **arguments: int) -> HttpResponse:
    return hello(RequestFactory().get("/"), token=token, **arguments)


def without_csrf(response: HttpResponse) -> str:
    """Leave out the token against forgery, which differs at every answer."""
    return re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode())


def expire(token: str) -> None:
    PersonalLink.objects.update(expires_at=timezone.now())


def revoke(token: str) -> None:
    revoke_links("klopt-dit", 7)


def forget(token: str) -> None:
    PersonalLink.objects.all().delete()


def test_a_link_opens_its_subject() -> None:
    assert open_link(make_link("klopt-dit", 7, days=14), "klopt-dit") == 7


def test_only_a_hash_of_the_token_is_kept() -> None:
    token = make_link("klopt-dit", 7, days=14)
    assert len(token) >= 43
    assert token not in str(PersonalLink.objects.values().get())


@pytest.mark.parametrize("ended", [expire, revoke, forget])
def test_a_link_that_ended_opens_nothing(ended: object) -> None:
    token = make_link("klopt-dit", 7, days=14)
    ended(token)  # type: ignore[operator]
    assert open_link(token, "klopt-dit") is None


def test_a_link_is_for_one_purpose() -> None:
    assert open_link(make_link("agenda", 7, days=14), "klopt-dit") is None


def test_revoking_ends_the_links_of_one_subject() -> None:
    gone, other = make_link("klopt-dit", 7, days=14), make_link("klopt-dit", 8, days=14)
    assert revoke_links("klopt-dit", 7) == 1
    assert open_link(gone, "klopt-dit") is None
    assert open_link(other, "klopt-dit") == 8


def test_the_day_of_use_is_kept_and_no_moment(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    token = make_link("klopt-dit", 7, days=14)
    open_link(token, "klopt-dit")
    used_on = PersonalLink.objects.get().last_used_on
    assert used_on == timezone.localdate()
    assert not isinstance(used_on, datetime.datetime)
    with django_assert_num_queries(1):
        open_link(token, "klopt-dit")


def test_a_view_gets_the_subject_of_its_link() -> None:
    response = get(make_link("klopt-dit", 7, days=14), page=2)
    assert response.content == b"GET 7 2"
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]


def test_unknown_expired_and_revoked_get_the_very_same_answer() -> None:
    answers = [without_csrf(get("onbekend"))]
    for ended in (expire, revoke, forget):
        token = make_link("klopt-dit", 7, days=14)
        ended(token)
        response = get(token)
        assert response.status_code == 404
        answers.append(without_csrf(response))
    assert "Deze link werkt niet meer" in answers[0]
    assert len(set(answers)) == 1


@pytest.mark.parametrize("token", ["\x00", "x" * 100_000, "é", "\ud800"])
def test_a_strange_token_is_just_unknown(token: str) -> None:
    assert get(token).status_code == 404


def test_trying_tokens_is_stopped_while_a_true_link_still_opens() -> None:
    answers = [get(f"poging {attempt}").status_code for attempt in range(FAILURES + 1)]
    assert answers == [404] * FAILURES + [429]
    assert get(make_link("klopt-dit", 7, days=14)).status_code == 200


def test_a_link_is_named_after_its_purpose() -> None:
    make_link("klopt-dit", 7, days=14)
    assert str(PersonalLink.objects.get()) == "klopt-dit 7"
