"""What stands around a page, and light or dark."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from raakvlak.municipality.actions import make_member
from raakvlak.municipality.models import Member, Municipality, Role
from raakvlak.project import frame
from raakvlak.project.appearance import set_appearance


def test_the_frame_names_the_municipality_and_says_that_it_is_invented(as_anna: Client) -> None:
    page = as_anna.get("/").content.decode()
    assert "Waterhoek" in page
    assert "Verzonnen gemeente – oefengegevens" in page


def test_a_real_municipality_is_not_called_invented(as_anna: Client, waterhoek: Municipality) -> None:
    Municipality.objects.filter(pk=waterhoek.pk).update(is_invented=False)
    assert "Verzonnen gemeente" not in as_anna.get("/").content.decode()


def test_the_navigation_marks_where_one_is(as_anna: Client) -> None:
    assert 'href="/" aria-current="page"' in as_anna.get("/").content.decode()
    assert 'href="/mensen/" aria-current="page"' in as_anna.get("/mensen/").content.decode()


def test_a_screen_below_is_marked_as_within() -> None:
    assert frame.whereabouts("/mensen/", "/mensen/12/") == "true"
    assert frame.whereabouts("/", "/mensen/") == ""


def test_rooms_that_are_not_built_yet_are_left_out(anna: Member) -> None:
    assert frame.links((("nowhere:at_all", "Nergens", "house"),), anna, "/") == []


def test_only_who_may_note_is_offered_to_note(as_anna: Client, as_dirk: Client) -> None:
    assert "/noteer/" in as_anna.get("/").content.decode()
    assert "/noteer/" not in as_dirk.get("/").content.decode()


def test_a_screen_of_another_role_is_not_offered(as_anna: Client, as_gert: Client) -> None:
    assert 'href="/instellingen/"' in as_gert.get("/").content.decode()
    assert 'href="/instellingen/"' not in as_anna.get("/").content.decode()
    assert 'href="/mensen/"' not in as_gert.get("/").content.decode()


def test_who_works_in_two_municipalities_can_switch(anna: Member, zandrecht: Municipality, as_anna: Client) -> None:
    assert 'href="/wissel/"' not in as_anna.get("/").content.decode()
    make_member(anna.user, zandrecht, Role.COLLEAGUE)
    assert 'href="/wissel/"' in as_anna.get("/").content.decode()


def test_the_frame_asks_the_database_nothing(
    as_anna: Client, anna: Member, rf: RequestFactory, django_assert_num_queries: Any
) -> None:
    request = rf.get("/")
    request.member = anna  # type: ignore[attr-defined]
    with django_assert_num_queries(0):
        assert frame.frame_of(request).note_url == "/noteer/"


def test_nobody_gets_no_navigation(client: Client, db: None) -> None:
    page = client.get("/inloggen/login/").content.decode()
    assert 'class="nav"' not in page
    assert 'class="menu"' not in page


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_the_choice_of_light_or_dark_is_kept(as_anna: Client, chosen: str) -> None:
    answer = as_anna.post("/weergave/", {"weergave": chosen, "next": "/mensen/"})
    assert answer.headers["Location"] == "/mensen/"
    assert f'data-appearance="{chosen}"' in as_anna.get("/").content.decode()


def test_the_device_can_decide_again(as_anna: Client) -> None:
    as_anna.post("/weergave/", {"weergave": "dark"})
    as_anna.post("/weergave/", {"weergave": ""})
    assert "data-appearance" not in as_anna.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "javascript:alert(1)", ""])
def test_a_choice_never_leads_elsewhere(rf: RequestFactory, elsewhere: str) -> None:
    answer = set_appearance(rf.post("/weergave/", {"weergave": "dark", "next": elsewhere}))
    assert answer.headers["Location"] == "/"


def test_an_invented_cookie_is_ignored(as_anna: Client) -> None:
    as_anna.cookies["weergave"] = '"><script>'
    assert "data-appearance" not in as_anna.get("/").content.decode()


def test_looking_does_not_set_a_choice(as_anna: Client) -> None:
    assert as_anna.get("/weergave/").status_code == 405


def test_a_page_travels_compressed(as_anna: Client) -> None:
    answer: Any = as_anna.get("/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("who", ["as_dirk", "as_esma", "as_gert"])
def test_who_reads_no_notes_is_not_sent_to_them(who: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(who).get("/").content.decode()
    assert 'class="noteer"' not in page
    assert 'href="/situaties/"' not in page
    assert 'href="/mensen/"' not in page


def test_talks_are_a_tab_of_people(as_anna: Client) -> None:
    page = as_anna.get("/gesprekken/").content.decode()
    assert '<a href="/mensen/" aria-current="true">' in page
