"""What a provider may say, and what it may not: every check of OpenID Connect, each broken once."""

import dataclasses
import socket
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from raakvlak.web.oidc import (
    Provider,
    ProviderBrokenError,
    ProviderUnavailableError,
    SignInCancelledError,
    SignInWeakError,
    begin,
    discover,
    documents,
    finish,
)
from raakvlak.web.oidc.flow import leave
from raakvlak.web.tests.provider import CLIENT, OTHER_KEY, SECRET, Says, provider_that_says, rsa_key

BACK = "https://raakvlak.example/werkaccount/terug/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def says() -> Iterator[Says]:
    cache.clear()
    with provider_that_says() as says:
        yield says


def come_back(says: Says, wanted: tuple[str, ...] = (), **answer: str) -> dict[str, Any]:
    """Go to the provider and come back with what it says."""
    _url, begun = begin(says.provider, BACK)
    says.nonce = begun.nonce
    return finish(says.provider, {"code": "abc", **answer}, begun, BACK, wanted)


def why(says: Says, **answer: str) -> str:
    """Return the word for what is wrong."""
    with pytest.raises(ProviderBrokenError) as refusal:
        come_back(says, (), **answer)
    return refusal.value.word


def test_one_is_sent_with_all_that_protects_the_way_back(says: Says) -> None:
    url, begun = begin(says.provider, BACK)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert url.startswith(f"{says.issuer}/authorization?")
    assert asked.keys() == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method",
    }  # fmt: skip
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert (asked["state"], asked["nonce"]) == (begun.state, begun.nonce)
    assert begun.verifier not in url
    assert begin(says.provider, BACK)[1] != begun


def test_who_is_back_is_who_the_provider_says(says: Says) -> None:
    says.claims = {"sub": "007", "email": "anna@raakvlak.example"}
    claims = come_back(says)
    assert (claims["sub"], claims["email"]) == ("007", "anna@raakvlak.example")
    path, form, authorization = next(asked for asked in says.asked if asked[0] == "/token")
    assert path == "/token"
    assert form["code"] == "abc"
    assert form["redirect_uri"] == BACK
    assert len(form["code_verifier"]) >= 43
    assert "client_secret" not in form
    assert b64decode(authorization.removeprefix("Basic ")).decode() == f"{CLIENT}:geheim%3Amet%2Ftekens"


def test_a_secret_goes_in_the_form_when_the_provider_wants_that(says: Says) -> None:
    only = {**says.configuration(), "token_endpoint_auth_methods_supported": ["client_secret_post"]}
    says.answers["/.well-known/openid-configuration"] = (200, only)
    come_back(says)
    form = next(form for path, form, _authorization in says.asked if path == "/token")
    assert (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)


def test_what_the_token_lacks_is_asked_for(says: Says) -> None:
    says.userinfo = {"email": "anna@raakvlak.example", "groups": ["a"]}
    says.claims = {"groups": ["b"]}
    assert "email" not in come_back(says, wanted=("groups",))
    claims = come_back(says, wanted=("email", "groups"))
    assert (claims["email"], claims["groups"]) == ("anna@raakvlak.example", ["b"])
    assert says.asked[-1][2] == "Bearer open-sesame"


def test_nothing_is_asked_of_a_provider_that_has_no_more_to_tell(says: Says) -> None:
    poor = {name: value for name, value in says.configuration().items() if name != "userinfo_endpoint"}
    says.answers["/.well-known/openid-configuration"] = (200, poor)
    assert "email" not in come_back(says, wanted=("email",))


def test_addresses_and_keys_are_asked_for_once(says: Says) -> None:
    for _time in range(3):
        come_back(says)
    paths = [path for path, _form, _authorization in says.asked]
    assert paths.count("/.well-known/openid-configuration") == paths.count("/jwks") == 1


