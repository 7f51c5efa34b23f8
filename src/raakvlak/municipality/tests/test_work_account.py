"""Logging in with an account of work: who gets in, and who does not."""

import dataclasses
import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import logged_in, person
from raakvlak.municipality.actions.invitations import invite
from raakvlak.municipality.models import Member, MemberInvitation, Municipality, Role, User, WorkAccount
from raakvlak.municipality.tests.people import PASSWORD
from raakvlak.municipality.tests.work import ANNA, BACK, BEGIN, HANNA, asked_in, link, log_in, who
from raakvlak.municipality.work_account.policy import Policy
from raakvlak.web.tests.provider import Says


@pytest.mark.parametrize("path", [BEGIN, BACK, "/werkaccount/uit/"])
def test_without_the_settings_there_is_nothing(client: Client, as_anna: Client, path: str) -> None:
    assert client.get(path).status_code == as_anna.get(path).status_code == 404
    page = client.get("/inloggen/login/").content.decode()
    assert "werkaccount" not in page
    assert 'name="password"' in page


def test_the_button_leads_to_the_provider_and_remembers_where_one_was_headed(client: Client, says: Says) -> None:
    page = client.get("/inloggen/login/", {"next": "/mensen/?zoek=a"}).content.decode()
    found = re.search(r'href="(/werkaccount/[^"]*)"', page)
    assert found
    assert "Inloggen met je werkaccount" in page
    answer = client.get(found[1])
    assert answer["Location"].startswith(f"{says.issuer}/authorization?")
    assert "no-store" in answer["Cache-Control"]
    assert client.session["work_account_begun"].popitem()[1]["next"] == "/mensen/?zoek=a"


def test_the_button_can_carry_a_name(client: Client, says: Says, settings: Any) -> None:
    settings.RAAKVLAK_OIDC = dataclasses.replace(says.provider, name="<Waterhoek>")
    assert "Inloggen met &lt;Waterhoek&gt;" in client.get("/inloggen/login/").content.decode()


def test_who_is_in_already_goes_on(as_anna: Client, says: Says) -> None:
    assert as_anna.get(BEGIN, {"next": "/ik/"})["Location"] == "/ik/"


def test_nothing_is_sent_by_post(client: Client, says: Says) -> None:
    assert [client.post(path).status_code for path in (BEGIN, BACK, "/werkaccount/uit/")] == [405] * 3


def test_who_has_an_account_here_is_known_by_a_proved_address_and_later_by_her_number(
    client: Client, says: Says, anna: Member
) -> None:
    assert log_in(client, says, ANNA, "/ik/")["Location"] == "/ik/"
    assert who(client) == "Anna"
    assert list(WorkAccount.objects.values_list("user", "issuer", "subject")) == [(anna.user_id, says.issuer, "anna-1")]
    again = Client()
    log_in(again, says, {"sub": "anna-1"})
    assert who(again) == "Anna"
    assert WorkAccount.objects.count() == 1


