"""The registers: what is processed, what was destroyed, and what ends soon. Numbers and rules, never content."""

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.municipality.access import MemberRequest, member_required, role_required
from raakvlak.municipality.models import Role
from raakvlak.municipality.models.keeping import KLAD_DAYS
from raakvlak.privacy.ending import HISTORY_DAYS, LOG_DAYS, WITHDRAWN_DAYS, numbers
from raakvlak.privacy.models import Destruction, KladOpening, OverviewRequest
from raakvlak.privacy.register import processings
from raakvlak.web.paging import page_of

REGISTER_ROLES = (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)
SOON_DAYS = 30


@require_GET
@member_required
def home(request: MemberRequest) -> HttpResponse:
    """Show the way to what this member has to do with."""
    municipality = request.member.municipality
    context: dict[str, object] = {"is_register_role": request.member.role in REGISTER_ROLES}
    if request.member.role == Role.PRIVACY_OFFICER:
        context["waiting_requests"] = OverviewRequest.objects.within(municipality).waiting().count()
        context["waiting_klads"] = KladOpening.objects.within(municipality).waiting().count()
    return render(request, "privacy/home.html", context)


@require_GET
@member_required
def register(request: MemberRequest) -> HttpResponse:
    """Show the register of processing to whoever works with it."""
    context = {
        "processings": processings(request.member.municipality),
        "klad_days": KLAD_DAYS,
        "withdrawn_days": WITHDRAWN_DAYS,
        "history_days": HISTORY_DAYS,
        "log_years": LOG_DAYS // 365,
    }
    return render(request, "privacy/register.html", context)


@require_GET
@role_required(*REGISTER_ROLES)
def ending(request: MemberRequest) -> HttpResponse:
    """Show in numbers what ends in the coming thirty days."""
    day = timezone.localdate() + datetime.timedelta(days=SOON_DAYS)
    rows = numbers(request.member.municipality, day)
    return render(request, "privacy/ending.html", {"rows": rows, "day": day})


@require_GET
@role_required(*REGISTER_ROLES)
def destructions(request: MemberRequest) -> HttpResponse:
    """Show what was destroyed: kind, number and reason."""
    rows = Destruction.objects.within(request.member.municipality)
    page = page_of(
        rows,
        name="destructions",
        order=("-destroyed_at", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    return render(request, "privacy/destructions.html", {"page": page})
