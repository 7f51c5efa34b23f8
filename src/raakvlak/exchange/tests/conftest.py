"""A file on its way in, as far as a test needs it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from raakvlak.exchange.models import Batch
from raakvlak.web.jobs import Worker

Bring = Callable[..., Batch]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    """Let files wait in a folder of this test."""
    settings.DATA = tmp_path


def work() -> None:
    """Do all that waits."""
    Worker().drain()


def send(client: Client, what: str, content: str | bytes, name: str = "lijst.csv") -> Batch:
    """Send a file, and let it be read."""
    raw = content.encode() if isinstance(content, str) else content
    answer = client.post(f"/inlezen/{what}/", {"file": SimpleUploadedFile(name, raw)})
    assert answer.status_code == 302, answer.content.decode()
    work()
    return Batch.objects.latest("pk")


def settle(client: Client, batch: Batch, **changes: Any) -> Batch:
    """Take the columns as they were recognised and the terms as they are filled in, and let the rows be checked."""
    at = f"/inlezen/bestand/{batch.pk}/"
    page = client.get(f"{at}kolommen/")
    client.post(f"{at}kolommen/", {field.name: field.field.initial for field, _values in page.context["columns"]})
    usual = client.get(f"{at}afspraken/").context["form"].initial
    audience = usual.get("audience") or client.get(f"{at}afspraken/").context["form"].audiences[-1].pk
    told = {**usual, "audience": audience, "knows": "nee", **changes}
    answer = client.post(f"{at}afspraken/", {name: value for name, value in told.items() if value not in {None, False}})
    assert answer.status_code == 302, answer.content.decode()
    work()
    batch.refresh_from_db()
    return batch


def keep(client: Client, batch: Batch, **chosen: Any) -> Batch:
    """Say yes, and let the rows be stored."""
    client.post(f"/inlezen/bestand/{batch.pk}/bewaren/", chosen)
    work()
    batch.refresh_from_db()
    return batch


@pytest.fixture
def bring() -> Bring:
    """Bring a file in, from sending to storing."""

    def do(client: Client, what: str, content: str | bytes, name: str = "lijst.csv", **terms: Any) -> Batch:
        return keep(client, settle(client, send(client, what, content, name), **terms))

    return do
