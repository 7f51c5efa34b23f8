"""Hold a situation, so that nothing of it is deleted, and let it go again."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import Audience, Member, Role
from raakvlak.privacy.forms import HoldForm, HoldSearchForm
from raakvlak.situations.actions import HOLD_ROLES, hold, release
from raakvlak.situations.models import Situation
from raakvlak.situations.models.situation import SituationQuerySet
from raakvlak.web.numbers import number
from raakvlak.web.paging import page_of


def titled_for(member: Member) -> SituationQuerySet:
    """Return the situations of which this member may read the title; the privacy officer all but a team's own."""
    rows = Situation.objects.within(member.municipality)
    if member.role == Role.PRIVACY_OFFICER:
        return rows.filter(audience__kind=Audience.Kind.FRONTLINE)
    return rows.visible_to(member)


def found(member: Member, text: str) -> SituationQuerySet:
    """Look by words among those of which the title may be read, and by number among all.

    A situation that is a team's own is listed by its number, and only once it is held: that it exists is no news
    for others.
    """
    rows = Situation.objects.within(member.municipality)
    if not text:
        return rows.filter(Q(pk__in=titled_for(member).values("pk")) | Q(held_since_on__isnull=False))
    wanted = Q(pk__in=titled_for(member).titled_like(text).values("pk"))
    if (situation_id := number(text)) is not None:
        wanted |= Q(pk=situation_id)
    return rows.filter(wanted)


@require_GET
@role_required(*HOLD_ROLES)
def list_holds(request: MemberRequest) -> HttpResponse:
    """Show which situations are kept from deletion, and find one."""
    member, form = request.member, HoldSearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = page_of(
        found(member, text),
        name="holds",
        order=("-started_on", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "page": page,
        "form": form,
        "titled": set(titled_for(member).filter(pk__in=[row.pk for row in page.rows]).values_list("pk", flat=True)),
        "held": Situation.objects.within(member.municipality).exclude(held_since_on=None).count(),
        "is_filtered": bool(text),
    }
    return render(request, "privacy/holds.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*HOLD_ROLES)
def change_hold(request: MemberRequest, situation_id: int) -> HttpResponse:
    """Keep a situation from deletion with the reason, or let the terms count again."""
    situation = get_object_or_404(Situation.objects.within(request.member.municipality), pk=situation_id)
    form = HoldForm(request.POST or None) if not situation.is_held else None
    if request.method == "POST" and form is None:
        release(situation, request.member)
        messages.success(request, _("Losgelaten. De gewone termijnen gelden weer."))
        return redirect("privacy:holds")
    if form is not None and form.is_valid():
        hold(situation, request.member, form.cleaned_data["reason"])
        messages.success(request, _("Vastgehouden. Er wordt nu niets van gewist."))
        return redirect("privacy:holds")
    is_titled = titled_for(request.member).filter(pk=situation.pk).exists()
    context = {"situation": situation, "form": form, "is_titled": is_titled}
    return render(request, "privacy/hold.html", context, status=422 if form is not None and form.errors else 200)
