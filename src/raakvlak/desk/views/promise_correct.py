"""Putting right what was written down about a promise; what stood there stays to be read."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.desk.forms.promise_correct import CorrectPromiseForm
from raakvlak.desk.forms.talk import kinds_in_words
from raakvlak.desk.promise_actions import correct_promise
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.note import new_promise
from raakvlak.desk.views.promise_steps import page_after, told_when_taken
from raakvlak.desk.views.promises import find_own_promise
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.relations.actions import ChangedPromiseError, mark_of
from raakvlak.relations.models import Promise
from raakvlak.situations.promised import names_on
from raakvlak.situations.references import to_plain, to_typed


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
@told_when_taken
def correct(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Show what was promised to put it right, or store that."""
    promise = find_own_promise(request.member, promise_id)
    if request.method == "GET":
        return show(request, promise, CorrectPromiseForm(initial=written_in(promise, request)))
    form = CorrectPromiseForm(request.POST)
    if not is_sure(request):
        messages.info(request, _("Je bent weer ingelogd. Kijk je tekst na en bewaar hem."))
        return show(request, promise, form)
    if not form.is_valid():
        return show(request, promise, form)
    if special := form.special_kinds():
        return show(request, promise, form, asks=kinds_in_words(special), asked=form.asked_by_now(special))
    return store(request, promise, form)


def store(request: MemberRequest, promise: Promise, form: CorrectPromiseForm) -> HttpResponse:
    """Store what is right, or show what stands there by now."""
    values = {**form.cleaned_data, "due_on": promise.due_on}
    try:
        correct_promise(promise, request.member, new_promise(values), seen=values["seen"])
    except ChangedPromiseError:
        return show_both(request, find_own_promise(request.member, promise.pk), form)
    messages.success(request, _("Verbeterd. Wat er eerst stond, blijft hier te lezen."))
    return redirect(page_after(promise))


def show_both(request: MemberRequest, promise: Promise, form: CorrectPromiseForm) -> HttpResponse:
    """Show what stands there now beside what was typed; saving once more takes what was typed."""
    form.data = {**request.POST.dict(), "seen": mark_of(promise)}
    form.add_error(
        None,
        _(
            "Deze belofte is veranderd sinds je haar opende. Misschien is er een naam gewist: zet die niet terug. Kijk "
            "je tekst na en bewaar hem dan."
        ),
    )
    stands_now = to_plain(promise.text, names_on([promise], request.member))
    return show(request, promise, form, stands_now=stands_now)


def written_in(promise: Promise, request: MemberRequest) -> dict[str, Any]:
    """Return what a promise holds, the way that it was typed."""
    kept = ("kind", "direction", "allowed_by", "allowed_on")
    text = to_typed(promise.text, names_on([promise], request.member))
    return {**{name: getattr(promise, name) for name in kept}, "text": text, "seen": mark_of(promise)}


def show(request: MemberRequest, promise: Promise, form: CorrectPromiseForm, **context: Any) -> HttpResponse:
    """Show the form with all that was typed."""
    same = {"form": form, "promise": promise, "back_url": page_after(promise)}
    return render(request, "desk/promise_correct.html", {**same, **context}, status=422 if form.errors else 200)
