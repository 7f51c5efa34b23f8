"""Wat horen we?: the frozen pages of a situation and of the house, and writing, freezing and withdrawing one."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.alignment.models import READING_ROLES
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import Member
from raakvlak.resolutions.actions import briefings as actions
from raakvlak.resolutions.actions.briefings import ChangedError, FrozenError
from raakvlak.resolutions.forms.briefing import (
    HOUSE,
    TEAM,
    WORDS,
    BriefingFilter,
    BriefingForm,
    FreezeForm,
    WithdrawForm,
)
from raakvlak.resolutions.heard import OPTIONS_COUNTED, Heard, count_heard
from raakvlak.resolutions.models import Briefing, BriefingQuerySet
from raakvlak.resolutions.models.briefing import PARTS
from raakvlak.resolutions.sheet import frozen_sheet, sheet_of
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.models import Situation
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to

DRAFTS_SHOWN: Final = 20


def visible_briefings(member: Member) -> BriefingQuerySet:
    """Return the briefings for this member's eyes."""
    return Briefing.objects.within(member.municipality).visible_to(member)


@require_GET
@situation_required
def of_situation(request: MemberRequest, situation: Situation) -> HttpResponse:
    """List what was frozen of a situation, the newest first, and what its team still writes."""
    here = visible_briefings(request.member).filter(situation=situation)
    drafts = here.filter(frozen_at=None).select_related("author__user").order_by("-pk")
    context = _listed(request, here.frozen(), name=f"briefings {situation.pk}")
    context |= {
        "situation": situation,
        "is_team": situation.has_in_team(request.member),
        "drafts": list(drafts[:DRAFTS_SHOWN]),
    }
    return render_page(request, "resolutions/briefings.html", context, part="results")


@require_GET
@role_required(*READING_ROLES)
def of_house(request: MemberRequest) -> HttpResponse:
    """List what was frozen for all who work here, and for the teams of who looks, the newest first."""
    context = _listed(request, visible_briefings(request.member).frozen(), name="briefings")
    return render_page(request, "resolutions/briefings_of_house.html", context, part="results")


