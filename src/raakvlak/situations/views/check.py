"""Klopt dit?, for the team: make the page, look at it, lay it before residents, read what they say."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import team_required
from raakvlak.situations.check_actions import close_check, extend_check, publish_check, receive_reply
from raakvlak.situations.checks import names_of, replies_to
from raakvlak.situations.forms.check import DAYS_OPEN, WRITTEN, CheckForm, KeyInForm, ReplyForm
from raakvlak.situations.ladder import ladder_of
from raakvlak.situations.models import Check, Insight, Question, Situation
from raakvlak.situations.qr import qr_svg
from raakvlak.situations.references import PARTY
from raakvlak.web.paging import page_of
from raakvlak.web.references import Reference, replace

CHOSEN_AT_FIRST = 7


@require_http_methods(["GET", "HEAD", "POST"])
@team_required
def make(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Make the page from what is on the ladder, look at it as residents will, and lay it before them."""
    insights = {insight.pk: insight for insight in _to_lay_before(request, situation)}
    lines = {pk: _line(insight) for pk, insight in insights.items()}
    step = request.POST.get("stap", "")
    if request.method != "POST" or step in {"overnemen", "terug"}:
        initial = _typed(request, lines) if request.method == "POST" else _first(situation, lines)
        if step == "overnemen":
            initial["heard"] = _take_over(initial, lines)
        form = CheckForm(initial=initial, situation=situation, member=request.member, lines=lines.items())
        return _write(request, situation, form)
    form = CheckForm(request.POST, situation=situation, member=request.member, lines=lines.items())
    if not form.is_valid():
        return _write(request, situation, form)
    texts = {name: form.cleaned_data[name] for name in WRITTEN}
    if step != "publiceer":
        preview = Check(situation=situation, **texts)
        context = {"situation": situation, "form": form, "check": preview, "reply_form": ReplyForm(check=preview)}
        return render(request, "situations/check_preview.html", context)
    chosen = [insights[pk] for pk in form.insight_ids]
    check = publish_check(situation, request.member, texts, chosen, days=form.cleaned_data["days"])
    messages.success(request, _("De pagina staat klaar. Deel de link, of print hem."))
    return redirect("situations:check", situation.pk, check.pk)


