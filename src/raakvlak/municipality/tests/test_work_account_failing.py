"""What goes wrong between Raakvlak and an account of work, and what one reads then."""

import json
import logging
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from raakvlak.municipality.models import Member, Municipality, User
from raakvlak.municipality.tests.people import PASSWORD, WICKED
from raakvlak.municipality.tests.work import ANNA, BACK, BEGIN, HANNA, asked_in, go, log_in, who
from raakvlak.web.tests.provider import Says


def test_a_provider_that_is_down_is_told_and_a_password_still_works(client: Client, says: Says, anna: Member) -> None:
    says.answers["/.well-known/openid-configuration"] = (503, b"")
    answer = client.get(BEGIN)
    assert answer.status_code == 503
    assert "even niet bereikbaar" in answer.content.decode()
    client.post("/inloggen/login/", {"login": "anna@raakvlak.example", "password": PASSWORD})
    assert who(client) == "Anna"


def test_a_provider_that_falls_silent_halfway_is_told(client: Client, says: Says, anna: Member) -> None:
    says.answers["/token"] = (504, b"")
    assert log_in(client, says, ANNA).status_code == 503
    assert who(client) == ""


@pytest.mark.parametrize(
    ("answer", "word"), [((401, {"error": "invalid_client"}), "secret"), ((200, {"id_token": "x"}), "token")]
)
def test_wrong_settings_are_told_by_a_word_for_the_helpdesk(
    client: Client, says: Says, anna: Member, answer: tuple[int, Any], word: str
) -> None:
    says.answers["/token"] = answer
    page = log_in(client, says, ANNA)
    assert page.status_code == 502
    assert f"<code>{word}</code>" in page.content.decode()


def test_what_was_begun_is_finished_once_in_the_same_browser(client: Client, says: Says, anna: Member) -> None:
    """The defence against being logged in as somebody else (login CSRF), and against repeating."""
    state = go(client, says)
    says.claims = ANNA
    assert Client().get(BACK, {"code": "abc", "state": state}).status_code == 400
    assert client.get(BACK, {"code": "abc"}).status_code == 400
    assert client.get(BACK, {"code": "abc", "state": state})["Location"] == "/"
    replayed = client.get(BACK, {"code": "abc", "state": state})
    assert replayed["Location"] == "/", "she pressed Back, and is still in"
    client.logout()
    assert client.get(BACK, {"code": "abc", "state": state}).status_code == 400
    assert [path for path, _form, _authorization in says.asked].count("/token") == 1


def test_what_failed_can_not_be_repeated(client: Client, says: Says, anna: Member) -> None:
    state = go(client, says)
    says.claims = {**ANNA, "nonce": "afgekeken"}
    assert client.get(BACK, {"code": "abc", "state": state}).status_code == 502
    says.claims = ANNA
    assert client.get(BACK, {"code": "abc", "state": state}).status_code == 400


def test_what_took_too_long_begins_anew(client: Client, says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    state = go(client, says)
    monkeypatch.setattr("raakvlak.municipality.views.work_account.MOST_SECONDS", -1)
    answer = client.get(BACK, {"code": "abc", "state": state})
    assert answer.status_code == 400
    assert "Begin nog eens" in answer.content.decode()


def test_a_few_tabs_may_log_in_at_once(client: Client, says: Says, anna: Member) -> None:
    states = [go(client, says) for _tab in range(7)]
    assert len(client.session["work_account_begun"]) == 5
    says.claims = ANNA
    assert client.get(BACK, {"code": "abc", "state": states[0]}).status_code == 400
    assert client.get(BACK, {"code": "abc", "state": states[-1]})["Location"] == "/"


def test_changing_ones_mind_leads_back_to_the_door(client: Client, says: Says) -> None:
    answer = client.get(BACK, {"error": "access_denied", "state": go(client, says)}, follow=True)
    assert answer.redirect_chain == [("/inloggen/login/", 302)]
    assert "Je bent niet ingelogd" in answer.content.decode()


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/" + "x" * 3_000]
)
def test_nobody_is_led_elsewhere(client: Client, says: Says, anna: Member, where: str) -> None:
    assert log_in(client, says, ANNA, where)["Location"] == "/"


@pytest.mark.parametrize("words", WICKED)
def test_wicked_words_do_no_harm(client: Client, says: Says, waterhoek: Municipality, words: str) -> None:
    asked_in(waterhoek)
    assert client.get(BACK, {"code": words[:999], "state": words[:999]}).status_code == 400
    assert client.get(BACK, {"error": words[:999], "state": go(client, says)}).status_code == 502
    log_in(client, says, {**HANNA, "name": words, "groups": [words], "picture": words})
    name = User.objects.get().name
    assert len(name) <= 120
    assert not {"\x00", "\u202e"} & set(name)


def test_claims_of_the_wrong_kind_do_no_harm(client: Client, with_roles: Says, waterhoek: Municipality) -> None:
    for claims in (
        {"email": ["hanna@raakvlak.example"], "email_verified": True, "groups": ["buiten"]},
        {"email": "hanna", "email_verified": True, "groups": ["buiten"]},
        {"email": "x" * 300 + "@raakvlak.example", "email_verified": True, "groups": ["buiten"]},
        {"email": "hanna@raakvlak.example", "email_verified": True, "groups": [["buiten"], None, 7]},
        {"email": "hanna@raakvlak.example", "email_verified": True, "groups": "buiten coordinatie"},
    ):
        assert log_in(client, with_roles, {"sub": "h", "name": 7, **claims}).status_code == 403
    assert not User.objects.exists()


def test_a_closed_account_stays_closed(client: Client, says: Says, anna: Member) -> None:
    User.objects.filter(pk=anna.user_id).update(is_active=False)
    answer = log_in(client, says, ANNA)
    assert answer.status_code == 403
    assert "Deze toegang is gesloten" in answer.content.decode()


def test_who_tries_too_often_waits(client: Client, says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("raakvlak.municipality.views.work_account.ATTEMPTS", 2)
    monkeypatch.setattr("raakvlak.municipality.views.work_account.FAILURES", 2)
    assert [client.get(BEGIN).status_code for _time in range(3)] == [302, 302, 429]
    assert [client.get(BACK, {"state": "x"}).status_code for _time in range(3)] == [400, 400, 429]


def test_nothing_of_what_the_provider_says_is_logged_or_kept(
    client: Client, says: Says, anna: Member, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    log_in(client, says, {**ANNA, "phone_number": "0612345678"})
    log_in(Client(), says, {"sub": "stranger", "email": "stranger@raakvlak.example", "email_verified": True})
    kept = json.dumps([dict(row.get_decoded()) for row in Session.objects.all()]) + caplog.text
    for word in ("open-sesame", "0612345678", "stranger", "anna-1", "anna@"):
        assert word not in kept


def test_a_new_session_begins_when_one_is_let_in(client: Client, says: Says, anna: Member) -> None:
    state = go(client, says)
    before = client.session.session_key
    says.claims = ANNA
    client.get(BACK, {"code": "abc", "state": state})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
