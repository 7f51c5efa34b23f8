import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.actions.address import change_address
from raakvlak.municipality.models import Member
from raakvlak.municipality.tests.people import PASSWORD, WICKED

ADDRESS = "/ik/e-mailadres/"
NEW = "anna.smit@raakvlak.example"


def link_in_mail() -> str:
    found = re.search(r"http://testserver(/ik/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.fixture
def link(as_anna: Client) -> str:
    """Return the link that was mailed to Anna's new address."""
    as_anna.post(ADDRESS, {"email": NEW, "password": PASSWORD})
    assert mail.outbox[0].to == [NEW]
    return link_in_mail()


def test_an_address_changes_once_it_is_proved(as_anna: Client, anna: Member, link: str) -> None:
    anna.user.refresh_from_db()
    assert anna.user.email == "anna@raakvlak.example"
    assert "Voortaan inloggen met anna.smit@raakvlak.example?" in as_anna.get(link).content.decode()
    assert as_anna.post(link)["Location"] == "/ik/"
    for email, status in ((NEW, 302), ("anna@raakvlak.example", 200)):
        assert Client().post("/inloggen/login/", {"login": email, "password": PASSWORD}).status_code == status
    assert mail.outbox[-1].to == ["anna@raakvlak.example"]
    assert mail.outbox[-1].subject == "Je e-mailadres is gewijzigd"


def test_a_link_works_once_and_for_its_own_user(as_anna: Client, as_bart: Client, link: str) -> None:
    assert as_bart.get(link).status_code == 404
    assert as_bart.post(link).status_code == 404
    as_anna.post(link)
    assert as_anna.post(link).status_code == 404
    assert as_anna.get(f"{ADDRESS}verzonnen/").status_code == 404


def test_a_link_ends_after_a_day(as_anna: Client, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now().timestamp() + 60 * 60 * 25
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert as_anna.get(link).status_code == 404


def test_an_address_in_use_gets_no_mail_and_nobody_is_told(as_anna: Client, anna: Member, bart: Member) -> None:
    taken = as_anna.post(ADDRESS, {"email": bart.user.email.upper(), "password": PASSWORD})
    assert (taken.status_code, taken["Location"], mail.outbox) == (302, "/ik/", [])
    with pytest.raises(ValidationError):
        change_address(anna.user, bart.user.email)


def test_an_address_that_was_taken_meanwhile_is_refused(as_anna: Client, link: str, bart: Member) -> None:
    change_address(bart.user, NEW)
    response = as_anna.post(link, follow=True)
    assert "Dit adres kan niet" in response.content.decode()


def test_it_asks_the_password(as_anna: Client) -> None:
    response = as_anna.post(ADDRESS, {"email": NEW, "password": "fout"})
    assert "Dit wachtwoord klopt niet" in response.content.decode()
    for _attempt in range(5):
        response = as_anna.post(ADDRESS, {"email": NEW, "password": "fout"})
    assert response.status_code == 429
    assert mail.outbox == []


@pytest.mark.parametrize("words", WICKED)
def test_wicked_words_are_met_well(as_anna: Client, words: str) -> None:
    response = as_anna.post(ADDRESS, {"email": words, "password": words})
    assert response.status_code == 200
    assert "<img" not in response.content.decode().split("<main")[1]


def test_it_asks_a_stranger_to_log_in(client: Client) -> None:
    for path in (ADDRESS, f"{ADDRESS}sleutel/"):
        assert client.get(path)["Location"].startswith("/inloggen/login/")


def test_the_screen_on_which_an_unproved_address_counts_is_closed(as_anna: Client, anna: Member) -> None:
    assert as_anna.get("/inloggen/email/")["Location"] == ADDRESS
    as_anna.post("/inloggen/email/", {"action_add": "", "email": NEW})
    as_anna.post("/inloggen/email/", {"action_primary": "", "email": NEW})
    anna.user.refresh_from_db()
    assert anna.user.email == "anna@raakvlak.example"
