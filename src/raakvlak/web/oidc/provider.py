"""The provider with whose accounts people log in, as the installation describes it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

DEFAULT_SCOPES = ("openid", "profile", "email")
# Entra ID's addresses for the accounts of everybody: who manages her own directory could then pose as anyone.
FOR_EVERYBODY = {"common", "organizations", "consumers"}
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Provider:
    """An issuer of accounts, and how we are known there."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    name: str = ""
    scopes: tuple[str, ...] = DEFAULT_SCOPES
    subject_claim: str = "sub"
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse settings that can't work, or can't be safe."""
        if not self.client_id or not self.secret:
            raise ImproperlyConfigured("RAAKVLAK_OIDC_ISSUER also needs RAAKVLAK_OIDC_CLIENT_ID and a secret")
        if not is_safe_address(self.issuer):
            raise ImproperlyConfigured("RAAKVLAK_OIDC_ISSUER must begin with https://")
        if FOR_EVERYBODY & set(urlsplit(self.issuer).path.split("/")):
            raise ImproperlyConfigured("RAAKVLAK_OIDC_ISSUER must name your own tenant, not common or organizations")
        if "openid" not in self.scopes:
            raise ImproperlyConfigured("RAAKVLAK_OIDC_SCOPES must hold openid")


def is_safe_address(url: object) -> bool:
    """Tell whether secrets may travel to this address: encrypted, or no further than this machine."""
    parts = urlsplit(url if isinstance(url, str) else "")
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OWN_MACHINE)
    )
