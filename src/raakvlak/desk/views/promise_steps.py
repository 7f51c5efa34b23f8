"""What one does with a promise: it is settled, opened again, given another day, handed over, taken over, shared."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.desk import promise_actions
from raakvlak.desk.audiences import audiences_of
from raakvlak.desk.forms.promise_steps import HandOverForm, MoveForm, SettleForm
from raakvlak.desk.forms.widen import WidenForm
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.promises import find_own_promise, find_promise
from raakvlak.municipality.access import MemberRequest, member_required, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.relations import actions
from raakvlak.relations.actions.handing import keepers
from raakvlak.relations.models import Encounter, Promise
from raakvlak.situations.promised import names_on

MOST_TALKS = 20
View = Callable[[MemberRequest, int], HttpResponse]


def told_when_taken(view: View) -> View:
    """Tell who was too late that somebody else came to keep the promise meanwhile, and change nothing of it."""

    @wraps(view)
    def guarded(request: MemberRequest, promise_id: int) -> HttpResponse:
        try:
            return view(request, promise_id)
        except actions.OtherOwnerError:
            messages.info(request, _("Een collega was je voor: deze belofte heeft al een eigenaar."))
            return redirect("desk:promise", promise_id)

    return guarded


@keeps_typed
@require_http_methods(["GET", "POST"])
@member_required
@told_when_taken
def settle(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Say how a promise ended."""
    promise = find_own_promise(request.member, promise_id)
    form = SettleForm(request.POST or None, promise=promise, talks=talks_about(promise, request.member))
    if is_filled(request, form):
        actions.settle(promise, **form.cleaned_data)
        messages.success(request, _("Afgehandeld. Klopt het toch niet? Dan zet je de belofte hier weer open."))
        return redirect(page_after(promise))
    title = _("Hoe liep dit af?") if promise.is_theirs else _("Hoe liep het af?")
    return show(request, promise, form, title=title, action=_("Bewaar"))


@require_POST
@member_required
@told_when_taken
def unsettle(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Let a promise stand open again."""
    promise = find_own_promise(request.member, promise_id)
    actions.unsettle(promise)
    messages.info(request, _("De belofte staat weer open."))
    return redirect(page_after(promise))


@keeps_typed
@require_http_methods(["GET", "POST"])
@member_required
@told_when_taken
def move(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Give a promise another day, with the reason."""
    promise = find_own_promise(request.member, promise_id)
    form = MoveForm(request.POST or None, initial={"due_on": promise.due_on})
    if is_filled(request, form):
        actions.move_promise(promise, **form.cleaned_data)
        messages.success(request, _("De belofte heeft een nieuwe dag."))
        return redirect(page_after(promise))
    return show(request, promise, form, title=_("Een andere dag"), action=_("Verzet"))


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
@told_when_taken
def hand_over(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Let a colleague keep a promise of mine, or one that waits for a new owner, and say why."""
    promise = find_promise(request.member, promise_id)
    if promise.owner_id not in {None, request.member.pk}:
        promise = find_own_promise(request.member, promise_id)
    colleagues = keepers(promise.audience).exclude(pk=request.member.pk)
    form = HandOverForm(request.POST or None, colleagues=colleagues)
    if is_filled(request, form):
        taker: Member = form.cleaned_data["taker"]
        actions.hand_over(promise, taker, form.cleaned_data["why"])
        messages.success(request, _("%(name)s ziet dit nu op Vandaag, met jouw reden.") % {"name": taker.user.name})
        return redirect("desk:promise", promise.pk)
    context = {"is_lonely": not colleagues.exists(), "is_klad": promise.audience.is_klad}
    return show(request, promise, form, title=_("Overdragen"), action=_("Draag over"), **context)


@require_POST
@role_required(*NOTE_ROLES)
def take_over(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Keep a promise that waits for a new owner."""
    promise = find_promise(request.member, promise_id)
    if actions.take_over(promise, request.member):
        messages.success(request, _("Deze belofte is nu van jou. Ze staat op Vandaag."))
    else:
        messages.info(request, _("Een collega was je voor: deze belofte heeft al een eigenaar."))
    return redirect("desk:promise", promise.pk)


@require_http_methods(["GET", "POST"])
@member_required
@told_when_taken
def widen(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Share a promise with more colleagues; one that was made in a talk is shared with its talk."""
    promise = find_own_promise(request.member, promise_id)
    if promise.encounter:
        return redirect("desk:widen", promise.encounter.uuid)
    wider = [one for one in audiences_of(request.member) if one.breadth > promise.audience.breadth]
    form = WidenForm(
        request.POST or None,
        member=request.member,
        audiences=sorted(wider, key=lambda one: (one.breadth, one.pk)),
        label=_("Met wie deel je deze belofte?"),
    )
    if request.method == "POST" and form.is_valid():
        promise_actions.widen(promise, request.member, form.cleaned_data["audience"])
        messages.success(request, _("De belofte is gedeeld. Dat staat in het logboek."))
        return redirect("desk:promise", promise.pk)
    return show(request, promise, form, title=_("Delen met collega’s"), action=_("Deel de belofte"), shares=True)


def page_after(promise: Promise) -> str:
    """Return where one goes on: to the promise, or to the list when its talk was withdrawn and it has no page."""
    is_gone = promise.encounter is not None and promise.encounter.is_withdrawn
    return reverse("desk:promises") if is_gone else reverse("desk:promise", args=[promise.pk])


def is_filled(request: MemberRequest, form: forms.Form) -> bool:
    """Tell whether a form was sent, surely by us, and can be stored."""
    return request.method == "POST" and is_sure(request) and form.is_valid()


def talks_about(promise: Promise, member: Member) -> list[Encounter]:
    """Return the last talks in which it may have come up: with whom it is, or else one's own."""
    talks = Encounter.objects.within(member.municipality).visible_to(member).standing()
    if promise.party_id:
        talks = Encounter.objects.visible_to(member).standing().filter(presences__party=promise.party_id)
    else:
        talks = talks.filter(author=member)
    return list(talks.order_by("-happened_on", "-pk")[:MOST_TALKS])


def show(request: MemberRequest, promise: Promise, form: forms.Form, **context: Any) -> HttpResponse:
    """Show a promise and what one fills in about it."""
    same: dict[str, Any] = {"promise": promise, "form": form, "names": names_on([promise], request.member)}
    same["back_url"] = page_after(promise)
    return render(request, "desk/promise_step.html", {**same, **context}, status=422 if form.errors else 200)
