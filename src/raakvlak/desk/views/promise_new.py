"""Making a promise without a talk, in either direction."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.desk.audiences import audiences_of
from raakvlak.desk.forms.key import keyed
from raakvlak.desk.forms.note import now
from raakvlak.desk.forms.promise_alone import AlonePromiseForm
from raakvlak.desk.forms.talk import kinds_in_words
from raakvlak.desk.promise_actions import make_promise
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.note import new_promise
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Audience, Member
from raakvlak.relations.models import Promise
from raakvlak.situations.models import Situation
from raakvlak.web.numbers import number


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def make(request: MemberRequest) -> HttpResponse:
    """Ask what was promised, to whom and when; store it once."""
    audiences = audiences_of(request.member)
    if request.method == "GET":
        start = start_of(request, audiences)
        return show(request, AlonePromiseForm(author=request.member, audiences=audiences, initial=start))
    form = AlonePromiseForm(keyed(request.POST), author=request.member, audiences=audiences)
    if not is_sure(request):
        messages.info(request, _("Je bent weer ingelogd. Kijk je tekst na en bewaar hem."))
        return show(request, form)
    if not form.is_valid():
        return show(request, form)
    special = form.special_kinds()
    if special:
        return show(request, form, asks=kinds_in_words(special), asked=form.asked_by_now(special))
    return store(request, form)


def store(request: MemberRequest, form: AlonePromiseForm) -> HttpResponse:
    """Store the promise, and show it."""
    values = form.cleaned_data
    chosen = {name: values[name] for name in ("key", "party", "to_whom", "situation")}
    try:
        promise = make_promise(request.member, values["audience"], new_promise(values), **chosen)
    except Promise.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Opgeschreven. Komt de dag, dan staat het op Vandaag."))
    return redirect("desk:promise", promise.pk)


def start_of(request: MemberRequest, audiences: Sequence[Audience]) -> dict[str, Any]:
    """Fill in what the screen that one came from already knows: a person, or a situation."""
    situation = asked_situation(request.member, request.GET.get("situatie", ""))
    return {
        "key": now()["key"],
        "party": number(request.GET.get("persoon", "")),
        "situation": situation.pk if situation else None,
        "audience": readers_at_first(audiences, situation).pk,
    }


def readers_at_first(audiences: Sequence[Audience], situation: Situation | None) -> Audience:
    """Return the team of the situation, or else all who work outside: what is promised is not to be forgotten."""
    team = [one for one in audiences if situation and one.pk == situation.team_id]
    return [*team, *(one for one in audiences if one.kind == Audience.Kind.FRONTLINE)][0]


def asked_situation(member: Member, asked: str) -> Situation | None:
    """Return the situation that one came from, as far as she may see it."""
    chosen = number(asked)
    visible = Situation.objects.within(member.municipality).visible_to(member)
    return visible.filter(pk=chosen).first() if chosen else None


def show(request: MemberRequest, form: AlonePromiseForm, **context: Any) -> HttpResponse:
    """Show the form with all that was typed; cancelling leads back to where one came from."""
    party, situation = form.chosen_party, number(str(form["situation"].value() or ""))
    cancel_url = reverse("desk:promises")
    if party:
        cancel_url = reverse("desk:party", args=[party.pk])
    elif situation:
        cancel_url = reverse("situations:situation", args=[situation])
    same = {"form": form, "party": party, "cancel_url": cancel_url}
    return render(request, "desk/promise_new.html", {**same, **context}, status=422 if form.errors else 200)