def _listed(request: MemberRequest, frozen: BriefingQuerySet, *, name: str) -> dict[str, Any]:
    form = BriefingFilter(request.GET)
    found = form.narrow(frozen)
    page = page_of(
        found.select_related("author__user"),
        name=name,
        order=("-frozen_at", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    return {"form": form, "is_filtered": bool(request.GET.get("q")), "page": page, "total": total_up_to(found)}


@require_GET
@role_required(*READING_ROLES)
def briefing(request: MemberRequest, briefing_uuid: uuid.UUID) -> HttpResponse:
    """Show one page: as it was frozen, or as it reads now while its team still writes."""
    found = _find(request.member, uuid=briefing_uuid)
    situation, visible = found.situation, visible_briefings(request.member)
    sees_situation = situation.audience_id in request.member.audience_ids
    context = {
        "briefing": found,
        "situation": situation,
        "sees_situation": sees_situation,
        "is_team": situation.has_in_team(request.member),
        "sheet": frozen_sheet(found) if found.is_frozen else _counted(found),
        "parts": [(name, getattr(found, name)) for name in PARTS],
        "follows": visible.frozen().filter(pk=found.follows_id).first() if found.follows_id else None,
        "followed_by": visible.frozen().filter(follows=found).newest_first().first(),
    }
    return render(request, "resolutions/briefing.html", context)


def _find(member: Member, **wanted: Any) -> Briefing:
    rows = visible_briefings(member).select_related("author__user", "situation__municipality", "situation__audience")
    return get_object_or_404(rows, **wanted)


def _counted(found: Briefing) -> Any:  # noqa: ANN401 – a sheet
    return sheet_of(count_heard(found.situation, for_house=found.is_for_house))


@require_http_methods(["GET", "POST"])
@team_required
def add(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Begin a page; one that replaces another begins with its words."""
    earlier = _replaced(request, situation)
    first = _first_values(earlier, situation) if earlier else {"title": situation.title, "circle": TEAM}
    form = BriefingForm(
        request.POST or None, situation=situation, member=request.member, initial={"version": 1, **first}
    )
    if not form.is_valid():
        return _show_form(request, situation, form, earlier=earlier)
    try:
        made = actions.make_briefing(situation, request.member, {**form.values, "follows": earlier}, key=form.key)
    except Briefing.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("Bewaard als concept. Alleen het team ziet het, tot je het vastlegt."))
    return redirect("resolutions:briefing", made.uuid)


def _replaced(request: MemberRequest, situation: Situation) -> Briefing | None:
    """Return the frozen page that this one comes instead of."""
    asked = request.GET.get("vervangt", "")
    if not asked:
        return None
    try:
        key = uuid.UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(visible_briefings(request.member).frozen(), situation=situation, uuid=key)


def _first_values(found: Briefing, situation: Situation) -> dict[str, Any]:
    is_shared = found.is_for_house and not situation.is_for_team_only
    return {**{name: getattr(found, name) for name in WORDS}, "circle": HOUSE if is_shared else TEAM}


def _show_form(
    request: MemberRequest,
    situation: Situation,
    form: BriefingForm,
    *,
    theirs: Mapping[str, str] | None = None,
    **context: Any,
) -> HttpResponse:
    counted = count_heard(situation, for_house=form["circle"].value() == HOUSE if "circle" in form.fields else False)
    shown = {"situation": situation, "form": form, "sheet": sheet_of(counted), "theirs": theirs or {}, **context}
    status = 409 if theirs is not None else 422 if form.errors else 200
    return render(request, "resolutions/briefing_form.html", shown, status=status)


@require_http_methods(["GET", "POST"])
@team_required
def edit(request: MemberRequest, situation: Situation, draft_uuid: uuid.UUID) -> HttpResponse:
    """Write on in a page that is not frozen; when a colleague did so too, nobody's words are lost."""
    found = _find(request.member, situation=situation, uuid=draft_uuid)
    if found.is_frozen:
        return _is_frozen(request, found)
    first = {"uuid": found.uuid, "version": found.version, **_first_values(found, situation)}
    form = BriefingForm(request.POST or None, situation=situation, member=request.member, initial=first)
    if not form.is_valid():
        return _show_form(request, situation, form, briefing=found)
    try:
        actions.write_briefing(found, form.values, version=form.cleaned_data["version"])
    except ChangedError as error:
        return _show_form(request, situation, form, briefing=found, theirs=form.take_over(error.now))
    except FrozenError:
        return _is_frozen(request, found)
    messages.success(request, _("Bewaard als concept. Alleen het team ziet het, tot je het vastlegt."))
    return redirect("resolutions:briefing", found.uuid)


def _is_frozen(request: MemberRequest, found: Briefing) -> HttpResponse:
    messages.info(request, _("Dit ligt vast en verandert niet meer. Klopt het niet? Schrijf een nieuwe pagina."))
    return redirect("resolutions:briefing", found.uuid)


@require_http_methods(["GET", "POST"])
@team_required
def freeze(request: MemberRequest, situation: Situation, draft_uuid: uuid.UUID) -> HttpResponse:
    """Freeze a page: words, figures, date and author stay as they are from now on."""
    found = _find(request.member, situation=situation, uuid=draft_uuid)
    if found.is_frozen:
        return redirect("resolutions:briefing", found.uuid)
    options = Heard.of(situation).options(for_house=found.is_for_house)
    form = FreezeForm(
        request.POST or None,
        briefing=found,
        titles=list(options.values_list("title", flat=True)[:OPTIONS_COUNTED]),
        situation=situation,
        member=request.member,
    )
    if form.is_valid():
        try:
            actions.freeze_briefing(found, request.member, version=form.cleaned_data["version"])
        except ChangedError:
            messages.warning(request, _("Een collega schreef hier intussen ook in. Lees het nog eens na."))
        except FrozenError:
            return _is_frozen(request, found)
        else:
            messages.success(request, _("Het ligt vast. Woorden, cijfers, datum en schrijver blijven zo."))
        return redirect("resolutions:briefing", found.uuid)
    context = {"situation": situation, "briefing": found, "form": form, "sheet": _counted(found)}
    return render(request, "resolutions/briefing_freeze.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@team_required
def withdraw(request: MemberRequest, situation: Situation, briefing_uuid: uuid.UUID) -> HttpResponse:
    """Take back what was frozen, and say why; it stays to be read."""
    found = _find(request.member, situation=situation, uuid=briefing_uuid)
    here = reverse("resolutions:briefing", args=[found.uuid])
    if not found.is_frozen or found.is_withdrawn:
        return redirect(here)
    form = WithdrawForm(request.POST or None, situation=situation, member=request.member)
    if form.is_valid():
        actions.withdraw_briefing(found, form.cleaned_data["because"])
        messages.success(request, _("Ingetrokken. Wie de pagina opent, leest waarom."))
        return redirect(here)
    context = {
        "title": _("Deze pagina intrekken?"),
        "text": found.title,
        "action": _("Trek in"),
        "cancel_url": here,
        "form": form,
        "is_destructive": True,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@team_required
def drop(request: MemberRequest, situation: Situation, draft_uuid: uuid.UUID) -> HttpResponse:
    """Throw away a page that nobody froze."""
    found = _find(request.member, situation=situation, uuid=draft_uuid)
    if found.is_frozen:
        return _is_frozen(request, found)
    if request.method == "POST":
        try:
            actions.drop_briefing(found)
        except FrozenError:
            return _is_frozen(request, found)
        messages.success(request, _("Het concept is weg."))
        return redirect("resolutions:briefings", situation.pk)
    context = {
        "title": _("Dit concept weggooien?"),
        "text": found.title,
        "action": _("Gooi weg"),
        "cancel_url": reverse("resolutions:briefing", args=[found.uuid]),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)
