"""Entering what people said: of everybody in a talk at once, or of one party; and taking back what was a mistake."""

import uuid
from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.access import find_party, options_of, talks_of
from raakvlak.resolutions.actions.reactions import Written, react, take_back
from raakvlak.resolutions.forms.grid import ReactionsForm
from raakvlak.resolutions.forms.steps import TakeBackForm
from raakvlak.resolutions.gradients import SIGNS
from raakvlak.resolutions.matrix import Row, rows_of
from raakvlak.resolutions.models import Option, Reaction, ReactionPage
from raakvlak.resolutions.people import nameable, people_of
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.models import Situation
from raakvlak.web.numbers import number
from raakvlak.web.paging import Page, page_of

PEOPLE_AT_ONCE: Final = 12
OPTIONS_AT_ONCE: Final = 12
TALKS_SHOWN: Final = 12
HISTORY_SHOWN: Final = 100


@require_http_methods(["GET", "POST"])
@team_required
def grid(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Enter reactions of several people on several options in one go, after a talk or meanwhile."""
    talk = _talk(request, situation)
    options, more_options = _options(request, situation)
    people, page = _people(request, situation, talk)
    rows = rows_of(people, options, request.member)
    first = {"said_on": talk.happened_on} if talk else {}
    form = ReactionsForm(request.POST or None, rows=rows, situation=situation, initial=first)
    if request.method == "POST" and form.is_valid():
        written = react(situation, form.said, form.how(request.member, talk), seen=form.seen)
        _tell(request, written, rows)
        return redirect(_next(request, situation, talk))
    context = {
        "situation": situation,
        "form": form,
        "options": options,
        "more_options": more_options,
        "page": page,
        "talk": talk,
        "talks": [] if talk else talks_of(situation, request.member)[:TALKS_SHOWN],
        "signs": SIGNS.values(),
    }
    return render(request, "resolutions/grid.html", context, status=422 if form.errors else 200)


def _talk(request: MemberRequest, situation: Situation) -> Encounter | None:
    """Return the talk after which reactions are entered, when one is named that may be read and is no klad."""
    asked = request.GET.get("gesprek", "")
    if not asked:
        return None
    try:
        key = uuid.UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(talks_of(situation, request.member).select_related("audience"), uuid=key)


def _options(request: MemberRequest, situation: Situation) -> tuple[list[Option], list[Option]]:
    """Return the options to enter now, and the others; all of those in a form that was sent."""
    found = list(options_of(situation, request.member).open().in_order()[:100])
    sent = {number(one) for one in request.POST.getlist("optie")}
    if sent:
        ids = [one for one in sent if one]
        rows = options_of(situation, request.member).filter(pk__in=ids).in_order()  # also what was closed meanwhile
        return list(rows[:OPTIONS_AT_ONCE]), []
    chosen = {str(one) for one in request.GET.getlist("optie")}
    first = [one for one in found if str(one.uuid) in chosen] or found
    return first[:OPTIONS_AT_ONCE], [one for one in found if one not in first[:OPTIONS_AT_ONCE]]


def _people(
    request: MemberRequest, situation: Situation, talk: Encounter | None
) -> tuple[list[Party], Page[Party] | None]:
    """Return the people to enter now: of a form that was sent those in it, else a page of who were in the talk."""
    if request.method == "POST":
        ids = [one for one in (number(text) for text in request.POST.getlist("mens")) if one]
        return _sent_people(request.member, ids[:PEOPLE_AT_ONCE]), None
    page = _page(request, situation, talk)
    return page.rows, page


def _page(request: MemberRequest, situation: Situation, talk: Encounter | None) -> Page[Party]:
    """Return a page of the people of a situation, or of who were in a talk."""
    found = people_of(situation, request.member)
    if talk is not None:
        found = nameable(request.member).filter(presences__encounter=talk, presences__is_only_mentioned=False)
    return page_of(
        found,
        name=f"grid {situation.pk}",
        order=("sort_name", "pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
        size=PEOPLE_AT_ONCE,
    )


def _next(request: MemberRequest, situation: Situation, talk: Encounter | None) -> str:
    """Return where one goes on after saving: to the next people of the same grid, or to who stands where."""
    older = _page(request, situation, talk).older
    if older is None:
        return reverse("resolutions:matrix", args=[situation.pk])
    asked = request.GET.copy()
    asked["cursor"] = older
    return f"{request.path}?{asked.urlencode()}"


def _sent_people(member: Member, ids: Sequence[int]) -> list[Party]:
    """Return who stood in the form; who was merged into another meanwhile is not lost."""
    visible = nameable(member)
    merged = Party.objects.within(member.municipality).filter(merged_into__in=visible.values("pk"))
    rows = Party.objects.filter(Q(pk__in=visible.values("pk")) | Q(pk__in=merged.values("pk")))
    return list(rows.filter(pk__in=ids).by_name())


def _tell(request: MemberRequest, written: Written, rows: Sequence[Row]) -> None:
    """Say how many were written down, and where a colleague was at it too."""
    said = ngettext("%(number)d reactie bewaard.", "%(number)d reacties bewaard.", written.number)
    messages.success(request, said % {"number": written.number})
    names = {row.party.pk: row.party.name for row in rows}
    titles = {cell.option.pk: cell.option.title for row in rows[:1] for cell in row.cells}
    for party, option in written.met[:5]:
        text = _("Een collega schreef intussen ook iets op van %(name)s bij “%(title)s”. Beide staan er nu.")
        messages.info(request, text % {"name": names.get(party, _("iemand")), "title": titles.get(option, "")})


@require_http_methods(["GET", "POST"])
@situation_required
def party(request: MemberRequest, situation: Situation, party_id: int) -> HttpResponse:
    """Show one party: where it stands towards each option, how that moved, and enter what it says now."""
    found = find_party(request.member, party_id)
    is_team = situation.has_in_team(request.member)
    options = list(options_of(situation, request.member).open().in_order()[:OPTIONS_AT_ONCE])
    sent = [one for one in (number(text) for text in request.POST.getlist("optie")) if one]
    if sent:
        rows = options_of(situation, request.member).filter(pk__in=sent).in_order()
        options = list(rows[:OPTIONS_AT_ONCE])
    return _show_party(request, situation, found, options, is_team=is_team)


def _show_party(
    request: MemberRequest, situation: Situation, found: Party, options: list[Option], *, is_team: bool
) -> HttpResponse:
    rows = rows_of([found], options, request.member)
    sent = request.POST if request.method == "POST" and is_team else None
    form = ReactionsForm(sent, rows=rows, situation=situation, has_words=True)
    if sent is not None and form.is_valid():
        _tell(request, react(situation, form.said, form.how(request.member, None), seen=form.seen), rows)
        return redirect("resolutions:party", situation.pk, found.pk)
    said = Reaction.objects.within(request.member.municipality).visible_to(request.member)
    history = said.filter(party=found, option__situation=situation).newest_first()
    pages = ReactionPage.objects.within(request.member.municipality).visible_to(request.member)
    context = {
        "situation": situation,
        "party": found,
        "form": form,
        "row": rows[0],
        "is_team": is_team,
        "has_more_options": options_of(situation, request.member).open().count() > len(options),
        "history": history.select_related("option", "written_by__user", "encounter")[:HISTORY_SHOWN],
        "open_page": pages.filter(situation=situation, party=found, closed_at=None).order_by("-pk").first(),
        "signs": SIGNS,
    }
    return render(request, "resolutions/party.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@team_required
def mistake(request: MemberRequest, situation: Situation, reaction_id: int) -> HttpResponse:
    """Take back a reaction that was written down by mistake, and say what was wrong."""
    visible = Reaction.objects.within(request.member.municipality).visible_to(request.member)
    here_said = visible.filter(option__situation=situation).select_related("party", "option")
    found = get_object_or_404(here_said, pk=reaction_id)
    here = reverse("resolutions:party", args=[situation.pk, found.party_id])
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        take_back(found, form.cleaned_data["because"])
        messages.success(request, _("Deze reactie telt niet meer mee. Ze blijft te lezen, met wat er niet klopte."))
        return redirect(here)
    context = {
        "title": _("Was deze reactie een vergissing?"),
        "text": f"{found.party.name}: {found.get_gradient_display()} – {found.option.title}",
        "action": _("Neem terug"),
        "cancel_url": here,
        "form": form,
        "is_destructive": True,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)
