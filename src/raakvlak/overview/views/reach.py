"""Nog niet gehoord: from where we heard less than chance explains, of a situation, an area, the town or myself."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.land import Land, shows_map
from raakvlak.municipality.models import NOTE_ROLES, Member, Role
from raakvlak.overview.figures.groups import groups_of
from raakvlak.overview.figures.reach import ReachFigures, reach_of
from raakvlak.overview.forms.reach import ALWAYS, ReachForm
from raakvlak.overview.scope import Town, place_or_404
from raakvlak.overview.sources import SHOWN_CHANNELS
from raakvlak.relations.models import Encounter, EncounterQuerySet
from raakvlak.situations.access import situation_required
from raakvlak.situations.models import CheckReply, Situation
from raakvlak.web.pages import render_page


@require_GET
@shows_map
@situation_required
def of_situation(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show from where we heard little about a situation, and which groups were not heard yet."""
    town = Town.of(request.member.municipality)
    whole_id = town.around(situation.area_id)
    form = ReachForm(request.GET, town=town, whole_id=whole_id, period=ALWAYS)
    talks = _talks(request.member).filter(links__situation=situation)
    is_team = situation.has_in_team(request.member)
    figures = _figures(talks, town, form)
    context = {
        "situation": situation,
        "is_team": is_team,
        "groups": groups_of(situation, request.member, figures) if is_team else [],
        "replies": _replies(situation) if is_team else [],
        "invited": situation.outreach.count(),
        "clear_url": reverse("overview:reach", args=[situation.pk]),
    }
    return _page(request, "overview/situation_reach.html", form, figures, context)


@require_GET
@shows_map
@role_required(*NOTE_ROLES)
def of_area(request: MemberRequest, area_id: int) -> HttpResponse:
    """Show from where we heard little, within an area or around it."""
    town = Town.of(request.member.municipality)
    area = place_or_404(town, area_id)
    form = ReachForm(request.GET, town=town, whole_id=town.around(area.pk))
    context = {"area": area, "clear_url": reverse("overview:area_reach", args=[area.pk])}
    return _page(request, "overview/area_reach.html", form, _figures(_talks(request.member), town, form), context)


@require_GET
@shows_map
@role_required(Role.COORDINATOR)
def of_municipality(request: MemberRequest) -> HttpResponse:
    """Show from where in the municipality we heard little."""
    town = Town.of(request.member.municipality)
    form = ReachForm(request.GET, town=town)
    context = {"clear_url": reverse("overview:municipality_reach")}
    return _page(
        request, "overview/municipality_reach.html", form, _figures(_talks(request.member), town, form), context
    )


@require_GET
@shows_map
@role_required(*NOTE_ROLES)
def mine(request: MemberRequest) -> HttpResponse:
    """Show from where I heard little myself, for my own eyes."""
    member = request.member
    town = Town.of(member.municipality)
    form = ReachForm(request.GET, town=town)
    written, along = Encounter.objects.filter(author=member), member.encounters.all()
    talks = _talks(member).filter(Q(pk__in=written.values("pk")) | Q(pk__in=along.values("pk")))
    context = {"clear_url": reverse("overview:my_reach")}
    return _page(request, "overview/my_reach.html", form, _figures(talks, town, form), context)


def _talks(member: Member) -> EncounterQuerySet:
    return Encounter.objects.within(member.municipality).visible_to(member).standing()


def _figures(talks: EncounterQuerySet, town: Town, form: ReachForm) -> ReachFigures:
    asked = form.chosen
    return reach_of(
        form.in_period(talks), town, whole_id=form.whole_id, source=asked["source"], against=asked["against"]
    )


def _replies(situation: Situation) -> list[tuple[str, int]]:
    """Count what came back on pages Klopt dit?, by how it came; from where is not known."""
    replies = CheckReply.objects.filter(check_page__situation=situation).order_by()
    counted = dict(replies.values("source").annotate(number=Count("*")).values_list("source", "number"))
    return [(str(source.label), counted[source]) for source in CheckReply.Source if source in counted]


def _page(
    request: MemberRequest, template: str, form: ReachForm, figures: ReachFigures, context: dict[str, Any]
) -> HttpResponse:
    whole = form.town.places.get(form.whole_id or 0)
    shown = {
        "form": form,
        "figures": figures,
        "land": Land.of(request.member.municipality),
        "whole": whole,
        "is_filtered": form.is_filtered,
        "channels": [label for _channel, label in SHOWN_CHANNELS],
    }
    return render_page(request, template, {**shown, **context})
