"""What every answer of the site gets: a line in the log, and headers that keep it private."""

import time
import uuid
from collections.abc import Callable
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponse]

_HEADERS: Final = {
    # The phone may be asked where it is (for "hier", rounded to 100 m); nothing else is asked of it.
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HEALTH: Final = "_healthz/"

log = structlog.get_logger("raakvlak.requests")


class RequestLogMiddleware:
    """Writes one line per request. Comes first of all, so that it sees every answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            route = _route(request)
            if not (route.startswith(_HEALTH) and response.status_code < 400):  # noqa: PLR2004 – no error
                log.info(
                    "request",
                    method=_method(request),
                    route=route,
                    status=response.status_code,
                    milliseconds=round((time.perf_counter() - started) * 1_000),
                )
        response["X-Request-ID"] = request_id
        return response


class PrivateResponses:
    """Sets what Django's own middleware does not. Comes behind the one that knows the user."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_in = request.user.is_authenticated
        response = self.get_response(request)
        if came_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"storage"'  # who goes out leaves nothing on this device, not even a key
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.user.is_authenticated and not _may_be_kept(response):
            response["Cache-Control"] = "no-store"
        return response


def _may_be_kept(response: HttpResponseBase) -> bool:
    """Tell whether the view itself said how long its answer may be kept."""
    return response.has_header("Cache-Control")


def _route(request: HttpRequest) -> str:
    """Give the pattern of the address; an address that is none of ours is not repeated."""
    match = request.resolver_match
    return match.route if match else "-"


def _method(request: HttpRequest) -> str:
    return request.method if request.method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "-"
