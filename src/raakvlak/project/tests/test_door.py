"""Coming in, in a browser: the wrong password, a new one, the second step, keys and codes, and going out again."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from playwright.sync_api import Page

from raakvlak.conftest import PASSWORD, logged_in
from raakvlak.municipality.actions import make_member
from raakvlak.municipality.models import Member, Municipality, Role
from raakvlak.project.tests.browser import PHONE, Browse, picture, problems_of

pytestmark = pytest.mark.browser


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.goto("/inloggen/login/")
    page.fill("[name=login]", "anna@raakvlak.example")
    page.fill("[name=password]", password)
    send(page, lambda: page.keyboard.press("Enter"))


def send(page: Page, action: Callable[[], object]) -> None:
    with page.expect_navigation():
        action()


def looks_good(page: Page, path: str = "", said: str = "") -> None:
    if path:
        page.goto(path)
    page.set_viewport_size(PHONE)
    assert said in page.inner_text("main")
    assert problems_of(page) == []


def test_who_forgot_the_password_is_helped(browse: Browse, anna: Member) -> None:
    with browse.page("/inloggen/login/", size=PHONE) as page:
        picture(page, "inloggen")
        looks_good(page, said="Wachtwoord vergeten?")
        log_in(page, "een-ander-wachtwoord")
        looks_good(page, said="horen niet bij elkaar")
        looks_good(page, "/inloggen/password/reset/", "We sturen je een link")
        page.fill("[name=email]", "anna@raakvlak.example")
        send(page, lambda: page.click("main .nl-button--primary"))
        looks_good(page, said="Kijk in je mail")
        looks_good(page, "/inloggen/password/reset/key/abc-def/", "Deze link werkt niet meer")
        looks_good(page, "/inloggen/signup/", "Meedoen gaat op uitnodiging")


def test_the_second_step_is_set_up_on_a_phone(browse: Browse, anna: Member) -> None:
    with browse.page("/inloggen/login/", size=PHONE) as page:
        log_in(page)
        assert "/inloggen/" not in page.url
        looks_good(page, "/inloggen/2fa/", "Veilig inloggen")
        looks_good(page, "/inloggen/2fa/totp/activate/", "Ben jij het?")
        page.fill("[name=password]", PASSWORD)
        send(page, lambda: page.click("main .nl-button--primary"))
        looks_good(page, said="Scan dit plaatje")
        looks_good(page, "/inloggen/2fa/webauthn/add/", "Naam van de sleutel")
        looks_good(page, "/inloggen/2fa/webauthn/", "Nog geen toegangssleutel")
        looks_good(page, "/inloggen/email/", "Je logt nu in met anna@raakvlak.example")


def test_a_code_is_the_second_step(browse: Browse, anna: Member) -> None:
    TOTP.activate(anna.user, generate_totp_secret())
    RecoveryCodes.activate(anna.user)
    codes = Authenticator.objects.get(user=anna.user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    with browse.page("/inloggen/login/", size=PHONE) as page:
        log_in(page)
        looks_good(page, said="Nog één stap")
        page.fill("[name=code]", codes[0])
        send(page, lambda: page.click("main form .nl-button--primary"))
        assert "/inloggen/" not in page.url
        looks_good(page, "/inloggen/2fa/", "Je hebt nog 9 herstelcodes")
        page.goto("/inloggen/2fa/recovery-codes/")
        page.fill("[name=password]", PASSWORD)
        send(page, lambda: page.click("main form .nl-button--primary"))
        looks_good(page, said=codes[1])
        looks_good(page, "/inloggen/2fa/recovery-codes/generate/", "Nieuwe herstelcodes maken?")
        looks_good(page, "/inloggen/2fa/totp/deactivate/", "uitzetten?")


def test_a_passkey_lets_one_in_without_a_password(browse: Browse, anna: Member) -> None:
    with browse.page("/inloggen/login/") as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {**key, "isUserVerified": True, "automaticPresenceSimulation": True}},
        )
        log_in(page)
        page.goto("/inloggen/2fa/webauthn/add/")
        page.fill("[name=password]", PASSWORD)
        send(page, lambda: page.click("main .nl-button--primary"))
        page.check("[name=passwordless]")
        page.fill("[name=name]", "Mijn telefoon")
        send(page, lambda: page.click("#mfa_webauthn_add"))
        looks_good(page, "/inloggen/2fa/webauthn/", "Mijn telefoon")
        authenticator = Authenticator.objects.get(user=anna.user, type=Authenticator.Type.WEBAUTHN)
        looks_good(page, f"/inloggen/2fa/webauthn/keys/{authenticator.pk}/edit/", "Een andere naam")
        looks_good(page, f"/inloggen/2fa/webauthn/keys/{authenticator.pk}/remove/", "weghalen?")
        page.context.clear_cookies()
        page.goto("/inloggen/login/")
        send(page, lambda: page.click("#passkey_login"))
        assert "/inloggen/" not in page.url


def test_a_password_is_changed(browse: Browse, as_anna: Client) -> None:
    with browse.page("/inloggen/password/change/", as_anna, size=PHONE) as page:
        looks_good(page, said="Minstens 12 tekens")
        page.fill("[name=oldpassword]", PASSWORD)
        page.fill("[name=password1]", "kort")
        page.fill("[name=password2]", "kort")
        send(page, lambda: page.click("main .nl-button--primary"))
        looks_good(page, said="Dit wachtwoord is te kort.")
        looks_good(page, "/inloggen/logout/", "Wil je uitloggen?")
        send(page, lambda: page.click("main .nl-button--primary"))
        assert page.goto("/inloggen/2fa/")
        assert page.url.split("?")[0].endswith("/inloggen/login/")


def test_the_app_on_a_phone_gives_the_second_step(browse: Browse, anna: Member) -> None:
    secret = generate_totp_secret()
    TOTP.activate(anna.user, secret)
    with browse.page("/inloggen/login/", size=PHONE) as page:
        log_in(page)
        page.fill("[name=code]", "000000")
        send(page, lambda: page.click("main form .nl-button--primary"))
        assert "/inloggen/" in page.url
        page.fill("[name=code]", format_hotp_value(hotp_value(secret, max(yield_hotp_counters_from_time()))))
        send(page, lambda: page.click("main form .nl-button--primary"))
        assert "Dag Anna" in page.inner_text("main")


def test_who_works_in_two_municipalities_goes_from_one_to_the_other(
    browse: Browse, fatma: Member, zandrecht: Municipality, make_party: Any
) -> None:
    there = make_member(fatma.user, zandrecht, Role.FRONTLINE)
    make_party(fatma, "Mevrouw Waterhoek")
    make_party(there, "Mevrouw Zandrecht")
    with browse.page("/wissel/", logged_in(fatma), size=PHONE) as page:
        send(page, lambda: page.get_by_role("button", name="Ga hierheen (Zandrecht)").click())
        page.goto("/mensen/")
        assert "Mevrouw Zandrecht" in page.inner_text("main")
        assert "Mevrouw Waterhoek" not in page.inner_text("main")
        page.goto("/wissel/")
        send(page, lambda: page.get_by_role("button", name="Ga hierheen (Waterhoek)").click())
        page.goto("/mensen/")
        assert "Mevrouw Waterhoek" in page.inner_text("main")
        assert "Mevrouw Zandrecht" not in page.inner_text("main")
