"""Light or dark: as the device says, or as the reader chose in this browser."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "weergave"
CHOICES = ("light", "dark")
YEAR = 60 * 60 * 24 * 365


def chosen_appearance(request: HttpRequest) -> str:
    """Return what the reader chose, nothing when the device decides."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in CHOICES else ""


@require_POST
def set_appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie, and go back to where the reader was."""
    next_url = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(next_url, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(next_url if is_ours else "/")
    chosen = request.POST.get("weergave", "")
    if chosen in CHOICES:
        response.set_cookie(COOKIE, chosen, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE)
    return response
