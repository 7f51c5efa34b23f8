"""A provider on this machine that says whatever a test wants, also what no honest provider says.

The flows with an honest one are tried against a certified provider, in project/tests/test_work_account_in_browser.py.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from raakvlak.web.oidc import Provider

CLIENT = "raakvlak"
SECRET = "geheim:met/tekens"
KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_KEY = ec.generate_private_key(ec.SECP256R1())


class Says:
    """What the provider will say; a test changes it."""

    def __init__(self) -> None:
        self.issuer = ""
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.answers: dict[str, Any] = {}  # an address, and what is answered there instead of what is honest
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.key: Any = KEY
        self.algorithm = "ES256"
        self.kid: str | None = "first"
        self.nonce = ""
        self.slow_seconds = 0.0

    @property
    def provider(self) -> Provider:
        return Provider(issuer=self.issuer, client_id=CLIENT, secret=SECRET)

    def configuration(self) -> dict[str, Any]:
        paths = ("authorization", "token", "userinfo", "end_session")
        return {
            "issuer": self.issuer,
            **{f"{path}_endpoint": f"{self.issuer}/{path}" for path in paths},
            "jwks_uri": f"{self.issuer}/jwks",
        }

    def jwks(self) -> dict[str, Any]:
        key: dict[str, Any] = jwt.algorithms.ECAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return {"keys": [{**key, "kid": "first", "use": "sig", "alg": "ES256"}]}

    def tokens(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "7", "iat": now, "exp": now + 60, "nonce": self.nonce}
        claims |= self.claims
        claims = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": self.kid} if self.kid else {}
        token = jwt.encode(claims, self.key, algorithm=self.algorithm, headers=headers)
        return {"access_token": "open-sesame", "token_type": "Bearer", "id_token": token}

    def honest(self, path: str) -> Any:
        answers: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": self.configuration,
            "/jwks": self.jwks,
            "/token": self.tokens,
            "/userinfo": lambda: {"sub": self.claims.get("sub", "7"), **self.userinfo},
        }
        return answers[path]()


def handler(says: Says) -> type[BaseHTTPRequestHandler]:
    """Make the handler of one provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            says.asked.append((path, form, self.headers.get("Authorization", "")))
            time.sleep(says.slow_seconds)
            status, answer = says.answers.get(path) or (200, says.honest(path))
            text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_GET  # noqa: N815  (the standard library looks for this name)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the name is the standard library’s)
            """Say nothing."""

    return Handler


class QuietServer(ThreadingHTTPServer):
    """A server that says nothing of who hung up."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Leave it at that: hanging up is what some tests are about."""


@contextmanager
def provider_that_says() -> Iterator[Says]:
    """Run a provider as long as a test takes."""
    says = Says()
    server = QuietServer(("127.0.0.1", 0), handler(says))
    says.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield says
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rsa_key() -> rsa.RSAPrivateKey:
    """Make a key of another kind."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
