import datetime
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from raakvlak.web.jobs.heartbeat import mark_seen


def test_it_lives_without_a_database(client: Client) -> None:
    response = client.get("/_healthz/livez")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_with_a_database_and_its_migrations(client: Client) -> None:
    cache.clear()
    response = client.get("/_healthz/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "migrations": "ok", "worker": "not seen"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_tells_when_a_worker_was_seen(client: Client) -> None:
    with patch.object(timezone, "now", return_value=timezone.now() - datetime.timedelta(seconds=30)):
        mark_seen()
    assert client.get("/_healthz/readyz").json()["worker"] in {"seen 30 seconds ago", "seen 31 seconds ago"}


@pytest.mark.django_db
def test_it_is_not_ready_before_all_migrations(client: Client) -> None:
    with patch("raakvlak.web.health.MigrationExecutor.migration_plan", return_value=["one"]):
        response = client.get("/_healthz/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "missing")


@pytest.mark.django_db
def test_it_is_not_ready_without_a_database_and_tells_no_details(client: Client) -> None:
    with patch("raakvlak.web.health.MigrationExecutor", side_effect=DatabaseError("host=db password=x")):
        response = client.get("/_healthz/readyz")
    assert (response.status_code, response.json()) == (503, {"database": "does not answer"})


def test_it_tells_whom_to_warn_about_a_leak(client: Client, settings: Settings) -> None:
    settings.RAAKVLAK_SECURITY_CONTACT = "mailto:lek@waterhoek.example"
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert lines["Contact"] == "mailto:lek@waterhoek.example"
    expires = datetime.datetime.fromisoformat(lines["Expires"])
    assert datetime.timedelta(days=30) < expires - timezone.now() < datetime.timedelta(days=365)


def test_search_engines_stay_out(client: Client) -> None:
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("path", ["/_healthz/livez", "/_healthz/readyz", "/.well-known/security.txt", "/robots.txt"])
def test_there_is_nothing_to_post(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
