"""The list of people, groups and organisations."""

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from raakvlak.desk.forms.party import PartyFilterForm
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import NOTE_ROLES, ListName, Member
from raakvlak.relations.models import Affiliation, Party, PartyQuerySet
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


@require_GET
@role_required(*NOTE_ROLES)
def list_parties(request: MemberRequest) -> HttpResponse:
    """List the people that this member may see, and find one by name."""
    form = PartyFilterForm(request.GET, member=request.member)
    own = OwnList.of(request, ListName.PARTIES, form)
    if own.opening_url:
        return redirect(own.opening_url)
    parties = filtered(Party.objects.within(request.member.municipality).visible_to(request.member), form)
    page = page_of(
        with_roles(parties.select_related("area", "audience").defer("area__geometry"), request.member),
        name="parties",
        order=("sort_name", "pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "form": form,
        "own": own,
        "page": page,
        "total": total_up_to(parties),
        "clear_url": own.all_url,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render_page(request, "desk/parties.html", context, part="results")


def with_roles(parties: PartyQuerySet, member: Member) -> PartyQuerySet:
    """Fetch along to which organisations these parties belong."""
    roles = Affiliation.objects.within(member.municipality).visible_to(member).current().select_related("organisation")
    return parties.prefetch_related(Prefetch("affiliations", roles.newest_first(), to_attr="current_roles"))


def filtered(parties: PartyQuerySet, form: PartyFilterForm) -> PartyQuerySet:
    """Keep the parties that answer to the form; what can't be read in it does not count."""
    form.is_valid()
    wanted = form.cleaned_data
    if wanted.get("q"):
        parties = parties.named_like(wanted["q"])
    if wanted.get("kind"):
        parties = parties.filter(kind=wanted["kind"])
    if wanted.get("area"):
        parties = parties.filter(area=wanted["area"])
    if wanted.get("told"):
        parties = parties.filter(knows_since_on__isnull=wanted["told"] == "no")
    return parties
