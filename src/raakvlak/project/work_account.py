"""Read from the environment how one logs in with an account of work; see docs/operating.md."""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from raakvlak.municipality.work_account.policy import Policy, RoleRule
from raakvlak.web.oidc import Provider
from raakvlak.web.oidc.provider import DEFAULT_SCOPES

MOST_HOURS = 14 * 24


def provider_in(environ: Mapping[str, str]) -> Provider | None:
    """Return the provider that the settings name, if any."""
    issuer = environ.get("RAAKVLAK_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    return Provider(
        issuer=issuer,
        client_id=environ.get("RAAKVLAK_OIDC_CLIENT_ID", "").strip(),
        secret=_secret(environ),
        name=environ.get("RAAKVLAK_OIDC_NAME", "").strip(),
        scopes=tuple(environ.get("RAAKVLAK_OIDC_SCOPES", "").split()) or DEFAULT_SCOPES,
        subject_claim=environ.get("RAAKVLAK_OIDC_SUBJECT_CLAIM", "").strip() or "sub",
        acr=tuple(_parts(environ.get("RAAKVLAK_OIDC_ACR", ""))),
        amr=tuple(_parts(environ.get("RAAKVLAK_OIDC_AMR", ""))),
    )


def policy_in(environ: Mapping[str, str], *, is_only: bool) -> Policy:
    """Return who gets in with such an account, and as what."""
    domains = _parts(environ.get("RAAKVLAK_OIDC_TRUSTED_DOMAINS", ""))
    return Policy(
        trusted_domains=frozenset(domain.lower().lstrip("@") for domain in domains),
        role_claim=environ.get("RAAKVLAK_OIDC_ROLE_CLAIM", "").strip() or "groups",
        roles=tuple(RoleRule.read(text) for text in _parts(environ.get("RAAKVLAK_OIDC_ROLES", ""), sign=";")),
        department_claim=environ.get("RAAKVLAK_OIDC_DEPARTMENT_CLAIM", "").strip(),
        is_only=is_only,
        hours=_hours(environ.get("RAAKVLAK_OIDC_HOURS", "")),
    )


def _secret(environ: Mapping[str, str]) -> str:
    path = environ.get("RAAKVLAK_OIDC_SECRET_FILE", "")
    return Path(path).read_text().strip() if path else environ.get("RAAKVLAK_OIDC_SECRET", "").strip()


def _hours(text: str) -> int:
    hours = int(text) if text.strip().isdecimal() else 0 if text.strip() else 10
    if not 1 <= hours <= MOST_HOURS:
        raise ImproperlyConfigured(f"RAAKVLAK_OIDC_HOURS must be a number of hours from 1 to {MOST_HOURS}")
    return hours


def _parts(text: str, sign: str = ",") -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip()]