BROKEN: dict[str, tuple[str, dict[str, Any]]] = {
    "another nonce": ("nonce", {"claims": {"nonce": "afgekeken"}}),
    "no nonce": ("nonce", {"claims": {"nonce": None}}),
    "another issuer": ("issuer", {"claims": {"iss": "https://evil.example"}}),
    "another audience": ("audience", {"claims": {"aud": "someone-else"}}),
    "shared with another": ("audience", {"claims": {"aud": [CLIENT, "someone-else"]}}),
    "given to another": ("audience", {"claims": {"azp": "someone-else"}}),
    "long ago": ("clock", {"claims": {"exp": 1_000_000_000}}),
    "not yet": ("clock", {"claims": {"iat": 9_000_000_000, "exp": 9_000_000_060}}),
    "without an end": ("claims", {"claims": {"exp": None}}),
    "about nobody": ("claims", {"claims": {"sub": None}}),
    "about an empty name": ("claims", {"claims": {"sub": ""}}),
    "about a long name": ("claims", {"claims": {"sub": "x" * 256}}),
    "signed by another": ("signature", {"key": OTHER_KEY}),
    "signed with our secret": ("signature", {"key": SECRET * 2, "algorithm": "HS256"}),
    "not signed": ("signature", {"key": None, "algorithm": "none"}),
    "a key of another kind": ("signature", {"key": rsa_key(), "algorithm": "RS256"}),
    "an unknown key": ("key", {"kid": "second"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_token_is_refused_that_is(says: Says, name: str) -> None:
    word, changes = BROKEN[name]
    for what, value in changes.items():
        setattr(says, what, value)
    assert why(says) == word


def test_a_token_that_was_changed_on_the_way_is_refused(says: Says) -> None:
    begun = begin(says.provider, BACK)[1]
    says.nonce = begun.nonce
    tokens = says.tokens()
    head, _body, seal = tokens["id_token"].split(".")
    forged = jwt.encode({**jwt.decode(tokens["id_token"], options={"verify_signature": False}), "sub": "8"}, "x" * 32)
    says.answers["/token"] = (200, {**tokens, "id_token": f"{head}.{forged.split('.')[1]}.{seal}"})
    with pytest.raises(ProviderBrokenError) as refusal:
        finish(says.provider, {"code": "abc"}, begun, BACK, ())
    assert refusal.value.word == "signature"


@pytest.mark.parametrize("token", [None, 7, "", "a.b.c", "x" * 1_000, {"a": 1}])
def test_what_is_no_token_is_refused(says: Says, token: Any) -> None:
    says.answers["/token"] = (200, {"access_token": "a", "id_token": token})
    assert why(says) in {"token", "no_token"}


def test_clocks_may_differ_a_minute(says: Says) -> None:
    now = int(time.time())
    says.claims = {"iat": now + 50, "exp": now + 90}
    come_back(says)
    says.claims = {"exp": now - 50}
    come_back(says)


def test_a_provider_may_change_its_keys(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = says.jwks()
    says.answers["/jwks"] = (200, {"keys": [{**honest["keys"][0], "kid": "old"}]})
    assert why(says) == "key"
    del says.answers["/jwks"]
    monkeypatch.setattr(documents, "KEYS_ANEW_SECONDS", -1)
    assert come_back(says)["sub"] == "7"


def test_an_unknown_key_does_not_make_us_ask_again_and_again(says: Says) -> None:
    says.kid = "second"
    for _time in range(4):
        assert why(says) == "key"
    assert [path for path, _form, _authorization in says.asked].count("/jwks") == 1


def test_a_token_need_not_name_its_key_when_there_is_one(says: Says) -> None:
    says.kid = None
    assert come_back(says)["sub"] == "7"


def test_another_person_in_the_second_answer_is_refused(says: Says) -> None:
    says.answers["/userinfo"] = (200, {"sub": "8", "email": "ander@raakvlak.example"})
    _url, begun = begin(says.provider, BACK)
    says.nonce = begun.nonce
    with pytest.raises(ProviderBrokenError) as refusal:
        finish(says.provider, {"code": "abc"}, begun, BACK, ("email",))
    assert refusal.value.word == "userinfo"


@pytest.mark.parametrize(
    ("error", "word"), [("invalid_client", "secret"), ("invalid_grant", "code"), ("<script>", "tokens")]
)
def test_a_provider_that_does_not_trust_us_is_told_by_one_word(says: Says, error: str, word: str) -> None:
    says.answers["/token"] = (401, {"error": error, "error_description": "Anna is not allowed"})
    assert why(says) == word


def test_who_changes_her_mind_is_not_an_error(says: Says) -> None:
    with pytest.raises(SignInCancelledError):
        come_back(says, error="access_denied")
    assert why(says, error="server_error") == "refused"
    assert why(says, code="") == "refused"


def test_an_answer_of_another_provider_is_refused(says: Says) -> None:
    assert why(says, iss="https://evil.example") == "issuer"
    assert come_back(says, iss=says.issuer)["sub"] == "7"


def strict(says: Says, demands: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    provider = dataclasses.replace(says.provider, **demands)

    def run() -> dict[str, Any]:
        _url, begun = begin(provider, BACK)
        says.nonce = begun.nonce
        return finish(provider, {"code": "abc"}, begun, BACK, ())

    return run


def test_a_second_step_can_be_demanded(says: Says) -> None:
    demand: dict[str, Any]
    for demand, good, bad in (
        ({"acr": ("gold",)}, {"acr": "gold"}, {"acr": "silver"}),
        ({"amr": ("mfa", "hwk")}, {"amr": ["pwd", "mfa"]}, {"amr": ["pwd"]}),
        ({"amr": ("mfa",)}, {"amr": ["mfa"]}, {"amr": "mfa"}),
    ):
        come = strict(says, demand)
        says.claims = good
        come()
        says.claims = bad
        with pytest.raises(SignInWeakError):
            come()
        says.claims = {}
        with pytest.raises(SignInWeakError):
            come()
    with pytest.raises(SignInWeakError):
        come_back(says, error="unmet_authentication_requirements")
    assert "acr_values=gold" in begin(dataclasses.replace(says.provider, acr=("gold",)), BACK)[0]


def test_the_addresses_must_be_of_the_issuer_and_safe(says: Says) -> None:
    honest = says.configuration()
    path = "/.well-known/openid-configuration"
    for answer, word in (
        ((200, {**honest, "issuer": "https://evil.example"}), "issuer"),
        ((200, {**honest, "token_endpoint": "http://evil.example/"}), "addresses"),
        ((200, {**honest, "jwks_uri": "file:///etc/passwd"}), "addresses"),
        ((200, {"issuer": says.issuer}), "addresses"),
        ((404, {}), "addresses"),
        ((302, {}), "addresses"),
        ((200, []), "no_json"),
        ((200, b"<html>"), "no_json"),
    ):
        says.answers[path] = answer
        with pytest.raises(ProviderBrokenError) as refusal:
            discover(says.provider)
        assert refusal.value.word == word


@pytest.mark.parametrize("answer", [{}, {"keys": "x"}, {"keys": []}, {"keys": [{"kty": "none"}]}, {"keys": [1]}])
def test_keys_that_are_none_are_refused(says: Says, answer: Any) -> None:
    says.answers["/jwks"] = (200, answer)
    assert why(says) == "keys"


def test_an_enormous_answer_is_not_read_to_its_end(says: Says) -> None:
    says.claims = {"groups": ["x" * 100] * 10_000}
    assert why(says) == "too_large"


def test_a_provider_that_is_not_there_is_left_alone_for_a_while(says: Says) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    gone = Provider(issuer=f"http://127.0.0.1:{port}", client_id="a", secret="b")
    for _time in range(2):
        with pytest.raises(ProviderUnavailableError):
            discover(gone)
    says.answers["/.well-known/openid-configuration"] = (503, b"")
    for _time in range(3):
        with pytest.raises(ProviderUnavailableError):
            discover(says.provider)
    assert len(says.asked) == 1


def test_a_slow_provider_holds_nobody_up_for_long(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "READ_SECONDS", 0.05)
    says.slow_seconds = 0.3
    with pytest.raises(ProviderUnavailableError):
        discover(says.provider)


def test_an_answer_that_drips_is_broken_off(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LONGEST_SECONDS", -1)
    with pytest.raises(ProviderUnavailableError):
        discover(says.provider)


def test_one_can_log_out_there_when_the_provider_has_a_place_for_it(says: Says) -> None:
    url = leave(says.provider, "https://raakvlak.example/inloggen/login/")
    assert url.startswith(f"{says.issuer}/end_session?client_id=raakvlak&post_logout_redirect_uri=https%3A%2F%2F")
    cache.clear()
    poor = {name: value for name, value in says.configuration().items() if name != "end_session_endpoint"}
    says.answers["/.well-known/openid-configuration"] = (200, poor)
    assert leave(says.provider, "https://raakvlak.example/") == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "http://login.waterhoek.example"},
        {"issuer": "login.waterhoek.example"},
        {"issuer": "https://login.microsoftonline.com/common/v2.0"},
        {"issuer": "https://login.microsoftonline.com/organizations/v2.0"},
        {"client_id": ""},
        {"secret": ""},
        {"scopes": ("profile",)},
    ],
)
def test_settings_that_are_not_safe_are_refused(changes: dict[str, Any]) -> None:
    good = {"issuer": "https://login.waterhoek.example/realms/werk", "client_id": "raakvlak", "secret": "geheim"}
    assert "geheim" not in repr(Provider(**good))  # type: ignore[arg-type]  # all are texts
    with pytest.raises(ImproperlyConfigured):
        Provider(**{**good, **changes})
