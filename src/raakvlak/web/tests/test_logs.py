import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django import forms
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from gunicorn.config import Config

from raakvlak.web.logs import formatter
from raakvlak.web.serving import QuietLogger

NAME = "Fatima-Yilmaz"
log = structlog.get_logger("raakvlak.tests")


def crash(request: HttpRequest, token: str) -> HttpResponse:
    """Break in the way that the address names, with the posted name in every message and variable."""
    name = request.POST["name"]
    if token == "chained":
        try:
            request.POST[f"{name}?"]
        except KeyError as error:
            raise ValueError(f"no such person: {name}") from error
    if token == "gone":
        raise Http404(name)
    if token == "suspicious":
        raise SuspiciousOperation(name)
    if token == "library":
        logging.getLogger("library").warning("could not greet %s (%d)", name, 3)
        logging.getLogger("library").warning(f"could not greet {name}")  # noqa: G004 – libraries do so
    return HttpResponse(forms.CharField().clean(None, name))  # type: ignore[call-arg]


urlpatterns = [path("klopt-dit/<str:token>/", crash)]


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """Write what the settings would write, where the test can read it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(is_for_people=False))
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(output: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("way", "status"), [("chained", 500), ("gone", 404), ("suspicious", 400), ("library", 500), ("plain", 500)]
)
def test_a_name_in_a_form_that_crashes_is_nowhere(output: io.StringIO, way: str, status: int) -> None:
    client = Client(raise_request_exception=False)
    response = client.post(f"/klopt-dit/{way}/?naam={NAME}", {"name": NAME}, headers={"User-Agent": NAME})
    assert response.status_code == status
    assert NAME not in response.content.decode()
    assert NAME not in output.getvalue()
    assert f"klopt-dit/{way}" not in output.getvalue()
    assert lines(output)[-1]["route"] == "klopt-dit/<str:token>/"
    assert lines(output)[-1]["status"] == status


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_crash_is_told_by_class_and_place(output: io.StringIO) -> None:
    Client(raise_request_exception=False).post("/klopt-dit/chained/", {"name": NAME})
    crashed = next(line for line in lines(output) if line["logger"] == "django.request")
    assert crashed["error"] == "ValueError < MultiValueDictKeyError < KeyError"
    assert crashed["event"] == "…: …"
    assert crashed["request_id"] == lines(output)[-1]["request_id"]
    frames = crashed["frames"]
    assert isinstance(frames, list)
    assert frames[-1].endswith(" crash")


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_foreign_message_keeps_only_what_its_programmer_wrote(output: io.StringIO) -> None:
    Client(raise_request_exception=False).post("/klopt-dit/library/", {"name": NAME})
    with_values, put_together = (line["event"] for line in lines(output) if line["logger"] == "library")
    assert with_values == "could not greet … (…)"
    assert str(put_together).startswith("test_logs:")


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_not_repeated(output: io.StringIO) -> None:
    response = Client().get("/", headers={"Host": f"{NAME}.example"})
    assert response.status_code == 400
    assert NAME not in output.getvalue()


@pytest.mark.django_db
def test_an_address_that_is_not_ours_is_not_repeated(output: io.StringIO) -> None:
    Client().get(f"/{NAME}/")
    assert lines(output)[-1]["route"] == "-"
    assert NAME not in output.getvalue()


@pytest.mark.parametrize("exc_info", [ValueError(NAME), (ValueError, ValueError(NAME), None), None])
def test_an_exception_can_be_handed_over_in_every_way(output: io.StringIO, exc_info: object) -> None:
    log.error("trouble", exc_info=exc_info)
    log.error("trouble", exc_info=True, stack_info=True)  # noqa: LOG014 – as above
    assert lines(output)[0].get("error") == ("ValueError" if exc_info else None)
    assert "stack_info" not in lines(output)[1]
    assert NAME not in output.getvalue()


def test_exceptions_that_point_at_each_other_come_to_an_end(output: io.StringIO) -> None:
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one
    log.error("trouble", exc_info=one)
    assert lines(output)[0]["error"] == "ValueError < KeyError"


def test_what_is_wrong_with_the_installation_is_told_in_full(output: io.StringIO) -> None:
    log.error("trouble", exc_info=ImproperlyConfigured("RAAKVLAK_KEYS is empty"))
    assert lines(output)[0]["error"] == "ImproperlyConfigured: RAAKVLAK_KEYS is empty"


def test_the_web_server_writes_no_address_either() -> None:
    logger = QuietLogger(Config())
    stream = io.StringIO()
    for handler in logger.error_log.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
    logger.warning("Invalid request from ip=203.0.113.9")
    logger.error("Worker (pid:%s) was sent %s", 12, "SIGKILL")
    warned, failed = (json.loads(line) for line in stream.getvalue().splitlines())
    assert "203.0.113.9" not in stream.getvalue()
    assert (warned["level"], failed["event"]) == ("warning", "Worker (pid:…) was sent …")


def test_people_get_columns_instead_of_json() -> None:
    assert isinstance(formatter(is_for_people=True).processors[-1], structlog.dev.ConsoleRenderer)
