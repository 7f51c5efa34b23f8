"""What an option takes of the house: the means that a cost comes out of, reserving it, and asking a department."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.alignment.views.requests import ask_and_make
from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Audience, Member
from raakvlak.resolutions.access import find_option
from raakvlak.resolutions.actions.house import link_request, link_reservation, name_means
from raakvlak.resolutions.forms.house import MeansSearch
from raakvlak.resolutions.forms.steps import interests_of
from raakvlak.resolutions.models import Option, OptionCost
from raakvlak.resolutions.taking import takes_of
from raakvlak.resolutions.views.leaning import house_of
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.support.free import sums_of
from raakvlak.support.listing import find_means, means_for
from raakvlak.support.models import Means, MeansQuerySet
from raakvlak.support.models.reservation import WORDS_LENGTH
from raakvlak.support.views.reservations import ask_and_reserve
from raakvlak.web.numbers import number
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to
from raakvlak.web.references import replace


@require_http_methods(["GET", "POST"])
@team_required
def means(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID, cost_kind: str) -> HttpResponse:
    """Let one say out of which means a cost would come, with what is free of each on the days that it is needed."""
    member, found = request.member, find_option(request.member, situation, option_uuid)
    cost = get_object_or_404(found.costs.select_related("option"), kind=cost_kind)
    fitting = fitting_means(situation, cost, member)
    is_named = fitting.filter(pk=cost.means_id or 0).exists()  # out of what for other eyes, it is not told
    first = first_days(cost) if is_named else QueryDict()
    form = MeansSearch(request.POST if request.method == "POST" else request.GET or first)
    if request.method == "POST" and form.is_valid():
        return _name(request, situation, cost, fitting, form)
    rows = fitting.running()
    rows = rows.titled_like(form.cleaned_data["q"]) if form.is_filtered else rows
    page = page_of(
        rows.for_rows(),
        name=f"means {found.pk} {cost.kind}",
        order=("sort_title", "pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "situation": situation,
        "option": found,
        "cost": cost,
        "is_named": is_named,
        "form": form,
        "is_filtered": form.is_filtered,
        "page": page,
        "rows": list(zip(page.rows, sums_of((one, form.days) for one in page.rows), strict=True)),
        "total": total_up_to(rows),
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "resolutions/means.html", context, part="results", status=status)


def first_days(cost: OptionCost) -> QueryDict:
    """Return when a cost is needed, as far as it was said, as a form is filled in with it."""
    days = {"van": cost.from_on, "tot": cost.until_on}
    return QueryDict(urlencode({name: day.isoformat() for name, day in days.items() if day}))


def fitting_means(situation: Situation, cost: OptionCost, member: Member) -> MeansQuerySet:
    """Return the means of this kind out of which something can be reserved for this situation."""
    rows = means_for(member).filter(kind=cost.kind)
    if situation.audience.kind == Audience.Kind.FRONTLINE:
        return rows
    return rows.filter(Q(audience__kind=Audience.Kind.FRONTLINE) | Q(audience=situation.audience))


def _name(
    request: MemberRequest, situation: Situation, cost: OptionCost, fitting: MeansQuerySet, form: MeansSearch
) -> HttpResponse:
    sent = request.POST.get("middel", "")
    chosen: Means | None = get_object_or_404(fitting, pk=number(sent) or 0) if sent else None
    days = {"from_on": form.first, "until_on": form.last} if chosen else {}
    if not name_means(cost, chosen, **days):
        messages.info(request, _("Een collega haalde deze kosten intussen weg."))
    elif chosen:
        messages.success(request, _("Bewaard: dit komt uit ‘%(title)s’.") % {"title": chosen.title})
    else:
        messages.success(request, _("Er staat geen middel meer bij."))
    return redirect(house_of(situation, cost.option))


@require_http_methods(["GET", "POST"])
@team_required
def reserve(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID, cost_kind: str) -> HttpResponse:
    """Ask for what an option costs of a means; what is reserved so is linked to it."""
    found = find_option(request.member, situation, option_uuid)
    if not found.is_open:
        raise Http404
    costed = next(
        (one for one in takes_of([found], request.member)[found.pk].costs if one.cost.kind == cost_kind), None
    )
    if costed is None or costed.means is None:
        raise Http404
    cost = costed.cost
    begin: dict[str, Any] = {"situation": situation.pk}
    if costed.still and costed.means.unit == cost.unit:
        begin["amount"] = costed.still
    if cost.from_on and cost.until_on:
        begin |= {"from_on": cost.from_on, "until_on": cost.until_on}
    if found.audience_id == situation.audience_id:  # what only the team reads is not written down for others
        begin["what_for"] = found.title[:WORDS_LENGTH]
    return ask_and_reserve(
        request,
        find_means(request.member, costed.means.pk),
        begin,
        situation=situation,
        linked=lambda made: link_reservation(found, made),
    )


@require_http_methods(["GET", "POST"])
@team_required
def ask(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID, department_id: int) -> HttpResponse:
    """Ask a department whether an option can be; the request is linked to the option as it read."""
    found = find_option(request.member, situation, option_uuid)
    department = get_object_or_404(found.departments, pk=department_id)
    if not found.is_open:
        raise Http404
    read = number(request.GET.get("versie", "")) or found.version
    begin = {
        "what": _("Kan dit, wat jullie betreft: %(title)s?") % {"title": found.title},
        "why": why_of(found, request.member),
        "departments": [department.pk],
    }
    return ask_and_make(
        request,
        situation,
        begin,
        linked=lambda made: link_request(found, made, version=read),
        about=found.title,
        back_url=house_of(situation, found),
    )


def why_of(option: Option, member: Member) -> str:
    """Return what an option serves, in words without names."""
    served = interests_of(option.situation, member).filter(option_links__option=option, option_links__effect="serves")
    texts = [replace(one.text, lambda _reference: _("iemand")) for one in served[:3]]
    return _("Wat mensen hier willen: %(wish)s") % {"wish": "; ".join(texts)} if texts else ""
