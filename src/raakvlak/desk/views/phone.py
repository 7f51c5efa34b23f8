"""The phone outside: its page, the worker that keeps it, what goes along, and what comes in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from raakvlak.desk.phone import arriving, shell
from raakvlak.desk.phone.along import choices_of
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES

LOOK_AGAIN = "no-cache"  # it may be kept, and is asked for again each time


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the page that a phone keeps: it is the same for everybody, and what is one's own is put in there."""
    response = render(request, "desk/phone.html")
    response["Cache-Control"] = LOOK_AGAIN
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker that opens the page without a connection; from the root, so that it serves every page."""
    response = HttpResponse(shell.worker(), content_type="text/javascript")
    response["Cache-Control"] = LOOK_AGAIN
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the site for the screen of a phone."""
    response = JsonResponse(shell.manifest(), content_type="application/manifest+json")
    response["Cache-Control"] = LOOK_AGAIN
    return response


@require_GET
@role_required(*NOTE_ROLES)
def along(request: MemberRequest) -> HttpResponse:
    """Give what the phone takes along, and the token with which it may send."""
    return JsonResponse({**choices_of(request.member), "token": get_token(request)})


@require_POST
@role_required(*NOTE_ROLES)
def send(request: MemberRequest) -> HttpResponse:
    """Store the notes that waited on a phone, and answer each of them."""
    try:
        notes = arriving.read(request.body)
    except arriving.Unreadable:
        detail = _("Stuur ten hoogste %(most)d notities tegelijk, elk met een sleutel, van wie ze is en haar velden.")
        problem = {
            "type": "about:blank",
            "title": _("Dit zijn geen notities die we kennen."),
            "status": 400,
            "detail": detail % {"most": arriving.MOST_AT_ONCE},
        }
        return JsonResponse(problem, status=400, content_type="application/problem+json")
    return JsonResponse({"answers": [answer.told() for answer in arriving.store_all(request.member, notes)]})
