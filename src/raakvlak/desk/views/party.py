"""One party: what we know of it, what was talked about, and what was promised."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.desk.forms.party import PartyForm
from raakvlak.desk.merged import merges_of
from raakvlak.desk.people import introduction_of, last_talk_with, roles_of
from raakvlak.desk.planning import coming_with, tokens_of
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.relations.actions import MergedError, correct_party
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.situations.models import Situation, SituationEncounter
from raakvlak.situations.promised import words_of
from raakvlak.situations.references import names_for
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of

MOST_ROLES = 10
MOST_SITUATIONS = 20
MOST_PROMISES = 20
MOST_PLANNED = 5
MOST_TALKS = 400


def party_of(member: Member, party_id: int) -> Party:
    """Return a party that this member may see; there is no other. One that was merged into another is that other."""
    parties = Party.objects.within(member.municipality).visible_to(member)
    parties = parties.select_related("area", "audience").defer("area__geometry")
    return parties.filter(pk=party_id).first() or get_object_or_404(parties, merged=party_id)


@require_GET
@role_required(*NOTE_ROLES)
def show_party(request: MemberRequest, party_id: int) -> HttpResponse:
    """Show who somebody is and what was said, newest first."""
    party = party_of(request.member, party_id)
    if party.pk != party_id:
        return redirect("desk:party", party.pk)
    context = {"party": party, **who_it_is(request.member, party), **what_happened(request, party)}
    return render_page(request, "desk/party.html", context, part="timeline")


def who_it_is(member: Member, party: Party) -> dict[str, Any]:
    """Gather the ties of a party, its other names and its last talk, as far as this member may see them."""
    newest = list(roles_of(party, member).newest_first()[:MOST_ROLES])  # those that go on come first
    roles = [role for role in newest if role.is_current]
    return {
        "roles": roles,
        "has_ended_roles": bool(newest) and not roles,
        "introduction": introduction_of(party, member),
        "other_names": list(party.other_names.order_by("pk").values_list("name", flat=True)),
        "spoken_on": last_talk_with(party, member),
        "today": timezone.localdate(),
    }


def what_happened(request: MemberRequest, party: Party) -> dict[str, Any]:
    """Gather the talks, promises and situations of a party that this member may see."""
    member = request.member
    page = page_of(
        Presence.objects.filter(party=party).visible_to(member).for_timeline(),
        name="party-talks",
        order=("-happened_on", "-encounter_id"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    talks = [presence.encounter for presence in page.rows]
    promises = Promise.objects.within(member.municipality).visible_to(member).filter(party=party).open()
    promised = list(promises.by_due_day().select_related("owner__user", "audience")[:MOST_PROMISES])
    planned = list(coming_with(party, member)[:MOST_PLANNED])
    return {
        "page": page,
        "talks": talks,
        "planned": planned,
        "names": names_for(talks, member, also=[*words_of(promised), *tokens_of(planned)]),
        "promises": promised,
        "today": timezone.localdate(),
        "situations": situations_of(party, member),
        "merges": merges_of(party, member),
    }


def situations_of(party: Party, member: Member) -> list[Situation]:
    """Fetch the newest situations to which the talks of a party belong, as far as this member may see both.

    Some parties have ten thousand talks: only the last are looked at.
    """
    last = Presence.objects.filter(party=party).newest_first().values("encounter")[:MOST_TALKS]
    talks = Encounter.objects.visible_to(member).filter(pk__in=last)
    belonging = SituationEncounter.objects.filter(encounter__in=talks).values("situation")
    found = Situation.objects.visible_to(member).filter(pk__in=belonging).newest_first()
    return list(found.only("title")[:MOST_SITUATIONS])


def ask_again(request: MemberRequest, keeper: Party) -> HttpResponse:
    """Lay what was typed beside the party that this one was merged into meanwhile; it is stored when one says so."""
    messages.warning(
        request, _("Dit is intussen samengevoegd met %(name)s. Kijk na of dit klopt.") % {"name": keeper.name}
    )
    form = PartyForm(request.POST or None, member=request.member, party=keeper)
    url = reverse("desk:edit_party", args=[keeper.pk])
    return render(request, "desk/party_form.html", {"form": form, "party": keeper, "url": url})


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def edit_party(request: MemberRequest, party_id: int) -> HttpResponse:
    """Change what is kept about a party."""
    party = party_of(request.member, party_id)
    form = PartyForm(request.POST or None, member=request.member, party=party)
    if party.pk != party_id:
        return ask_again(request, party)
    if form.is_valid():
        try:
            correct_party(party, form.cleaned_data, request.member)
        except MergedError:
            return ask_again(request, party_of(request.member, party_id))
        messages.success(request, _("Aangepast."))
        return redirect("desk:party", party.pk)
    return render(request, "desk/party_form.html", {"form": form, "party": party}, status=422 if form.errors else 200)
