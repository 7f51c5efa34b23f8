"""Somebody is there twice: find the other, lay the two side by side, make them one, and part them again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.desk.forms.merge import DoubleForm, MergeForm
from raakvlak.desk.merged import facts_of, going_along, left_behind
from raakvlak.desk.views.party import party_of
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.relations import actions
from raakvlak.relations.actions import NotTwoError, may_part
from raakvlak.relations.duplicates import Described, hints
from raakvlak.relations.merging import careful, may_merge
from raakvlak.relations.models import Merge, Party
from raakvlak.situations.jobs import add_missing
from raakvlak.web.paging import page_of

MOST_ALIKE = 8


@require_GET
@role_required(*NOTE_ROLES)
def find_double(request: MemberRequest, party_id: int) -> HttpResponse:
    """List who might be the same, and find another by name: of the same kind, named or not as this one."""
    party = party_of(request.member, party_id)
    form = DoubleForm(request.GET)
    wanted = form.cleaned_data.get("q", "") if form.is_valid() else ""
    others = Party.objects.within(request.member.municipality).visible_to(request.member).exclude(pk=party.pk)
    others = others.filter(kind=party.kind, is_anonymous=party.is_anonymous)
    page = page_of(
        others.named_like(wanted).select_related("area", "audience").defer("area__geometry"),
        name="doubles",
        order=("sort_name", "pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "party": party,
        "form": form,
        "wanted": wanted,
        "page": page if wanted else None,
        "alike": [] if wanted else hints(Described.of(party), request.member, but=[party.pk], most=MOST_ALIKE),
    }
    return render(request, "desk/find_double.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def merge(request: MemberRequest, party_id: int, other_id: int) -> HttpResponse:
    """Lay two side by side, and make them one."""
    keeper, other = party_of(request.member, party_id), party_of(request.member, other_id)
    if keeper.pk == other.pk and other_id != party_id:  # they were made one already, perhaps by sending this twice
        messages.info(request, _("Deze twee zijn al samengevoegd."))
        return redirect("desk:party", keeper.pk)
    if not may_merge(request.member, keeper, other):
        raise Http404
    form = MergeForm(request.POST if request.method == "POST" else None, keeper=keeper, merged=other)
    if form.is_valid():
        try:
            actions.merge(request.member, keeper.pk, other.pk, form.chosen)
        except NotTwoError:
            messages.warning(request, _("Intussen veranderde een van de twee. Kijk nog eens of ze dezelfde zijn."))
            return redirect("desk:find_double", keeper.pk)
        add_missing.enqueue()  # of a party with many talks, not all are found anew at once
        messages.success(request, _("Samengevoegd tot één. Je kunt dit 30 dagen ongedaan maken."))
        return redirect("desk:party", keeper.pk)
    context = {
        "keeper": keeper,
        "other": other,
        "form": form,
        "facts": facts_of(keeper, other),
        "careful": careful(keeper, other),
        "going_along": going_along(request.member, other),
    }
    return render(request, "desk/merge.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def undo_merge(request: MemberRequest, party_id: int, merge_id: int) -> HttpResponse:
    """Part two parties again, and tell what stays as it is."""
    keeper = party_of(request.member, party_id)
    merges = Merge.objects.within(request.member.municipality).select_related("keeper__audience", "merged")
    done = get_object_or_404(merges, pk=merge_id, keeper=keeper)
    if not may_part(request.member, done):
        raise Http404
    if not done.can_be_undone:
        messages.info(request, _("Dit is al ongedaan gemaakt, of langer dan 30 dagen geleden."))
        return redirect("desk:party", keeper.pk)
    if request.method == "POST":
        return parted(request, done)
    context = {
        "title": _("Samenvoegen ongedaan maken?"),
        "text": _(
            "%(other)s staat er dan weer apart in. Wat bij het samenvoegen meeging, gaat terug, als het sindsdien niet "
            "veranderde. Wat er daarna bijkwam, blijft bij %(keeper)s."
        )
        % {"other": done.merged.name, "keeper": keeper.name},
        "action": _("Ongedaan maken"),
        "cancel_url": reverse("desk:party", args=[keeper.pk]),
    }
    return render(request, "confirm.html", context)


def parted(request: MemberRequest, done: Merge) -> HttpResponse:
    """Part them, and say what could not be put back."""
    undone = actions.undo_merge(request.member, done.pk)
    add_missing.enqueue()
    messages.success(request, _("%(name)s staat er weer apart in.") % {"name": done.merged.name})
    told = left_behind(request.member, undone)
    if told:
        text = ngettext(
            "Dit bleef zoals het nu is: %(what)s.", "Deze dingen bleven zoals ze nu zijn: %(what)s.", len(told)
        )
        messages.warning(request, text % {"what": ", ".join(told)})
    if undone.lost:
        text = ngettext(
            "%(number)s ding kwam niet terug: de plek waar het hoorde, is er niet meer.",
            "%(number)s dingen kwamen niet terug: de plek waar ze hoorden, is er niet meer.",
            undone.lost,
        )
        messages.warning(request, text % {"number": undone.lost})
    return redirect("desk:party", done.merged_id)
