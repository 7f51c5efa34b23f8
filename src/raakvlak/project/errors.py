"""The pages that say what went wrong and what to do."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request can't be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this screen is for another role."""
    return render(request, "403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Say that the page was open for too long; a screen that keeps what was typed shows it `again`, storing nothing."""
    match = request.resolver_match
    again = getattr(match.func, "again", None) if match else None
    if match and again:
        shown: HttpResponseBase = again(request, *match.args, **match.kwargs)
        return shown
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, or nothing for this reader."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, without the database."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)
