"""What in the house could help an option: found, linked with a word on why, and let go of."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.alignment.matching import Helped, Looked, Suggested, likeliest, look_up, possibilities_for
from raakvlak.alignment.models import Choice, Possibility
from raakvlak.alignment.wishes import Wish
from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Member
from raakvlak.resolutions.access import find_option
from raakvlak.resolutions.actions.house import lean_on, stop_leaning
from raakvlak.resolutions.forms.house import LeanForm, PossibilitySearch
from raakvlak.resolutions.forms.steps import interests_of
from raakvlak.resolutions.models import Option
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Insight, Situation
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


@require_GET
@team_required
def possibilities(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Let one look for what could help an option, with what probably does on top."""
    member, found = request.member, find_option(request.member, situation, option_uuid)
    form = PossibilitySearch(request.GET)
    linked = set(found.possibility_links.values_list("possibility", flat=True))
    rows = possibilities_for(member).exclude(pk__in=linked)
    if form.is_filtered:
        rows = rows.telling_of(form.typed.wanted) if form.typed.wanted else rows.none()
    page = page_of(
        rows.for_rows(),
        name=f"leaning {found.pk}",
        order=("sort_title", "pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    begins = not form.is_filtered and not request.GET.get("cursor")
    context = {
        "situation": situation,
        "option": found,
        "form": form,
        "is_filtered": form.is_filtered,
        "page": page,
        "total": total_up_to(rows),
        "suggested": suggested_for(found, member, linked) if begins and page.rows else [],
    }
    return render_page(request, "resolutions/possibilities.html", context, part="results")


def suggested_for(option: Option, member: Member, linked: set[int]) -> list[tuple[Wish, Suggested]]:
    """Return what could help an option: by its own words, and by what it serves."""
    situation = option.situation
    text = f"{option.title}\n{option.text}\n{option.needs}"
    served = interests_of(situation, member).filter(option_links__option=option, option_links__effect="serves")
    insights: list[Insight] = list(served.select_related("audience"))
    wishes = [
        Wish(situation, Choice.Wish.AS_PUT, text),
        *(Wish(situation, Choice.Wish.INSIGHT, one.text, one) for one in insights),
    ]
    found = [Helped(wish) for wish in wishes if wish.plain]
    look_up(found, situation, member, Looked(first=timezone.localdate()), most=len(linked) + 5)
    return likeliest(found, without=linked)


@require_http_methods(["GET", "POST"])
@team_required
def lean(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID, possibility_id: int) -> HttpResponse:
    """Let an option lean on a possibility, and say why; or say it otherwise."""
    member, found = request.member, find_option(request.member, situation, option_uuid)
    visible = Possibility.objects.within(member.municipality).visible_to(member)
    possibility = get_object_or_404(visible.select_related("department"), pk=possibility_id)
    link = found.possibility_links.filter(possibility=possibility).first()
    initial = {"why": link.why} if link else {}
    form = LeanForm(request.POST or None, situation=situation, member=member, initial=initial)
    if request.method == "POST" and form.is_valid():
        lean_on(found, possibility, form.cleaned_data["why"] or "")
        messages.success(request, _("Bewaard: deze optie leunt op ‘%(title)s’.") % {"title": possibility.title})
        return redirect(house_of(situation, found))
    context = {"situation": situation, "option": found, "possibility": possibility, "form": form, "is_linked": link}
    return render(request, "resolutions/lean.html", context, status=422 if form.errors else 200)


@require_POST
@team_required
def let_go(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID, possibility_id: int) -> HttpResponse:
    """Say that an option does not lean on a possibility after all."""
    found = find_option(request.member, situation, option_uuid)
    if stop_leaning(found, possibility_id):
        messages.success(request, _("Losgemaakt. De mogelijkheid zelf blijft staan."))
    return redirect(house_of(situation, found))


def house_of(situation: Situation, option: Option) -> str:
    """Return where one reads what an option asks of the house."""
    return f"{reverse('resolutions:option', args=[situation.pk, option.uuid])}#huis"
