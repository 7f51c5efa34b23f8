"""Who belongs to which organisation, and who brought us together."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.desk.forms.belonging import BelongingFilterForm
from raakvlak.desk.forms.somebody import SomebodyForm
from raakvlak.desk.forms.ties import ChangedRoleForm, IntroductionForm, NewBelongingForm, NewRoleForm
from raakvlak.desk.people import introduction_of, roles_of
from raakvlak.desk.views.party import party_of
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Introduction, Party
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def add_role(request: MemberRequest, party_id: int) -> HttpResponse:
    """Write down to which organisation somebody belongs, or who belongs to this one."""
    party = party_of(request.member, party_id)
    is_organisation = party.kind == Party.Kind.ORGANISATION
    form_class = NewBelongingForm if is_organisation else NewRoleForm
    form = form_class(request.POST or None, member=request.member, without=party)
    if form.is_valid():
        kind = Party.Kind.PERSON if is_organisation else Party.Kind.ORGANISATION
        with transaction.atomic():
            other = somebody_in(form, request.member, party, kind)
            ends = (other, party) if is_organisation else (party, other)
            actions.affiliate(request.member, *ends, **form.values)
        messages.success(request, _("Bewaard."))
        return redirect("desk:party", party.pk)
    title = _("Wie hoort erbij?") if is_organisation else _("Waar hoort diegene bij?")
    return step(request, party, form, title)


def somebody_in(form: SomebodyForm, member: Member, party: Party, kind: str) -> Party:
    """Return whom a form points at, made when the name was new; for the circle of the party that it is about."""
    values = form.cleaned_data
    if values["party"]:
        known: Party = values["party"]
        return known
    return actions.make_party(member, audience=party.audience, name=values["new_name"], kind=kind)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def change_role(request: MemberRequest, party_id: int, affiliation_id: int) -> HttpResponse:
    """Write down what is right about a role, or that it ended."""
    party = party_of(request.member, party_id)
    role = get_object_or_404(roles_of(party, request.member), pk=affiliation_id)
    form = ChangedRoleForm(request.POST or None, affiliation=role)
    if form.is_valid():
        actions.correct_affiliation(role, form.values)
        messages.success(request, _("Aangepast."))
        return redirect("desk:party", party.pk)
    title = _("%(person)s bij %(organisation)s") % {"person": role.party.name, "organisation": role.organisation.name}
    remove_url = reverse("desk:remove_role", args=[party.pk, role.pk])
    return step(request, party, form, title, remove_url=remove_url)


@require_POST
@role_required(*NOTE_ROLES)
def remove_role(request: MemberRequest, party_id: int, affiliation_id: int) -> HttpResponse:
    """Take a role away that was a mistake."""
    party = party_of(request.member, party_id)
    actions.remove_tie(get_object_or_404(roles_of(party, request.member), pk=affiliation_id))
    messages.success(request, _("Weggehaald, ook uit de geschiedenis."))
    return redirect("desk:party", party.pk)


@require_GET
@role_required(*NOTE_ROLES)
def list_belonging(request: MemberRequest, party_id: int) -> HttpResponse:
    """List who belongs to an organisation, or to what somebody belongs, now and before."""
    party = party_of(request.member, party_id)
    form = BelongingFilterForm(request.GET)
    other = "party" if party.kind == Party.Kind.ORGANISATION else "organisation"
    roles = form.filtered(roles_of(party, request.member), other)
    page = page_of(
        roles,
        name=f"belonging-{party.pk}",
        order=(f"{other}__sort_name", "pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {"party": party, "form": form, "page": page, "total": total_up_to(roles), "is_filtered": form.is_filtered}
    return render_page(request, "desk/belonging.html", context, part="results")


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def introduce(request: MemberRequest, party_id: int) -> HttpResponse:
    """Write down who brought a party and us together."""
    party = party_of(request.member, party_id)
    standing = introduction_of(party, request.member)
    form = IntroductionForm(request.POST or None, member=request.member, without=party, initial=start_of(standing))
    if form.is_valid():
        values = form.cleaned_data
        with transaction.atomic():
            by_party = None if values["member"] else somebody_in(form, request.member, party, Party.Kind.PERSON)
            by: dict[str, Any] = {"by_party": by_party, "by_member": values["member"]}
            actions.introduce(request.member, party, **by, told_on=values["told_on"])
        messages.success(request, _("Bewaard."))
        return redirect("desk:party", party.pk)
    remove_url = reverse("desk:remove_introduction", args=[party.pk]) if standing else ""
    return step(request, party, form, _("Wie bracht jullie in contact?"), remove_url=remove_url)


def start_of(standing: Introduction | None) -> dict[str, Any]:
    """Lay before who changes it what was written down."""
    if standing is None:
        return {}
    name = standing.by_party.name if standing.by_party else ""
    return {"member": standing.by_member_id, "typed": name, "told_on": standing.told_on}


@require_POST
@role_required(*NOTE_ROLES)
def remove_introduction(request: MemberRequest, party_id: int) -> HttpResponse:
    """Forget who brought a party and us together."""
    party = party_of(request.member, party_id)
    standing = introduction_of(party, request.member)
    if standing:
        actions.remove_tie(standing)
    messages.success(request, _("Weggehaald, ook uit de geschiedenis."))
    return redirect("desk:party", party.pk)


def step(request: MemberRequest, party: Party, form: Any, title: str, **context: Any) -> HttpResponse:  # noqa: ANN401  (any form)
    """Show one small thing that is filled in about a party."""
    context = {
        "party": party,
        "form": form,
        "title": title,
        "cancel_url": reverse("desk:party", args=[party.pk]),
    } | context
    return render(request, "desk/party_step.html", context, status=422 if form.errors else 200)
