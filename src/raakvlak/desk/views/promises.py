"""A promise: it is settled, opened again, or given another day, by who has to keep it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.desk.forms.promise import MoveForm, SettleForm
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.models import Member
from raakvlak.relations import actions
from raakvlak.relations.models import Promise
from raakvlak.situations.references import names_in


def find_own_promise(member: Member, promise_id: int) -> Promise:
    """Return a promise that this member has to keep; 404 for any other."""
    visible = Promise.objects.within(member.municipality).visible_to(member).filter(owner=member)
    return get_object_or_404(visible.select_related("encounter"), pk=promise_id)


@require_http_methods(["GET", "POST"])
@member_required
def settle(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Say how a promise ended."""
    promise = find_own_promise(request.member, promise_id)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.settle(promise, **form.cleaned_data)
        if promise.encounter is None:
            messages.success(request, _("Afgehandeld."))
        return redirect(f"{page_of(promise)}?afgehandeld={promise.pk}")
    return show(request, promise, form, title=_("Hoe liep het af?"), action=_("Bewaar"))


@require_POST
@member_required
def unsettle(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Let a promise stand open again."""
    promise = find_own_promise(request.member, promise_id)
    actions.unsettle(promise)
    messages.info(request, _("De belofte staat weer open."))
    return redirect(page_of(promise))


@require_http_methods(["GET", "POST"])
@member_required
def move(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Give a promise another day, with the reason."""
    promise = find_own_promise(request.member, promise_id)
    form = MoveForm(request.POST or None, initial={"due_on": promise.due_on})
    if request.method == "POST" and form.is_valid():
        actions.move_promise(promise, **form.cleaned_data)
        messages.success(request, _("De belofte heeft een nieuwe dag."))
        return redirect(page_of(promise))
    return show(request, promise, form, title=_("Een andere dag"), action=_("Verzet"))


def page_of(promise: Promise) -> str:
    """Return where a promise is shown: with its talk, or on Vandaag."""
    return reverse("desk:encounter", args=[promise.encounter.uuid]) if promise.encounter else reverse("desk:today")


def show(request: MemberRequest, promise: Promise, form: SettleForm | MoveForm, **words: str) -> HttpResponse:
    """Show a promise and what one fills in about it."""
    names = names_in([promise.text], request.member)
    context = {"promise": promise, "form": form, "names": names, "cancel_url": page_of(promise), **words}
    return render(request, "desk/promise.html", context)
