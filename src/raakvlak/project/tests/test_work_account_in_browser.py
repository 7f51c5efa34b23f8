"""Logging in as at work, in a browser, against a certified provider that runs on this machine."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from raakvlak.conftest import PASSWORD
from raakvlak.municipality.models import Member, Municipality, Role, User, WorkAccount
from raakvlak.municipality.tests.work import asked_in
from raakvlak.municipality.work_account.policy import Policy, RoleRule
from raakvlak.project.tests.browser import PHONE, Browse, picture, problems_of
from raakvlak.project.tests.certified import Certified, certified_provider

pytestmark = pytest.mark.browser

BUTTON = "Inloggen met je werkaccount"
ANNA = {"email": "anna@raakvlak.example", "email_verified": True, "name": "Anna de Wit"}
ROLES = (RoleRule("coordinatie", "coordinator"), RoleRule("buiten", "frontline"))


@pytest.fixture(scope="module")
def running(live_server: LiveServer) -> Iterator[Certified]:
    with certified_provider(live_server.url) as running:
        yield running


@pytest.fixture
def work(running: Certified, settings: Any) -> Certified:
    """Log in here with the accounts of the certified provider."""
    cache.clear()
    settings.RAAKVLAK_OIDC = running.provider
    running.knows({"anna": ANNA})
    return running


def choose(page: Page, who: str = "anna", *, second_step: bool = False) -> None:
    """Press the button, and say at the provider who one is."""
    page.get_by_role("link", name=BUTTON).click()
    page.wait_for_selector("h1:text('Werkaccount')")
    if second_step:
        page.check("[name=step]")
    page.get_by_role("button", name=who).click()


def says(page: Page, words: str) -> None:
    """Wait for the page that says this, and see that it is for everyone."""
    page.get_by_text(words).first.wait_for()
    assert problems_of(page) == []
    page.set_viewport_size(PHONE)


def test_the_first_time_is_by_invitation_and_the_way_out_leads_past_work(
    browse: Browse, work: Certified, waterhoek: Municipality
) -> None:
    work.knows({"hanna": {"name": "Hanna Bos"}})  # and says nothing of her address
    with browse.page(asked_in(waterhoek), size=PHONE) as page:
        says(page, "Je kunt hier inloggen met het account van je werk")
        choose(page, "hanna")
        says(page, "Welkom bij Waterhoek")
        page.goto("/ik/")
        says(page, "Je logt in met je werkaccount")
        page.goto("/inloggen/logout/")
        page.get_by_role("button", name="Ja, uitloggen").click()
        says(page, "Je werkaccount staat op dit apparaat nog open")
        page.get_by_role("link", name="Opnieuw inloggen").click()
        page.get_by_role("link", name=BUTTON).click()
        says(page, "Dag Hanna")  # without a question: at work one was still logged in
        page.goto("/inloggen/logout/")
        page.get_by_role("button", name="Ja, uitloggen").click()
        page.get_by_role("link", name="Log ook uit bij mijn werkaccount").click()
        page.get_by_role("button", name="Ja, log uit").click()
        says(page, BUTTON)
        choose(page, "hanna")
        says(page, "Dag Hanna")
    user = User.objects.get()
    assert (user.name, user.email) == ("Hanna Bos", "hanna@raakvlak.example")
    assert list(WorkAccount.objects.values_list("subject", flat=True)) == ["hanna"]


def test_the_door_has_one_big_button(browse: Browse, work: Certified, anna: Member) -> None:
    with browse.page("/inloggen/login/?next=/ik/", size=PHONE) as page:
        picture(page, "inloggen-werkaccount")
        says(page, "Hetzelfde account als voor je mail")
        choose(page)
        page.wait_for_url("**/ik/")
        page.go_back()
        page.go_back()
        page.goto("/ik/")
        says(page, "Je logt in met je werkaccount")


def test_it_works_without_javascript(browse: Browse, work: Certified, anna: Member) -> None:
    with browse.page("/inloggen/login/", javascript=False) as page:
        choose(page)
        page.get_by_text("Dag Anna").first.wait_for()


def test_another_group_is_another_role_and_no_group_is_no_access(
    browse: Browse, work: Certified, anna: Member, bart: Member, settings: Any
) -> None:
    settings.RAAKVLAK_OIDC_POLICY = Policy(roles=ROLES)
    work.knows({"anna": {**ANNA, "groups": ["coordinatie", "voetbal"]}})
    with browse.page("/inloggen/login/") as page:
        choose(page)
        page.get_by_text("Dag Anna").first.wait_for()
    anna.refresh_from_db()
    assert anna.role == Role.COORDINATOR
    work.knows({"anna": {**ANNA, "groups": ["voetbal"]}})
    with browse.page("/inloggen/login/", size=PHONE) as page:
        choose(page)
        says(page, "Vraag de helpdesk om je in de goede groep te zetten")
        page.goto("/mensen/")
        assert "/inloggen/login/" in page.url
    anna.refresh_from_db()
    assert anna.access_ended_on
    work.knows({"anna": {**ANNA, "groups": ["buiten"]}})
    with browse.page("/inloggen/login/", size=PHONE) as page:
        choose(page)
        page.get_by_text("Dag Anna").first.wait_for()


def test_the_second_step_is_taken_at_work(browse: Browse, work: Certified, anna: Member, settings: Any) -> None:
    settings.RAAKVLAK_OIDC = dataclasses.replace(work.provider, acr=("second-step",))
    with browse.page("/inloggen/login/", size=PHONE) as page:
        choose(page)
        says(page, "Er is een tweede stap nodig")
    with browse.page("/inloggen/login/") as page:
        choose(page, second_step=True)
        page.get_by_text("Dag Anna").first.wait_for()


def test_who_changes_her_mind_is_back_at_the_door(browse: Browse, work: Certified, anna: Member) -> None:
    with browse.page("/inloggen/login/") as page:
        choose(page, "Annuleren")
        says(page, "Je bent niet ingelogd")
        choose(page)
        page.get_by_text("Dag Anna").first.wait_for()


def test_a_stranger_reads_whom_to_ask(browse: Browse, work: Certified, anna: Member) -> None:
    work.knows({"evil": {**ANNA, "email_verified": False}})
    with browse.page("/inloggen/login/", size=PHONE) as page:
        choose(page, "evil")
        says(page, "Je bent hier nog niet uitgenodigd")
    assert not WorkAccount.objects.exists()


def test_a_wrong_secret_is_told_with_a_word_for_the_helpdesk(
    browse: Browse, work: Certified, anna: Member, settings: Any
) -> None:
    settings.RAAKVLAK_OIDC = dataclasses.replace(work.provider, secret="verlopen")
    with browse.page("/inloggen/login/", size=PHONE) as page:
        choose(page)
        says(page, "Voor de helpdesk: secret")


def test_a_provider_that_stopped_does_not_close_the_other_door(
    browse: Browse, live_server: LiveServer, anna: Member, settings: Any
) -> None:
    cache.clear()
    with certified_provider(live_server.url) as short:
        settings.RAAKVLAK_OIDC = short.provider
        short.stop()
        with browse.page("/inloggen/login/", size=PHONE) as page:
            page.get_by_role("link", name=BUTTON).click()
            says(page, "Je werkaccount is even niet bereikbaar")
            page.get_by_role("link", name="Terug naar inloggen").click()
            page.get_by_text("Geen werkaccount?").click()
            page.fill("[name=login]", "anna@raakvlak.example")
            page.fill("[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.get_by_text("Dag Anna").first.wait_for()


def test_a_passkey_of_before_opens_nothing_for_who_has_an_account_of_work(
    browse: Browse, work: Certified, anna: Member, as_anna: Client
) -> None:
    with browse.page("/inloggen/2fa/webauthn/add/", as_anna) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options = {**key, "isUserVerified": True, "automaticPresenceSimulation": True}
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        page.fill("[name=password]", PASSWORD)
        page.click("main .nl-button--primary")
        page.check("[name=passwordless]")
        page.fill("[name=name]", "Mijn telefoon")
        page.click("#mfa_webauthn_add")
        page.wait_for_url("**/recovery-codes/")
        WorkAccount.objects.create(user=anna.user, issuer=work.issuer, subject="anna")
        page.context.clear_cookies()
        page.goto("/inloggen/login/")
        page.get_by_text("Geen werkaccount?").click()
        page.click("#passkey_login")
        says(page, "Jij logt in met je werkaccount")
        page.goto("/ik/")
        assert "/inloggen/login/" in page.url
