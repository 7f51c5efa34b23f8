"""The pages that a bricoleur opens most, on the demo municipality, beside a page that does one query only."""

from functools import partial
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path

from measuring import Finding, side_by_side
from raakvlak.municipality.models import Municipality, User
from raakvlak.project.preparation import prepare

ROUNDS: Final = 40
# What it is, its address, how many times the bare page it may take, and what it should take on a quiet machine.
PAGES: Final = (
    ("Vandaag", "/", 12.0, 80.0),
    ("Situaties: the list", "/situaties/", 12.0, 80.0),
    ("Mensen: the list", "/mensen/", 12.0, 80.0),
)


def bare(_request: HttpRequest) -> HttpResponse:
    """Answer with the outcome of one query: what any page costs at least, log-in and middleware included."""
    return HttpResponse(str(Municipality.objects.count()))


urlpatterns = [path("bare/", bare), path("", include("raakvlak.project.urls"))]


def bench() -> list[Finding]:
    prepare()
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="anna@raakvlak.example"), settings.AUTHENTICATION_BACKENDS[0])
    addresses = ["/bare/", *(address for _what, address, _ratio, _milliseconds in PAGES)]
    with override_settings(ROOT_URLCONF=__name__):
        one_query, *taken = side_by_side(*(partial(fetch, client, address) for address in addresses), rounds=ROUNDS)
    return [
        Finding(
            what=what,
            milliseconds=milliseconds,
            yardstick="a page with one query",
            yardstick_milliseconds=one_query,
            target_ratio=target_ratio,
            target_milliseconds=target_milliseconds,
        )
        for (what, _address, target_ratio, target_milliseconds), milliseconds in zip(PAGES, taken, strict=True)
    ]


def fetch(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == HTTPStatus.OK, f"{address} answers {response.status_code}"
    assert response.content
