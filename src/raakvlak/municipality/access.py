"""Who may open which screen: decorators that hand a view its member."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import resolve
from django_htmx.middleware import HtmxDetails

from raakvlak.municipality.models import Member, Role, User

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request by a member of a municipality."""

    member: Member
    user: User
    htmx: HtmxDetails


MemberView = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member_required(view: MemberView[P]) -> PlainView[P]:
    """Let members in; send others to the log-in page, and users without a municipality to an explanation."""
    return role_required(*Role)(view)


def role_required(*roles: Role) -> Callable[[MemberView[P]], PlainView[P]]:
    """Let members with one of these roles in; others are refused."""

    def decorate(view: MemberView[P]) -> PlainView[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            member: Member | None = getattr(request, "member", None)
            if member is None:
                return without_municipality(request)
            if member.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # the middleware has set the member

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]  # the menu reads it, see `may_open`
        return login_required(guarded)  # type: ignore[return-value]  # mypy can’t see through wraps here

    return decorate


def may_open(member: Member, url: str) -> bool:
    """Tell whether this member's role may open the screen at this address."""
    return member.role in roles_of(url, settings.ROOT_URLCONF)


@cache
def roles_of(url: str, _among: str) -> frozenset[Role]:
    """Return the roles that may open a screen of the menu, which stands on every page; looked up once."""
    found: frozenset[Role] = getattr(resolve(url).func, "roles", frozenset(Role))
    return found


def without_municipality(request: HttpRequest) -> HttpResponse:
    """Explain to a user who is no member of any municipality how to become one."""
    return render(request, "municipality/no_municipality.html", status=403)
