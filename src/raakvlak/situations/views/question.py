"""The question as it was put and the question behind it, with all that was written before."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.actions import write_question
from raakvlak.situations.forms.course import QuestionForm
from raakvlak.situations.models import Question, Situation
from raakvlak.situations.references import Names, names_in, to_tokens, to_typed


class Asked(NamedTuple):
    """One of the two questions: what it is now, what it was, and the form for a new wording."""

    kind: Question.Kind
    newest: Question | None
    earlier: list[Question]
    form: QuestionForm


@require_http_methods(["GET"])
@situation_required
def question(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show both questions with their earlier wordings."""
    return _show(request, situation)


@require_http_methods(["POST"])
@team_required
def write(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Write a new wording; what was there stays to be read, and so does what a colleague wrote meanwhile."""
    form = QuestionForm(request.POST, auto_id="id_written_%s")
    if not form.is_valid():
        return _show(request, situation, form)
    kind = Question.Kind(form.cleaned_data["kind"])
    newest = Question.objects.filter(situation=situation, kind=kind).newest_first().first()
    text = to_tokens(form.cleaned_data["text"], request.member, before=newest.text if newest else "")
    write_question(situation, request.member, kind, text)
    if newest and newest.author_id != request.member.pk and newest.pk != (form.cleaned_data["seen"] or 0):
        told = _("%(name)s schreef intussen ook een verwoording. Beide staan hieronder; die van jou geldt nu.")
        messages.warning(request, told % {"name": newest.author})
    else:
        messages.success(request, _("De nieuwe verwoording staat er. De vorige blijft te lezen."))
    return redirect("situations:question", situation.pk)


def _show(request: MemberRequest, situation: Situation, failed: QuestionForm | None = None) -> HttpResponse:
    wordings = list(situation.questions.select_related("author__user").order_by("-written_at", "-pk"))
    names = names_in((wording.text for wording in wordings), request.member)
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(request.member),
        "names": names,
        "questions": [_asked(kind, wordings, names, failed) for kind in Question.Kind],
    }
    return render(request, "situations/question.html", context)


def _asked(kind: Question.Kind, wordings: list[Question], names: Names, failed: QuestionForm | None) -> Asked:
    mine = [wording for wording in wordings if wording.kind == kind]
    newest = mine[0] if mine else None
    if failed is not None and failed.data.get("kind") == kind:
        return Asked(kind, newest, mine[1:], failed)
    typed = to_typed(newest.text, names) if newest else ""
    initial = {"kind": kind, "seen": newest.pk if newest else None, "text": typed}
    return Asked(kind, newest, mine[1:], QuestionForm(initial=initial, auto_id=f"id_{kind}_%s"))
