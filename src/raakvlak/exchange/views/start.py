"""Where bringing in begins: what one brought in before, sending a file, and a sample to fill in."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.exchange import actions
from raakvlak.exchange.columns import COLUMNS
from raakvlak.exchange.forms.bringing import FileForm
from raakvlak.exchange.models import Batch, What
from raakvlak.exchange.refusal import MOST_UPLOADED
from raakvlak.exchange.writing import FORMATS, Sheet, download
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.web.paging import page_of
from raakvlak.web.uploads import is_too_large, takes_uploads_of


@require_GET
@role_required(*NOTE_ROLES)
def home(request: MemberRequest) -> HttpResponse:
    """Show what can be brought in, and what this member brought in before."""
    page = page_of(
        Batch.objects.sent_by(request.member),
        name="batches",
        order=("-sent_at", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    return render(request, "exchange/home.html", {"page": page, "whats": What})


@takes_uploads_of(MOST_UPLOADED)
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def send(request: MemberRequest, what: str) -> HttpResponse:
    """Take a file; the worker reads it."""
    kind = what_of(what)
    is_sent = request.method == "POST"
    form = FileForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        what=kind,
        is_too_large=is_too_large(request),
    )
    if form.is_valid():
        made = actions.send_file(request.member, kind, form.cleaned_data["file"])
        return redirect("exchange:batch", made.pk)
    context = {"form": form, "what": kind, "columns": COLUMNS[kind]}
    return render(request, "exchange/send.html", context, status=422 if form.errors else 200)


@require_GET
@role_required(*NOTE_ROLES)
def sample(request: MemberRequest, what: str, form: str) -> HttpResponseBase:
    """Hand out a file with the columns that we know and one invented row."""
    columns = COLUMNS[what_of(what)]
    if form not in FORMATS:
        raise Http404
    sheet = Sheet(name=f"voorbeeld-{what}", headers=[str(column.label) for column in columns])
    return download(sheet, [[str(column.example) for column in columns]], form)


def what_of(what: str) -> What:
    """Return what a part of an address stands for; there is no other."""
    try:
        return What(what)
    except ValueError:
        raise Http404 from None
