"""Personal links: one page, for who holds the link, for a while, without logging in."""

import datetime
import functools
import hashlib
import secrets
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from raakvlak.web.limits import may_try
from raakvlak.web.models import PersonalLink

FAILURES: Final = 20
PER_SECONDS: Final = 60
_TOKEN_BYTES: Final = 32

View = Callable[..., HttpResponse]


def make_link(purpose: str, subject_id: int, *, days: int) -> str:
    """Make a link for one purpose and one subject; its token is told now and can't be told again."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires_at = timezone.now() + datetime.timedelta(days=days)
    PersonalLink.objects.create(
        purpose=purpose,
        subject_id=subject_id,
        token_hash=_hash(token),
        expires_at=expires_at,
    )
    return token


def open_link(token: str, purpose: str) -> int | None:
    """Tell for which subject this link is, or nothing at all: unknown, expired and revoked look alike."""
    link = PersonalLink.objects.working().filter(token_hash=_hash(token), purpose=purpose).first()
    if link is None:
        return None
    link.mark_used()
    return link.subject_id


def revoke_links(purpose: str, subject_id: int) -> int:
    """Let every link for this subject end now; tell how many there were."""
    return PersonalLink.objects.working().filter(purpose=purpose, subject_id=subject_id).revoke()


def has_link(purpose: str, subject_id: int) -> bool:
    """Tell whether any link for this subject still works."""
    return PersonalLink.objects.working().filter(purpose=purpose, subject_id=subject_id).exists()


def with_link(purpose: str) -> Callable[[View], View]:
    """Let a view take the `subject_id` that the `token` in its address stands for."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def opened(request: HttpRequest, token: str, **arguments: Any) -> HttpResponse:
            subject_id = open_link(token, purpose)
            if subject_id is None:
                return refuse(request)
            return _unlisted(view(request, subject_id=subject_id, **arguments))

        return opened

    return decorate


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer a link that does not work; only these count, so that a hall full of people on one network can get in."""
    if may_try(request, "link", attempts=FAILURES, seconds=PER_SECONDS):
        return _unlisted(render(request, "web/link_gone.html", status=404))
    return _unlisted(render(request, "web/link_too_often.html", status=429))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keep the page out of caches and search engines."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
