"""Going to the provider and coming back: what is sent, and what must be true of the answer."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlencode

from requests.auth import HTTPBasicAuth

from raakvlak.web.oidc.documents import Document, ask, discover
from raakvlak.web.oidc.errors import ProviderBrokenError, SignInCancelledError, SignInWeakError
from raakvlak.web.oidc.provider import Provider
from raakvlak.web.oidc.tokens import read_id_token

REFUSALS: Final = {"invalid_client": "secret", "unauthorized_client": "secret", "invalid_grant": "code"}
CANCELLED: Final = {"access_denied", "login_required", "interaction_required", "consent_required"}
TOO_WEAK: Final = {"unmet_authentication_requirements"}
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Begun:
    """What only this browser's session knows about a log-in that was begun."""

    state: str
    nonce: str
    verifier: str


def begin(provider: Provider, redirect_uri: str) -> tuple[str, Begun]:
    """Return where to send somebody, and what to remember until she is back."""
    begun = Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(provider.scopes),
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": urlsafe_b64encode(sha256(begun.verifier.encode()).digest()).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    if provider.acr:
        asked["acr_values"] = " ".join(provider.acr)
    address: str = discover(provider)["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}", begun


def finish(
    provider: Provider, answer: Mapping[str, str], begun: Begun, redirect_uri: str, wanted: Collection[str]
) -> Document:
    """Return what the provider says about who is back; `wanted` claims that the ID token lacks are asked for."""
    _refuse_errors(provider, answer)
    tokens = _exchange(provider, answer["code"], begun, redirect_uri)
    claims = read_id_token(provider, tokens.get("id_token"))
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), begun.nonce.encode()):
        raise ProviderBrokenError("nonce")
    _demand_strength(provider, claims)
    if set(wanted) <= set(claims):
        return claims
    return {**_userinfo(provider, tokens, claims["sub"]), **claims}


def leave(provider: Provider, back_to: str) -> str:
    """Return where one logs out of the provider too; nothing when it offers no such place."""
    address: str = discover(provider).get("end_session_endpoint", "")
    asked = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back_to})
    return address and f"{address}{'&' if '?' in address else '?'}{asked}"


def _refuse_errors(provider: Provider, answer: Mapping[str, str]) -> None:
    if answer.get("iss", provider.issuer) != provider.issuer:  # RFC 9207: the answer of another provider
        raise ProviderBrokenError("issuer")
    error = answer.get("error")
    if error in CANCELLED:
        raise SignInCancelledError
    if error in TOO_WEAK:
        raise SignInWeakError
    if error or not answer.get("code"):
        raise ProviderBrokenError("refused")


def _exchange(provider: Provider, code: str, begun: Begun, redirect_uri: str) -> Document:
    """Hand in the code and get the tokens."""
    known = discover(provider)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": begun.verifier,
    }
    auth = None
    if known["posts_secret"]:
        form |= {"client_id": provider.client_id, "client_secret": provider.secret}
    else:  # RFC 6749, 2.3.1
        auth = HTTPBasicAuth(quote(provider.client_id, safe=""), quote(provider.secret, safe=""))
    status, tokens = ask(known["token_endpoint"], form=form, auth=auth)
    if status != _OK:
        raise ProviderBrokenError(REFUSALS.get(str(tokens.get("error")), "tokens"))
    return tokens


def _userinfo(provider: Provider, tokens: Document, subject: str) -> Document:
    """Ask for what the ID token does not tell; it must be about the same person."""
    address = discover(provider).get("userinfo_endpoint")
    token = tokens.get("access_token")
    if not address or not isinstance(token, str):
        return {}
    status, claims = ask(address, headers={"Authorization": f"Bearer {token}"})
    if status != _OK or claims.get("sub") != subject:
        raise ProviderBrokenError("userinfo")
    return claims


def _demand_strength(provider: Provider, claims: Document) -> None:
    """Refuse who was let in with less than is demanded."""
    methods = claims.get("amr")
    if provider.acr and claims.get("acr") not in provider.acr:
        raise SignInWeakError
    if provider.amr and not (isinstance(methods, list) and set(provider.amr) & set(map(str, methods))):
        raise SignInWeakError
