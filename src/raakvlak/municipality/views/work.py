"""What Raakvlak does by itself: for the administrator, who sees that it is done, or why not."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from raakvlak.municipality import work
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import Role
from raakvlak.web.models import Job
from raakvlak.web.paging import page_of


@require_GET
@role_required(Role.ADMINISTRATOR)
def jobs(request: MemberRequest) -> HttpResponse:
    """Show what Raakvlak does and did by itself, the newest first."""
    found = work.jobs_of(request.member.municipality)
    page = page_of(found, name="jobs", order=("-pk",), reader=request.member.pk, cursor=request.GET.get("cursor"))
    lines = [
        {
            "job": job,
            "title": work.title_of(job),
            "trouble": work.what_went_wrong(job),
            "may_be_stopped": work.may_be_stopped(job),
            "may_be_tried_again": work.may_be_tried_again(job),
        }
        for job in page.rows
    ]
    return render(request, "municipality/jobs.html", {"page": page, "lines": lines})


@require_POST
@role_required(Role.ADMINISTRATOR)
def try_again(request: MemberRequest, job_id: int) -> HttpResponse:
    """Ask once more for what failed."""
    job = _job(request, job_id)
    if work.may_be_tried_again(job):
        work.try_again(job)
        messages.success(request, _("Raakvlak probeert het opnieuw."))
    else:
        messages.info(request, _("Dit hoeft niet opnieuw: het is klaar, of er is al om gevraagd."))
    return redirect("municipality:jobs")


@require_POST
@role_required(Role.ADMINISTRATOR)
def stop_job(request: MemberRequest, job_id: int) -> HttpResponse:
    """Stop what waits or runs; what is done stays done."""
    job = _job(request, job_id)
    if work.may_be_stopped(job):
        job.cancel()
        messages.success(request, _("Raakvlak stopt hiermee bij de volgende stap. Wat al gedaan is, blijft."))
    else:
        messages.info(request, _("Dit kun je niet (meer) stoppen."))
    return redirect("municipality:jobs")


def _job(request: MemberRequest, job_id: int) -> Job:
    return get_object_or_404(work.jobs_of(request.member.municipality), pk=job_id)
