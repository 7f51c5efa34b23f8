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
        request.member = member_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def member_of(request: HttpRequest) -> Member | None:
    """Return who this user is in the municipality that was chosen here, or last, or in the first one."""
    if not request.user.is_authenticated:
        return None
    members = Member.objects.active().filter(user=request.user).select_related("municipality", "user", "department")
    chosen = request.session.get(SESSION_KEY, request.user.last_municipality_id)
    found = sorted(members, key=lambda member: (member.municipality_id != chosen, member.pk))
    return found[0] if found else None


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
