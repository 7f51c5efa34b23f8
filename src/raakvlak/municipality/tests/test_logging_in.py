import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Member, User
from raakvlak.municipality.tests.people import PASSWORD, WICKED

LOG_IN = "/inloggen/login/"
NEW = "een heel nieuw wachtwoord"


def log_in(client: Client, password: str = PASSWORD, email: str = "anna@raakvlak.example", **more: str) -> Any:
    return client.post(LOG_IN, {"login": email, "password": password, **more})


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, max(yield_hotp_counters_from_time()))))


def turn_on(client: Client) -> str:
    """Turn the second step on for Anna and return its secret."""
    log_in(client)
    client.get("/inloggen/2fa/totp/activate/")
    client.post("/inloggen/reauthenticate/", {"password": PASSWORD})
    client.get("/inloggen/2fa/totp/activate/")
    secret: str = client.session["mfa.totp.secret"]
    client.post("/inloggen/2fa/totp/activate/", {"code": code_for(secret)})
    return secret


@pytest.fixture
def secret(anna: Member) -> str:
    """Return the secret of Anna's second step."""
    secret = turn_on(Client())
    assert Authenticator.objects.filter(user=anna.user, type="totp").exists()
    return secret


def test_who_knows_the_password_gets_in(client: Client, anna: Member) -> None:
    assert "Inloggen" in client.get(LOG_IN).content.decode()
    assert log_in(client)["Location"] == "/"
    assert client.get("/ik/").context["member"] == anna


def test_capitals_in_an_address_make_no_difference(client: Client, anna: Member) -> None:
    assert log_in(client, email="Anna@Raakvlak.Example").status_code == 302


def test_it_goes_on_where_one_was_headed_but_nowhere_else(client: Client, anna: Member) -> None:
    assert log_in(client, next="/ik/")["Location"] == "/ik/"
    client.logout()
    assert log_in(client, next="https://evil.example/")["Location"] == "/"


@pytest.mark.parametrize("words", WICKED)
def test_wicked_words_let_nobody_in(client: Client, anna: Member, words: str) -> None:
    response = log_in(client, password=words, email=words)
    assert response.status_code == 200
    assert "<img" not in response.content.decode().split("<main")[1]
    assert client.get("/ik/").status_code == 302


def test_a_wrong_password_tells_no_more_than_a_wrong_address(client: Client, anna: Member) -> None:
    wrong = log_in(client, password="fout wachtwoord").context["form"].errors
    unknown = log_in(client, email="niemand@raakvlak.example").context["form"].errors
    assert "horen niet bij elkaar" in str(wrong)
    assert wrong == unknown


def test_after_five_wrong_passwords_even_the_right_one_waits(client: Client, anna: Member) -> None:
    for _attempt in range(5):
        assert "horen niet bij elkaar" in log_in(client, password="fout").content.decode()
    assert "Te vaak geprobeerd" in log_in(client).content.decode()
    assert client.get("/ik/").status_code == 302


