"""Reeks: place and channel stay, each talk is one line, anonymous unless told otherwise."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Encounter

Make = Callable[..., Any]
SERIES = "/noteer/reeks/"


def send(client: Client, line: str, series: str, **values: Any) -> Any:
    return client.post(SERIES, {"line": line, "series": series, "key": str(uuid.uuid4()), **values}, follow=True)


def test_ten_talks_keep_their_place_and_channel(as_anna: Client, anna: Member) -> None:
    area, series = Area.objects.create(municipality=anna.municipality, name="Markt"), str(uuid.uuid4())
    frontline = Audience.objects.frontline_of(anna.municipality)
    values = {"area": area.pk, "channel": "street", "audience": frontline.pk, "part_of_day": "morning"}
    pages = [send(as_anna, f"Gesprek {number}", series, **values) for number in range(10)]
    for page in pages:
        form = page.context["form"]
        assert form.initial["area"] == area
        assert form.initial["audience"] == frontline.pk
        assert form.initial["series"] == uuid.UUID(series)
    assert "10 gesprekken" in pages[-1].content.decode()
    lines = Encounter.objects.filter(series=series, area=area, channel="street", part_of_day="morning")
    assert lines.count() == 10
    assert not Encounter.objects.exclude(presences=None).exists()


def test_a_name_is_told_with_a_sign(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    send(as_anna, "@Fatima wil een bank", str(uuid.uuid4()))
    assert [presence.party for presence in Encounter.objects.get().presences.all()] == [fatima]


def test_with_htmx_the_answer_is_the_part_with_an_empty_line(as_anna: Client) -> None:
    values = {"line": "Eens.", "series": str(uuid.uuid4()), "key": str(uuid.uuid4())}
    response = as_anna.post(SERIES, values, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert "Eens." in page
    assert response.context["form"].initial["key"] != uuid.UUID(values["key"])
    again = as_anna.post(SERIES, values, headers={"HX-Request": "true"}).content.decode()
    assert "Hij is één keer bewaard." in again
    assert Encounter.objects.count() == 1


def test_a_wrong_line_stays_to_be_corrected(as_anna: Client) -> None:
    page = send(as_anna, "Bsn 111222333", str(uuid.uuid4())).content.decode()
    assert "burgerservicenummer" in page
    assert "Bsn 111222333" in page
    assert "Typ eerst een regel." in send(as_anna, "  ", "geen-uuid").content.decode()
    assert not Encounter.objects.exists()


def test_special_data_is_asked_about(as_anna: Client) -> None:
    series = str(uuid.uuid4())
    response = send(as_anna, "Zij is ziek.", series)
    assert "Je noemt gezondheid. Is dit nodig?" in response.content.decode()
    send(as_anna, "Zij is ziek.", series, asked=response.context["asked"])
    assert Encounter.objects.get().working_note == "Zij is ziek."


def test_a_line_is_undone(as_anna: Client) -> None:
    series = str(uuid.uuid4())
    send(as_anna, "Verkeerd.", series)
    note = Encounter.objects.get()
    address = f"{SERIES}?reeks={series}"
    page = as_anna.post(f"/gesprekken/{note.uuid}/intrekken/", {"next": address}, follow=True)
    assert page.redirect_chain == [(address, 302)]
    assert "Verkeerd." not in page.content.decode()


def test_a_series_of_someone_else_shows_nothing(as_anna: Client, as_bart: Client) -> None:
    series = str(uuid.uuid4())
    send(as_anna, "Van Anna.", series)
    assert "Van Anna." not in as_bart.get(f"{SERIES}?reeks={series}").content.decode()
    note = Encounter.objects.get()
    assert send(as_bart, "Van Bart.", series, key=str(note.uuid)).status_code == 404


def test_only_who_works_outside_has_a_series(as_dirk: Client, as_esma: Client, client: Client) -> None:
    for other in (as_dirk, as_esma):
        assert other.get(SERIES).status_code == 403
    assert client.get(SERIES).status_code == 302


@pytest.mark.parametrize("number", [10, 100])
def test_it_takes_a_constant_number_of_queries(
    as_anna: Client, anna: Member, make_encounter: Make, django_assert_max_num_queries: Make, number: int
) -> None:
    series = uuid.uuid4()
    for _ in range(number):
        make_encounter(anna, series=series)
    with django_assert_max_num_queries(14):
        assert f"{number} gesprekken" in as_anna.get(f"{SERIES}?reeks={series}").content.decode()


def test_from_a_situation_it_begins_with_that_situation_and_its_team(
    as_anna: Client, anna: Member, make_situation: Make
) -> None:
    park = make_situation(anna)
    here = f"?situatie={park.pk}"
    assert f"{SERIES}{here}" in as_anna.get(f"/noteer/{here}").content.decode()
    form = as_anna.get(f"{SERIES}{here}").context["form"]
    assert (form["audience"].value(), form.chosen_situation_ids) == (park.team_id, {park.pk})