@pytest.mark.parametrize("proof", [{}, {"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1}])
def test_an_address_that_is_not_proved_opens_nothing(
    client: Client, says: Says, anna: Member, proof: dict[str, Any]
) -> None:
    answer = log_in(client, says, {"sub": "evil", "email": "anna@raakvlak.example", **proof})
    assert answer.status_code == 403
    assert "nog niet uitgenodigd" in answer.content.decode()
    assert who(client) == ""
    assert not WorkAccount.objects.exists()


def test_an_address_is_proved_when_the_provider_alone_gives_out_its_domain(
    client: Client, says: Says, anna: Member, settings: Any
) -> None:
    settings.RAAKVLAK_OIDC_POLICY = Policy(trusted_domains=frozenset({"raakvlak.example"}))
    for email in ("anna@raakvlak.example@evil.example", "anna@evil.raakvlak.example", "anna@raakvlak.example.evil"):
        assert log_in(client, says, {"sub": "evil", "email": email}).status_code == 403
    log_in(client, says, {"sub": "anna-1", "email": "Anna@Raakvlak.Example"})
    assert who(client) == "Anna"


def test_a_namesake_does_not_inherit_an_account(client: Client, says: Says, anna: Member) -> None:
    """The address of somebody who left was given to her successor."""
    link(anna, says, "the-anna-before")
    answer = log_in(client, says, ANNA)
    assert answer.status_code == 403
    assert "niet het werkaccount dat we kennen" in answer.content.decode()
    assert who(client) == ""


def test_a_stranger_is_told_whom_to_ask(client: Client, says: Says, anna: Member) -> None:
    answer = log_in(client, says, HANNA)
    assert answer.status_code == 403
    assert "Vraag de beheerder" in answer.content.decode()
    assert not User.objects.filter(email="hanna@raakvlak.example").exists()


def test_who_is_invited_and_has_a_proved_address_is_a_member_at_once(
    client: Client, says: Says, waterhoek: Municipality, zandrecht: Municipality
) -> None:
    asked_in(waterhoek)
    asked_in(zandrecht, Role.COLLEAGUE)
    log_in(client, says, HANNA)
    assert who(client) == "Hanna Bos"
    roles = Member.objects.order_by("pk").values_list("municipality__name", "role")
    assert list(roles) == [("Waterhoek", "frontline"), ("Zandrecht", "colleague")]
    assert not MemberInvitation.objects.open().exists()
    assert not User.objects.get().has_usable_password()


def test_an_invitation_that_ended_opens_nothing(client: Client, says: Says, waterhoek: Municipality) -> None:
    invite(waterhoek, email="hanna@raakvlak.example", name="H", role=Role.FRONTLINE, department=None, areas=[])
    assert log_in(client, says, HANNA).status_code == 403
    assert not User.objects.exists()


def test_the_link_in_the_mail_proves_the_address_when_the_provider_does_not(
    client: Client, says: Says, waterhoek: Municipality
) -> None:
    where = asked_in(waterhoek)
    page = client.get(where).content.decode()
    assert f"/werkaccount/?next={where.replace('/', '%2F')}" in page
    answer = log_in(client, says, {"sub": "hanna-1", "name": "Hanna Bos"}, where)
    assert answer["Location"] == "/"
    assert "Welkom bij Waterhoek" in client.get("/").content.decode()
    user = User.objects.get()
    assert (user.name, user.email) == ("Hanna Bos", "hanna@raakvlak.example")


def test_nobody_accepts_an_invitation_that_she_did_not_read(
    client: Client, says: Says, waterhoek: Municipality
) -> None:
    where = asked_in(waterhoek)
    assert log_in(client, says, {"sub": "victim-1"}, where).status_code == 403
    client.get(asked_in(waterhoek, email="ander@raakvlak.example"))
    assert log_in(client, says, {"sub": "victim-1"}, where).status_code == 403
    assert not User.objects.exists()


def test_the_second_step_is_left_to_the_provider(client: Client, says: Says, anna: Member) -> None:
    TOTP.activate(anna.user, generate_totp_secret())
    assert log_in(client, says, ANNA)["Location"] == "/"
    assert who(client) == "Anna"


def test_the_link_in_the_mail_does_not_open_an_account_that_is_there(
    client: Client, says: Says, anna: Member, zandrecht: Municipality
) -> None:
    where = asked_in(zandrecht, email="anna@raakvlak.example")
    client.get(where)
    assert log_in(client, says, {"sub": "evil", "email": "anna@raakvlak.example"}, where).status_code == 403
    assert not WorkAccount.objects.exists()


def test_who_has_an_account_confirms_an_invitation_herself(
    client: Client, says: Says, anna: Member, zandrecht: Municipality
) -> None:
    where = asked_in(zandrecht, email="anna@raakvlak.example")
    assert log_in(client, says, ANNA, where)["Location"] == where
    assert anna.user.memberships.count() == 1
    client.post(where)
    assert anna.user.memberships.count() == 2


def test_the_provider_may_give_her_another_address(client: Client, says: Says, anna: Member, bart: Member) -> None:
    link(anna, says, "anna-1")
    log_in(client, says, {**ANNA, "email": "a.dewit@raakvlak.example"})
    anna.user.refresh_from_db()
    assert anna.user.email == "a.dewit@raakvlak.example"
    log_in(Client(), says, {**ANNA, "email": "bart@raakvlak.example"})
    log_in(Client(), says, {**ANNA, "email": "c@evil.example", "email_verified": False})
    anna.user.refresh_from_db()
    assert anna.user.email == "a.dewit@raakvlak.example"


def test_a_password_opens_nothing_for_who_has_an_account_of_work(client: Client, says: Says, anna: Member) -> None:
    link(anna, says, "anna-1")
    values = {"login": "anna@raakvlak.example", "password": PASSWORD}
    page = client.post("/inloggen/login/", values, follow=True).content.decode()
    assert "Jij logt in met je werkaccount" in page
    assert who(client) == ""


def test_others_still_log_in_with_a_password_unless_it_is_the_only_way(
    says: Says, anna: Member, gert: Member, settings: Any
) -> None:
    def gets_in(member: Member) -> bool:
        client = Client()
        client.post("/inloggen/login/", {"login": member.user.email, "password": PASSWORD})
        return bool(who(client))

    assert gets_in(anna)
    settings.RAAKVLAK_OIDC_POLICY = Policy(is_only=True)
    assert not gets_in(anna)
    assert gets_in(gert), "the emergency door"
    link(gert, says, "gert-1")
    assert not gets_in(gert)


def test_when_it_is_the_only_way_only_an_administrator_may_choose_a_password(
    client: Client, says: Says, waterhoek: Municipality, settings: Any
) -> None:
    settings.RAAKVLAK_OIDC_POLICY = Policy(is_only=True)
    where = asked_in(waterhoek)
    assert 'name="password"' not in client.get(where).content.decode()
    client.post(where, {"name": "Hanna", "password": "vier woorden zijn lang genoeg"})
    assert not User.objects.exists()
    where = asked_in(waterhoek, Role.ADMINISTRATOR, "beheer@raakvlak.example")
    client.post(where, {"name": "Beheer", "password": "vier woorden zijn lang genoeg"})
    assert User.objects.get().name == "Beheer"
    assert "Beheerder zonder werkaccount?" in Client().get("/inloggen/login/").content.decode()


def test_my_own_page_says_where_the_second_step_is_arranged(says: Says, anna: Member, as_anna: Client) -> None:
    assert "Tweede stap bij het inloggen" in as_anna.get("/ik/").content.decode()
    link(anna, says, "anna-1")
    page = as_anna.get("/ik/").content.decode()
    assert "Je logt in met je werkaccount" in page
    assert "Tweede stap bij het inloggen" not in page


def test_a_session_ends_when_the_provider_must_be_asked_again(client: Client, says: Says, anna: Member) -> None:
    log_in(client, says, ANNA)
    left = client.session.get_expiry_date() - timezone.now()
    assert 9.9 * 3_600 < left.total_seconds() <= 10 * 3_600


def test_logging_out_shows_how_to_log_out_of_work_too(client: Client, says: Says, anna: Member) -> None:
    log_in(client, says, ANNA)
    assert client.get("/werkaccount/uit/")["Location"] == "/"
    answer = client.post("/inloggen/logout/", follow=True)
    assert answer.redirect_chain == [("/werkaccount/uit/", 302)]
    assert (
        f'href="{says.issuer}/end_session?client_id=raakvlak&amp;post_logout_redirect_uri=' in answer.content.decode()
    )
    cache.clear()
    says.answers["/.well-known/openid-configuration"] = (503, b"")
    assert "Sluit dan alle vensters" in client.get("/werkaccount/uit/").content.decode()


def test_who_came_with_a_password_logs_out_as_before(as_anna: Client, says: Says) -> None:
    assert as_anna.post("/inloggen/logout/")["Location"] == "/"


def test_an_administrator_unlinks_an_account_of_work(says: Says, as_gert: Client, anna: Member) -> None:
    link(anna, says, "anna-old")
    hers = logged_in(anna)
    where = f"/instellingen/leden/{anna.pk}/werkaccount/weg/"
    assert where in as_gert.get(f"/instellingen/leden/{anna.pk}/").content.decode()
    assert "loskoppelen?" in as_gert.get(where).content.decode()
    as_gert.post(where)
    assert not WorkAccount.objects.exists()
    assert who(hers) == ""
    client = Client()
    log_in(client, says, ANNA)
    assert who(client) == "Anna"


def test_unlinking_is_for_the_own_administrator(says: Says, as_carla: Client, as_fatma: Client, anna: Member) -> None:
    link(anna, says, "anna-1")
    person("Zand", as_carla.get("/ik/").context["member"].municipality, Role.ADMINISTRATOR)
    beheer = logged_in(Member.objects.get(user__name="Zand"))
    where = f"/instellingen/leden/{anna.pk}/werkaccount/weg/"
    assert [client.post(where).status_code for client in (as_carla, as_fatma, beheer)] == [403, 403, 404]
    assert WorkAccount.objects.exists()
