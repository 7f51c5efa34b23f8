from unittest.mock import patch

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from raakvlak.web.pages import page_or_part, render_page


def request_with(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    HtmxMiddleware(lambda _: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("headers", "template"),
    [
        ({}, "a.html"),
        ({"HX-Request": "true"}, "a.html#rows"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "a.html"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "a.html"),
    ],
)
def test_htmx_gets_the_part_and_everyone_else_the_page(headers: dict[str, str], template: str) -> None:
    assert page_or_part(request_with(**headers), "a.html", "rows") == template


def test_without_the_middleware_there_is_only_the_page() -> None:
    assert page_or_part(RequestFactory().get("/"), "a.html", "rows") == "a.html"


@pytest.mark.parametrize(("part", "name"), [("rows", "a.html#rows"), (None, "a.html")])
def test_rendering_tells_caches_that_page_and_part_differ(part: str | None, name: str) -> None:
    with patch("raakvlak.web.pages.render", return_value=HttpResponse()) as render:
        response = render_page(request_with(**{"HX-Request": "true"}), "a.html", {"x": 1}, part=part, status=422)
    assert render.call_args.args[1:] == (name, {"x": 1})
    assert render.call_args.kwargs == {"status": 422}
    assert response["Vary"] == "HX-Request"
