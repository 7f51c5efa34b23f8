"""How large a file may be that somebody sends, and where it waits for the worker."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

MEGABYTE: Final = 1_000_000
USUAL_MOST: Final = 10 * MEGABYTE
HOPELESS: Final = 4  # so many times too large: the connection is broken off, the rest is not waited for
_DAY_SECONDS: Final = 86_400

View = TypeVar("View", bound=Callable[..., Any])


def takes_uploads_of(most: int) -> Callable[[View], View]:
    """Let who is logged in send this many bytes to a view; put it above the other decorators."""

    def decorate(view: View) -> View:
        view.most_uploaded = most  # type: ignore[attr-defined]  # the handler below reads it
        return view

    return decorate


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether a file was left out because the request was too large."""
    return "raakvlak.too_large" in request.META


class LimitedUploads(FileUploadHandler):
    """Stands before the handlers of Django, and lets no file through of a request that is too large."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, str],  # noqa: N803 – Django’s name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Compare what is announced with what the view takes; more than that does not come in."""
        match, user = getattr(self.request, "resolver_match", None), getattr(self.request, "user", None)
        may = user is not None and user.is_authenticated
        most = getattr(match.func, "most_uploaded", USUAL_MOST) if match and may else USUAL_MOST
        self._is_too_large, self._is_hopeless = content_length > most, content_length > most * HOPELESS

    def new_file(self, *args: Any, **options: Any) -> None:
        """Skip every file of a request that is too large."""
        if self._is_too_large and self.request is not None:
            self.request.META["raakvlak.too_large"] = "1"
            raise StopUpload(connection_reset=True) if self._is_hopeless else SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the bytes on."""
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """Leave the file to the handlers that follow."""
        return None


def waiting_file(name: str) -> Path:
    """Return where a file of this name waits, in a folder that is closed to other users."""
    folder = Path(settings.DATA) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / name


def store(sent: UploadedFile[Any], path: Path) -> None:
    """Write what was sent to where it waits."""
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for part in sent.chunks():
            file.write(part)


def remove_forgotten() -> None:
    """Remove the files that have waited for a day: whoever sent them is told to do so again."""
    for path in waiting_file("").iterdir():
        if path.is_file() and path.stat().st_mtime < time.time() - _DAY_SECONDS:
            path.unlink(missing_ok=True)
