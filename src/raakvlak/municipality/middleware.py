"""Set the member and the language of each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from raakvlak.municipality.models import Member

SESSION_KEY = "municipality"
GetResponse = Callable[[HttpRequest], HttpResponse]


class MemberMiddleware:
    """Set `request.member`: the user in the municipality chosen here, or last, or in the first one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        memberships = memberships_of(request)
        request.member = memberships[0] if memberships else None  # type: ignore[attr-defined]  # see `MemberRequest`
        request.has_more_municipalities = len(memberships) > 1  # type: ignore[attr-defined]  # the menu reads it
        return self.get_response(request)


def memberships_of(request: HttpRequest) -> list[Member]:
    """Return who this user is in each municipality, the one chosen here or last before the others."""
    if not request.user.is_authenticated:
        return []
    members = list(Member.objects.active().filter(user=request.user).select_related("municipality"))
    for member in members:
        member.user = request.user  # who was fetched already
    chosen = request.session.get(SESSION_KEY, request.user.last_municipality_id)
    return sorted(members, key=lambda member: (member.municipality_id != chosen, member.pk))


class LanguageMiddleware:
    """Speak Dutch, unless the user chose otherwise: a browser's own preference is no choice."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.user.language if request.user.is_authenticated else "nl"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
