"""What the installation settles about accounts of work: who gets in, as what, and for how long."""

from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from raakvlak.web.oidc import Provider

# The roles by name: settings are read before the models are there.
ROLE_NAMES = ("frontline", "colleague", "coordinator", "privacy_officer", "administrator")


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Who has this value among her groups gets this role, in the municipality with this code or in the only one."""

    value: str
    role: str
    code: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `value=role` or `value=role@GM0855`; the value may hold any sign but a semicolon."""
        value, _is, target = text.strip().rpartition("=")
        role, _at, code = (part.strip() for part in target.partition("@"))
        if not value or role not in ROLE_NAMES:
            roles = ", ".join(ROLE_NAMES)
            raise ImproperlyConfigured(f"RAAKVLAK_OIDC_ROLES: “{text}” is not value=role; the roles are {roles}")
        return cls(value.strip(), role, code)


@dataclass(frozen=True, slots=True)
class Policy:
    """Who gets in with an account of work."""

    trusted_domains: frozenset[str] = frozenset()
    role_claim: str = "groups"
    roles: tuple[RoleRule, ...] = ()
    department_claim: str = ""
    is_only: bool = False
    hours: int = 10

    def trusts(self, email: str) -> bool:
        """Tell whether the provider alone gives out addresses of this domain, so that its word is enough."""
        return email.rpartition("@")[2].lower() in self.trusted_domains


def current_provider() -> Provider | None:
    """Return the provider with whose accounts one logs in here, if any."""
    provider: Provider | None = settings.RAAKVLAK_OIDC
    return provider


def current_policy() -> Policy:
    """Return what is settled about accounts of work."""
    policy: Policy = settings.RAAKVLAK_OIDC_POLICY
    return policy
