"""The phone outside: its page, the worker that keeps it, what goes along, and what comes in."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from raakvlak.desk.audiences import audiences_of
from raakvlak.desk.forms.key import key_in
from raakvlak.desk.models import Device
from raakvlak.desk.phone import arriving, devices, reading, shell
from raakvlak.desk.phone.along import DAYS_WITHOUT_CONTACT, choices_of
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
def read(request: MemberRequest) -> HttpResponse:
    """Give what may be read without a connection; what is no longer for these eyes is not in it, and goes."""
    try:
        visited = reading.read_visited(request.body)
    except reading.Unreadable:
        detail = _("Stuur ten hoogste %(most)d situaties en organisaties: soort en nummer.")
        return no_such(_("Dit is geen lijst van wat je bekeek."), detail % {"most": reading.MOST_VISITED})
    audiences_of(request.member)
    response = JsonResponse(reading.reading_of(request.member, visited))
    response["Cache-Control"] = "no-store"
    return response


def no_such(title: str, detail: str) -> HttpResponse:
    """Say what is wrong with what a phone sent, and what to send instead."""
    problem = {"type": "about:blank", "title": title, "status": 400, "detail": detail}
    return JsonResponse(problem, status=400, content_type="application/problem+json")


@require_POST
@role_required(*NOTE_ROLES)
def send(request: MemberRequest) -> HttpResponse:
    """Store the notes that waited on a phone, and answer each of them."""
    try:
        batch = arriving.read(request.body)
    except arriving.Unreadable:
        detail = _("Stuur ten hoogste %(most)d notities tegelijk, elk met een sleutel, van wie ze is en haar velden.")
        return no_such(_("Dit zijn geen notities die we kennen."), detail % {"most": arriving.MOST_AT_ONCE})
    if batch.device and not devices.seen(request.member, batch.device, request.headers.get("User-Agent", "")):
        return JsonResponse({"is_revoked": True, "answers": []})
    return JsonResponse({"answers": [answer.told() for answer in arriving.store_all(request.member, batch.notes)]})


@require_GET
def may_keep(request: HttpRequest) -> HttpResponse:
    """Tell a phone, logged in or not, whether it was taken off and must erase what it keeps; nothing else is told."""
    key = key_in(request.GET.get("toestel", ""))
    response = JsonResponse({"is_revoked": key is not None and Device.objects.is_revoked(key)})
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@role_required(*NOTE_ROLES)
def list_devices(request: MemberRequest) -> HttpResponse:
    """List my own phones."""
    mine = Device.objects.of(request.member).in_use().order_by("-last_on", "pk")
    return render(request, "desk/devices.html", {"devices": mine, "days": DAYS_WITHOUT_CONTACT})


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def take_device_off(request: MemberRequest, device_id: int) -> HttpResponse:
    """Let a phone of mine erase what it keeps, after asking."""
    device = get_object_or_404(Device.objects.of(request.member).in_use(), pk=device_id)
    if request.method == "POST":
        devices.revoke(device)
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
        messages.success(
            request, _("Die telefoon wist wat erop staat zodra hij contact heeft. Elders ben je uitgelogd.")
        )
        return redirect("desk:devices")
    context = {
        "title": _("Deze telefoon weghalen?"),
        "text": _(
            "Wat erop staat wordt gewist zodra hij weer contact heeft, ook wat nog niet verstuurd is. "
            "En je wordt overal uitgelogd, behalve hier."
        ),
        "action": _("Weghalen en overal uitloggen"),
        "cancel_url": reverse("desk:devices"),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)
