"""While typing: the few people and situations whose name begins like this."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Audience, Member

Make = Callable[..., Any]


def suggested(client: Client, q: str, kind: str = "party") -> str:
    response = client.get("/noteer/zoek/", {"kind": kind, "q": q})
    assert response.status_code == 200
    return str(response.content.decode())


def test_people_are_found_by_the_beginning_of_any_word(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, "Fatima Yilmaz")
    make_party(anna, "Kees Kok")
    for typed in ("fat", "YIL"):
        shown = suggested(as_anna, typed)
        assert "Fatima Yilmaz" in shown
        assert "Kees" not in shown
        assert f"+ nieuw: {typed}" in shown


def test_no_more_than_eight_and_only_what_i_may_see(
    as_anna: Client, anna: Member, bart: Member, carla: Member, make_party: Make
) -> None:
    for number in range(20):
        make_party(anna, f"Jan {number:02}")
    make_party(bart, "Jan Klad", audience=Audience.objects.klad_of(bart))
    make_party(carla, "Jan Zand")
    shown = suggested(as_anna, "jan")
    assert shown.count("data-id") == 8
    assert "Klad" not in suggested(as_anna, "jan klad").replace("+ nieuw", "").replace('data-new="jan klad"', "")
    assert "Zand" not in suggested(as_anna, "jan zan")


def test_situations_are_found_too(as_anna: Client, as_carla: Client, anna: Member, make_situation: Make) -> None:
    make_situation(anna, "Het park aan de Gracht")
    assert "Het park" in suggested(as_anna, "gra", "situation")
    assert "Het park" not in suggested(as_carla, "gra", "situation")


@pytest.mark.parametrize("typed", ["", " ", "\x00", "%", "'; DROP", "<b>", "x" * 10_000, "🌳"])
def test_anything_may_be_typed(as_anna: Client, anna: Member, make_party: Make, typed: str) -> None:
    make_party(anna, "Fatima")
    assert "<b>" not in suggested(as_anna, typed)
    suggested(as_anna, typed, "situation")


def test_only_who_notes_is_helped(as_dirk: Client, client: Client) -> None:
    assert as_dirk.get("/noteer/zoek/?q=a").status_code == 403
    assert client.get("/noteer/zoek/?q=a").status_code == 302


@pytest.mark.parametrize("number", [10, 100])
def test_it_takes_few_queries(
    as_anna: Client, anna: Member, make_party: Make, django_assert_max_num_queries: Make, number: int
) -> None:
    for one in range(number):
        make_party(anna, f"Jan {one}")
    with django_assert_max_num_queries(5):
        suggested(as_anna, "jan")
