import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from raakvlak.municipality.actions import make_member
from raakvlak.municipality.actions.members import change_member
from raakvlak.municipality.models import Area, Department, Member, Municipality, Role, User
from raakvlak.municipality.tests.people import WICKED

MEMBERS = "/instellingen/leden/"


def page_of_member(member: Member) -> str:
    return reverse("municipality:member", args=[member.pk])


def test_it_lists_who_works_here(as_gert: Client, anna: Member, carla: Member) -> None:
    page = as_gert.get(MEMBERS).content.decode()
    assert "Anna" in page
    assert "buiten aan het werk" in page
    assert "2 leden" in page
    assert "Carla" not in page


def test_it_leaves_out_who_left(as_gert: Client, anna: Member) -> None:
    Member.objects.filter(pk=anna.pk).update(left_on="2026-01-01")
    assert "Anna" not in as_gert.get(MEMBERS).content.decode()


def test_it_finds_by_name(as_gert: Client, anna: Member, bart: Member) -> None:
    page = as_gert.get(MEMBERS, {"zoek": "ann"}).content.decode()
    assert "Anna" in page
    assert "Bart" not in page
    assert "Niemand gevonden" in as_gert.get(MEMBERS, {"zoek": "zzz"}).content.decode()
    assert as_gert.get(MEMBERS, {"zoek": "\x00"}).status_code == 200


@pytest.mark.parametrize("who", ["as_anna", "as_dirk", "as_esma", "as_fatma"])
def test_it_is_for_the_administrator(who: str, request: pytest.FixtureRequest, anna: Member) -> None:
    client: Client = request.getfixturevalue(who)
    for url in (MEMBERS, reverse("municipality:invite"), page_of_member(anna)):
        assert client.get(url).status_code == 403
        assert client.post(url, {"role": "administrator"}).status_code in {403, 405}


def test_it_asks_a_stranger_to_log_in(client: Client, anna: Member) -> None:
    for url in (MEMBERS, page_of_member(anna)):
        assert client.get(url)["Location"].startswith("/inloggen/login/")


def test_a_member_of_another_municipality_is_not_found(as_gert: Client, carla: Member) -> None:
    assert as_gert.get(page_of_member(carla)).status_code == 404
    assert as_gert.post(page_of_member(carla), {"role": "administrator"}).status_code == 404
    carla.refresh_from_db()
    assert carla.role == Role.FRONTLINE


def test_it_changes_role_department_and_areas(as_gert: Client, anna: Member, waterhoek: Municipality) -> None:
    department = Department.objects.create(municipality=waterhoek, name="Wijkbeheer")
    area = Area.objects.create(municipality=waterhoek, name="Noord")
    values = {"role": "coordinator", "department": department.pk, "areas": [area.pk]}
    for _again in range(2):
        assert as_gert.post(page_of_member(anna), values).status_code == 302
    anna.refresh_from_db()
    assert (anna.role, anna.department, list(anna.areas.all())) == (Role.COORDINATOR, department, [area])
    assert anna.history.count() >= 2
    assert "Wijkbeheer" in as_gert.get(MEMBERS).content.decode()


def test_it_takes_no_department_or_area_of_another_municipality(
    as_gert: Client, anna: Member, waterhoek: Municipality, zandrecht: Municipality
) -> None:
    Department.objects.create(municipality=waterhoek, name="Wijkbeheer")
    Area.objects.create(municipality=waterhoek, name="Noord")
    department = Department.objects.create(municipality=zandrecht, name="Geheim")
    area = Area.objects.create(municipality=zandrecht, name="Verborgen")
    for values in ({"department": department.pk}, {"areas": [area.pk]}, {"role": "koning"}, {"areas": ["<script>"]}):
        response = as_gert.post(page_of_member(anna), {"role": "coordinator", **values})
        assert response.status_code == 200
        assert "Geheim" not in response.content.decode()
        assert "<script>" not in response.content.decode().split("<main")[1]
    anna.refresh_from_db()
    assert anna.role == Role.FRONTLINE


def test_the_last_administrator_stays_one(as_gert: Client, gert: Member) -> None:
    response = as_gert.post(page_of_member(gert), {"role": "frontline"})
    assert "Dit is de enige beheerder" in response.content.decode()
    gert.refresh_from_db()
    assert gert.role == Role.ADMINISTRATOR
    assert gert.is_last_administrator


def test_an_administrator_may_step_down_when_there_is_another(as_gert: Client, gert: Member, anna: Member) -> None:
    as_gert.post(page_of_member(anna), {"role": "administrator"})
    response = as_gert.post(page_of_member(gert), {"role": "frontline"})
    assert response["Location"] == "/ik/"
    assert as_gert.get(MEMBERS).status_code == 403


def test_an_administrator_who_left_does_not_count(gert: Member, anna: Member) -> None:
    change_member(anna, role=Role.ADMINISTRATOR, department=None, areas=[])
    Member.objects.filter(pk=anna.pk).update(left_on="2026-01-01")
    with pytest.raises(ValidationError):
        change_member(gert, role=Role.FRONTLINE, department=None, areas=[])


def test_its_queries_do_not_grow(
    as_gert: Client, waterhoek: Municipality, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    department = Department.objects.create(municipality=waterhoek, name="Wijkbeheer")
    for number in range(100):
        user = User.objects.create_user(f"lid{number}@raakvlak.example", None, name=f"Lid {number:03}")
        make_member(user, waterhoek, Role.FRONTLINE)
        if number in {9, 99}:
            Member.objects.update(department=department)
            with django_assert_num_queries(6):  # type: ignore[operator]
                as_gert.get(MEMBERS)
    first = as_gert.get(MEMBERS)
    assert "Lid 030" not in first.content.decode()
    assert "Lid 030" in as_gert.get(MEMBERS, {"cursor": first.context["page"].older}).content.decode()


@pytest.mark.parametrize("words", WICKED)
def test_wicked_words_stay_words(as_gert: Client, words: str) -> None:
    response = as_gert.post("/instellingen/leden/uitnodigen/", {"name": words, "email": words, "role": words})
    assert response.status_code == 200
    assert "<img" not in response.content.decode()
