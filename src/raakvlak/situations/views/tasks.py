"""The tasks of a situation: who does what, and what was done."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.forms.task import TaskForm, first_values
from raakvlak.situations.models import Situation, Task
from raakvlak.situations.task_actions import add_task, change_task, set_done
from raakvlak.situations.tasks import names_of, tasks_of
from raakvlak.web.paging import page_of


@require_GET
@situation_required
def tasks(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show what is to be done, and what was done."""
    member = request.member
    found = tasks_of(situation, member).for_rows()
    to_do = list(found.open().by_due_day()[:MOST_OPEN])
    page = page_of(
        found.done(), name="tasks", order=("-done_on", "-pk"), reader=member.pk, cursor=request.GET.get("cursor")
    )
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(member),
        "tasks": to_do,
        "page": page,
        "names": names_of([*to_do, *page.rows], member),
        "today": timezone.localdate(),
    }
    return render(request, "situations/tasks.html", context)


@require_http_methods(["GET", "POST"])
@team_required
def add(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Write down a task."""
    return ask_and_add(request, situation)


def ask_and_add(request: MemberRequest, situation: Situation, **begin: Any) -> HttpResponse:
    """Ask what is to be done, beginning with what is known of it already, and write that down once."""
    initial = {**first_values(situation, None), **begin}
    form = TaskForm(request.POST or None, situation=situation, member=request.member, initial=initial)
    if request.method == "GET" or not form.is_valid():
        return show(request, situation, form)
    key = form.cleaned_data["key"] or uuid.uuid4()
    try:
        add_task(situation, request.member, form.audience, key=key, **form.values)
    except Task.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("De klus staat erbij."))
    return redirect("situations:tasks", situation.pk)


@require_http_methods(["GET", "POST"])
@team_required
def task(request: MemberRequest, situation: Situation, task_id: int) -> HttpResponse:
    """Change a task."""
    found = find_task(request, situation, task_id)
    form = TaskForm(request.POST or None, situation=situation, member=request.member, task=found)
    if request.method == "GET" or not form.is_valid():
        return show(request, situation, form, found)
    change_task(found, form.audience, **form.values)
    messages.success(request, _("De klus is aangepast."))
    return redirect("situations:tasks", situation.pk)


@require_POST
@team_required
def finish(request: MemberRequest, situation: Situation, task_id: int) -> HttpResponse:
    """Say that a task was done."""
    set_done(find_task(request, situation, task_id), is_done=True)
    messages.success(request, _("Mooi, dat is gedaan."))
    return redirect("situations:tasks", situation.pk)


@require_POST
@team_required
def reopen(request: MemberRequest, situation: Situation, task_id: int) -> HttpResponse:
    """Say that a task is to be done after all."""
    set_done(find_task(request, situation, task_id), is_done=False)
    messages.info(request, _("De klus staat weer open."))
    return redirect("situations:tasks", situation.pk)


@require_POST
@team_required
def drop(request: MemberRequest, situation: Situation, task_id: int) -> HttpResponse:
    """Take away a task that nobody needs to do."""
    find_task(request, situation, task_id).delete()
    messages.success(request, _("De klus is weg."))
    return redirect("situations:tasks", situation.pk)


def find_task(request: MemberRequest, situation: Situation, task_id: int) -> Task:
    """Return a task of this situation that this member may read; 404 for any other."""
    found = tasks_of(situation, request.member).select_related("situation", "audience")
    return get_object_or_404(found, pk=task_id)


def show(request: MemberRequest, situation: Situation, form: TaskForm, task: Task | None = None) -> HttpResponse:
    """Show the form with all that was typed."""
    context = {"situation": situation, "form": form, "task": task}
    return render(request, "situations/task.html", context, status=422 if form.errors else 200)


MOST_OPEN = 100
