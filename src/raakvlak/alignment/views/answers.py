"""A request, for the colleague who is asked: one page on which she answers, asks back, passes on or says she is away.

It is the same page for who is logged in and for who holds the personal link. That it was opened is written nowhere.
"""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.alignment.actions import answers
from raakvlak.alignment.actions.answers import PassedBackError
from raakvlak.alignment.actions.requests import PURPOSE
from raakvlak.alignment.forms.answer import AnswerForm, AwayForm, MaybeWordsForm, PassForm, SaidForm, WordsForm
from raakvlak.alignment.letters import LaneMail
from raakvlak.alignment.models import Lane, Threshold
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.models import Member
from raakvlak.web.limits import may_try
from raakvlak.web.links import with_link
from raakvlak.web.paging import page_of, total_up_to

ANSWERS: Final = 30
PER_SECONDS: Final = 60
TEMPLATE: Final = "alignment/answer.html"
Forms = dict[str, SaidForm]


@require_GET
@member_required
def asked(request: MemberRequest) -> HttpResponse:
    """List what is asked of me and of my department, and what is written about it that we may answer first."""
    member = request.member
    is_open = request.GET.get("stand") != "alle"
    lanes = Lane.objects.asked_of(member).filter(request__withdrawn_at=None)
    found = lanes.with_colleague() if is_open else lanes
    page = page_of(
        found.select_related("request__asker__user", "department", "member__user"),
        name="asked",
        order=("-since_at", "-pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    thresholds = Threshold.objects.within(member.municipality)
    context = {
        "page": page,
        "total": total_up_to(found),
        "is_open": is_open,
        "to_answer": thresholds.to_answer(member).select_related("from_department").order_by("-since_on", "-pk")[:10],
    }
    return render(request, "alignment/asked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def answer(request: MemberRequest, lane_id: int) -> HttpResponse:
    """Answer what is asked of me or of my department."""
    lanes = Lane.objects.asked_of(request.member)
    lane = get_object_or_404(_whole(lanes), pk=lane_id)
    here = reverse("alignment:answer", args=[lane.pk])
    return _answer(request, lane, request.member, "page.html", here)


@require_http_methods(["GET", "HEAD", "POST"])
@with_link(PURPOSE)
def answer_link(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Answer one request, with the link that was given out; it shows nothing else."""
    lane = _whole(Lane.objects.exclude(state=Lane.State.PREPARING)).filter(pk=subject_id).first()
    if lane is None or lane.request.withdrawn_at or not lane.may_still_answer:
        return render(request, "web/link_gone.html", status=404)
    if request.method == "POST" and not may_try(request, "request-answer", attempts=ANSWERS, seconds=PER_SECONDS):
        return render(request, "web/link_too_often.html", status=429)
    return _answer(request, lane, None, "page_public.html", request.path)


def _answer(request: HttpRequest, lane: Lane, member: Member | None, base: str, here: str) -> HttpResponse:
    step = request.POST.get("stap", "") if request.method == "POST" else ""
    forms = _forms(lane, member, step, request)
    status = 200
    if step in forms:
        form = forms[step]
        if form.is_valid():
            if not lane.may_still_answer:
                messages.info(request, _("Op deze vraag kun je niet meer antwoorden."))
                return redirect(here)
            try:
                return _do(request, lane, form, member, here, step)
            except PassedBackError:
                form.add_error("department", _("De vraag ligt al bij deze afdeling. Kies een andere."))
        status = 422
    context = {
        "base": base,
        "lane": lane,
        "asked": lane.request,
        "forms": forms,
        "step": step,
        "steps": lane.steps.select_related("member__user"),
        "member": member,
        "municipality": lane.request.municipality,
        "may_answer": lane.may_still_answer and not lane.request.withdrawn_at,
        "is_thanked": "dank" in request.GET,
    }
    return render(request, TEMPLATE, context, status=status)


def _do(  # noqa: PLR0913, PLR0917 – what is done depends on all of these
    request: HttpRequest, lane: Lane, form: SaidForm, member: Member | None, here: str, step: str
) -> HttpResponse:
    said, sent = form.said(member), form.cleaned_data
    doing: dict[str, Callable[[], object]] = {
        "antwoord": lambda: answers.answer(
            lane, said, sent["answer"], until_on=sent["until_on"], needs=sent["needs"] or ""
        ),
        "terug": lambda: answers.ask_back(lane, said),
        "niet": lambda: answers.refuse_as_not_mine(lane, said),
        "weg": lambda: answers.say_away(lane, said, until_on=sent["until_on"]),
        "verder": lambda: answers.pass_on(lane, said, _passed(form), mail=LaneMail(request)),
    }
    doing[step]()
    if step in {"verder", "niet"}:
        return _thanked(request, lane, member)
    return HttpResponseRedirect(f"{here}?dank=1")


def _passed(form: SaidForm) -> Any:  # noqa: ANN401 – an addressee; only this form has one
    assert isinstance(form, PassForm)  # noqa: S101 – told to mypy
    return form.addressee


def _thanked(request: HttpRequest, lane: Lane, member: Member | None) -> HttpResponse:
    text = _("Dank je wel. De vraag ligt nu niet meer bij jou.")
    if member:
        messages.success(request, text)
        return redirect("alignment:asked")
    return render(request, "alignment/thanks.html", {"text": text, "municipality": lane.request.municipality})


def _forms(lane: Lane, member: Member | None, step: str, request: HttpRequest) -> Forms:
    """Return the forms of the page, of which one was sent; it begins with what was answered before."""

    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if step == name else None, "auto_id": f"id_{name}_%s"}

    before = {"answer": lane.state, "words": lane.words, "until_on": lane.until_on, "needs": lane.needs}
    return {
        "antwoord": AnswerForm(**sent("antwoord"), initial=before),
        "terug": WordsForm(**sent("terug"), label=_("Wat wil je eerst weten?")),
        "verder": PassForm(**sent("verder"), lane=lane, member=member),
        "niet": MaybeWordsForm(**sent("niet"), label=_("Wie gaat er wel over, denk je?")),
        "weg": AwayForm(**sent("weg")),
    }


def _whole(lanes: Any) -> Any:  # noqa: ANN401 – lanes, with what their page shows
    return lanes.select_related("request__asker__user", "request__municipality", "department", "member__user")
