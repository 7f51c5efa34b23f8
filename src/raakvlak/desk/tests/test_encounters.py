"""The list of talks: what counts in it for whom, and how it is narrowed."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.situations.references import party_reference, situation_reference

Make = Callable[..., Any]


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_list_counts_only_what_i_may_read(
    as_anna: Client,
    as_bart: Client,
    as_carla: Client,
    as_dirk: Client,
    client: Client,
    anna: Member,
    make_encounter: Make,
) -> None:
    make_encounter(anna, "Voor iedereen.")
    make_encounter(anna, "Voor mij.", audience=Audience.objects.klad_of(anna))
    assert "2 gesprekken" in text_of(as_anna, "/gesprekken/")
    shown = text_of(as_bart, "/gesprekken/")
    assert "1 gesprek dat" in shown
    assert "Voor mij." not in shown
    for other in (as_carla, as_dirk):
        assert "Nog geen gesprekken" in text_of(other, "/gesprekken/")
    assert client.get("/gesprekken/").status_code == 302


def test_the_list_is_filtered(as_anna: Client, anna: Member, make_encounter: Make, make_situation: Make) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="Kade")
    wanted = make_encounter(anna, "Gezocht.", area=area, channel="street", is_story=True)
    long_ago = timezone.localdate() - datetime.timedelta(days=400)
    make_encounter(anna, "Ander.", happened_on=long_ago)
    situation = make_situation(anna, encounters=(wanted,))
    for query in (f"area={area.pk}", "channel=street", "verhaal=1", "period=year", f"situation={situation.pk}"):
        shown = text_of(as_anna, f"/gesprekken/?{query}")
        assert "Gezocht." in shown, query
        assert "Ander." not in shown, query
    assert "Niets gevonden" in text_of(as_anna, "/gesprekken/?channel=email")


@pytest.mark.parametrize(
    "query", ["period=x", "area=x", "situation=999999", "cursor=x", "channel=%00", "author=1", "area=%F0%9F%8C%B3"]
)
def test_a_filter_that_makes_no_sense_does_not_count(
    as_anna: Client, anna: Member, make_encounter: Make, query: str
) -> None:
    make_encounter(anna)
    assert "Sprak over" in text_of(as_anna, f"/gesprekken/?{query}")


def test_there_is_no_filter_by_colleague(as_anna: Client, anna: Member) -> None:
    form = as_anna.get("/gesprekken/").context["form"]
    assert not {"author", "member", "owner"} & set(form.fields)


@pytest.mark.parametrize("number", [10, 100])
def test_the_list_takes_a_constant_number_of_queries(
    as_anna: Client,
    anna: Member,
    make_party: Make,
    make_encounter: Make,
    django_assert_max_num_queries: Make,
    number: int,
) -> None:
    party = make_party(anna)
    for _ in range(number):
        make_encounter(anna, f"{party_reference(party.pk).token} {situation_reference(1).token}", parties=(party,))
    with django_assert_max_num_queries(12):
        shown = text_of(as_anna, "/gesprekken/")
    assert shown.count('class="timeline__item"') == min(number, 25)
    if number > 25:
        older = as_anna.get("/gesprekken/").context["page"].older
        with django_assert_max_num_queries(12):
            text_of(as_anna, f"/gesprekken/?cursor={older}")


def test_htmx_gets_the_list_alone(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    make_encounter(anna)
    shown = as_anna.get("/gesprekken/", headers={"HX-Request": "true"}).content.decode()
    assert "Sprak over" in shown
    assert "<html" not in shown


def test_notes_are_ticked_off_one_by_one_in_the_list(as_anna: Client, anna: Member, make_encounter: Any) -> None:
    note = make_encounter(anna)
    here = "/gesprekken/?uitwerken=1"
    assert "Is uitgewerkt" in as_anna.get(here).content.decode()
    answer = as_anna.post(f"/gesprekken/{note.uuid}/uitgewerkt/", {"next": here})
    assert answer.headers["Location"] == here
    assert "Er wacht geen notitie op je." in as_anna.get(here).content.decode()
    elsewhere = as_anna.post(f"/gesprekken/{note.uuid}/uitgewerkt/", {"next": "https://elders.example/"})
    assert elsewhere.headers["Location"].startswith("/gesprekken/")
