"""Reading what a provider says: no more of it than is needed, and nothing that it has not proved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from raakvlak.municipality.work_account.errors import TooManyGroupsError
from raakvlak.municipality.work_account.policy import Policy
from raakvlak.web.oidc import Provider
from raakvlak.web.text import clean_line

LONGEST_EMAIL: Final = 254
LONGEST_NAME: Final = 120
MOST_DEPARTMENTS: Final = 20

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at the provider. Its `email` is proved, or empty."""

    issuer: str
    subject: str
    email: str = ""
    name: str = ""
    groups: frozenset[str] = frozenset()
    departments: tuple[str, ...] = ()


def wanted_claims(policy: Policy) -> set[str]:
    """Name the claims that are looked at."""
    told = {"email", "name", policy.role_claim if policy.roles else "", policy.department_claim}
    return {claim.partition(".")[0] for claim in told if claim}


def identity_of(provider: Provider, policy: Policy, claims: Claims) -> Identity:
    """Return who this is, with the groups that our settings name and no other."""
    named = {rule.value for rule in policy.roles}
    if named:
        _refuse_what_does_not_fit(policy, claims)
    return Identity(
        issuer=provider.issuer,
        subject=claims[provider.subject_claim],
        email=_proved_email(policy, claims),
        name=_name(claims),
        groups=frozenset(named & set(_texts(_at(claims, policy.role_claim)))),
        departments=tuple(_texts(_at(claims, policy.department_claim))[:MOST_DEPARTMENTS]),
    )


def _proved_email(policy: Policy, claims: Claims) -> str:
    """Return the address if it is hers for certain: without proof anybody could pose as a colleague (nOAuth)."""
    email = claims.get("email")
    if not isinstance(email, str) or len(email) > LONGEST_EMAIL:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        return ""
    is_proved = claims.get("email_verified") is True or policy.trusts(email)
    return email.lower() if is_proved else ""


def _name(claims: Claims) -> str:
    name = claims.get("name")
    return clean_line(name)[:LONGEST_NAME] if isinstance(name, str) else ""


def _refuse_what_does_not_fit(policy: Policy, claims: Claims) -> None:
    """Entra ID leaves out the groups of who is in many of them: that must not look like having none."""
    elsewhere = claims.get("_claim_names")
    is_elsewhere = isinstance(elsewhere, dict) and policy.role_claim in elsewhere
    if is_elsewhere or (policy.role_claim == "groups" and claims.get("hasgroups")):
        raise TooManyGroupsError


def _at(claims: Claims, path: str) -> object:
    """Return a claim by its name, or one inside another: `realm_access.roles`."""
    if path in claims:
        return claims[path]
    found: object = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
