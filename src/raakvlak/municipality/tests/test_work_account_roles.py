"""What a provider says about roles and departments, and what comes of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.conftest import person
from raakvlak.municipality.actions import found_municipality, work_account
from raakvlak.municipality.actions.work_account import admit
from raakvlak.municipality.models import Department, Member, MemberInvitation, Municipality, Role, User, WorkAccount
from raakvlak.municipality.tests.work import ANNA, HANNA, ROLES, asked_in, link, log_in, who
from raakvlak.municipality.work_account.claims import Identity
from raakvlak.municipality.work_account.policy import Policy, RoleRule
from raakvlak.web.tests.provider import Says


def test_a_group_gives_a_role_without_an_invitation(client: Client, with_roles: Says, waterhoek: Municipality) -> None:
    log_in(client, with_roles, {**HANNA, "groups": ["buiten", "voetbal"]})
    member = Member.objects.get()
    assert (member.role, member.user.name, member.municipality) == ("frontline", "Hanna Bos", waterhoek)
    assert client.get("/").status_code == 200


def test_a_group_and_an_address_that_is_not_proved_make_nobody(
    client: Client, with_roles: Says, waterhoek: Municipality
) -> None:
    answer = log_in(client, with_roles, {**HANNA, "email_verified": False, "groups": ["buiten"]})
    assert answer.status_code == 403
    assert not User.objects.exists()


def test_the_first_rule_that_fits_counts(client: Client, with_roles: Says, waterhoek: Municipality) -> None:
    log_in(client, with_roles, {**HANNA, "groups": ["buiten", "coordinatie"]})
    assert Member.objects.get().role == "coordinator"


def test_another_group_changes_the_role_and_the_history_says_why(
    client: Client, with_roles: Says, anna: Member
) -> None:
    log_in(client, with_roles, {**ANNA, "groups": ["coordinatie"]})
    anna.refresh_from_db()
    assert anna.role == "coordinator"
    newest = anna.history.first()
    assert (newest.role, newest.history_change_reason, newest.history_user) == ("coordinator", "work account", None)
    log_in(Client(), with_roles, {**ANNA, "groups": ["coordinatie"]})
    assert anna.history.count() == 2, "what is the same is not written"


def test_who_lost_her_groups_loses_her_access_and_nothing_else(
    client: Client, with_roles: Says, anna: Member, gert: Member, as_gert: Client, as_anna: Client, make_encounter: Any
) -> None:
    note = make_encounter(anna)
    log_in(client, with_roles, {**ANNA, "groups": ["buiten"]})
    answer = log_in(Client(), with_roles, {**ANNA, "groups": []})
    assert answer.status_code == 403
    assert "Je hebt geen toegang tot Raakvlak" in answer.content.decode()
    assert who(client) == who(as_anna) == ""
    anna.refresh_from_db()
    assert anna.access_ended_on == timezone.localdate()
    assert anna.left_on is None
    assert anna.history.first().history_change_reason == "work account"
    note.refresh_from_db()
    assert note.author == anna
    assert "geen toegang" in as_gert.get("/instellingen/leden/").content.decode()
    page = as_gert.get(f"/instellingen/leden/{anna.pk}/").content.decode()
    assert "Regel dan hieronder wie alles overneemt" in page
    assert as_gert.get(reverse("privacy:leave", args=[anna.pk])).status_code == 200


def test_who_gets_a_group_again_comes_back(client: Client, with_roles: Says, anna: Member, gert: Member) -> None:
    log_in(Client(), with_roles, {**ANNA, "groups": ["buiten"]})
    assert log_in(Client(), with_roles, ANNA).status_code == 403
    log_in(client, with_roles, {**ANNA, "groups": "coordinatie"})
    assert who(client) == "Anna"
    anna.refresh_from_db()
    assert (anna.role, anna.access_ended_on) == ("coordinator", None)


def test_who_left_comes_back_by_invitation_only(client: Client, with_roles: Says, anna: Member) -> None:
    link(anna, with_roles, "anna-1")
    Member.objects.filter(pk=anna.pk).update(left_on=timezone.localdate())
    answer = log_in(client, with_roles, {**ANNA, "groups": ["buiten"]})
    assert answer.status_code == 403
    assert "om een uitnodiging" in answer.content.decode()
    anna.refresh_from_db()
    assert anna.left_on == timezone.localdate()


def test_the_last_administrator_is_not_locked_out(with_roles: Says, gert: Member) -> None:
    claims = {"sub": "gert-1", "email": "gert@raakvlak.example", "email_verified": True}
    for groups in (["buiten"], [], None):
        client = Client()
        log_in(client, with_roles, {**claims, "groups": groups})
        gert.refresh_from_db()
        assert (gert.role, gert.access_ended_on) == ("administrator", None)
        assert who(client) == "Gert"
    person("Ineke", gert.municipality, Role.ADMINISTRATOR)
    assert log_in(Client(), with_roles, {**claims, "groups": []}).status_code == 403


def test_who_has_no_role_is_told_and_not_made(client: Client, with_roles: Says, waterhoek: Municipality) -> None:
    where = asked_in(waterhoek)
    client.get(where)
    for claims in ({**HANNA, "groups": ["voetbal"]}, HANNA, {**HANNA, "groups": {"buiten": 1}}, {"sub": "x"}):
        answer = log_in(client, with_roles, claims, where)
        assert answer.status_code == 403
        assert "in de goede groep" in answer.content.decode()
    assert not User.objects.exists()
    assert MemberInvitation.objects.open().exists()


def test_one_can_have_roles_in_two_municipalities(
    client: Client, says: Says, waterhoek: Municipality, zandrecht: Municipality, gert: Member, settings: Any
) -> None:
    Municipality.objects.filter(pk=waterhoek.pk).update(code="GM0001")
    Municipality.objects.filter(pk=zandrecht.pk).update(code="GM0002")
    rules = ("a=frontline@GM0001", "b=coordinator@GM0002", "c=administrator@GM9999")
    settings.RAAKVLAK_OIDC_POLICY = Policy(roles=tuple(map(RoleRule.read, rules)))
    log_in(client, says, {**HANNA, "groups": ["a", "b", "c"]})
    members = {member.municipality: member for member in Member.objects.exclude(pk=gert.pk)}
    assert {place.name: member.role for place, member in members.items()} == {
        "Waterhoek": "frontline",
        "Zandrecht": "coordinator",
    }
    log_in(Client(), says, {**HANNA, "groups": ["b"]})
    assert [member.municipality.name for member in Member.objects.active().filter(user=members[waterhoek].user)] == [
        "Zandrecht"
    ]


def test_a_role_without_a_code_needs_one_municipality(
    client: Client, with_roles: Says, anna: Member, zandrecht: Municipality
) -> None:
    answer = log_in(client, with_roles, {**ANNA, "groups": ["buiten"]})
    assert answer.status_code == 502
    assert "<code>roles</code>" in answer.content.decode()


@pytest.mark.parametrize(
    ("claim", "claims"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["buiten"]}}),
        ("https://raakvlak.example/roles", {"https://raakvlak.example/roles": ["buiten"]}),
        ("roles", {"roles": "buiten"}),
    ],
)
def test_the_claim_with_the_roles_may_be_any(
    client: Client, says: Says, waterhoek: Municipality, settings: Any, claim: str, claims: dict[str, Any]
) -> None:
    settings.RAAKVLAK_OIDC_POLICY = Policy(roles=ROLES, role_claim=claim)
    log_in(client, says, {**HANNA, **claims})
    assert Member.objects.get().role == "frontline"


def test_too_many_groups_change_nothing(client: Client, with_roles: Says, anna: Member, bart: Member) -> None:
    link(anna, with_roles, "anna-1")
    for overage in ({"_claim_names": {"groups": "src1"}}, {"hasgroups": True}):
        answer = log_in(client, with_roles, {**ANNA, **overage})
        assert answer.status_code == 403
        assert "in heel veel groepen" in answer.content.decode()
    anna.refresh_from_db()
    assert anna.is_active


def test_a_department_is_found_by_its_name_and_never_made(
    client: Client, says: Says, waterhoek: Municipality, zandrecht: Municipality, settings: Any
) -> None:
    Municipality.objects.filter(pk=waterhoek.pk).update(code="GM0001")
    roles = (RoleRule("buiten", "frontline", "GM0001"),)
    settings.RAAKVLAK_OIDC_POLICY = Policy(roles=roles, department_claim="department")
    Department.objects.create(municipality=zandrecht, name="Sport")
    wijk = Department.objects.create(municipality=waterhoek, name="Wijkbeheer")
    claims = {**HANNA, "groups": ["buiten"]}
    for said, found in (("Sport", None), (["Iets", "wijkbeheer"], wijk), ("Onbekend", wijk), (None, wijk), (7, wijk)):
        log_in(Client(), says, {**claims, "department": said})
        assert Member.objects.get().department == found
    assert Department.objects.count() == 2


def test_a_department_may_come_from_work_while_roles_do_not(
    says: Says, as_gert: Client, anna: Member, settings: Any
) -> None:
    settings.RAAKVLAK_OIDC_POLICY = Policy(department_claim="department")
    wijk = Department.objects.create(municipality=anna.municipality, name="Wijkbeheer")
    log_in(Client(), says, {**ANNA, "department": "Wijkbeheer"})
    anna.refresh_from_db()
    assert anna.department == wijk
    page = as_gert.get(f"/instellingen/leden/{anna.pk}/").content.decode()
    assert 'name="role"' in page
    assert 'name="department"' not in page
    as_gert.post(f"/instellingen/leden/{anna.pk}/", {"role": "coordinator", "department": ""})
    anna.refresh_from_db()
    assert (anna.role, anna.department) == ("coordinator", wijk)


def test_who_gets_her_role_elsewhere_does_not_get_it_on_the_screen(
    with_roles: Says, as_gert: Client, anna: Member, bart: Member
) -> None:
    link(anna, with_roles, "anna-1")
    page = as_gert.get(f"/instellingen/leden/{anna.pk}/").content.decode()
    assert "Dit komt uit het werkaccount" in page
    assert 'name="role"' not in page
    as_gert.post(f"/instellingen/leden/{anna.pk}/", {"role": "administrator"})
    anna.refresh_from_db()
    assert anna.role == "frontline"
    assert 'name="role"' in as_gert.get(f"/instellingen/leden/{bart.pk}/").content.decode()


@pytest.mark.parametrize("text", ["", "buiten", "=frontline", "buiten=baas", "buiten=baas@GM0001", "buiten=@GM0001"])
def test_a_rule_that_can_not_be_read_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="value=role"):
        RoleRule.read(text)


def test_a_rule_may_be_about_any_group() -> None:
    rule = RoleRule.read(" CN=Raakvlak buiten,OU=Groepen = frontline @ GM0855 ")
    assert rule == RoleRule("CN=Raakvlak buiten,OU=Groepen", "frontline", "GM0855")


def test_an_administrator_lets_somebody_in_again_once_the_provider_no_longer_settles_it(
    with_roles: Says, as_gert: Client, anna: Member, settings: Any
) -> None:
    link(anna, with_roles, "anna-1")
    assert log_in(Client(), with_roles, ANNA).status_code == 403
    values = {"role": "frontline"}
    as_gert.post(f"/instellingen/leden/{anna.pk}/", values)
    anna.refresh_from_db()
    assert anna.access_ended_on, "her next log-in would end it again"
    settings.RAAKVLAK_OIDC = None
    assert "krijgt dit lid weer toegang" in as_gert.get(f"/instellingen/leden/{anna.pk}/").content.decode()
    as_gert.post(f"/instellingen/leden/{anna.pk}/", values)
    anna.refresh_from_db()
    assert anna.is_active


@pytest.mark.django_db
def test_who_was_let_in_by_another_window_just_after_this_one_looked_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    found_municipality("Waterhoek")
    identity = Identity("https://login.example", "hanna-1", "hanna@raakvlak.example", "Hanna", frozenset({"buiten"}))
    other_window = admit(identity, Policy(roles=ROLES))
    looks = iter([None])
    monkeypatch.setattr(work_account, "known_user", lambda _identity: next(looks, other_window))
    assert admit(identity, Policy(roles=ROLES)) == other_window
    assert WorkAccount.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="here a writer waits for the one before by itself")
@pytest.mark.django_db(transaction=True)
def test_who_comes_in_by_two_windows_at_once_is_one_person() -> None:
    found_municipality("Waterhoek")
    identity = Identity("https://login.example", "hanna-1", "hanna@raakvlak.example", "Hanna", frozenset({"buiten"}))

    def come_in(_window: int) -> int:
        try:
            return admit(identity, Policy(roles=ROLES)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as windows:
        found = set(windows.map(come_in, range(4)))
    assert len(found) == Member.objects.count() == WorkAccount.objects.count() == 1
