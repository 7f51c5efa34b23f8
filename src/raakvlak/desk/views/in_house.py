"""Who works in the house: how to reach them, and how often I like to speak them, which only I see."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.desk.forms.touch import ColleagueRhythmForm, InHouseFilterForm
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.relations.actions import set_rhythm_with
from raakvlak.relations.models import ColleagueRhythm
from raakvlak.relations.rhythms import rhythms_of
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


@require_GET
@role_required(*NOTE_ROLES)
def list_in_house(request: MemberRequest) -> HttpResponse:
    """List who works here by name, with role and department, and how they like to be reached."""
    form = InHouseFilterForm(request.GET, member=request.member)
    form.is_valid()
    found = Member.objects.within(request.member.municipality).active().select_related("user", "department")
    if form.cleaned_data.get("q"):
        found = found.filter(user__name__icontains=form.cleaned_data["q"])
    if form.cleaned_data.get("department"):
        found = found.filter(department=form.cleaned_data["department"])
    page = page_of(
        found, name="in-house", order=("user__name", "pk"), reader=request.member.pk, cursor=request.GET.get("cursor")
    )
    context = {
        "form": form,
        "page": page,
        "total": total_up_to(found),
        "rhythms": {rhythm.colleague_id: rhythm for rhythm in rhythms_of(request.member)},
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render_page(request, "desk/in_house.html", context, part="results")


def colleague_of(member: Member, member_id: int) -> Member:
    """Return a colleague in the same municipality; oneself is none."""
    colleagues = Member.objects.within(member.municipality).active().exclude(pk=member.pk)
    return get_object_or_404(colleagues.select_related("user", "department"), pk=member_id)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def set_rhythm(request: MemberRequest, member_id: int) -> HttpResponse:
    """Set how often I like to speak a colleague; nobody else sees it."""
    colleague = colleague_of(request.member, member_id)
    standing = rhythms_of(request.member).filter(colleague=colleague).first()
    start = {"weeks": standing.weeks, "not_before_on": standing.not_before_on} if standing else {}
    form = ColleagueRhythmForm(request.POST or None, initial=start)
    if form.is_valid():
        set_rhythm_with(request.member, colleague, **form.cleaned_data)
        messages.success(request, _("Bewaard. Alleen jij ziet dit."))
        return redirect("desk:in_house")
    context = {"colleague": colleague, "standing": standing, "form": form}
    return render(request, "desk/colleague.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*NOTE_ROLES)
def end_rhythm(request: MemberRequest, member_id: int) -> HttpResponse:
    """Want no rhythm with a colleague any more."""
    colleague = colleague_of(request.member, member_id)
    ColleagueRhythm.objects.of(request.member).filter(colleague=colleague).delete()
    messages.success(request, _("Weggehaald."))
    return redirect("desk:in_house")
