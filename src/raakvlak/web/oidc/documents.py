"""What a provider publishes about itself: its addresses and its keys, kept for an hour."""

import hashlib
import json
import time
from typing import Any, Final

import jwt
import requests
from django.core.cache import cache
from requests.auth import AuthBase

from raakvlak.web.oidc.errors import ProviderBrokenError, ProviderUnavailableError
from raakvlak.web.oidc.provider import Provider, is_safe_address

KEPT_SECONDS: Final = 3_600
LEFT_ALONE_SECONDS: Final = 10  # a provider that does not answer is not asked again by everyone at once
KEYS_ANEW_SECONDS: Final = 30
CONNECT_SECONDS: Final = 3.05
READ_SECONDS: Final = 5
LONGEST_SECONDS: Final = 8
MOST_BYTES: Final = 512 * 1024
PIECE_BYTES: Final = 16 * 1024
NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL: Final = ("userinfo_endpoint", "end_session_endpoint")
_SERVER_ERROR: Final = 500
_OK: Final = 200

Document = dict[str, Any]


class Nobody(AuthBase):
    """Send a request as it is: without this, requests would look for a password in ~/.netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def ask(
    url: str, *, form: dict[str, str] | None = None, headers: dict[str, str] | None = None, auth: AuthBase | None = None
) -> tuple[int, Document]:
    """Ask the provider something; return the status and the document of its answer."""
    try:
        with requests.request(
            "GET" if form is None else "POST",
            url,
            data=form,
            headers={"Accept": "application/json", **(headers or {})},
            auth=auth or Nobody(),
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        ) as response:
            status, body = response.status_code, _whole(response)
    except requests.RequestException as error:
        raise ProviderUnavailableError from error
    if status >= _SERVER_ERROR:
        raise ProviderUnavailableError
    try:
        document = json.loads(body)
    except ValueError as error:
        raise ProviderBrokenError("no_json") from error
    if not isinstance(document, dict):
        raise ProviderBrokenError("no_json")
    return status, document


def discover(provider: Provider) -> Document:
    """Return the addresses of the provider, after checking that they are its own and safe."""
    name = _name("configuration", provider)
    known: Document | None = cache.get(name)
    if known is None:
        known = _configuration(provider)
        cache.set(name, known, KEPT_SECONDS)
    return known


def keys(provider: Provider, *, anew: bool = False) -> list[jwt.PyJWK]:
    """Return the keys with which the provider signs; `anew` asks again, if that was not done just now."""
    name = _name("keys", provider)
    known: Document | None = cache.get(name)
    if known is None or (anew and time.time() - known["at"] > KEYS_ANEW_SECONDS):
        known = {"at": time.time(), "document": _get(discover(provider)["jwks_uri"])}
        cache.set(name, known, KEPT_SECONDS)
    try:
        return jwt.PyJWKSet.from_dict(known["document"]).keys
    except (jwt.PyJWTError, AttributeError, TypeError, ValueError) as error:
        raise ProviderBrokenError("keys") from error


def _configuration(provider: Provider) -> Document:
    silent = _name("silent", provider)
    if cache.get(silent):
        raise ProviderUnavailableError
    try:
        document = _get(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    except ProviderUnavailableError:
        cache.set(silent, value=True, timeout=LEFT_ALONE_SECONDS)
        raise
    if document.get("issuer") != provider.issuer:
        raise ProviderBrokenError("issuer")
    if not all(is_safe_address(document.get(name)) for name in NEEDED):
        raise ProviderBrokenError("addresses")
    methods = document.get("token_endpoint_auth_methods_supported")
    return {
        "issuer": provider.issuer,
        **{name: document[name] for name in NEEDED},
        **{name: document[name] for name in OPTIONAL if is_safe_address(document.get(name))},
        "posts_secret": isinstance(methods, list) and "client_secret_basic" not in methods,
    }


def _get(url: str) -> Document:
    status, document = ask(url)
    if status != _OK:
        raise ProviderBrokenError("addresses")
    return document


def _whole(response: requests.Response) -> bytes:
    """Read an answer to its end, unless that is too far or too long away."""
    started, body = time.monotonic(), b""
    for piece in response.iter_content(PIECE_BYTES):
        body += piece
        if len(body) > MOST_BYTES:
            raise ProviderBrokenError("too_large")
        if time.monotonic() - started > LONGEST_SECONDS:
            raise ProviderUnavailableError
    return body


def _name(what: str, provider: Provider) -> str:
    return f"oidc:{what}:{hashlib.sha256(provider.issuer.encode()).hexdigest()}"
