"""Every error page: the right status, kind words, and no need of the database when we are at fault."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from raakvlak.project import errors, urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def broken(request: HttpRequest, kind: str) -> HttpResponse:
    """Go wrong in the way that is asked for."""
    raise {"400": BadRequest, "vreemd": SuspiciousOperation, "403": PermissionDenied, "500": ZeroDivisionError}[kind]


urlpatterns = [path("stuk/<str:kind>/", broken), *urls.urlpatterns]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("400", 400, "We begrijpen dit verzoek niet"),
        ("vreemd", 400, "We begrijpen dit verzoek niet"),
        ("403", 403, "Dit scherm is voor iemand anders"),
        ("500", 500, "Er ging bij ons iets mis"),
    ],
)
def test_a_fault_is_told_kindly(as_anna: Client, kind: str, status: int, words: str) -> None:
    as_anna.raise_request_exception = False
    answer = as_anna.get(f"/stuk/{kind}/")
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_what_is_not_there_is_told_kindly(as_anna: Client) -> None:
    answer = as_anna.get("/nergens/")
    assert answer.status_code == 404
    assert "Hier is niets te vinden" in answer.content.decode()


def test_a_page_that_was_open_too_long_says_how_to_go_on(anna: object) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/inloggen/login/", {"login": "anna@raakvlak.example", "password": "x"})
    assert answer.status_code == 403
    assert "Deze pagina stond te lang open" in answer.content.decode()


def test_our_own_fault_needs_no_database(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Dit ligt niet aan jou" in answer.content.decode()


def test_too_many_tries_are_told_kindly() -> None:
    assert "Even rustig aan" in render_to_string("429.html")
