"""One file on its way in: how far it is, what its columns are, and what holds for its rows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from raakvlak.exchange import actions
from raakvlak.exchange.forms.bringing import ColumnsForm, TermsForm
from raakvlak.exchange.models import Batch, What
from raakvlak.exchange.reading import examples
from raakvlak.exchange.sending import headers_of
from raakvlak.exchange.views.made import made_page
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.web.pages import render_page

EXAMPLES = 3
State = Batch.State
STEPS = {State.MAPPING: "exchange:columns", State.SETTLING: "exchange:terms", State.READY: "exchange:rows"}


def own_batch(request: MemberRequest, batch_id: int) -> Batch:
    """Return a file that this member sent; there is no other."""
    batches = Batch.objects.sent_by(request.member).select_related(
        "job", "municipality", "audience", "member__municipality"
    )
    return get_object_or_404(batches, pk=batch_id)


@require_GET
@role_required(*NOTE_ROLES)
def show_batch(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Show how far a file is and what came of it, or go to the step that waits."""
    batch = own_batch(request, batch_id)
    if batch.state in STEPS:
        address = reverse(STEPS[State(batch.state)], args=[batch.pk])
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    context = {"batch": batch, **(made_page(request, batch) if batch.state == State.DONE else {})}
    return render_page(request, "exchange/batch.html", context, part="stand")


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def columns(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Choose what each column is; what was recognised is filled in."""
    batch = own_batch(request, batch_id)
    if batch.state not in actions.MAPPED:
        return redirect("exchange:batch", batch.pk)
    form = ColumnsForm(request.POST or None, what=batch.what, headers=headers_of(batch), mapping=batch.mapping)
    if form.is_valid():
        actions.choose_columns(batch, form.mapping)
        return redirect("exchange:batch", batch.pk)
    shown = list(zip(form, examples(batch, EXAMPLES), strict=False))
    context = {"batch": batch, "form": form, "columns": shown, "is_nothing_known": not any(batch.mapping)}
    return render(request, "exchange/columns.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def terms(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Say once what for, how long and for whose eyes all rows are kept."""
    batch = own_batch(request, batch_id)
    if batch.state not in actions.SETTLED or not batch.is_about_people:
        return redirect("exchange:batch", batch.pk)
    form = TermsForm(request.POST or None, batch=batch)
    if form.is_valid():
        actions.settle(batch, **form.chosen)
        return redirect("exchange:batch", batch.pk)
    context = {"batch": batch, "form": form, "is_about_people": batch.what == What.PEOPLE}
    return render(request, "exchange/terms.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*NOTE_ROLES)
def stop(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Stop what is being done with a file."""
    batch = own_batch(request, batch_id)
    if actions.stop(batch):
        messages.info(request, _("Gestopt. Er is niets bewaard."))
    return redirect("exchange:batch", batch.pk)


@require_POST
@role_required(*NOTE_ROLES)
def again(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Ask once more for what went wrong."""
    batch = own_batch(request, batch_id)
    actions.try_again(batch)
    return redirect("exchange:batch", batch.pk)


@require_POST
@role_required(*NOTE_ROLES)
def drop(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Forget a file of which nothing is stored."""
    batch = own_batch(request, batch_id)
    if actions.drop(batch):
        messages.success(request, _("Het bestand is weg. Er is niets veranderd."))
        return redirect("exchange:home")
    return redirect("exchange:batch", batch.pk)
