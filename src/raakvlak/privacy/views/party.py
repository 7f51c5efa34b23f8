"""What we hold about one party: to show her, to ask wholly, and to erase."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import NOTE_ROLES, AccessLogEntry, Member
from raakvlak.privacy.actions.erasure import erase_party, is_held, is_large
from raakvlak.privacy.actions.requests import ask_overview
from raakvlak.privacy.forms import CaseNumberForm, EraseForm
from raakvlak.privacy.jobs import erase_party as erase_party_later
from raakvlak.privacy.names import NameFinder
from raakvlak.privacy.overview import Overview
from raakvlak.relations.models import Party


def party_of(member: Member, party_id: int) -> Party:
    """Return a party that this member may see; there is no other."""
    parties = Party.objects.within(member.municipality).visible_to(member)
    return get_object_or_404(parties.select_related("area", "municipality"), pk=party_id)


@require_GET
@role_required(*NOTE_ROLES)
def show_party(request: MemberRequest, party_id: int) -> HttpResponse:
    """Show all that is held about a party, as far as this member may see it; that I looked is written down."""
    party = party_of(request.member, party_id)
    log_access(request.member, AccessLogEntry.What.PARTY_OVERVIEW, party.pk)
    return render(request, "privacy/party.html", {"party": party, "overview": Overview(party, request.member)})


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def ask_for_all(request: MemberRequest, party_id: int) -> HttpResponse:
    """Ask the privacy officer for the whole overview, also of what this member may not read."""
    party = party_of(request.member, party_id)
    form = CaseNumberForm(request.POST or None)
    if form.is_valid():
        ask_overview(party, request.member, form.cleaned_data["case_number"])
        messages.success(request, _("Gevraagd. De privacyfunctionaris maakt het hele overzicht."))
        return redirect("privacy:party", party.pk)
    return render(request, "privacy/ask.html", {"party": party, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def erase(request: MemberRequest, party_id: int) -> HttpResponse:
    """Erase a party from text, history and index, after showing in numbers what goes."""
    party = party_of(request.member, party_id)
    overview = Overview(party, request.member)
    return ask_and_erase(request, overview, reverse("privacy:party", args=[party.pk]), reverse("desk:parties"))


def ask_and_erase(request: MemberRequest, overview: Overview, cancel_url: str, done_url: str) -> HttpResponse:
    """Show in numbers what goes, ask for certainty, and erase: at once, or by a job where there is much to read."""
    party = overview.party
    if is_held(party):
        return render(request, "privacy/held.html", {"party": party, "cancel_url": cancel_url}, status=409)
    form = EraseForm(request.POST or None, initial={"everywhere": not NameFinder(party.name).is_one_word})
    if form.is_valid():
        start_erasing(request, party, everywhere=form.cleaned_data["everywhere"])
        return redirect(done_url)
    context = {"party": party, "overview": overview, "form": form, "cancel_url": cancel_url}
    return render(request, "privacy/erase.html", context, status=422 if form.errors else 200)


def start_erasing(request: MemberRequest, party: Party, *, everywhere: bool) -> None:
    """Erase now, or let a job do it."""
    if is_large(party):
        erase_party_later.enqueue(party_id=party.pk, member_id=request.member.pk, everywhere=int(everywhere))
        messages.success(request, _("We wissen nu alles. Dat duurt een paar minuten."))
    else:
        erase_party(party, request.member, everywhere=everywhere)
        messages.success(request, _("Gewist. Waar de naam stond, staat nu: [naam gewist]."))
