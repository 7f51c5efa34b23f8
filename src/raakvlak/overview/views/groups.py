"""The groups that a team names itself, and in which talks each was heard."""

import uuid
from typing import Final

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Channel, Member
from raakvlak.overview.forms.groups import NamedGroupForm
from raakvlak.overview.models import NamedGroup
from raakvlak.relations.models import Encounter, EncounterQuerySet
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_for
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of

OTHER_TALKS: Final = "andere"


@require_http_methods(["GET", "POST"])
@team_required
def make(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Name a group that should be heard."""
    form = NamedGroupForm(request.POST if request.method == "POST" else None, situation=situation)
    if not form.is_valid():
        return _form(request, situation, form)
    group = _keep(situation.named_groups.model(situation=situation), form)
    if group is None:
        return _form(request, situation, form)
    messages.success(request, _("De groep staat erbij. Koppel een gesprek zodra je iemand van hen sprak."))
    return redirect("overview:reach", situation.pk)


@require_GET
@team_required
def group(request: MemberRequest, situation: Situation, group_id: int) -> HttpResponse:
    """Show in which talks a group was heard, and in which it could have been."""
    found = _group(request.member, situation, group_id)
    tied = found.ties.values("encounter")
    talks = _talks(request.member, situation)
    heard, others = talks.filter(pk__in=tied), talks.exclude(pk__in=tied)
    number = heard.count()
    shows_heard = number > 0 and request.GET.get("toon") != OTHER_TALKS
    page = page_of(
        (heard if shows_heard else others).for_timeline(),
        name=f"talks of a group {shows_heard}",
        order=("-happened_on", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
        size=10,
    )
    context = {
        "situation": situation,
        "group": found,
        "number": number,
        "shows_heard": shows_heard,
        "page": page,
        "names": names_for(page.rows, request.member),
    }
    return render_page(request, "overview/group.html", context)


@require_http_methods(["GET", "POST"])
@team_required
def edit(request: MemberRequest, situation: Situation, group_id: int) -> HttpResponse:
    """Name a group better, or guess anew how many people it is about."""
    found = _group(request.member, situation, group_id)
    form = NamedGroupForm(request.POST if request.method == "POST" else None, situation=situation, group=found)
    if not form.is_valid() or _keep(found, form) is None:
        return _form(request, situation, form)
    messages.success(request, _("Opgeslagen."))
    return redirect("overview:group", situation.pk, found.pk)


@require_http_methods(["GET", "POST"])
@team_required
def drop(request: MemberRequest, situation: Situation, group_id: int) -> HttpResponse:
    """Take a group away; the talks stay as they are."""
    found = _group(request.member, situation, group_id)
    if request.method == "GET":
        return render(request, "overview/drop_group.html", {"situation": situation, "group": found})
    found.delete()
    messages.success(request, _("De groep is weggehaald. De gesprekken blijven."))
    return redirect("overview:reach", situation.pk)


@require_POST
@team_required
def tie(request: MemberRequest, situation: Situation, group_id: int, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Say that a group was heard in a talk of this situation; nothing is written down of who was there."""
    found = _group(request.member, situation, group_id)
    encounter = get_object_or_404(_talks(request.member, situation), uuid=encounter_uuid)
    found.ties.get_or_create(encounter=encounter)
    messages.success(request, _("Deze groep is gehoord in dit gesprek."))
    return redirect("overview:group", situation.pk, found.pk)


@require_POST
@team_required
def untie(request: MemberRequest, situation: Situation, group_id: int, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Say that a group was not heard in a talk after all."""
    found = _group(request.member, situation, group_id)
    encounter = get_object_or_404(_talks(request.member, situation), uuid=encounter_uuid)
    found.ties.filter(encounter=encounter).delete()
    messages.success(request, _("Dit gesprek telt niet meer mee voor deze groep. De notitie blijft."))
    return redirect("overview:group", situation.pk, found.pk)


def _group(member: Member, situation: Situation, group_id: int) -> NamedGroup:
    return get_object_or_404(NamedGroup.objects.visible_to(member).filter(situation=situation), pk=group_id)


def _talks(member: Member, situation: Situation) -> EncounterQuerySet:
    """Return the talks of this situation that a member may read; one with colleagues is no voice from outside."""
    visible = Encounter.objects.within(member.municipality).visible_to(member).standing()
    return visible.filter(links__situation=situation).exclude(channel=Channel.IN_HOUSE)


def _keep(found: NamedGroup, form: NamedGroupForm) -> NamedGroup | None:
    """Store a group; when somebody stored the same name a moment before, say so as the form does."""
    found.name, found.people = form.cleaned_data["name"], form.cleaned_data["people"]
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        form.add_error("name", _("Deze groep staat er al. Kies een andere naam."))
        return None
    return found


def _form(request: MemberRequest, situation: Situation, form: NamedGroupForm) -> HttpResponse:
    context = {"situation": situation, "form": form, "group": form.group}
    return render(request, "overview/group_form.html", context, status=422 if form.errors else 200)
