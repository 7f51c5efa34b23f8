"""What could help a situation: suggestions for each wish, why, and what was done in like cases; a person decides."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.alignment.actions.choosing import choose, take_back
from raakvlak.alignment.cases import cases_like
from raakvlak.alignment.forms.choosing import ChoiceForm, LookFilter
from raakvlak.alignment.matching import (
    MORE,
    OF_EACH,
    WISHES_AT_ONCE,
    has_possibilities,
    helped,
    pairs_behind,
    possibilities_for,
)
from raakvlak.alignment.models import Choice
from raakvlak.alignment.wishes import Wish, find_wish, wishes_of
from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_in, to_tokens
from raakvlak.web.pages import next_address


@require_GET
@situation_required
def suggestions(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show for each wish that this member may read what could help, and why."""
    form = LookFilter(request.GET)
    found = helped(wishes_of(situation, request.member), situation, request.member, form.looked, most=OF_EACH)
    texts = [text for one in found for text in (one.wish.text, *(choice.why for choice in one.chosen))]
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(request.member),
        "form": form,
        "is_filtered": form.is_filtered,
        "found": found[:WISHES_AT_ONCE],
        "others": found[WISHES_AT_ONCE:],
        "names": names_in(texts, request.member),
        "has_possibilities": has_possibilities(situation.municipality),
        "key": uuid.uuid4,
    }
    return render(request, "alignment/suggestions.html", context)


@require_GET
@situation_required
def wish(request: MemberRequest, situation: Situation, wish: str) -> HttpResponse:
    """Show more that could help one wish, and what was chosen or refused for wishes like it, the nearest first."""
    asked = _find(situation, request, wish)
    form = LookFilter(request.GET)
    most = form.step(MORE)
    found = helped([asked], situation, request.member, form.looked, most=most)[0]
    cases = cases_like(asked, request.member)
    texts = [asked.text, *(choice.why for choice in found.chosen)]
    texts += [text for case in cases for text in (case.choice.wish, case.choice.why)]
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(request.member),
        "form": form,
        "is_filtered": form.is_filtered,
        "one": found,
        "cases": cases,
        "next_step": form.next_step(most) if found.has_more else None,
        "names": names_in(texts, request.member),
        "has_possibilities": has_possibilities(situation.municipality),
        "key": uuid.uuid4,
    }
    return render(request, "alignment/wish.html", context)


@require_http_methods(["GET", "POST"])
@team_required
def choose_one(request: MemberRequest, situation: Situation, wish: str, possibility_id: int) -> HttpResponse:
    """Say that a possibility fits a wish, or does not, and why."""
    asked = _find(situation, request, wish)
    possibility = get_object_or_404(possibilities_for(request.member), pk=possibility_id)
    here = next_address(request) or reverse("alignment:wish", args=[situation.pk, asked.key])
    form = ChoiceForm(request.POST or None, initial={"outcome": request.GET.get("keuze", "")})
    if not form.is_valid():
        context = {
            "situation": situation,
            "wish": asked,
            "possibility": possibility,
            "form": form,
            "here": here,
            "names": names_in([asked.text], request.member),
        }
        return render(request, "alignment/choice.html", context, status=422 if form.errors else 200)
    why = to_tokens(form.cleaned_data["why"] or "", request.member)
    try:
        choose(
            request.member,
            asked,
            possibility,
            key=form.cleaned_data["key"],
            is_accepted=form.is_accepted,
            why=why,
            by_pairs=pairs_behind(asked, possibility),
        )
    except Choice.DoesNotExist:
        raise Http404 from None
    told = _("Past. Je kunt nu een collega vragen.") if form.is_accepted else _("Past niet. We onthouden dat.")
    messages.success(request, told)
    return redirect(here)


@require_POST
@team_required
def undo(request: MemberRequest, situation: Situation, choice_id: int) -> HttpResponse:
    """Take a choice back; it stays to be read that it was made."""
    visible = Choice.objects.within(request.member.municipality).visible_to(request.member)
    found = get_object_or_404(visible.filter(situation=situation), pk=choice_id)
    take_back(found)
    messages.success(request, _("De keuze is teruggenomen."))
    return redirect(next_address(request) or reverse("alignment:wish", args=[situation.pk, found.wish_key]))


def _find(situation: Situation, request: MemberRequest, key: str) -> Wish:
    found = find_wish(situation, request.member, key)
    if found is None:
        raise Http404
    return found
