"""The list of situations."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from raakvlak.municipality.models import Area, Member, Tag
from raakvlak.situations.models import Question, Situation

LIST = "/situaties/"
Make = Callable[..., Any]


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [row.situation.title for row in response.context["rows"]]


def test_it_lists_what_one_may_find_the_newest_first(anna: Member, as_anna: Client, make_situation: Make) -> None:
    make_situation(anna, "Oud", started_on=datetime.date(2026, 1, 2))
    make_situation(anna, "Nieuw", started_on=datetime.date(2026, 5, 3))
    assert titles(as_anna) == ["Nieuw", "Oud"]


def test_it_hides_other_municipalities(anna: Member, as_carla: Client, make_situation: Make) -> None:
    make_situation(anna, "Het park aan de Gracht")
    response = as_carla.get(LIST)
    assert response.context["rows"] == []
    assert "Nog geen situaties" in response.content.decode()


def test_it_hides_what_is_for_another_team_alone(anna: Member, as_bart: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    situation.audience = situation.team
    situation.save()
    response = as_bart.get(LIST)
    assert response.context["rows"] == []
    assert response.context["total"].number == 0


@pytest.mark.parametrize("client", ["as_dirk", "as_esma", "as_gert"])
def test_who_reads_no_notes_has_no_business_here(client: str, request: pytest.FixtureRequest) -> None:
    browser: Client = request.getfixturevalue(client)
    assert browser.get(LIST).status_code == 403


def test_anonymous_goes_to_the_log_in_page(db: None, client: Client) -> None:
    response = client.get(LIST)
    assert response.status_code == 302
    assert "inloggen" in response.url  # type: ignore[attr-defined]


def test_it_finds_by_the_beginning_of_any_word(anna: Member, as_anna: Client, make_situation: Make) -> None:
    make_situation(anna, "Zitplekken op het Café-plein")
    make_situation(anna, "Het park")
    assert titles(as_anna, "?q=cafe") == ["Zitplekken op het Café-plein"]
    assert titles(as_anna, "?q=PLEIN+zit") == ["Zitplekken op het Café-plein"]
    assert titles(as_anna, "?q=lein") == []


def test_a_search_never_finds_what_is_hidden(anna: Member, as_bart: Client, make_situation: Make) -> None:
    situation = make_situation(anna, "Geheim plan")
    situation.audience = situation.team
    situation.save()
    assert titles(as_bart, "?q=geheim&stand=alle") == []


def test_it_narrows_by_phase_kind_area_and_tag(anna: Member, as_anna: Client, make_situation: Make) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="De Werf")
    tag = Tag.objects.create(municipality=anna.municipality, name="groen")
    park = make_situation(anna, "Park", area=area, kind="public_space", phase="understanding")
    park.tags.add(tag)
    make_situation(anna, "Straat")
    for query in (f"gebied={area.pk}", f"trefwoord={tag.pk}", "soort=public_space", "fase=understanding"):
        assert titles(as_anna, f"?{query}") == ["Park"]


def test_closed_ones_are_there_when_asked_for(anna: Member, as_anna: Client, make_situation: Make) -> None:
    make_situation(anna, "Loopt")
    make_situation(anna, "Klaar", phase="closed", closed_on=datetime.date(2026, 5, 3))
    assert titles(as_anna) == ["Loopt"]
    assert titles(as_anna, "?stand=afgerond") == ["Klaar"]
    assert set(titles(as_anna, "?stand=alle")) == {"Loopt", "Klaar"}


def test_one_can_ask_for_the_own_teams(anna: Member, bart: Member, as_anna: Client, make_situation: Make) -> None:
    make_situation(anna, "Van mij")
    make_situation(bart, "Van Bart")
    assert titles(as_anna, "?mijn=on") == ["Van mij"]


@pytest.mark.parametrize("query", ["?fase=%3Cscript%3E", "?gebied=999999", "?gebied=x", "?q=%00", "?stand=niets"])
def test_a_filter_that_does_not_exist_finds_nothing_and_breaks_nothing(
    anna: Member, as_anna: Client, make_situation: Make, query: str
) -> None:
    make_situation(anna)
    response = as_anna.get(LIST + query)
    assert response.status_code == 200
    assert response.context["rows"] == []
    assert "<script>" not in response.content.decode().replace("<script type", "")


def test_an_area_of_another_municipality_is_no_filter(
    anna: Member, carla: Member, as_anna: Client, make_situation: Make
) -> None:
    theirs = Area.objects.create(municipality=carla.municipality, name="Zandwijk")
    make_situation(anna)
    response = as_anna.get(f"{LIST}?gebied={theirs.pk}")
    assert response.context["rows"] == []
    assert "Zandwijk" not in response.content.decode()


def test_it_shows_the_question_behind_the_question(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    for text in ("Eerst dit?", "Hoe blijft het <b>veilig</b>?"):
        Question.objects.create(situation=situation, kind="behind", text=text, author=anna)
    content = as_anna.get(LIST).content.decode()
    assert "Hoe blijft het &lt;b&gt;veilig&lt;/b&gt;?" in content
    assert "Eerst dit?" not in content


def test_when_something_last_happened_leaves_out_what_one_may_not_read(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make, make_encounter: Make
) -> None:
    situation = make_situation(anna, started_on=datetime.date(2026, 1, 2))
    for audience, day in ((None, 5), (situation.team, 20)):
        values = {"audience": audience} if audience else {}
        talk = make_encounter(anna, happened_on=datetime.date(2026, 2, day), **values)
        situation.encounters.add(talk)
    assert as_anna.get(LIST).context["rows"][0].latest == datetime.date(2026, 2, 20)
    assert as_bart.get(LIST).context["rows"][0].latest == datetime.date(2026, 2, 5)


def test_walking_through_the_pages_meets_all(anna: Member, as_anna: Client, make_situation: Make) -> None:
    for number in range(30):
        make_situation(anna, f"Situatie {number}")
    first = as_anna.get(LIST)
    assert len(first.context["rows"]) == 25
    assert first.context["total"].number == 30
    second = as_anna.get(LIST, {"cursor": first.context["page"].older})
    assert len(second.context["rows"]) == 5
    assert as_anna.get(LIST, {"cursor": "onzin"}).context["rows"] == first.context["rows"]


@pytest.mark.parametrize("number", [10, 100])
def test_it_takes_the_same_queries_for_ten_and_for_a_hundred(
    anna: Member,
    as_anna: Client,
    make_situation: Make,
    make_encounter: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="De Werf")
    for index in range(number):
        situation = make_situation(anna, f"Situatie {index}", area=area)
        situation.encounters.add(make_encounter(anna))
        Question.objects.create(situation=situation, kind="behind", text="Waarom?", author=anna)
    as_anna.get(LIST)
    with django_assert_num_queries(16):
        as_anna.get(LIST)


def test_accents_do_not_hide_a_title(anna: Member, make_situation: Make) -> None:
    situation = make_situation(anna, "Ünder de Brug")
    assert list(Situation.objects.titled_like("under")) == [situation]
