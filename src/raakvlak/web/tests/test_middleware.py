import io
import json
import logging
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from raakvlak.web.logs import formatter
from raakvlak.web.middleware import PrivateResponses, RequestLogMiddleware


def respond(*, is_known: bool, **headers: str) -> HttpResponse:
    """Send an answer through the middleware, for somebody who is logged in or not."""
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=is_known)  # type: ignore[assignment]
    return PrivateResponses(lambda _request: HttpResponse(headers=headers))(request)


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(is_for_people=False))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_the_page_of_a_member_is_kept_nowhere() -> None:
    assert respond(is_known=True)["Cache-Control"] == "no-store"
    assert "Cache-Control" not in respond(is_known=False)


def test_a_view_that_says_how_long_it_may_be_kept_is_believed() -> None:
    kept = "private, max-age=60"
    assert respond(is_known=True, **{"Cache-Control": kept})["Cache-Control"] == kept


def test_every_answer_asks_little_of_the_browser() -> None:
    response = respond(is_known=False)
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=(self)" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_request_is_one_line_with_its_pattern(client: Client, output: io.StringIO) -> None:
    response = client.get("/robots.txt?q=geheim")
    line = json.loads(output.getvalue())
    assert (line["event"], line["method"], line["route"], line["status"]) == ("request", "GET", "robots.txt", 200)
    assert line["milliseconds"] >= 0
    assert line["request_id"] == response["X-Request-ID"]
    assert "geheim" not in output.getvalue()


def test_a_sign_of_life_that_is_fine_is_not_logged(client: Client, output: io.StringIO) -> None:
    client.get("/_healthz/livez")
    assert output.getvalue() == ""
    client.post("/_healthz/livez")
    assert '"status": 405' in output.getvalue()


def test_a_method_that_nobody_knows_is_not_repeated(output: io.StringIO) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    RequestLogMiddleware(answer)(RequestFactory().generic("GEHEIM", "/"))
    assert json.loads(output.getvalue())["method"] == "-"
