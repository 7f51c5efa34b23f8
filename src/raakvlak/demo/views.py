"""Log in as one of the invented people, with one click."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from raakvlak.demo.guard import is_open
from raakvlak.demo.stories import PERSONAS
from raakvlak.municipality.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
def personas(request: HttpRequest) -> HttpResponse:
    """Show the invented people that one can become."""
    if not is_open(request):
        raise Http404
    return render(request, "demo/personas.html", {"personas": PERSONAS})


@require_POST
def become(request: HttpRequest, persona: str) -> HttpResponse:
    """Log in as one of them."""
    known = {one.key: one.email for one in PERSONAS}
    if not is_open(request) or persona not in known:
        raise Http404
    user = get_object_or_404(User, email=known[persona], is_invented=True)
    login(request, user, backend=BACKEND)
    return redirect("desk:today")