@require_safe
@team_required
def check(request: MemberRequest, situation: Situation, check_id: int) -> HttpResponse:
    """Show what was laid before residents, how they reach it, and what they said."""
    found = _find(situation, check_id)
    page = page_of(
        replies_to(found),
        name="check-replies",
        order=("-replied_on", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("na"),
    )
    context = {
        "situation": situation,
        "check": found,
        "address": _address(request, found),
        "replies": page.rows,
        "newer_url": f"?na={page.newer}" if page.newer else "",
        "older_url": f"?na={page.older}" if page.older else "",
        "right": found.replies.filter(is_right=True).count(),
        "corrected": found.replies.filter(is_right=False).count(),
        "names": names_of(page.rows, request.member),
        "earlier": situation.checks.exclude(pk=found.pk)[:10],
    }
    return render(request, "situations/check.html", context)


@require_safe
@team_required
def paper(request: MemberRequest, situation: Situation, check_id: int) -> HttpResponse:
    """Show the page as it is printed: big letters, lines to write on, the address and its QR code."""
    found = _find(situation, check_id)
    context = {"situation": situation, "check": found, "address": _address(request, found)}
    return render(request, "situations/check_print.html", context)


@require_safe
@team_required
def qr(request: MemberRequest, situation: Situation, check_id: int) -> HttpResponse:
    """Draw the address as a QR code."""
    address = _address(request, _find(situation, check_id))
    response = HttpResponse(qr_svg(address), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@team_required
def key_in(request: MemberRequest, situation: Situation, check_id: int) -> HttpResponse:
    """Key in what somebody wrote on paper or said at the door."""
    found = _find(situation, check_id)
    form = KeyInForm(request.POST or None, check=found)
    if request.method == "POST" and form.is_valid():
        receive_reply(found, form.reply, author=request.member)
        messages.success(request, _("De reactie is bewaard."))
        return redirect("situations:check", situation.pk, found.pk)
    return render(request, "situations/check_key_in.html", {"situation": situation, "check": found, "form": form})


@require_POST
@team_required
def extend(request: MemberRequest, situation: Situation, check_id: int) -> HttpResponse:
    """Make a new link, with which people can answer for three more weeks."""
    extend_check(_find(situation, check_id), days=DAYS_OPEN)
    messages.success(request, _("Er is een nieuwe link. Print de pagina opnieuw: er staat een nieuwe code op."))
    return redirect("situations:check", situation.pk, check_id)


@require_http_methods(["GET", "HEAD", "POST"])
@team_required
def close(request: MemberRequest, situation: Situation, check_id: int) -> HttpResponse:
    """Let no more answers come in, after asking."""
    found = _find(situation, check_id)
    here = reverse("situations:check", args=[situation.pk, found.pk])
    if request.method == "POST":
        close_check(found)
        messages.success(request, _("De pagina is dicht. Wat mensen zeiden, blijft staan."))
        return redirect(here)
    context = {
        "title": _("De pagina sluiten?"),
        "text": _("De link en de code werken dan niet meer, ook niet op papier dat al rondgaat."),
        "action": _("Ja, sluit de pagina"),
        "cancel_url": here,
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)


def _find(situation: Situation, check_id: int) -> Check:
    return get_object_or_404(situation.checks.select_related("situation__municipality"), pk=check_id)


def _address(request: MemberRequest, found: Check) -> str:
    if not found.token or not found.is_open:
        return ""
    return request.build_absolute_uri(reverse("situations:checked", args=[found.token]))


def _write(request: MemberRequest, situation: Situation, form: CheckForm) -> HttpResponse:
    context = {"situation": situation, "form": form, "has_open": situation.checks.filter(closed_at=None).exists()}
    return render(request, "situations/check_make.html", context)


def _to_lay_before(request: MemberRequest, situation: Situation) -> list[Insight]:
    """Return what may be laid before residents: nothing that the team can't read, nothing faded or refuted."""
    found = (rung.insight for rung in ladder_of(situation, request.member).rungs)
    return [one for one in found if one.is_for_all_of(situation.team) and not (one.is_faded or one.refuted_on)]


@override(settings.LANGUAGE_CODE)
def _line(insight: Insight) -> str:
    """Return an insight as residents read it: one sentence in Dutch, naming nobody."""
    text = capfirst(_without_names(insight.text).strip())
    text = text if text[-1:] in ".!?…" else f"{text}."
    return _("Misschien: %(text)s") % {"text": text} if insight.is_unchecked else text


@override(settings.LANGUAGE_CODE)
def _without_names(text: str) -> str:
    def hidden(reference: Reference) -> str:
        return _("iemand") if reference.kind == PARTY else _("een andere plek")

    return replace(text, hidden)


def _first(situation: Situation, lines: dict[int, str]) -> dict[str, Any]:
    chosen = list(lines)[:CHOSEN_AT_FIRST]
    question = situation.questions.filter(kind=Question.Kind.BEHIND).order_by("-written_at", "-pk").first()
    return {
        "insights": chosen,
        "heard": "\n".join(lines[pk] for pk in chosen),
        "question": _without_names(question.text) if question else "",
        "fixed": _without_names(situation.fixed),
        "days": DAYS_OPEN,
    }


def _typed(request: MemberRequest, lines: dict[int, str]) -> dict[str, Any]:
    """Return what was typed so far, to go on with."""
    chosen = [pk for pk in lines if str(pk) in request.POST.getlist("insights")]
    written = {name: request.POST.get(name, "") for name in (*WRITTEN, "days", "is_needed")}
    return {**written, "insights": chosen}


def _take_over(typed: dict[str, Any], lines: dict[int, str]) -> str:
    """Add the lines that were chosen and leave out those that no longer are; own words stay."""
    chosen = [lines[pk] for pk in typed["insights"]]
    dropped = set(lines.values()) - set(chosen)
    own = [line.strip() for line in typed["heard"].splitlines() if line.strip() and line.strip() not in dropped]
    return "\n".join([*own, *(line for line in chosen if line not in own)])
