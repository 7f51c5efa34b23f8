"""Logging in with OpenID Connect: the authorization code flow with PKCE, of which this package knows no more than that.

`begin` sends somebody to the provider, `finish` takes her back and returns what the provider says about her, after
every check of OpenID Connect Core 1.0. Nothing of it is stored, and no token, code or claim is written to a log.
"""

from raakvlak.web.oidc.documents import discover
from raakvlak.web.oidc.errors import (
    ProviderBrokenError,
    ProviderUnavailableError,
    SignInCancelledError,
    SignInError,
    SignInExpiredError,
    SignInWeakError,
)
from raakvlak.web.oidc.flow import Begun, begin, finish
from raakvlak.web.oidc.provider import Provider

__all__ = [
    "Begun",
    "Provider",
    "ProviderBrokenError",
    "ProviderUnavailableError",
    "SignInCancelledError",
    "SignInError",
    "SignInExpiredError",
    "SignInWeakError",
    "begin",
    "discover",
    "finish",
]
