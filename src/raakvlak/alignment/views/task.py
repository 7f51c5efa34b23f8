"""What was agreed with a colleague becomes a task of the situation."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.alignment.access import find_request
from raakvlak.alignment.models import Request
from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import team_required
from raakvlak.situations.forms.task import TaskForm, first_values
from raakvlak.situations.models import Situation, Task
from raakvlak.situations.models.task import TASK_LENGTH
from raakvlak.situations.task_actions import add_task
from raakvlak.web.text import clean_line


@require_http_methods(["GET", "POST"])
@team_required
def make_task(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID) -> HttpResponse:
    """Make a task of what was agreed; the form begins with that, and one changes it first."""
    found = find_request(request.member, situation, request_uuid)
    initial = {**first_values(situation, None), **agreed(found)}
    form = TaskForm(request.POST or None, situation=situation, member=request.member, initial=initial)
    if request.method == "GET" or not form.is_valid():
        context = {"situation": situation, "form": form, "task": None}
        return render(request, "situations/task.html", context, status=422 if form.errors else 200)
    try:
        add_task(situation, request.member, form.audience, key=form.cleaned_data["key"] or uuid.uuid4(), **form.values)
    except Task.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("De klus staat erbij."))
    return redirect("situations:tasks", situation.pk)


def agreed(asked: Request) -> dict[str, object]:
    """Return what was said yes to, under which condition and until when; or what was asked."""
    lanes = [lane for lane in asked.lanes.all() if lane.state in {lane.State.YES, lane.State.YES_IF}]
    words = "; ".join(f"{lane.label}: {lane.words}" for lane in lanes if lane.words)
    text = clean_line(f"{asked.what} – {words}" if words else asked.what)
    days = [lane.until_on for lane in lanes if lane.until_on]
    return {"text": text[:TASK_LENGTH], "due_on": min(days) if days else None}
