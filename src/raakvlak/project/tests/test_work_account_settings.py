"""The settings of accounts of work, as they come from the environment."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from raakvlak.municipality.models import Role
from raakvlak.municipality.work_account.policy import ROLE_NAMES, Policy, RoleRule
from raakvlak.project.work_account import policy_in, provider_in

ISSUER = "https://login.waterhoek.example/realms/werk"
NEEDED = {"RAAKVLAK_OIDC_ISSUER": ISSUER, "RAAKVLAK_OIDC_CLIENT_ID": "raakvlak", "RAAKVLAK_OIDC_SECRET": "geheim"}


def test_without_an_issuer_there_is_no_provider() -> None:
    assert provider_in({}) is None
    assert provider_in({"RAAKVLAK_OIDC_CLIENT_ID": "raakvlak"}) is None
    assert policy_in({}, is_only=False) == Policy()


def test_a_few_settings_are_enough() -> None:
    provider = provider_in(NEEDED)
    assert provider
    assert (provider.issuer, provider.client_id, provider.secret) == (ISSUER, "raakvlak", "geheim")
    assert (provider.scopes, provider.subject_claim) == (("openid", "profile", "email"), "sub")


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("uit een bestand\n")
    provider = provider_in({**NEEDED, "RAAKVLAK_OIDC_SECRET_FILE": str(file)})
    assert provider
    assert provider.secret == "uit een bestand"


def test_everything_can_be_set() -> None:
    more = {
        "RAAKVLAK_OIDC_NAME": "Waterhoek",
        "RAAKVLAK_OIDC_SCOPES": "openid email groups",
        "RAAKVLAK_OIDC_SUBJECT_CLAIM": "oid",
        "RAAKVLAK_OIDC_ACR": "2, 3",
        "RAAKVLAK_OIDC_AMR": "mfa",
    }
    provider = provider_in({**NEEDED, **more})
    assert provider
    assert (provider.name, provider.scopes, provider.subject_claim) == (
        "Waterhoek",
        ("openid", "email", "groups"),
        "oid",
    )
    assert (provider.acr, provider.amr) == (("2", "3"), ("mfa",))
    policy = policy_in(
        {
            "RAAKVLAK_OIDC_TRUSTED_DOMAINS": "@Waterhoek.example, zandrecht.example",
            "RAAKVLAK_OIDC_ROLE_CLAIM": "realm_access.roles",
            "RAAKVLAK_OIDC_ROLES": "a=frontline; CN=b,OU=c=administrator@GM0855;",
            "RAAKVLAK_OIDC_DEPARTMENT_CLAIM": "department",
            "RAAKVLAK_OIDC_HOURS": "4",
        },
        is_only=True,
    )
    assert policy == Policy(
        trusted_domains=frozenset({"waterhoek.example", "zandrecht.example"}),
        role_claim="realm_access.roles",
        roles=(RoleRule("a", "frontline"), RoleRule("CN=b,OU=c", "administrator", "GM0855")),
        department_claim="department",
        is_only=True,
        hours=4,
    )


@pytest.mark.parametrize("hours", ["0", "-1", "tien", "337", "1.5"])
def test_hours_that_are_none_are_refused(hours: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="RAAKVLAK_OIDC_HOURS"):
        policy_in({"RAAKVLAK_OIDC_HOURS": hours}, is_only=False)


@pytest.mark.parametrize("missing", ["RAAKVLAK_OIDC_CLIENT_ID", "RAAKVLAK_OIDC_SECRET"])
def test_half_of_the_settings_is_refused(missing: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="RAAKVLAK_OIDC_CLIENT_ID"):
        provider_in({name: value for name, value in NEEDED.items() if name != missing})


def test_the_settings_know_every_role() -> None:
    assert set(ROLE_NAMES) == set(Role.values)
