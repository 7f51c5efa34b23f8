"""What was typed survives a log-in that expired."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter

Make = Callable[..., Any]


@pytest.mark.parametrize(("address", "field"), [("/noteer/", "working_note"), ("/noteer/reeks/", "line")])
def test_one_who_is_logged_out_gets_her_text_back(client: Client, db: None, address: str, field: str) -> None:
    response = client.post(address, {field: "Mijn <b>tekst</b>.", "key": "a-key", "party": ["1", "2"]})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Mijn &lt;b&gt;tekst&lt;/b&gt;." in page
    assert 'name="key" value="a-key"' in page
    assert page.count('name="party"') == 2
    assert not Encounter.objects.exists()


def test_a_correction_is_given_back_too_and_tells_nothing(client: Client, anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna, "Geheim.")
    pages = [
        client.post(f"/gesprekken/{key}/aanpassen/", {"working_note": "Mijn tekst."}).content.decode()
        for key in (note.uuid, uuid.UUID(int=0))
    ]
    assert all("Mijn tekst." in page and "Geheim" not in page for page in pages)


def test_after_logging_in_again_the_old_page_shows_the_text_and_stores_nothing_unasked(anna: Member) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/noteer/")
    key = str(uuid.uuid4())
    values = {"working_note": "Mijn tekst.", "key": key, "csrfmiddlewaretoken": "x" * 32}
    assert "Mijn tekst." in browser.post("/noteer/", values).content.decode()
    browser.cookies.update(logged_in(anna).cookies)
    page = browser.post("/noteer/", values).content.decode()
    assert "Je bent weer ingelogd." in page
    assert "Mijn tekst." in page
    assert not Encounter.objects.exists()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    browser.post("/noteer/", {**values, "csrfmiddlewaretoken": token[1]})
    assert str(Encounter.objects.get().uuid) == key


@pytest.mark.parametrize("address", ["/noteer/reeks/", "/gesprekken/{uuid}/aanpassen/"])
def test_other_forms_come_back_likewise(anna: Member, make_encounter: Make, address: str) -> None:
    note = make_encounter(anna, "Eerst.")
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.update(logged_in(anna).cookies)
    values = {"working_note": "Later.", "line": "Later."}
    response = browser.post(address.format(uuid=note.uuid), values)
    assert "Later." in response.content.decode()
    assert Encounter.objects.get().working_note == "Eerst."


def test_other_forms_without_a_token_are_refused(anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna)
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.update(logged_in(anna).cookies)
    assert browser.post(f"/gesprekken/{note.uuid}/intrekken/").status_code == 403
    assert not Encounter.objects.get().is_withdrawn
