"""A file that is too large does not come in, wherever it is sent."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from raakvlak.web import uploads
from raakvlak.web.uploads import is_too_large, store, takes_uploads_of, waiting_file


class _Match:
    def __init__(self, func: Any) -> None:
        self.func = func


class _Someone:
    is_authenticated = True


@takes_uploads_of(50_000)
def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(sorted(request.FILES)))


def sent(size: int, user: Any, view: Any = _view) -> HttpRequest:
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("x", b"x" * size), "word": "hoi"})
    request.user, request.resolver_match = user, view and _Match(view)  # type: ignore[assignment]  # enough of one
    return request


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "USUAL_MOST", 20_000)


@pytest.mark.parametrize(
    ("size", "user", "view", "comes_in"),
    [
        (10_000, AnonymousUser(), _view, True),
        (30_000, _Someone(), _view, True),
        (30_000, AnonymousUser(), _view, False),
        (30_000, _Someone(), print, False),
        (30_000, _Someone(), None, False),
        (60_000, _Someone(), _view, False),
    ],
)
def test_only_what_a_view_takes_comes_in(size: int, user: Any, view: Any, comes_in: bool) -> None:
    request = sent(size, user, view)
    assert ("file" in request.FILES) == comes_in
    assert is_too_large(request) != comes_in
    assert request.POST.get("word") == "hoi"


def test_what_is_hopelessly_large_is_not_waited_for() -> None:
    request = sent(300_000, _Someone())
    assert not request.FILES
    assert is_too_large(request)


def test_what_was_sent_waits_where_others_cannot_look(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    path = waiting_file("een")
    store(SimpleUploadedFile("x", b"inhoud"), path)
    assert path.read_bytes() == b"inhoud"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
