"""One insight: add what lies behind it, change it, check it, move it, make it the question, take it away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import team_required
from raakvlak.situations.actions import write_question
from raakvlak.situations.forms.insight import AddForm, ChangeForm, QuestionForm
from raakvlak.situations.ladder import Rung, ladder_of
from raakvlak.situations.ladder_actions import OutdatedError, add_insight, change_insight, check_hunch, remove_insight
from raakvlak.situations.models import Insight, Question, Situation
from raakvlak.situations.models.insight import InsightQuerySet
from raakvlak.situations.references import names_in, to_plain, to_tokens, to_typed
from raakvlak.web.numbers import number
from raakvlak.web.pages import render_page


def ladder_url(situation: Situation, insight_id: int | None = None) -> str:
    """Return the address of the ladder, at one insight."""
    anchor = f"#inzicht-{insight_id}" if insight_id else ""
    return f"{reverse('situations:ladder', args=[situation.pk])}{anchor}"


@require_http_methods(["GET", "HEAD", "POST"])
@team_required
def add(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Add what lies behind an insight, or a ladder of its own."""
    parent = _parent(request, situation)
    initial = {"basis": Insight.Basis.HUNCH, "kind": request.GET.get("soort", "")}
    form = AddForm(request.POST or None, situation=situation, member=request.member, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = add_insight(situation, request.member, parent=parent, **form.values)
        messages.success(request, _("Erbij gezet."))
        return redirect(ladder_url(situation, made.pk))
    texts = [parent.text] if parent else []
    context = {"situation": situation, "parent": parent, "form": form, "names": names_in(texts, request.member)}
    return render_page(request, "situations/insight_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@team_required
def insight(request: MemberRequest, situation: Situation, insight_id: int) -> HttpResponse:
    """Change the words of an insight; when somebody else just did, lay both beside each other."""
    rung = _find(request, situation, insight_id)
    if rung is None:
        return _gone(request, situation)
    current = _visible(request, situation).get(pk=insight_id)
    form = ChangeForm(request.POST or None, situation=situation, member=request.member, insight=current)
    version = request.POST.get("version", str(current.version))
    is_clash = False
    if request.method == "POST" and form.is_valid():
        saved = _save(request, situation, current, form, version)
        if saved is not None:
            messages.success(request, _("Bewaard."))
            return redirect(ladder_url(situation, saved.pk))
        is_clash, version = True, str(current.version)
    context = {**_context(request, situation, rung), "form": form, "is_clash": is_clash, "version": version}
    return render_page(request, "situations/insight.html", context, status=409 if is_clash else 200)


@require_POST
@team_required
def check_insight(request: MemberRequest, situation: Situation, insight_id: int) -> HttpResponse:
    """Keep whether a hunch turned out to be right."""
    found = get_object_or_404(_visible(request, situation), pk=insight_id, basis=Insight.Basis.HUNCH)
    is_right = request.POST.get("klopt") == "ja"
    check_hunch(found, is_right=is_right)
    told = _("Nagevraagd: het klopt.") if is_right else _("Nagevraagd: het klopt niet. Het telt niet meer mee.")
    messages.success(request, told)
    return redirect(ladder_url(situation, found.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@team_required
def remove(request: MemberRequest, situation: Situation, insight_id: int) -> HttpResponse:
    """Take an insight away, after asking; what stands behind it moves up."""
    found = get_object_or_404(_visible(request, situation), pk=insight_id)
    if request.method == "POST":
        remove_insight(situation, found)
        messages.success(request, _("Weggehaald. Wat erachter stond, is blijven staan."))
        return redirect(ladder_url(situation))
    context = {
        "title": _("Weghalen van de ladder?"),
        "text": to_plain(found.text, names_in([found.text], request.member)),
        "action": _("Ja, haal weg"),
        "cancel_url": ladder_url(situation, found.pk),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)


@require_POST
@team_required
def make_question(request: MemberRequest, situation: Situation, insight_id: int) -> HttpResponse:
    """Let an insight be the question behind the question; words that fewer people may read are told first."""
    found = get_object_or_404(_visible(request, situation).select_related("audience"), pk=insight_id)
    if not found.is_for_all_of(situation.audience):
        return _ask_for_own_words(request, situation, found)
    write_question(situation, request.member, Question.Kind.BEHIND, found.text)
    messages.success(request, _("Dit is nu de vraag achter de vraag. De vorige blijft te lezen."))
    return redirect("situations:situation", situation.pk)


def _save(
    request: MemberRequest, situation: Situation, current: Insight, form: ChangeForm, version: str
) -> Insight | None:
    """Save the change, or save it beside the other's as an insight of its own; None when somebody else was first."""
    if request.POST.get("als") == "eigen":
        values = {"party": None, "side": None, "quote": current.quote, **form.values}
        return add_insight(situation, request.member, encounter=current.encounter, parent=current.parent, **values)
    try:
        return change_insight(current, number(version) or 0, form.values)
    except OutdatedError:
        return None


def _context(request: MemberRequest, situation: Situation, rung: Rung) -> dict[str, Any]:
    whole = ladder_of(situation, request.member)
    below = {each.insight.pk for each in rung.walk()}
    targets = [each for each in whole.rungs if each.insight.pk not in below and each is not rung.above]
    above = [rung.above] if rung.above else []
    shown = [each.insight for each in (rung, *above, *rung.behind, *targets)]
    return {
        "situation": situation,
        "rung": rung,
        "insight": rung.insight,
        "targets": targets,
        "names": names_in((text for one in shown for text in (one.text, one.quote)), request.member),
    }


def _ask_for_own_words(request: MemberRequest, situation: Situation, found: Insight) -> HttpResponse:
    """Ask for words of one's own where the question will be read by more people than the insight."""
    form = QuestionForm(
        request.POST if "text" in request.POST else None,
        initial={"text": to_typed(found.text, names_in([found.text], request.member))},
    )
    if form.is_valid():
        text = to_tokens(form.cleaned_data["text"], request.member, before=found.text)
        write_question(situation, request.member, Question.Kind.BEHIND, text)
        messages.success(request, _("Dit is nu de vraag achter de vraag. De vorige blijft te lezen."))
        return redirect("situations:situation", situation.pk)
    return render(request, "situations/question_from.html", {"situation": situation, "insight": found, "form": form})


def _gone(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Keep what was typed about an insight that is not there any more: it can be saved as a new one."""
    if request.method != "POST":
        raise Http404
    form = AddForm(
        initial={name: request.POST.get(name, "") for name in ("text", "kind", "basis", "whose")},
        situation=situation,
        member=request.member,
    )
    context: dict[str, Any] = {"situation": situation, "form": form, "names": {}, "is_gone": True}
    return render(request, "situations/insight_add.html", context, status=404)


def _parent(request: MemberRequest, situation: Situation) -> Insight | None:
    asked = request.GET.get("onder", "")
    return get_object_or_404(_visible(request, situation), pk=number(asked)) if asked else None


def _find(request: MemberRequest, situation: Situation, insight_id: int) -> Rung | None:
    return ladder_of(situation, request.member).find(insight_id)


def _visible(request: MemberRequest, situation: Situation) -> InsightQuerySet:
    visible = Insight.objects.within(request.member.municipality).visible_to(request.member)
    return visible.filter(situation=situation, encounter__withdrawn_at=None).select_related("audience", "encounter")
