"""The access log: closed, but for a case."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import Role
from raakvlak.privacy.actions.cases import open_about_party, open_about_period
from raakvlak.privacy.forms import PartyCaseForm, PeriodCaseForm
from raakvlak.privacy.models import LogCase
from raakvlak.web.paging import page_of


@require_http_methods(["GET", "POST"])
@role_required(Role.PRIVACY_OFFICER)
def list_cases(request: MemberRequest) -> HttpResponse:
    """Ask for a reason, and show for which cases the log was opened."""
    is_period = request.POST.get("about") == "period"
    by_party = PartyCaseForm(request.POST if request.method == "POST" and not is_period else None)
    by_period = PeriodCaseForm(request.POST if is_period else None)
    if by_party.is_valid():
        return redirect("privacy:log_case", open_about_party(request.member, **by_party.cleaned_data).pk)
    if by_period.is_valid():
        return redirect("privacy:log_case", open_about_period(request.member, **by_period.cleaned_data).pk)
    cases = LogCase.objects.within(request.member.municipality).select_related("opened_by__user")
    page = page_of(
        cases, name="log-cases", order=("-opened_at", "-pk"), reader=request.member.pk, cursor=request.GET.get("cursor")
    )
    context = {"page": page, "by_party": by_party, "by_period": by_period}
    return render(request, "privacy/log.html", context, status=422 if by_party.errors or by_period.errors else 200)


@require_GET
@role_required(Role.PRIVACY_OFFICER)
def show_case(request: MemberRequest, case_id: int) -> HttpResponse:
    """Show the rows of one case, for a day."""
    case = get_object_or_404(LogCase.objects.within(request.member.municipality), pk=case_id)
    if not case.is_open:
        return render(request, "privacy/log_closed.html", {"case": case}, status=410)
    entries = case.entries().select_related("member__user")
    page = page_of(
        entries,
        name="log-case",
        order=("-happened_at", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    return render(request, "privacy/log_case.html", {"case": case, "page": page})
