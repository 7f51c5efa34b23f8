"""What goes along in a handover, one by one; what is said of each party; and all of it on paper."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.privacy.actions import handover as actions
from raakvlak.privacy.handing_over import Scope, people_of, went_along
from raakvlak.privacy.handover_form import HandoverPartyForm
from raakvlak.privacy.models import Handover, HandoverItem, HandoverParty
from raakvlak.privacy.views.handover import find_handover, find_own_handover
from raakvlak.relations.models import Appointment, Encounter, Promise
from raakvlak.situations.references import Names, names_in, party_reference, to_tokens, to_typed
from raakvlak.web.numbers import number
from raakvlak.web.pages import next_address
from raakvlak.web.paging import page_of, total_up_to

MOST_ON_PAPER: Final = 200
TALKS_ON_PAPER: Final = 30
SORTS: Final = {"gesprekken": "encounter", "beloften": "promise", "gepland": "appointment"}
ORDERS: Final = {"encounter": ("-happened_on", "-pk"), "promise": ("-pk",), "appointment": ("planned_on", "pk")}


def things_of(handover: Handover, link: str, member: Member) -> Any:  # noqa: ANN401 – rows of one of three models
    """Return what there is of one sort, as far as this member may see it; who takes over sees only what goes."""
    scope = Scope(handover)
    rows: Any = {"encounter": scope.talks, "promise": scope.promises, "appointment": scope.appointments}[link]
    if handover.state == Handover.State.ACCEPTED:
        rows = rows.model.objects.filter(pk__in=went_along(handover, link).values(link))
        if rows.model is not Appointment:  # a plan may be called off, but is never withdrawn
            rows = rows.standing()
    elif not handover.is_made_by(member):
        rows = scope.going(rows)
    return rows.filter(audience__in=member.audience_ids)


@require_GET
@role_required(*NOTE_ROLES)
def list_things(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """List the talks, promises or planned talks of a handover."""
    member, handover = request.member, find_handover(request.member, handover_uuid)
    sort = request.GET.get("soort", "gesprekken")
    link = SORTS.get(sort, "encounter")
    rows = things_of(handover, link, member)
    page = page_of(
        rows.select_related("audience"),
        name=f"handover {handover.pk} {link}",
        order=ORDERS[link],
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    ids = [row.pk for row in page.rows]
    left = HandoverItem.objects.filter(handover=handover, is_left_out=True, **{f"{link}__in": ids})
    scope = Scope(handover)
    context = {
        "handover": handover,
        "title": handover.title_for(member),
        "page": page,
        "total": total_up_to(rows),
        "sort": sort if sort in SORTS else "gesprekken",
        "link": link,
        "left_ids": set(left.values_list(link, flat=True)),
        "going_ids": set(scope.going(rows.filter(pk__in=ids)).values_list("pk", flat=True)),
        "names": names_in([words_of(row) for row in page.rows], member),
        "may_change": handover.is_made_by(member) and handover.is_open,
    }
    return render(request, "privacy/handover_things.html", context)


def words_of(row: Encounter | Promise | Appointment) -> str:
    """Return the words by which one thing is known."""
    if isinstance(row, Encounter):
        return row.working_note
    return row.text if isinstance(row, Promise) else row.questions


@require_POST
@role_required(*NOTE_ROLES)
def leave_out(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Let one thing stay behind, or go along after all."""
    handover = find_own_handover(request.member, handover_uuid)
    link = request.POST.get("link", "")
    if link not in ORDERS:
        raise Http404
    row = get_object_or_404(things_of(handover, link, request.member), pk=number(request.POST.get("number", "")) or 0)
    actions.leave_out(handover, row, stays=request.POST.get("stays") == "1")
    return redirect(next_address(request) or reverse("privacy:handover_things", args=[handover.uuid]))


