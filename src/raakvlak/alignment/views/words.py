"""The list of related words of a municipality: looked through, changed, pasted and taken along."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.alignment.actions.related_words import (
    WrongLinesError,
    begin_list,
    put_lines,
    put_pair,
    refuse_pair,
    remove_pair,
    text_of,
)
from raakvlak.alignment.forms.words import LinesForm, PairForm, WordsFilter, first_values
from raakvlak.alignment.models import RelatedWords
from raakvlak.municipality.access import MemberRequest, member_required, role_required
from raakvlak.municipality.models import Role
from raakvlak.municipality.models.member import SETTLING_ROLES
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to

MOST_COUNTED = 5_000


@require_GET
@member_required
def words(request: MemberRequest) -> HttpResponse:
    """List related words in the order of the alphabet; a municipality without a list begins with ours."""
    member = request.member
    begin_list(member.municipality)
    form = WordsFilter(request.GET, member=member)
    found = form.narrowed()
    page = page_of(found, name="related words", order=("key", "pk"), reader=member.pk, cursor=request.GET.get("cursor"))
    context = {
        "form": form,
        "page": page,
        "total": total_up_to(found, MOST_COUNTED),
        "is_filtered": form.is_filtered,
        "may_edit": member.role in SETTLING_ROLES,
        "may_refuse": member.role == Role.COORDINATOR,
    }
    return render_page(request, "alignment/words.html", context, part="results")


@require_http_methods(["GET", "POST"])
@role_required(*SETTLING_ROLES)
def add(request: MemberRequest) -> HttpResponse:
    """Write a pair."""
    form = PairForm(request.POST or None, initial=first_values(None))
    if request.method == "POST" and form.is_valid() and _is_put(request, form):
        messages.success(request, _("Het paar staat erbij. We zoeken er vanaf nu mee."))
        return redirect("alignment:words")
    return _show(request, form)


@require_http_methods(["GET", "POST"])
@role_required(*SETTLING_ROLES)
def change(request: MemberRequest, pair_id: int) -> HttpResponse:
    """Change a pair; one that was learned is from then on written by us."""
    row = _find(request, pair_id)
    form = PairForm(request.POST or None, initial=first_values(row))
    if request.method == "POST" and form.is_valid() and _is_put(request, form, row):
        messages.success(request, _("Het paar is aangepast."))
        return redirect("alignment:words")
    return _show(request, form, row)


@require_http_methods(["GET", "POST"])
@role_required(*SETTLING_ROLES)
def remove(request: MemberRequest, pair_id: int) -> HttpResponse:
    """Take a pair that people keep out of the list."""
    row = get_object_or_404(RelatedWords.objects.within(request.member.municipality).kept(), pk=pair_id)
    if request.method == "POST":
        remove_pair(row)
        messages.success(request, _("Het paar is weg. We zoeken er niet meer mee."))
        return redirect("alignment:words")
    context = {
        "title": _("Dit paar weghalen?"),
        "text": str(row),
        "action": _("Ja, haal weg"),
        "cancel_url": reverse("alignment:change_pair", args=[row.pk]),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)


@require_POST
@role_required(Role.COORDINATOR)
def refuse(request: MemberRequest, pair_id: int) -> HttpResponse:
    """Refuse a pair that was learned, for good."""
    if refuse_pair(_find_any(request, pair_id), is_refused=True):
        messages.success(request, _("Geweigerd. We leren dit paar niet opnieuw; je vindt het bij Geweigerd."))
    else:
        messages.info(request, _("Dit paar is van jullie zelf. Haal het weg als het niet klopt."))
    return redirect("alignment:words")


@require_POST
@role_required(Role.COORDINATOR)
def allow(request: MemberRequest, pair_id: int) -> HttpResponse:
    """Allow a pair that was refused after all."""
    refuse_pair(_find_any(request, pair_id), is_refused=False)
    messages.success(request, _("Dit paar doet weer mee."))
    return redirect("alignment:words")


@require_http_methods(["GET", "POST"])
@role_required(*SETTLING_ROLES)
def paste(request: MemberRequest) -> HttpResponse:
    """Store many lines at once, or none and say which are wrong."""
    form = LinesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = put_lines(request.member.municipality, form.cleaned_data["text"], is_whole_list=form.is_whole_list)
        except WrongLinesError as wrong:
            form.refuse(wrong.errors)
        else:
            told = ngettext("%(number)d paar bewaard.", "%(number)d paren bewaard.", number)
            messages.success(request, told % {"number": number})
            return redirect("alignment:words")
    return render(request, "alignment/word_lines.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@member_required
def take(request: MemberRequest) -> HttpResponse:
    """Take the list along as lines; what was learned is not in it, for that follows from choices."""
    begin_list(request.member.municipality)
    response = HttpResponse(text_of(request.member.municipality), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="woordenlijst-{timezone.localdate():%Y-%m-%d}.txt"'
    return response


def _find(request: MemberRequest, pair_id: int) -> RelatedWords:
    visible = RelatedWords.objects.within(request.member.municipality).visible_to(request.member).used()
    return get_object_or_404(visible.select_related("municipality"), pk=pair_id)


def _find_any(request: MemberRequest, pair_id: int) -> RelatedWords:
    visible = RelatedWords.objects.within(request.member.municipality).visible_to(request.member)
    return get_object_or_404(visible.select_related("municipality"), pk=pair_id)


def _is_put(request: MemberRequest, form: PairForm, row: RelatedWords | None = None) -> bool:
    """Store the pair, or say in the form why the list can't hold it."""
    from draagvlak.matching import PairError  # noqa: PLC0415 – heavy

    try:
        put_pair(request.member.municipality, form.pair, row)
    except PairError as error:
        form.refuse(error)
        return False
    return True


def _show(request: MemberRequest, form: PairForm, row: RelatedWords | None = None) -> HttpResponse:
    context = {"form": form, "row": row}
    return render(request, "alignment/pair.html", context, status=422 if form.errors else 200)
