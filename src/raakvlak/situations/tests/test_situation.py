"""Making a situation, and its page."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.situations.models import Question, Situation
from raakvlak.situations.references import party_reference

MAKE = "/situaties/nieuw/"
Make = Callable[..., Any]


def page(situation: Situation, below: str = "") -> str:
    return f"/situaties/{situation.pk}/{below}"


def filled(**values: object) -> dict[str, object]:
    return {"title": "Zitplekken op het plein", "audience": "frontline", "key": uuid.uuid4(), **values}


def test_a_title_is_enough(anna: Member, as_anna: Client) -> None:
    response = as_anna.post(MAKE, filled())
    situation = Situation.objects.get()
    assert response.headers["Location"] == page(situation)
    assert (situation.title, situation.municipality, situation.kind) == (
        "Zitplekken op het plein",
        anna.municipality,
        "other",
    )
    assert list(situation.team.readers.all()) == [anna]
    assert situation.audience.kind == Audience.Kind.FRONTLINE
    assert [change.phase for change in situation.phase_changes.all()] == ["exploring"]


def test_it_can_be_for_the_team_alone(as_anna: Client, as_bart: Client) -> None:
    as_anna.post(MAKE, filled(audience="team"))
    situation = Situation.objects.get()
    assert as_anna.get(page(situation)).status_code == 200
    assert as_bart.get(page(situation)).status_code == 404


def test_sending_it_twice_makes_it_once(as_anna: Client) -> None:
    values = filled()
    first, second = as_anna.post(MAKE, values), as_anna.post(MAKE, values)
    assert Situation.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_the_key_of_somebody_else_tells_nothing(as_anna: Client, as_carla: Client) -> None:
    values = filled()
    as_anna.post(MAKE, values)
    assert as_carla.post(MAKE, values).status_code == 404
    assert Situation.objects.count() == 1


def test_it_can_be_made_from_a_talk(anna: Member, as_anna: Client, make_encounter: Make) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="De Werf")
    talk = make_encounter(anna, audience=Audience.objects.klad_of(anna), area=area)
    address = f"{MAKE}?gesprek={talk.uuid}"
    assert address in as_anna.get(f"/gesprekken/{talk.uuid}/").content.decode()
    assert as_anna.get(address).context["form"].initial["area"] == area
    as_anna.post(address, filled())
    assert list(Situation.objects.get().encounters.all()) == [talk]
    talk.refresh_from_db()
    assert talk.audience.is_klad


@pytest.mark.parametrize("asked", ["onzin", "7d6e9cb2-6a4f-4f0c-9f0e-3f4f4f7d2f3b"])
def test_a_talk_that_is_not_there_is_not_found(as_anna: Client, asked: str) -> None:
    assert as_anna.get(f"{MAKE}?gesprek={asked}").status_code == 404


def test_the_klad_of_somebody_else_is_not_found(anna: Member, as_bart: Client, make_encounter: Make) -> None:
    talk = make_encounter(anna, audience=Audience.objects.klad_of(anna))
    assert as_bart.post(f"{MAKE}?gesprek={talk.uuid}", filled()).status_code == 404
    assert not Situation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, "Vul dit nog in"),
        ({"title": "a\x00b"}, "NUL"),
        ({"title": "x" * 121}, "te lang"),
        ({"title": "Mevrouw 123456782"}, "BSN"),
        ({"audience": "iedereen"}, "iedereen"),
        ({"kind": "<script>"}, "script"),
        ({"key": "onzin"}, "key"),
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(as_anna: Client, wrong: dict[str, str], told: str) -> None:
    response = as_anna.post(MAKE, filled(**wrong))
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Situation.objects.exists()


def test_an_area_of_another_municipality_is_refused(carla: Member, as_anna: Client) -> None:
    theirs = Area.objects.create(municipality=carla.municipality, name="Zandwijk")
    response = as_anna.post(MAKE, filled(area=theirs.pk))
    assert "area" in response.context["form"].errors
    assert not Situation.objects.exists()


def test_html_and_strange_letters_are_shown_as_they_are(as_anna: Client) -> None:
    as_anna.post(MAKE, filled(title="<img src=x onerror=alert(1)> 😀 שלום \u202eomgekeerd javascript:alert(1)"))
    content = as_anna.get(page(Situation.objects.get())).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt; 😀 שלום omgekeerd" in content
    assert "<img src=x" not in content
    assert 'href="javascript:' not in content


def test_the_page_shows_what_is_known(
    anna: Member, as_anna: Client, make_situation: Make, make_encounter: Make
) -> None:
    situation = make_situation(
        anna, goal="Een plein voor iedereen", influence="advise", encounters=(make_encounter(anna, "Meer bankjes."),)
    )
    Question.objects.create(situation=situation, kind="behind", text="Waar kun je elkaar zien?", author=anna)
    content = as_anna.get(page(situation)).content.decode()
    for words in ("Een plein voor iedereen", "Bewoners geven advies", "Meer bankjes.", "Waar kun je elkaar zien?"):
        assert words in content


def test_the_page_hides_other_municipalities(anna: Member, as_carla: Client, make_situation: Make) -> None:
    assert as_carla.get(page(make_situation(anna))).status_code == 404


@pytest.mark.parametrize("client", ["as_dirk", "as_esma", "as_gert"])
def test_who_reads_no_notes_has_no_business_here(
    client: str, anna: Member, request: pytest.FixtureRequest, make_situation: Make
) -> None:
    browser: Client = request.getfixturevalue(client)
    assert browser.get(page(make_situation(anna))).status_code == 403


def test_anonymous_goes_to_the_log_in_page(anna: Member, client: Client, make_situation: Make) -> None:
    assert client.get(page(make_situation(anna))).status_code == 302


def test_talks_that_one_may_not_read_are_not_there(
    anna: Member, as_bart: Client, make_situation: Make, make_encounter: Make
) -> None:
    situation = make_situation(anna)
    situation.encounters.add(
        make_encounter(anna, "Voor het team.", audience=situation.team),
        make_encounter(anna, "Klad van Anna.", audience=Audience.objects.klad_of(anna)),
        make_encounter(anna, "Ingetrokken.", withdrawn_at=timezone.now()),
    )
    content = as_bart.get(page(situation)).content.decode()
    for words in ("Voor het team.", "Klad van Anna.", "Ingetrokken."):
        assert words not in content


def test_a_name_that_one_may_not_see_is_somebody(
    anna: Member, as_anna: Client, as_bart: Client, make_situation: Make, make_party: Make
) -> None:
    party = make_party(anna, "Fatima Yilmaz", audience=Audience.objects.klad_of(anna))
    situation = make_situation(anna, goal=f"Praten met {party_reference(party.pk).token}")
    assert "Fatima Yilmaz" in as_anna.get(page(situation)).content.decode()
    content = as_bart.get(page(situation)).content.decode()
    assert "Fatima Yilmaz" not in content
    assert "iemand" in content


def test_who_is_not_in_the_team_reads_and_does_not_write(anna: Member, as_bart: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    content = as_bart.get(page(situation)).content.decode()
    for below in ("kader/", "fase/", "afronden/", "wie-vindt-dit/"):
        assert page(situation, below) not in content
        response = as_bart.post(
            page(situation, below), {"title": "Anders", "phase": "doing", "outcome": "Klaar"}, follow=True
        )
        assert response.redirect_chain == [(page(situation), 302)]
        assert "Alleen het team kan dit wijzigen" in response.content.decode()
    situation.refresh_from_db()
    assert (situation.title, situation.phase) == ("Het park aan de Gracht", "exploring")


@pytest.mark.parametrize("number", [10, 100])
def test_it_takes_the_same_queries_for_ten_and_for_a_hundred(
    anna: Member,
    as_anna: Client,
    make_situation: Make,
    make_encounter: Make,
    make_party: Make,
    make_insight: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    situation = make_situation(anna)
    for index in range(number):
        party = make_party(anna, f"Bewoner {index}")
        talk = make_encounter(anna, parties=(party,))
        situation.encounters.add(talk)
        situation.sides.create(name=f"Kant {index}").parties.add(party)
        situation.outreach.create(who="Buurt", how="brief")
        make_insight(situation, anna, encounter=talk, party=party)
        Question.objects.create(situation=situation, kind="behind", text=f"Waarom {index}?", author=anna)
    as_anna.get(page(situation))
    with django_assert_num_queries(26):
        as_anna.get(page(situation))