def test_too_many_attempts_from_one_place_are_stopped(client: Client, anna: Member) -> None:
    answers = [log_in(client, password="fout", email=f"{number}@raakvlak.example") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Even rustig aan" in answers[-1].content.decode()


def test_a_password_is_reset_by_mail(client: Client, anna: Member) -> None:
    client.post("/inloggen/password/reset/", {"email": "anna@raakvlak.example"})
    assert mail.outbox[0].subject == "Nieuw wachtwoord voor Raakvlak"
    assert "Vroeg je hier niet om?" in mail.outbox[0].body
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert found
    page = client.get(found[1], follow=True)
    form_url = page.redirect_chain[-1][0]
    assert "te kort" in client.post(form_url, {"password1": "kort", "password2": "kort"}).content.decode()
    client.post(form_url, {"password1": NEW, "password2": NEW})
    assert mail.outbox[1].subject == "Je hebt een nieuw wachtwoord"
    assert log_in(Client(), password=PASSWORD).status_code == 200
    assert log_in(Client(), password=NEW).status_code == 302
    assert client.get(found[1], follow=True).status_code == 200
    assert client.post(form_url, {"password1": PASSWORD, "password2": PASSWORD}).status_code in {200, 302}
    assert log_in(Client(), password=PASSWORD).status_code == 200


def test_a_reset_tells_nobody_whether_there_is_an_account(client: Client, anna: Member) -> None:
    known = client.post("/inloggen/password/reset/", {"email": "anna@raakvlak.example"})
    unknown = client.post("/inloggen/password/reset/", {"email": "niemand@raakvlak.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox[1].subject == "Geen account op dit adres"
    assert "signup" not in mail.outbox[1].body


def test_a_new_password_ends_the_old_sessions(client: Client, anna: Member, as_anna: Client) -> None:
    log_in(client)
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/inloggen/password/change/", values).status_code == 302
    assert as_anna.get("/ik/").status_code == 302
    assert mail.outbox[0].subject == "Je wachtwoord is gewijzigd"
    assert "Deed je dit niet zelf?" in mail.outbox[0].body


def test_nobody_signs_up(client: Client, db: None) -> None:
    values = {"email": "nieuw@raakvlak.example", "password1": NEW, "password2": NEW}
    client.get("/inloggen/signup/")
    client.post("/inloggen/signup/", values)
    assert not User.objects.exists()


def test_a_code_from_an_app_is_asked_as_second_step(secret: str) -> None:
    client = Client()
    response = log_in(client)
    assert response["Location"].startswith("/inloggen/2fa/authenticate/")
    assert client.get("/ik/").status_code == 302
    assert "Deze code klopt niet" in client.post("/inloggen/2fa/authenticate/", {"code": "000000"}).content.decode()
    client.post("/inloggen/2fa/authenticate/", {"code": code_for(secret)})
    page = client.get("/ik/").content.decode()
    assert "Staat aan: een code uit een app" in page


@pytest.mark.django_db(transaction=True)
def test_turning_the_second_step_on_is_mailed(client: Client, anna: Member) -> None:
    turn_on(client)
    assert "De tweede stap staat aan" in [letter.subject for letter in mail.outbox]


def test_a_code_works_once(secret: str) -> None:
    code = code_for(secret)
    first, second = Client(), Client()
    log_in(first)
    first.post("/inloggen/2fa/authenticate/", {"code": code})
    log_in(second)
    second.post("/inloggen/2fa/authenticate/", {"code": code})
    assert first.get("/ik/").status_code == 200
    assert second.get("/ik/").status_code == 302


def test_the_screens_for_the_second_step_can_be_seen(client: Client, anna: Member) -> None:
    log_in(client)
    client.post("/inloggen/reauthenticate/", {"password": PASSWORD})
    for place in ("", "totp/activate/", "webauthn/", "webauthn/add/"):
        response = client.get(f"/inloggen/2fa/{place}", follow=True)
        assert response.status_code == 200, place
        assert "<main" in response.content.decode(), place


def test_passkeys_can_be_used_to_log_in(client: Client, db: None) -> None:
    response = client.get("/inloggen/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert response.status_code == 200
    assert "request_options" in response.json()


def test_who_left_every_municipality_sees_nothing(client: Client, anna: Member) -> None:
    Member.objects.filter(pk=anna.pk).update(left_on=timezone.localdate())
    log_in(client)
    response = client.get("/instellingen/")
    assert response.status_code == 403
    assert "Je hoort nog bij geen gemeente" in response.content.decode()


def test_who_may_not_log_in_any_more_hears_why(client: Client, anna: Member) -> None:
    User.objects.filter(pk=anna.user_id).update(is_active=False)
    response = client.post(LOG_IN, {"login": "anna@raakvlak.example", "password": PASSWORD}, follow=True)
    assert client.get("/ik/").status_code == 302
    assert response.status_code == 200
