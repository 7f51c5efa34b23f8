"""The sides of a situation: who is touched, who speaks from there, and who was not asked yet."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party, PartyQuerySet
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.forms.people import SideForm
from raakvlak.situations.heard import sides_of
from raakvlak.situations.models import Side, Situation
from raakvlak.web.text import clean_line

FOUND_AT_MOST = 20
LONGEST_SEARCH = 100


@require_http_methods(["GET"])
@situation_required
def sides(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show the sides."""
    return _show_sides(request, situation, SideForm(situation=situation))


@require_POST
@team_required
def make_side(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Add a side."""
    form = SideForm(request.POST, situation=situation)
    if not form.is_valid():
        return _show_sides(request, situation, form)
    side = situation.sides.create(name=form.cleaned_data["name"])
    return redirect("situations:side", situation.pk, side.pk)


@require_http_methods(["GET", "POST"])
@team_required
def side(request: MemberRequest, situation: Situation, side_id: int) -> HttpResponse:
    """Rename a side, and find the parties that speak from it."""
    side = get_object_or_404(situation.sides, pk=side_id)
    form = SideForm(request.POST or None, situation=situation, side=side)
    if form.is_valid():
        side.name = form.cleaned_data["name"]
        side.save()
        messages.success(request, _("De kant heet nu %(name)s.") % {"name": side})
        return redirect("situations:side", situation.pk, side.pk)
    search = clean_line(request.GET.get("q", "")[:LONGEST_SEARCH])
    context = {
        "situation": situation,
        "side": side,
        "form": form,
        "search": search,
        "parties": _nameable(request.member).filter(sides=side).by_name(),
        "found": _found(request.member, situation, side, search),
    }
    return render(request, "situations/side.html", context)


@require_POST
@team_required
def put_in_side(request: MemberRequest, situation: Situation, side_id: int, party_id: int) -> HttpResponse:
    """Let a party speak from a side."""
    side = get_object_or_404(situation.sides, pk=side_id)
    side.parties.add(get_object_or_404(_nameable(request.member), pk=party_id))
    return redirect("situations:side", situation.pk, side.pk)


@require_POST
@team_required
def take_from_side(request: MemberRequest, situation: Situation, side_id: int, party_id: int) -> HttpResponse:
    """Let a party no longer speak from a side."""
    side = get_object_or_404(situation.sides, pk=side_id)
    side.parties.remove(get_object_or_404(_nameable(request.member), pk=party_id))
    return redirect("situations:side", situation.pk, side.pk)


@require_http_methods(["GET", "POST"])
@team_required
def drop_side(request: MemberRequest, situation: Situation, side_id: int) -> HttpResponse:
    """Take a side away; the parties stay, and so does what they said."""
    side = get_object_or_404(situation.sides, pk=side_id)
    if request.method == "GET":
        return render(request, "situations/drop_side.html", {"situation": situation, "side": side})
    side.delete()
    messages.success(request, _("De kant is weg."))
    return redirect("situations:sides", situation.pk)


def _show_sides(request: MemberRequest, situation: Situation, form: SideForm) -> HttpResponse:
    context = {
        "situation": situation,
        "sides": sides_of(situation, request.member),
        "is_team": situation.has_in_team(request.member),
        "form": form,
    }
    return render(request, "situations/sides.html", context)


def _nameable(member: Member) -> PartyQuerySet:
    """Return the parties that this member may see and that may be named."""
    return Party.objects.within(member.municipality).visible_to(member).filter(is_not_to_be_noted=False)


def _found(member: Member, situation: Situation, side: Side, search: str) -> list[Party]:
    """Find parties by name; without a name, those who spoke in this situation."""
    parties = _nameable(member).exclude(sides=side).by_name()
    if search:
        return list(parties.named_like(search)[:FOUND_AT_MOST])
    talks = Encounter.objects.visible_to(member).standing().filter(links__situation=situation)
    spoke = Q(presences__encounter__in=talks, presences__is_only_mentioned=False)
    return list(parties.filter(spoke).exclude(sides__situation=situation).distinct()[:FOUND_AT_MOST])
