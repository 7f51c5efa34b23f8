"""Noteer meets bad input well: nothing typed is lost, nothing half is stored."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party

Make = Callable[..., Any]
NOTE = "/noteer/"


def frontline(member: Member) -> str:
    return str(Audience.objects.frontline_of(member.municipality).pk)


def klad(member: Member) -> str:
    return str(Audience.objects.klad_of(member).pk)


def send(client: Client, text: str = "Sprak over de bankjes.", **values: Any) -> Any:
    return client.post(NOTE, {"working_note": text, "key": str(uuid.uuid4()), **values})


def test_a_bsn_is_refused_in_every_text(as_anna: Client) -> None:
    for name in ("working_note", "shareable_summary", "who", "new_party", "promise-0-text", "promise-0-to_whom"):
        values = {"working_note": "Eens.", "promise_rows": "1", "promise-0-text": "Bellen", name: "Bsn 111222333"}
        response = as_anna.post(NOTE, values)
        assert "burgerservicenummer" in response.content.decode(), name
    assert not Encounter.objects.exists()


def test_what_was_typed_stays_after_a_failed_save(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    values = {"happened_on": "1850-01-01", "party": [fatima.pk], "new_party": ["Truus"], "promise_rows": "1"}
    page = send(as_anna, "Mijn tekst.", **values, **{"promise-0-text": "Bellen"}).content.decode()
    for kept in ("Mijn tekst.", "Fatima Yilmaz", "Truus", "Bellen"):
        assert kept in page


@pytest.mark.parametrize("day", ["1850-01-01", "2150-01-01", "31-02-2026", "gisteren", "0000-00-00"])
def test_an_impossible_day_is_explained(as_anna: Client, day: str) -> None:
    response = send(as_anna, happened_on=day)
    assert response.status_code == 200
    assert response.context["form"].errors["happened_on"]
    assert not Encounter.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "woord " * 10_000,
        "👩‍👩‍👧 was er 🌳",
        "مرحبا بكم في الحي",
        "<script>alert(1)</script><a href='javascript:alert(1)'>x</a>",
        "'; DROP TABLE relations_encounter; --",
        "%s {} {{ 7*7 }} \\",
    ],
)
def test_any_text_is_kept_and_shown_as_text(as_anna: Client, text: str) -> None:
    response = as_anna.post(NOTE, {"working_note": text, "shareable_summary": text}, follow=True)
    assert response.status_code == 200
    assert Encounter.objects.get().working_note == text.strip()
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "href='javascript" not in page


def test_a_nul_is_refused_kindly(as_anna: Client) -> None:
    for name in ("working_note", "who", "new_party", "party", "key", "situation", "channel", "audience", "asked"):
        response = as_anna.post(NOTE, {"working_note": "Eens.", name: "a\x00b"})
        assert response.status_code in {200, 302}, name
    assert not Encounter.objects.filter(working_note__contains="a").exists()


def test_a_party_may_be_called_anything(as_anna: Client, anna: Member) -> None:
    name = "'; DROP TABLE relations_party; --"
    send(as_anna, new_party=[name], audience=frontline(anna))
    assert Party.objects.get().name == name


@pytest.mark.parametrize("place", [("48.8", "2.3"), ("nan", "4.8"), ("1e999", "4.8"), ("52.3", "99")])
def test_a_place_outside_the_netherlands_is_refused(as_anna: Client, place: tuple[str, str]) -> None:
    assert send(as_anna, latitude=place[0], longitude=place[1]).status_code == 200
    assert not Encounter.objects.exists()


def test_half_a_place_is_no_place(as_anna: Client) -> None:
    send(as_anna, latitude="52.3")
    assert Encounter.objects.get().latitude is None
