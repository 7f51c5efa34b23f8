"""Taking back what a file brought."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from raakvlak.exchange import actions
from raakvlak.exchange.forms.bringing import UndoForm
from raakvlak.exchange.models import Batch
from raakvlak.exchange.undoing import changed_parties, changed_possibilities, changed_talks
from raakvlak.exchange.views.batch import own_batch
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES

MOST_NAMED = 50


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def undo(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Ask whether what was changed since goes too, and take the rest back."""
    batch = own_batch(request, batch_id)
    if batch.state != Batch.State.DONE:
        return redirect("exchange:batch", batch.pk)
    form = UndoForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.undo(batch, takes_changed=form.cleaned_data["takes_changed"])
        return redirect("exchange:batch", batch.pk)
    member = request.member
    context = {
        "batch": batch,
        "form": form,
        "parties": changed_parties(batch).visible_to(member).by_name()[:MOST_NAMED],
        "talks": changed_talks(batch).visible_to(member).newest_first()[:MOST_NAMED],
        "possibilities": changed_possibilities(batch).visible_to(member).order_by("sort_title", "pk")[:MOST_NAMED],
        "most": MOST_NAMED,
    }
    return render(request, "exchange/undo.html", context)
