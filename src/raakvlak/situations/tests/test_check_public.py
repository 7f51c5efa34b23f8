"""Klopt dit?, for residents: one page by a link, and what they say comes back as a note."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter
from raakvlak.situations.check_actions import publish_check
from raakvlak.situations.models import Check, CheckReply, Situation
from raakvlak.web.models import PersonalLink

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def park(anna: Member, bart: Member, make_situation: Make) -> Situation:
    situation: Situation = make_situation(anna, team=(bart,))
    return situation


@pytest.fixture
def check(park: Situation, anna: Member) -> Check:
    texts = {
        "heard": "– Je wilt rust.\n- Kinderen <b>spelen</b> graag. 🌳\n\nשבת",
        "question": "Hoe leven we samen?",
        "fixed": "De bomen blijven.",
        "next_step": "In mei vertellen we wat we doen.",
    }
    return publish_check(park, anna, texts, [], days=21)


@pytest.fixture
def address(check: Check) -> str:
    return f"/klopt-dit/{check.token}/"


def answer(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, {"uuid": str(uuid4()), "is_right": "nee", "words": "Het gaat om de bussen.", **values})


def test_it_reads_without_logging_in_and_without_following(client: Client, address: str) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert [
        line for line in ("Je wilt rust.", "שבת", "Hoe leven we samen?", "De bomen blijven.") if line not in page
    ] == []
    assert "Kinderen &lt;b&gt;spelen&lt;/b&gt; graag. 🌳" in page
    assert "Gemeente Waterhoek" in page
    assert "Anna" not in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store"
    assert set(response.cookies) <= {"raakvlak_csrf"}


def test_its_title_stays_as_it_was_laid_before_residents(client: Client, park: Situation, address: str) -> None:
    title = park.title
    park.title = "Het park van Fatima Yilmaz"
    park.save()
    page = client.get(address).content.decode()
    assert title in page
    assert "Fatima" not in page


def test_words_come_back_as_a_note(client: Client, anna: Member, park: Situation, check: Check, address: str) -> None:
    response = answer(client, address)
    assert response.status_code == 302
    assert client.get(f"{address}dank/").status_code == 200
    reply, note = CheckReply.objects.get(), Encounter.objects.get()
    assert (reply.encounter, reply.is_right, reply.source) == (note, False, "link")
    assert (note.working_note, note.author, note.audience) == ("Het gaat om de bussen.", anna, park.team)
    assert (note.channel, note.worked_out_at, note.parties.count()) == ("digital", None, 0)
    assert list(park.encounters.all()) == [note]
    assert reply.keep_until == note.keep_until == timezone.localdate() + timedelta(days=365)
    assert reply.purpose == "participation"


def test_a_yes_is_enough(client: Client, address: str) -> None:
    assert answer(client, address, is_right="ja", words="").status_code == 302
    assert CheckReply.objects.get().is_right
    assert not Encounter.objects.exists()


def test_a_yes_with_words_keeps_the_words(client: Client, address: str) -> None:
    answer(client, address, is_right="ja", words="En denk aan de honden.")
    assert CheckReply.objects.get().is_right
    assert Encounter.objects.get().working_note == "En denk aan de honden."


def test_sending_twice_keeps_it_once(client: Client, address: str) -> None:
    key = str(uuid4())
    for _time in range(3):
        answer(client, address, uuid=key)
    assert CheckReply.objects.count() == Encounter.objects.count() == 1


def test_going_back_to_say_it_better_keeps_both(client: Client, address: str) -> None:
    key = str(uuid4())
    answer(client, address, uuid=key)
    answer(client, address, uuid=key, words="Het gaat om de trams.")
    assert CheckReply.objects.count() == 2


def test_the_key_of_another_page_is_of_no_use(client: Client, anna: Member, make_situation: Make, address: str) -> None:
    key = str(uuid4())
    answer(client, address, uuid=key)
    other = publish_check(make_situation(anna, "Elders"), anna, {"heard": "Iets."}, [], days=7)
    assert answer(client, f"/klopt-dit/{other.token}/", uuid=key).status_code == 302
    assert [reply.check_page_id for reply in CheckReply.objects.filter(check_page=other)] == [other.pk]


def test_a_line_can_be_pointed_out(client: Client, address: str) -> None:
    answer(client, address, words="", lines=["0"])
    assert Encounter.objects.get().working_note == "Klopt niet helemaal: “Je wilt rust.”"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"is_right": ""}, "Kies ja of nee"),
        ({"words": ""}, "Vertel kort wat er niet klopt"),
        ({"words": "Mijn nummer is 111222333"}, "burgerservicenummer"),
        ({"words": "a\x00b"}, "NUL"),
        ({"words": "a" * 20_001}, "te lang"),
        ({"lines": ["99"]}, "99"),
        ({"uuid": "onzin"}, "Klopt dit?"),
    ],
)
def test_what_does_not_fit_is_told_and_stays_typed(
    values: dict[str, Any], told: str, client: Client, address: str
) -> None:
    response = answer(client, address, **values)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not CheckReply.objects.exists()


def test_special_data_asks_gently_and_lets_it_through(client: Client, address: str) -> None:
    words = "Mijn man is ziek en slaapt slecht."
    page = answer(client, address, words=words).content.decode()
    assert "Wil je dat zo versturen?" in page
    assert words in page
    assert answer(client, address, words=words, is_needed="on").status_code == 302


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "javascript:alert(1)", "👍🏽 é ñ", "שלום, עולם", "woord " * 3000]
)
def test_all_sorts_of_words_are_fine(words: str, client: Client, as_anna: Client, check: Check, address: str) -> None:
    assert answer(client, address, words=words).status_code == 302
    page = as_anna.get(f"/situaties/{check.situation_id}/klopt-dit/{check.pk}/").content.decode()
    assert "<script>alert" not in page
    assert Encounter.objects.get().working_note == words.strip()


def test_a_reference_that_is_smuggled_in_is_cleaned(client: Client, address: str) -> None:
    answer(client, address, words="Hoi \ue000p1\ue001")
    assert Encounter.objects.get().working_note == "Hoi p1"


@pytest.mark.parametrize("end", ["expired", "revoked", "closed", "unknown", "past"])
def test_a_link_that_ended_gets_a_kind_page(end: str, client: Client, check: Check, address: str) -> None:
    if end == "expired":
        PersonalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "revoked":
        PersonalLink.objects.update(revoked_at=timezone.now())
    elif end == "closed":
        Check.objects.update(closed_at=timezone.now())
    elif end == "past":
        Check.objects.update(open_until=timezone.localdate() - timedelta(days=1))
    else:
        address = "/klopt-dit/onzin/"
    for response in (client.get(address), answer(client, address)):
        assert response.status_code == 404
        assert "Deze link werkt niet meer" in response.content.decode()
    assert not CheckReply.objects.exists()


def test_too_many_replies_at_once_wait_and_keep_their_words(client: Client, address: str) -> None:
    for _time in range(30):
        answer(client, address)
    response = answer(client, address, words="Dit blijft staan.")
    assert response.status_code == 429
    page = response.content.decode()
    assert "Wacht een minuut" in page
    assert "Dit blijft staan." in page
    assert CheckReply.objects.count() == 30


def test_it_thanks_and_says_until_when_it_is_kept(client: Client, address: str) -> None:
    page = client.get(f"{address}dank/").content.decode()
    assert "In mei vertellen we wat we doen." in page
    assert re.search(r"We bewaren je reactie tot en met \d+ \w+ \d{4}", page)


def test_it_needs_its_own_csrf_token(address: str) -> None:
    assert answer(Client(enforce_csrf_checks=True), address).status_code == 403
