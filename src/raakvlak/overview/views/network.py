"""Wie kent wie: organisations around a situation or an area, and who of us knows them. Never a map of people."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.overview.figures.network import network_of
from raakvlak.overview.insiders import insiders_of_area, insiders_of_situation
from raakvlak.overview.scope import Town, place_or_404
from raakvlak.overview.ties import organisations_in, organisations_of, ties_of
from raakvlak.situations.access import situation_required
from raakvlak.situations.models import Situation
from raakvlak.web.pages import render_page


@require_GET
@situation_required
def of_situation(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show which organisations there are around a situation, and who of us knows them."""
    member = request.member
    areas = Town.of(member.municipality).within(situation.area_id) if situation.area_id else set()
    ties = ties_of(organisations_of(situation, member, areas), member)
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(member),
        "network": network_of(ties, insiders_of_situation(situation, member)),
    }
    return render_page(request, "overview/situation_network.html", context)


@require_GET
@role_required(*NOTE_ROLES)
def of_area(request: MemberRequest, area_id: int) -> HttpResponse:
    """Show which organisations there are in an area, and which departments know them."""
    member = request.member
    town = Town.of(member.municipality)
    area = place_or_404(town, area_id)
    ties = ties_of(organisations_in(member, town.within(area.pk)), member)
    context = {"area": area, "network": network_of(ties, insiders_of_area(member))}
    return render_page(request, "overview/area_network.html", context)
