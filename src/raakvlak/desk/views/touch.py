"""Keeping in touch: a rhythm, a wish, "not now", and who was not spoken for long."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.desk.forms.touch import NameForm, NotSpokenFilterForm, PutOffForm, RhythmForm, WishForm
from raakvlak.desk.people import to_show
from raakvlak.desk.views.party import party_of
from raakvlak.desk.views.ties import step
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.relations import actions
from raakvlak.relations.models import Party, PartyQuerySet
from raakvlak.relations.rhythms import colleagues_waiting, in_areas_of, kept_in_touch, waiting
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to

FEW = 10


@require_GET
@role_required(*NOTE_ROLES)
def list_not_spoken(request: MemberRequest) -> HttpResponse:
    """List whom we have not spoken for longer than we wanted, the longest ago first."""
    member, form = request.member, NotSpokenFilterForm(request.GET, member=request.member)
    form.is_valid()
    is_now = not form.cleaned_data.get("when")
    parties = chosen(kept_in_touch(member), form, request)
    page = page_of(
        parties.only("pk", "sort_name"),
        name=f"not-spoken-{is_now}",
        order=("due_on", "pk") if is_now else ("sort_name", "pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    is_filtered = any(request.GET.get(name) for name in form.fields)
    context = {
        "form": form,
        "page": replace(page, rows=to_show(page.rows, member)),
        "total": total_up_to(parties),
        "today": timezone.localdate(),
        "is_filtered": is_filtered,
        "colleagues": [] if is_filtered or request.GET.get("cursor") else colleagues_waiting(member)[:FEW],
    }
    return render_page(request, "desk/not_spoken.html", context, part="results")


def chosen(parties: PartyQuerySet, form: NotSpokenFilterForm, request: MemberRequest) -> PartyQuerySet:
    """Keep the parties that answer to the form; without anything asked those that are due now."""
    wanted = form.cleaned_data
    if not wanted.get("when"):
        parties = waiting(parties)
    elif wanted["when"] == "later":
        parties = parties.filter(not_before_on__gt=timezone.localdate())
    if wanted.get("q"):
        parties = parties.named_like(wanted["q"])
    if wanted.get("near"):
        parties = in_areas_of(parties, request.member)
    return parties.filter(**{name: wanted[name] for name in ("kind", "area") if wanted.get(name)})


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def keep_in_touch(request: MemberRequest, party_id: int) -> HttpResponse:
    """Set the rhythm of an organisation or group, or write down what a resident asked for."""
    party = party_of(request.member, party_id)
    is_person = party.kind == Party.Kind.PERSON
    form = wish_form(request, party) if is_person else rhythm_form(request, party)
    if form.is_valid():
        if is_person:
            actions.note_wish(party, form.cleaned_data["wish"], form.cleaned_data["wish_from_on"])
        else:
            actions.set_rhythm(party, form.cleaned_data["weeks"])
        messages.success(request, _("Bewaard."))
        return redirect("desk:party", party.pk)
    has_any = party.rhythm_weeks or party.wish_from_on
    return step(
        request,
        party,
        form,
        _("Wat vroeg %(name)s?") % {"name": party.name} if is_person else _("Hoe vaak spreken?"),
        remove_url=reverse("desk:let_go", args=[party.pk]) if has_any else "",
        lead=_("Een bewoner spreken we als die erom vraagt.") if is_person else "",
    )


def wish_form(request: MemberRequest, party: Party) -> WishForm:
    """Lay the wish that stands before who changes it."""
    return WishForm(request.POST or None, initial={"wish": party.wish, "wish_from_on": party.wish_from_on})


def rhythm_form(request: MemberRequest, party: Party) -> RhythmForm:
    """Lay the rhythm that stands before who changes it."""
    return RhythmForm(request.POST or None, initial={"weeks": party.rhythm_weeks})


@require_POST
@role_required(*NOTE_ROLES)
def let_go(request: MemberRequest, party_id: int) -> HttpResponse:
    """Want no rhythm any more, or forget a wish."""
    party = party_of(request.member, party_id)
    actions.let_go(party)
    messages.success(request, _("Weggehaald."))
    return redirect("desk:party", party.pk)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def put_off(request: MemberRequest, party_id: int) -> HttpResponse:
    """Say "not now", until a day."""
    party = party_of(request.member, party_id)
    if not (party.rhythm_weeks or party.wish_from_on):
        return redirect("desk:keep_in_touch", party.pk)
    form = PutOffForm(request.POST or None)
    if form.is_valid():
        actions.put_off(party, form.cleaned_data["until"])
        day = date_format(form.cleaned_data["until"], "j F")
        messages.success(request, _("%(name)s komt vanaf %(day)s weer terug.") % {"name": party.name, "day": day})
        return redirect("desk:not_spoken")
    lead = _("Voor iedereen die %(name)s mag zien.") % {"name": party.name}
    return step(request, party, form, _("Niet nu"), lead=lead)


@require_POST
@role_required(*NOTE_ROLES)
def undo_put_off(request: MemberRequest, party_id: int) -> HttpResponse:
    """Take "not now" back."""
    party = party_of(request.member, party_id)
    actions.put_off(party, None)
    messages.success(request, _("Staat er weer bij."))
    return redirect("desk:party", party.pk)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def name_party(request: MemberRequest, party_id: int) -> HttpResponse:
    """Give who had no name a name, with consent."""
    party = party_of(request.member, party_id)
    if not party.is_anonymous:
        return redirect("desk:party", party.pk)
    form = NameForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        actions.give_name(party, values["name"], consented_on=values["consented_on"], consent=values["consent"])
        messages.success(request, _("Alles van ‘%(name)s’ staat nu bij deze naam.") % {"name": party.name})
        return redirect("desk:party", party.pk)
    lead = _("Alles over ‘%(name)s’ blijft bij elkaar, en je vindt het ook nog zo.") % {"name": party.name}
    return step(request, party, form, _("Geef een naam"), lead=lead)
