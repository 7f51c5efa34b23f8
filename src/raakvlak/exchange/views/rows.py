"""The rows of a file before they are stored: what each becomes, what is the matter with it, and the last yes."""

from typing import Any, Final

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from raakvlak.exchange import actions
from raakvlak.exchange.forms.bringing import KeepForm
from raakvlak.exchange.models import Batch, BatchRow
from raakvlak.exchange.reading import checker_of, is_left_out
from raakvlak.exchange.showing import shown
from raakvlak.exchange.views.batch import own_batch
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of

State, Choice = Batch.State, BatchRow.Choice
KNOWN: Final = Q(is_double=True) | Q(repeats__isnull=False)
FILTERS: Final[dict[str, tuple[Any, Q]]] = {
    "": (_("alle rijen"), Q()),
    "fout": (_("met een fout"), Q(has_errors=True)),
    "vraag": (_("met een vraag"), Q(has_questions=True)),
    "dubbel": (_("staat er al"), KNOWN),
}


@require_GET
@role_required(*NOTE_ROLES)
def rows(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Show the rows, each with its problems."""
    batch = own_batch(request, batch_id)
    if batch.state != State.READY:
        return redirect("exchange:batch", batch.pk)
    return _show(request, batch)


@require_POST
@role_required(*NOTE_ROLES)
def choose_row(request: MemberRequest, batch_id: int, row_id: int) -> HttpResponse:
    """Skip one row, make it after all, or treat it as all others."""
    batch = own_batch(request, batch_id)
    row = get_object_or_404(batch.rows, pk=row_id)
    choice = request.POST.get("choice", "")
    if choice in Choice.values:
        actions.choose_row(row, choice)
    back = {name: request.POST[name] for name in ("toon", "cursor") if request.POST.get(name)}
    query = f"?{urlencode(back)}" if back else ""
    return redirect(f"{reverse('exchange:rows', args=[batch.pk])}{query}#rij-{row.number}")


@require_POST
@role_required(*NOTE_ROLES)
def keep(request: MemberRequest, batch_id: int) -> HttpResponse:
    """Say yes: the worker stores all rows."""
    batch = own_batch(request, batch_id)
    if batch.state != State.READY:
        return redirect("exchange:batch", batch.pk)
    form = KeepForm(request.POST, counts=counts_of(batch))
    if not form.is_valid():
        return _show(request, batch, form)
    chosen = form.cleaned_data
    actions.keep(batch, skips_wrong=chosen.get("skips_wrong", False), makes_doubles=chosen.get("doubles") == "new")
    return redirect("exchange:batch", batch.pk)


def counts_of(batch: Batch) -> dict[str, int]:
    """Count the rows by what is the matter with them."""
    stays = ~Q(choice=Choice.SKIPPED)
    right = stays & Q(has_errors=False)
    return batch.rows.aggregate(
        all=Count("pk"),
        wrong=Count("pk", filter=stays & Q(has_errors=True)),
        asked=Count("pk", filter=right & Q(has_questions=True)),
        double=Count("pk", filter=right & KNOWN & ~Q(choice=Choice.NEW)),
        skipped=Count("pk", filter=Q(choice=Choice.SKIPPED)),
        new=Count("pk", filter=right & (~KNOWN | Q(choice=Choice.NEW))),
    )


def _show(request: MemberRequest, batch: Batch, form: KeepForm | None = None) -> HttpResponse:
    chosen = request.GET.get("toon", "")
    chosen = chosen if chosen in FILTERS else ""
    page = page_of(
        batch.rows.filter(FILTERS[chosen][1]),
        name=f"rows-{batch.pk}-{chosen}",
        order=("number", "pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    checked = checker_of(batch, request.member).check(page.rows)
    counts = counts_of(batch)
    context = {
        "batch": batch,
        "page": page,
        "rows": [(one, shown(one), is_left_out(batch, one.row)) for one in checked],
        "counts": counts,
        "filters": [(key, label) for key, (label, _condition) in FILTERS.items()],
        "chosen": chosen,
        "form": form or KeepForm(counts=counts),
    }
    status = 422 if form and form.errors else 200
    return render_page(request, "exchange/rows.html", context, part="results", status=status)
