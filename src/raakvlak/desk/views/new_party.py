"""Add a person, group or organisation; and ask first, gently, whether it is somebody who is known already."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.desk.forms.new_party import NewPartyForm
from raakvlak.desk.forms.party import PartyForm
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.relations.actions import add_contact_point, make_party
from raakvlak.relations.duplicates import Hint, hints
from raakvlak.relations.models import Party


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def add_party(request: MemberRequest) -> HttpResponse:
    """Add somebody, unless one of those who look like her is meant."""
    form = NewPartyForm(request.POST or None, member=request.member)
    if form.is_bound and form.same is not None:
        return that_one(request, form)
    if not form.is_valid():
        return show(request, form, alike_to(form), status=422 if form.errors else 200)
    alike = alike_to(form)
    if any(hint.party.pk not in form.cleaned_data["asked"] for hint in alike):
        return show(request, form, alike, is_asked=True)
    with transaction.atomic():
        party = make_party(request.member, **form.values)
        if form.way_to_reach:
            add_contact_point(party, *form.way_to_reach, is_shielded=False)
    messages.success(request, _("%(name)s staat erin.") % {"name": party.name})
    return redirect("desk:party", party.pk)


@require_POST
@role_required(*NOTE_ROLES)
def alike(request: MemberRequest) -> HttpResponse:
    """Name those who look like who is being typed; it is asked for while one types, and stores nothing."""
    form = NewPartyForm(request.POST, member=request.member)
    return render(request, "desk/parts/alike.html", {"alike": alike_to(form)})


def alike_to(form: NewPartyForm) -> list[Hint]:
    """Find those whom this member may see and who look like who was typed."""
    described = form.described() if form.is_bound else None
    return hints(described, form.member) if described else []


def show(
    request: MemberRequest, form: NewPartyForm, alike: list[Hint], *, is_asked: bool = False, status: int = 200
) -> HttpResponse:
    """Show the form with all that was typed; the question of who is meant stands on top when it is asked."""
    context = {"form": form, "alike": alike, "is_asked": is_asked}
    return render(request, "desk/new_party.html", context, status=status)


def that_one(request: MemberRequest, form: NewPartyForm) -> HttpResponse:
    """Go to who was meant; what was typed and is not known of her yet is laid before the member, to keep."""
    seen = Party.objects.within(request.member.municipality).visible_to(request.member).select_related("audience")
    party = get_object_or_404(seen, pk=form.same)
    form.is_valid()
    if form.way_to_reach:
        add_contact_point(party, *form.way_to_reach, is_shielded=False)
        messages.success(request, _("Het contactgegeven is bewaard bij %(name)s.") % {"name": party.name})
    known = {name: getattr(party, name) for name in PartyForm.base_fields}
    typed = {name: value for name, value in form.values.items() if value and not known[name]}
    typed.pop("is_not_to_be_noted", None)  # that is said of her on purpose, and not by filling a gap
    if not typed:
        return redirect("desk:party", party.pk)
    filled = PartyForm(member=request.member, party=party, initial={**known, **typed})
    messages.info(
        request,
        _("%(name)s stond er al. Wat je typte en nog niet bekend was, is aangevuld. Klopt het?") % {"name": party.name},
    )
    return render(
        request,
        "desk/party_form.html",
        {"form": filled, "party": party, "url": reverse("desk:edit_party", args=[party.pk])},
    )
