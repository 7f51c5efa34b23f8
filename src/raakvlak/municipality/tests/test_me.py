import pytest
from django.test import Client

from raakvlak.municipality.actions import make_member
from raakvlak.municipality.models import Member, Municipality, Role, User
from raakvlak.municipality.tests.people import PASSWORD, WICKED


@pytest.fixture
def carla_in_both(carla: Member, waterhoek: Municipality) -> Member:
    return make_member(carla.user, waterhoek, Role.COLLEAGUE)


def test_it_shows_my_account(as_anna: Client) -> None:
    page = as_anna.get("/ik/").content.decode()
    assert "anna@raakvlak.example" in page
    assert "hier werk je nu" in page
    assert "Staat nog uit" in page


def test_it_asks_a_stranger_to_log_in(client: Client) -> None:
    for url in ("/ik/", "/ik/overal-uitloggen/", "/wissel/"):
        assert client.get(url)["Location"].startswith("/inloggen/login/")
        assert client.post(url)["Location"].startswith("/inloggen/login/")


def test_i_change_my_name_and_language(as_anna: Client, anna: Member) -> None:
    for _again in range(2):
        assert as_anna.post("/ik/", {"name": "Anna Smit", "language": "en"}).status_code == 302
    anna.user.refresh_from_db()
    assert (anna.user.name, anna.user.language) == ("Anna Smit", "en")
    assert as_anna.get("/ik/")["Content-Language"] == "en"


@pytest.mark.parametrize("words", WICKED)
def test_a_wicked_name_or_language_is_met_well(as_anna: Client, anna: Member, words: str) -> None:
    page = as_anna.post("/ik/", {"name": words, "language": words}).content.decode()
    assert "<img" not in page.split("<main")[1]
    as_anna.post("/ik/", {"name": words, "language": "nl"})
    anna.user.refresh_from_db()
    assert "\u202e" not in anna.user.name
    assert len(anna.user.name) <= 120
    assert "<img" not in as_anna.get("/ik/").content.decode().split("<main")[1]


def test_a_refused_name_does_not_show_in_the_frame(as_anna: Client) -> None:
    page = as_anna.post("/ik/", {"name": "Zonder taal", "language": ""}).content.decode()
    assert '<span class="menu__name">Anna</span>' in page


def test_without_a_municipality_it_still_works(client: Client, db: None) -> None:
    user = User.objects.create_user("los@raakvlak.example", PASSWORD, name="Los")
    client.force_login(user)
    assert "Je hoort nog bij geen gemeente" in client.get("/ik/").content.decode()
    response = client.get("/instellingen/")
    assert response.status_code == 403
    assert "Vraag de beheerder van je gemeente om een uitnodiging" in response.content.decode()


def test_i_log_out_on_every_other_device(as_anna: Client, anna: Member) -> None:
    phone = Client()
    phone.force_login(anna.user)
    assert "uitloggen?" in as_anna.get("/ik/overal-uitloggen/").content.decode()
    as_anna.post("/ik/overal-uitloggen/")
    assert as_anna.get("/ik/").status_code == 200
    assert phone.get("/ik/").status_code == 302


def test_i_switch_to_another_municipality_of_mine(as_carla: Client, carla_in_both: Member, carla: Member) -> None:
    page = as_carla.get("/wissel/").content.decode()
    assert "Ga hierheen" in page
    response = as_carla.post("/wissel/", {"municipality": carla_in_both.municipality_id, "next": "/ik/?x=1"})
    assert response["Location"] == "/ik/"
    assert "Je werkt nu in Waterhoek" in as_carla.get("/ik/").content.decode()


def test_my_choice_is_remembered_after_logging_in(carla_in_both: Member, as_carla: Client) -> None:
    as_carla.post("/wissel/", {"municipality": carla_in_both.municipality_id})
    elsewhere = Client()
    elsewhere.post("/inloggen/login/", {"login": "carla@raakvlak.example", "password": PASSWORD})
    assert elsewhere.get("/ik/").context["member"] == carla_in_both


def test_two_devices_can_each_stay_in_a_municipality(carla_in_both: Member, carla: Member, as_carla: Client) -> None:
    phone = Client()
    phone.force_login(carla.user)
    phone.post("/wissel/", {"municipality": carla.municipality_id})
    as_carla.post("/wissel/", {"municipality": carla_in_both.municipality_id})
    assert phone.get("/ik/").context["member"] == carla


@pytest.mark.parametrize(
    "place", ["/instellingen/leden/1/", "https://evil.example/ik/", "//evil.example", "javascript:alert(1)", "\x00", ""]
)
def test_what_belongs_to_the_other_municipality_is_left(as_carla: Client, carla_in_both: Member, place: str) -> None:
    response = as_carla.post("/wissel/", {"municipality": carla_in_both.municipality_id, "next": place})
    assert response["Location"] == "/"


@pytest.mark.parametrize("which", ["", "abc", "99999999999", "9" * 5000, "-1", "\x00", "१"])
def test_i_do_not_switch_to_what_is_not_mine(as_carla: Client, waterhoek: Municipality, which: str) -> None:
    assert as_carla.post("/wissel/", {"municipality": which}).status_code == 404
    assert as_carla.post("/wissel/", {"municipality": waterhoek.pk}).status_code == 404


def test_who_left_a_municipality_can_not_work_there(as_carla: Client, carla_in_both: Member) -> None:
    as_carla.post("/wissel/", {"municipality": carla_in_both.municipality_id})
    Member.objects.filter(pk=carla_in_both.pk).update(left_on="2026-01-01")
    page = as_carla.get("/ik/")
    page = as_carla.get("/ik/")  # without the message of the switch
    assert page.context["member"].municipality.name == "Zandrecht"
    assert "Waterhoek" not in page.content.decode()
    assert as_carla.post("/wissel/", {"municipality": carla_in_both.municipality_id}).status_code == 404
