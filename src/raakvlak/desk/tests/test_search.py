"""The page on which one looks for anything by its words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from raakvlak.municipality.models import Audience, Member
from raakvlak.situations.whole_index import add_missing

Make = Callable[..., Any]
PAGE = "/zoeken/"
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.django_db


def page(client: Client, q: str, **more: str) -> str:
    return client.get(PAGE, {"q": q, **more}).content.decode()


@pytest.fixture
def words(anna: Member, make_party: Make, make_encounter: Make, make_situation: Make, make_insight: Make) -> None:
    party = make_party(anna, "Fatima Yilmaz", description="Van de moestuin.")
    talk = make_encounter(anna, f"De bank van \ue000p{party.pk}\ue001 wiebelt.", parties=(party,))
    situation = make_situation(anna, "De bank in het park", encounters=(talk,))
    make_insight(situation, anna, "Een bank geeft rust.", encounter=talk, audience=talk.audience)
    add_missing()


def test_it_shows_every_kind_with_the_words_that_matched(words: None, as_anna: Client) -> None:
    found = page(as_anna, "bank")
    assert "3 keer gevonden" in found
    assert 'De <mark class="nl-mark">bank</mark> van Fatima Yilmaz wiebelt.' in found
    assert 'Een <mark class="nl-mark">bank</mark> geeft rust.' in found
    assert 'De <mark class="nl-mark">bank</mark> in het park' in found


def test_a_name_is_found_with_the_talk_that_mentions_it(words: None, as_anna: Client) -> None:
    found = page(as_anna, "fatma")
    assert "Met deze naam" in found
    assert '<mark class="nl-mark">Fatima Yilmaz</mark> wiebelt' in found


def test_the_window_gets_a_part_and_the_page_the_whole(words: None, as_anna: Client) -> None:
    part = as_anna.get(PAGE, {"q": "bank"}, headers=HTMX)
    assert "<html" not in part.content.decode()
    assert '<mark class="nl-mark">bank</mark>' in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_nobody_else_finds_anything(words: None, as_carla: Client, client: Client) -> None:
    assert "Niets gevonden" in page(as_carla, "bank")
    assert client.get(PAGE, {"q": "bank"}).status_code == 302


def test_who_reads_no_notes_can_not_search(as_dirk: Client, as_esma: Client, as_gert: Client) -> None:
    assert [client.get(PAGE, {"q": "bank"}).status_code for client in (as_dirk, as_esma, as_gert)] == [403] * 3
    assert "/zoeken/" not in as_dirk.get("/").content.decode()


def test_each_page_has_the_way_in(as_anna: Client) -> None:
    assert 'aria-keyshortcuts="Control+K /"' in as_anna.get("/situaties/").content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "in één vak"),
        ("a", "Eén letter is te weinig"),
        ('"" - ? * ( AND', "Niets gevonden"),
        ('"-"* ()', "Hier staat geen woord in"),
        ("de van het", "bijna elke tekst"),
        ("-bank", "Zeg ook wat er wél in moet staan"),
        ("bank " * 10_000, "Dat zijn veel woorden"),
        (" ".join(f"woord{number}" for number in range(10_000)), "eerste twaalf"),
        ("x" * 100_000, "Niets gevonden"),
        ('bank"', "3 keer gevonden"),
        ("bank OR 1=1; DROP TABLE", "Dit lijkt erop"),
        ("k1", "Niets gevonden"),
        ("a1", "Niets gevonden"),
        ("\x00\ue000p1\ue001 \ud7ff مرحبا 你好 👍", "Niets gevonden"),
        ("<script>alert(1)</script>", "Niets gevonden"),
        ("bank NEAR/2 wiebelt", "Dit lijkt erop"),
        ("stems:bank ^bank", "Dit lijkt erop"),
    ],
)
def test_whatever_is_typed_is_met_well(words: None, as_anna: Client, typed: str, told: str) -> None:
    answer = as_anna.get(PAGE, {"q": typed})
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("bad", [{"kind": "x"}, {"area": "-1"}, {"period": "eeuw"}, {"cursor": "onzin" * 99}])
def test_a_filter_that_is_none_does_not_count(words: None, as_anna: Client, bad: dict[str, str]) -> None:
    assert "3 keer gevonden" in page(as_anna, "bank", **bad)


def test_it_takes_the_same_queries_for_ten_and_for_a_hundred(
    anna: Member, as_anna: Client, make_party: Make, make_encounter: Make
) -> None:
    counts = []
    for number in (10, 90):
        for _ in range(number):
            make_encounter(anna, "Over de bank.", parties=(make_party(anna, "Fatima Yilmaz"),))
        add_missing()
        with CaptureQueriesContext(connection) as captured:
            assert "Fatima" in page(as_anna, "fatima bank")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 22


def test_a_proposal_is_of_what_one_may_read(as_anna: Client, bart: Member, make_encounter: Make) -> None:
    make_encounter(bart, "Veel parkeeroverlast.", audience=Audience.objects.klad_of(bart))
    add_missing()
    assert "Bedoelde je" not in page(as_anna, "parkeeroverlats")
    make_encounter(bart, "Veel parkeeroverlast.")
    add_missing()
    assert "?q=parkeeroverlast" in page(as_anna, "parkeeroverlats")
