"""What is done to an option: off the table and back, made a task of, merged, split, and linked to what lies behind."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Department, Member
from raakvlak.resolutions.access import find_option, options_of
from raakvlak.resolutions.actions import options as actions
from raakvlak.resolutions.actions.options import NotOpenError
from raakvlak.resolutions.forms.option import SHARED, TEAM
from raakvlak.resolutions.forms.steps import BecauseForm, InterestsForm, MergeForm, SplitForm
from raakvlak.resolutions.models import Option
from raakvlak.resolutions.taking import takes_of
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.situations.views.tasks import ask_and_add


@require_http_methods(["GET", "POST"])
@team_required
def withdraw(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Take an option off the table, and say why."""
    found = find_option(request.member, situation, option_uuid)
    here = reverse("resolutions:option", args=[situation.pk, found.uuid])
    form = BecauseForm(request.POST or None)
    if form.is_valid():
        if actions.withdraw_option(found, form.cleaned_data["because"]):
            messages.success(request, _("De optie is van tafel. Wat mensen ervan zeiden, blijft te lezen."))
        else:
            messages.info(request, _("Deze optie lag al niet meer op tafel."))
        return redirect(here)
    context = {
        "title": _("Deze optie van tafel halen?"),
        "text": _about_withdrawing(found, request.member),
        "action": _("Haal van tafel"),
        "cancel_url": here,
        "form": form,
        "is_destructive": True,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


def _about_withdrawing(found: Option, member: Member) -> str:
    """Name the option, and tell when something stands reserved for it."""
    if not takes_of([found], member)[found.pk].standing:
        return found.title
    reserved = _("Er staat nog iets gereserveerd. Daarna zie je bij de optie wat, en kun je het vrijgeven.")
    return f"{found.title}. {reserved}"


@require_POST
@team_required
def put_back(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Put an option on the table again."""
    found = find_option(request.member, situation, option_uuid)
    if actions.put_back(found):
        messages.success(request, _("De optie ligt weer op tafel."))
    return redirect("resolutions:option", situation.pk, found.uuid)


@require_http_methods(["GET", "POST"])
@team_required
def make_task(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Make a task of an option; the form begins with its words, and one changes it first."""
    return ask_and_add(request, situation, text=find_option(request.member, situation, option_uuid).title)


@require_http_methods(["GET", "POST"])
@team_required
def merge(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Make one new option out of several; what people said stays with the ones of which they said it."""
    form = MergeForm(
        request.POST or None, situation=situation, member=request.member, initial=_together(request, situation)
    )
    if form.is_valid():
        merged = list(form.cleaned_data["merged"])
        try:
            made = actions.merge_options(
                merged, request.member, form.told, because=form.cleaned_data["because"], key=form.key
            )
        except NotOpenError:
            form.add_error("merged", _not_open())
        except Option.DoesNotExist as error:
            raise Http404 from error
        else:
            text = _("Er ligt één nieuwe optie. Vraag er opnieuw naar: van niemand nemen we iets aan.")
            messages.success(request, text)
            return redirect("resolutions:option", situation.pk, made.uuid)
    context = {"situation": situation, "form": form}
    return render(request, "resolutions/merge.html", context, status=422 if form.errors else 200)


def _together(request: MemberRequest, situation: Situation) -> dict[str, Any]:
    """Begin with the texts of the options that were chosen, one after the other."""
    wanted = [one for one in request.GET.getlist("optie") if _is_uuid(one)]
    found = list(options_of(situation, request.member).open().filter(uuid__in=wanted).in_order()) if wanted else []
    return {
        "merged": [one.pk for one in found],
        "text": "\n\n".join(one.text or one.title for one in found),
        "needs": "\n".join(one.needs for one in found if one.needs),
        "departments": list(Department.objects.filter(options__in=found).distinct().values_list("pk", flat=True)),
        "circle": TEAM if any(one.audience_id == situation.team_id for one in found) else SHARED,
    }


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


@require_http_methods(["GET", "POST"])
@team_required
def split(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Make several new options out of one."""
    found = find_option(request.member, situation, option_uuid)
    is_shared = found.audience_id != situation.team_id
    first = {"text_1": found.text, "circle": SHARED if is_shared else TEAM}
    form = SplitForm(request.POST or None, situation=situation, member=request.member, initial=first)
    if form.is_valid():
        try:
            actions.split_option(found, request.member, form.parts, because=form.cleaned_data["because"], key=form.key)
        except NotOpenError:
            form.add_error(None, _not_open())
        except Option.DoesNotExist as error:
            raise Http404 from error
        else:
            messages.success(request, _("De nieuwe opties liggen op tafel. Vraag er opnieuw naar."))
            return redirect("resolutions:options", situation.pk)
    context = {"situation": situation, "form": form, "option": found}
    return render(request, "resolutions/split.html", context, status=422 if form.errors else 200)


def _not_open() -> str:
    return _("Een collega haalde dit intussen van tafel, of maakte er iets anders van. Kijk nog eens in de lijst.")


@require_http_methods(["GET", "POST"])
@team_required
def interests(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Say what an option does for each thing that lies behind the question."""
    found = find_option(request.member, situation, option_uuid)
    form = InterestsForm(request.POST or None, option=found, situation=situation, member=request.member)
    if request.method == "POST" and form.is_valid():
        actions.link_interests(found, form.effects)
        messages.success(request, _("Bewaard wat deze optie doet voor wat erachter zit."))
        return redirect("resolutions:option", situation.pk, found.uuid)
    context = {"situation": situation, "form": form, "option": found}
    return render(request, "resolutions/interests.html", context, status=422 if form.errors else 200)
