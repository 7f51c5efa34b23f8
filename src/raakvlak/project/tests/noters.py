"""People who note talks in a browser of their own, one after another, whatever happens to the server."""

import re
import uuid
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Event, Thread
from urllib.parse import urlencode

from raakvlak.conftest import PASSWORD

LOG_IN, NOTE = "/inloggen/login/", "/noteer/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE_SECONDS = 30


class Visitor:
    """A browser without a screen: keeps its cookies, and its connection as long as that holds."""

    def __init__(self, port: int) -> None:
        self.cookies: dict[str, str] = {}
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)

    def ask(self, path: str, values: dict[str, str] | None = None) -> tuple[HTTPResponse, str]:
        """Get a page or send a form, and read the whole answer; raises when the connection breaks."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(values) if values is not None else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request("POST" if body else "GET", path, body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            self._connection.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer, text

    def close(self) -> None:
        self._connection.close()

    def token(self, path: str) -> str:
        """Open a form, and read its token against forgery."""
        found = TOKEN.search(self.ask(path)[1])
        assert found, f"{path} shows no form"
        return found[1]

    def log_in(self, email: str) -> None:
        values = {"csrfmiddlewaretoken": self.token(LOG_IN), "login": email, "password": PASSWORD}
        answer, text = self.ask(LOG_IN, values)
        if answer.status != 302:
            raise HTTPException(f"{answer.status}: not logged in: {text}")


class Noter(Thread):
    """Notes until she is told to stop; a note that was not answered she sends again, or leaves for later."""

    def __init__(self, name: str, port: int, *, email: str, audience: int, stopping: Event) -> None:
        super().__init__(name=name, daemon=True)
        self.visitor = Visitor(port)
        self.email, self.audience, self.stopping = email, audience, stopping
        self.stored: dict[uuid.UUID, str] = {}  # a redirect came back, and she read it
        self.unsure: dict[uuid.UUID, str] = {}
        self.broken, self.last_trouble = 0, ""
        self.strange: list[str] = []

    def run(self) -> None:
        token, number = self.begin(), 0
        while not self.stopping.is_set():
            number += 1
            key, words = uuid.uuid4(), f"{self.name} {number}"
            self.unsure[key] = words
            tries = 1 if number % 5 == 0 else 1_000  # some she leaves, as if the phone went into the pocket
            while tries and key in self.unsure and not self.stopping.is_set():
                tries -= 1
                if not self.send(key, words, token):
                    self.stopping.wait(0.05)

    def begin(self) -> str:
        """Log in and open the form, as often as it takes."""
        while not self.stopping.is_set():
            try:
                self.visitor.log_in(self.email)
                return self.visitor.token(NOTE)
            except (OSError, HTTPException) as error:
                self.last_trouble = str(error)
            self.stopping.wait(0.2)
        return ""

    def send(self, key: uuid.UUID, words: str, token: str) -> bool:
        """Send one note; tell whether it was answered as it should."""
        values = {
            "csrfmiddlewaretoken": token,
            "key": str(key),
            "working_note": f"Sprak {words} over het park.",
            "new_party": f"Mens {words}",
            "audience": str(self.audience),
            "promise_rows": "1",
            "promise-0-text": f"Ik bel {words}",
        }
        try:
            answer, text = self.visitor.ask(NOTE, values)
        except (OSError, HTTPException):
            self.broken += 1
            return False
        if answer.status == 302 and str(key) in answer.headers["Location"]:
            self.stored[key] = self.unsure.pop(key)
            return True
        if answer.status < 500:
            self.strange.append(f"{answer.status} {answer.headers.get('Location')} {text[:2_000]}")
            self.stopping.set()
        self.broken += 1
        return False
