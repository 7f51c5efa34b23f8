"""Inbreng: the list of what was brought in, one of them, and writing it down."""

import uuid
from typing import Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Audience, Member
from raakvlak.resolutions.access import contributions_of, find_contribution, find_option, seen_options
from raakvlak.resolutions.actions import contributions as actions
from raakvlak.resolutions.actions.contributions import AnsweredError
from raakvlak.resolutions.counts import counts_of
from raakvlak.resolutions.forms.contributions import ContributionFilter, ContributionForm, ManyForm, first_values
from raakvlak.resolutions.forms.option import SHARED, conditions_of
from raakvlak.resolutions.models import Contribution
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.models import Insight, Situation
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to

WHOLE_PAGE: Final = "bladzijde"


@require_GET
@situation_required
def contributions(request: MemberRequest, situation: Situation) -> HttpResponse:
    """List what was brought in, the newest first, with what was done with it and why."""
    member = request.member
    form = ContributionFilter(request.GET, situation=situation, member=member)
    found = form.narrowed()
    page = page_of(
        found.with_answers().select_related("party", "option"),
        name=f"contributions {situation.pk}",
        order=("-brought_on", "-pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    visible = contributions_of(situation, member)
    is_team = situation.has_in_team(member)
    chosen = request.GET.get("kies", "") if is_team else ""
    context = {
        "situation": situation,
        "is_team": is_team,
        "form": form,
        "is_filtered": form.is_filtered,
        "page": page,
        "rows": [(one, seen_options(one, member)) for one in page.rows],
        "total": total_up_to(found),
        "counts": counts_of(visible).all,
        "untold": visible.untold().order_by().values("party").distinct().count(),
        "own": {"choosing": bool(chosen), "is_page_chosen": chosen == WHOLE_PAGE},
        "circles": member.audience_ids,
    }
    return render_page(request, "resolutions/contributions.html", context, part="results")


@require_GET
@situation_required
def contribution(request: MemberRequest, situation: Situation, contribution_uuid: uuid.UUID) -> HttpResponse:
    """Show what somebody brought in, what was done with it, and what was answered before."""
    member = request.member
    found = find_contribution(member, situation, contribution_uuid)
    answers = list(found.answers.select_related("member__user", "telling").prefetch_related("options"))
    about = found.option if found.option and found.option.audience_id in member.audience_ids else None
    context = {
        "situation": situation,
        "contribution": found,
        "is_team": situation.has_in_team(member),
        "about": about,
        "answers": [
            (one, [option for option in one.options.all() if option.audience_id in member.audience_ids])
            for one in answers
        ],
        "telling": answers[0].told if answers else None,
    }
    return render(request, "resolutions/contribution.html", context)


@require_http_methods(["GET", "POST"])
@team_required
def add(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Write down what somebody brought in."""
    form = ContributionForm(
        request.POST or None, situation=situation, member=request.member, initial={"circle": SHARED}
    )
    if not form.is_valid():
        context = {"situation": situation, "form": form}
        return render(request, "resolutions/contribution_form.html", context, status=422 if form.errors else 200)
    key = form.cleaned_data["key"]
    made = actions.bring_in(situation, request.member, [form.one], form.audience, key=key)
    messages.success(request, _("De inbreng staat erbij. Wie iets inbrengt, hoort wat ermee gedaan is."))
    return redirect("resolutions:contribution", situation.pk, made[0])


@require_http_methods(["GET", "POST"])
@team_required
def add_many(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Write down what was brought in on an evening, one on each line."""
    form = ManyForm(request.POST or None, situation=situation, member=request.member, initial={"circle": SHARED})
    if not form.is_valid():
        context = {"situation": situation, "form": form, "is_many": True}
        return render(request, "resolutions/contribution_form.html", context, status=422 if form.errors else 200)
    key = form.cleaned_data["key"]
    made = actions.bring_in(situation, request.member, form.all_brought, form.audience, key=key)
    said = ngettext("%(number)d inbreng staat erbij.", "%(number)d stuks inbreng staan erbij.", len(made))
    messages.success(request, said % {"number": len(made)})
    return redirect("resolutions:contributions", situation.pk)


@require_http_methods(["GET", "POST"])
@team_required
def edit(request: MemberRequest, situation: Situation, contribution_uuid: uuid.UUID) -> HttpResponse:
    """Mend what was written down, as long as nobody answered it."""
    found = find_contribution(request.member, situation, contribution_uuid)
    if found.is_answered:
        return _too_late(request, situation, found)
    form = ContributionForm(
        request.POST or None,
        situation=situation,
        member=request.member,
        contribution=found,
        initial=first_values(found),
    )
    if not form.is_valid():
        context = {"situation": situation, "form": form, "contribution": found}
        return render(request, "resolutions/contribution_form.html", context, status=422 if form.errors else 200)
    try:
        actions.change_contribution(found, form.one, form.audience)
    except AnsweredError:
        return _too_late(request, situation, found)
    messages.success(request, _("De inbreng is aangepast."))
    return redirect("resolutions:contribution", situation.pk, found.uuid)


@require_http_methods(["GET", "POST"])
@team_required
def drop(request: MemberRequest, situation: Situation, contribution_uuid: uuid.UUID) -> HttpResponse:
    """Take away what was written down by mistake, as long as nobody answered it."""
    found = find_contribution(request.member, situation, contribution_uuid)
    if found.is_answered:
        return _too_late(request, situation, found)
    if request.method == "POST":
        try:
            actions.drop_contribution(found)
        except AnsweredError:
            return _too_late(request, situation, found)
        messages.success(request, _("De inbreng is weg."))
        return redirect("resolutions:contributions", situation.pk)
    context = {
        "title": _("Deze inbreng weghalen?"),
        "text": found.text,
        "action": _("Haal weg"),
        "cancel_url": reverse("resolutions:contribution", args=[situation.pk, found.uuid]),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)


def _too_late(request: MemberRequest, situation: Situation, found: Contribution) -> HttpResponse:
    messages.info(request, _("Hier is al een antwoord op gegeven. Wat er stond, blijft zo staan."))
    return redirect("resolutions:contribution", situation.pk, found.uuid)


@require_POST
@team_required
def take_condition(request: MemberRequest, situation: Situation, reaction_id: int) -> HttpResponse:
    """Make a contribution of what somebody said under a condition."""
    said = conditions_of(situation, request.member).select_related("option__situation__municipality")
    found = get_object_or_404(said.select_related("party", "encounter__audience", "audience", "option"), pk=reaction_id)
    return _taken(request, situation, actions.from_reaction(found, request.member))


@require_POST
@team_required
def take_insight(request: MemberRequest, situation: Situation, insight_id: int) -> HttpResponse:
    """Make a contribution of what somebody said on the ladder."""
    found = get_object_or_404(insights_to_take(situation, request.member), pk=insight_id)
    return _taken(request, situation, actions.from_insight(found, request.member))


def insights_to_take(situation: Situation, member: Member) -> QuerySet[Insight]:
    """Return what was said, as far as this member may see it and who said it; a klad and a hunch bring nothing in."""
    visible = Insight.objects.within(member.municipality).visible_to(member).filter(situation=situation)
    said = visible.filter(basis=Insight.Basis.SAID).exclude(audience__kind=Audience.Kind.MEMBER)
    return said.select_related("situation__municipality", "encounter__audience", "audience", "party")


@require_POST
@team_required
def take_option(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Make a contribution of the idea with which an option began."""
    found = find_option(request.member, situation, option_uuid)
    return _taken(request, situation, actions.from_option(found, request.member))


def _taken(request: MemberRequest, situation: Situation, made: Contribution) -> HttpResponse:
    messages.success(request, _("Dit staat nu bij de inbreng."))
    return redirect("resolutions:contribution", situation.pk, made.uuid)