@require_GET
@role_required(*NOTE_ROLES)
def list_people(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """List the people of a handover, with what is said of each."""
    member, handover = request.member, find_handover(request.member, handover_uuid)
    people = people_of(handover, member)
    page = page_of(
        people.select_related("area").defer("area__geometry"),
        name=f"handover {handover.pk} people",
        order=("sort_name", "pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    said = {one.party_id: one for one in HandoverParty.objects.filter(handover=handover, party__in=page.rows)}
    context = {
        "handover": handover,
        "title": handover.title_for(member),
        "page": page,
        "rows": [(party, said.get(party.pk)) for party in page.rows],
        "total": total_up_to(people),
        "may_change": may_say(handover, member),
    }
    return render(request, "privacy/handover_people.html", context)


def may_say(handover: Handover, member: Member) -> bool:
    """Tell whether this member may say something of the people: who makes it ready, and afterwards both."""
    is_ready = handover.state == Handover.State.ACCEPTED
    return (handover.is_made_by(member) and handover.state != Handover.State.WITHDRAWN) or (
        is_ready and handover.receiver_id == member.pk
    )


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def say_of(request: MemberRequest, handover_uuid: uuid.UUID, party_id: int) -> HttpResponse:
    """Say of one party what a colleague must know, and whether she was told, introduced or refused."""
    member, handover = request.member, find_handover(request.member, handover_uuid)
    if not may_say(handover, member):
        raise Http404
    party = get_object_or_404(people_of(handover, member), pk=party_id)
    said = HandoverParty.objects.filter(handover=handover, party=party).first()
    form = HandoverPartyForm(request.POST or None, said=said, is_ready=handover.state == Handover.State.ACCEPTED)
    if said and "words" in form.fields:
        form.initial["words"] = to_typed(said.words, names_in([said.words], member))
    if form.is_valid():
        actions.say_of(handover, party, said_in(form, said, member))
        messages.success(request, _("Bewaard."))
        return redirect("privacy:handover_people", handover.uuid)
    context = {"handover": handover, "title": handover.title_for(member), "party": party, "form": form}
    return render(request, "privacy/handover_party.html", context, status=422 if form.errors else 200)


def said_in(form: HandoverPartyForm, said: HandoverParty | None, member: Member) -> dict[str, Any]:
    """Gather what a valid form holds; since when somebody refuses stays as it was."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "is_needed"}
    if "words" in values:
        values["words"] = to_tokens(values["words"], member, before=said.words if said else "")
    if "has_refused" in values:
        earlier = said.refused_on if said else None
        values["refused_on"] = (earlier or timezone.localdate()) if values.pop("has_refused") else None
    return values


@require_GET
@role_required(*NOTE_ROLES)
def paper(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Show all of it as one overview to print: words, people, first meetings, promises, plans and the last talks."""
    member, handover = request.member, find_handover(request.member, handover_uuid)
    people = list(people_of(handover, member).order_by("sort_name", "pk")[: MOST_ON_PAPER + 1])
    said = {one.party_id: one for one in HandoverParty.objects.filter(handover=handover, party__in=people)}
    going = {link: going_of(handover, link, member) for link in ORDERS}
    talks = list(going["encounter"].order_by("-happened_on", "-pk")[: TALKS_ON_PAPER + 1])
    promises = list(going["promise"].order_by("due_on", "pk")[: MOST_ON_PAPER + 1])
    plans = list(going["appointment"].nearest_first().for_rows()[:MOST_ON_PAPER])
    context = {
        "handover": handover,
        "title": handover.title_for(member),
        "rows": [(party, said.get(party.pk)) for party in people[:MOST_ON_PAPER]],
        "has_more_people": len(people) > MOST_ON_PAPER,
        "talks": talks[:TALKS_ON_PAPER],
        "has_more_talks": len(talks) > TALKS_ON_PAPER,
        "promises": promises[:MOST_ON_PAPER],
        "has_more_promises": len(promises) > MOST_ON_PAPER,
        "plans": plans,
        "names": names_of(handover, said.values(), [*talks, *promises, *plans], member),
    }
    return render(request, "privacy/handover_paper.html", context)


def going_of(handover: Handover, link: str, member: Member) -> Any:  # noqa: ANN401 – rows of one of three models
    """Return what goes along of one sort, or went, as far as this member may see it."""
    rows = things_of(handover, link, member)
    return rows if handover.state == Handover.State.ACCEPTED else Scope(handover).going(rows)


def names_of(handover: Handover, said: Any, rows: list[Any], member: Member) -> Names:  # noqa: ANN401 – any rows
    """Name those in all these words, as far as this member may know."""
    texts = [handover.words, *(one.words for one in said), *(words_of(row) for row in rows)]
    texts += [row.shareable_summary for row in rows if isinstance(row, Encounter)]
    texts += [party_reference(row.party_id).token for row in rows if isinstance(row, Promise) and row.party_id]
    texts += [
        party_reference(one.pk).token for row in rows if isinstance(row, Appointment) for one in row.parties.all()
    ]
    return names_in(texts, member)


@require_GET
@role_required(*NOTE_ROLES)
def letter(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Show what to tell residents, in plain Dutch, to print or to say."""
    handover = find_own_handover(request.member, handover_uuid)
    return render(
        request, "privacy/handover_letter.html", {"handover": handover, "title": handover.title_for(request.member)}
    )
