"""Options of a situation: the list, one of them, and writing them down."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.alignment.models import Possibility
from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.access import contributions_of, find_option, options_of
from raakvlak.resolutions.actions.options import change_option, make_option
from raakvlak.resolutions.consents import consents_of, with_thresholds
from raakvlak.resolutions.forms.listing import OptionFilter
from raakvlak.resolutions.forms.option import OTHER, SHARED, TEAM, OptionForm, conditions_of, first_values
from raakvlak.resolutions.forms.steps import interests_of
from raakvlak.resolutions.models import Option, OptionPossibility, Reaction
from raakvlak.resolutions.models.option import TITLE_LENGTH
from raakvlak.resolutions.needs import needs_of
from raakvlak.resolutions.people import numbers_of, people_of, those
from raakvlak.resolutions.standing import standing
from raakvlak.resolutions.taking import takes_of
from raakvlak.resolutions.tally import tallies
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.models import Question, Situation
from raakvlak.situations.references import names_in
from raakvlak.web.numbers import number
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


@require_GET
@situation_required
def options(request: MemberRequest, situation: Situation) -> HttpResponse:
    """List the options of a situation in the order in which they came, each with how people stand towards it."""
    member = request.member
    form = OptionFilter(request.GET, situation=situation, member=member)
    found = form.narrowed()
    page = page_of(
        found, name=f"options {situation.pk}", order=("pk",), reader=member.pk, cursor=request.GET.get("cursor")
    )
    people = numbers_of(people_of(situation, member))
    tally, needs = tallies(page.rows, people, member), needs_of(page.rows, member)
    question = Question.objects.filter(situation=situation, kind=Question.Kind.BEHIND).newest_first().first()
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(member),
        "form": form,
        "is_filtered": form.is_filtered,
        "page": page,
        "rows": [(one, tally[one.pk], needs[one.pk]) for one in page.rows],
        "total": total_up_to(found),
        "people": len(people),
        "question": question,
        "names": names_in([question.text] if question else [], member),
    }
    return render_page(request, "resolutions/options.html", context, part="results")


@require_GET
@situation_required
def option(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Show an option: what it is, what it takes and serves, and who stands where towards it, and why."""
    member = request.member
    found = find_option(member, situation, option_uuid)
    people = numbers_of(people_of(situation, member))
    visible = options_of(situation, member)
    seen = found.insight_links.filter(insight__in=interests_of(situation, member).values("pk"))
    stands = standing(found, those(people), member)
    brought = contributions_of(situation, member)
    taken = dict(brought.filter(reaction__in=[one.pk for one in stands.shown]).values_list("reaction", "uuid"))
    for one in stands.shown:
        one.brought_uuid = taken.get(one.pk)
    links = list(seen.select_related("insight").order_by("insight__position", "pk"))
    context = {
        "situation": situation,
        "option": found,
        "proposer": _proposer(found, member),
        "is_team": situation.has_in_team(member),
        "tally": tallies([found], people, member)[found.pk],
        "standing": stands,
        "proposal": brought.filter(proposal=found).first(),
        "consents": with_thresholds(consents_of([found], member)[found.pk], member),
        "takes": takes_of([found], member)[found.pk],
        "leaning": _leaning(found, member),
        "serves": [one.insight for one in links if one.effect == "serves"],
        "hurts": [one.insight for one in links if one.effect == "hurts"],
        "names": names_in([one.insight.text for one in links], member),
        "requires": visible.filter(required_by=found).in_order(),
        "excludes": visible.filter(excludes=found).in_order(),
        "came_from": visible.filter(later_links__later=found).in_order(),
        "became": visible.filter(earlier_links__earlier=found).in_order(),
        "earlier_texts": found.earlier_texts.all(),
        "taken_up": _taken_up(found, member),
    }
    return render(request, "resolutions/option.html", context)


def _proposer(found: Option, member: Member) -> Party | None:
    """Return who proposed it, if this member may see who that is."""
    if found.party_id is None:
        return None
    visible = Party.objects.within(member.municipality).visible_to(member).filter(is_not_to_be_noted=False)
    return visible.filter(pk=found.party_id).first()


def _taken_up(found: Option, member: Member) -> list[Reaction]:
    """Return the conditions that were taken up in this option."""
    # Which these are is asked first: both databases would go through all that a circle may read otherwise.
    numbers = list(found.taken_up.values_list("reaction", flat=True))
    visible = Reaction.objects.within(member.municipality).visible_to(member).standing().filter(pk__in=numbers)
    return list(visible.select_related("party", "option").newest_first()) if numbers else []


def _leaning(found: Option, member: Member) -> list[OptionPossibility]:
    """Return what in the house this option leans on."""
    visible = Possibility.objects.within(member.municipality).visible_to(member)
    links = found.possibility_links.filter(possibility__in=visible.values("pk"))
    return list(links.select_related("possibility__department"))


@require_http_methods(["GET", "POST"])
@team_required
def add(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Write down an option; one that comes from a condition begins with what was said."""
    form = OptionForm(
        request.POST or None,
        situation=situation,
        member=request.member,
        initial={"circle": SHARED, **_from_condition(request, situation)},
    )
    if not form.is_valid():
        context = {"situation": situation, "form": form, "conditions": _chosen(form)}
        return render(request, "resolutions/option_form.html", context, status=422 if form.errors else 200)
    try:
        made = make_option(situation, request.member, form.told, key=form.key)
    except Option.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("De optie ligt op tafel. Wat doet ze voor wat erachter zit?"))
    return redirect("resolutions:option", situation.pk, made.uuid)


def _from_condition(request: MemberRequest, situation: Situation) -> dict[str, Any]:
    """Begin with what somebody said under a condition: the option it was about, and the condition beside it."""
    asked = number(request.GET.get("voorwaarde", ""))
    found = conditions_of(situation, request.member).select_related("option", "audience").filter(pk=asked).first()
    if asked is None or found is None:
        return {}
    whole = f"{found.option.title}, {_('mits')} {found.condition}"
    is_shared = TEAM not in {_circle_of(found.option.audience_id, situation), _circle_of(found.audience_id, situation)}
    return {
        "title": whole if len(whole) <= TITLE_LENGTH else "",
        "text": "\n\n".join(part for part in (found.option.text, f"{_('Mits')} {found.condition}") if part),
        "needs": found.option.needs,
        "conditions": [found.pk],
        "circle": SHARED if is_shared else TEAM,
    }


def _circle_of(audience_id: int, situation: Situation) -> str:
    return TEAM if audience_id == situation.team_id else SHARED


def _chosen(form: OptionForm) -> list[Reaction]:
    """Return the conditions from which this option comes."""
    numbers = [number(str(one)) for one in form["conditions"].value() or ()]
    rows = conditions_of(form.situation, form.member).filter(pk__in=[one for one in numbers if one])
    return list(rows.select_related("party", "option"))


@require_http_methods(["GET", "POST"])
@team_required
def edit(request: MemberRequest, situation: Situation, option_uuid: uuid.UUID) -> HttpResponse:
    """Tell an option in other words; whether it is another proposal then, its writer says."""
    found = find_option(request.member, situation, option_uuid)
    asked = number(request.GET.get("voorwaarde", ""))
    condition = conditions_of(situation, request.member).filter(pk=asked, option=found).first() if asked else None
    first = first_values(found, situation)
    if condition is not None:
        added = f"{_('Mits')} {condition.condition}"
        first |= {"text": "\n\n".join(part for part in (found.text, added) if part), "conditions": [condition.pk]}
        first["is_other"] = OTHER
    form = OptionForm(
        request.POST or None,
        situation=situation,
        member=request.member,
        option=found,
        is_reacted_to=found.reactions.exists() or found.request_links.exists(),
        initial=first,
    )
    if not form.is_valid():
        context = {"situation": situation, "form": form, "option": found, "conditions": _chosen(form)}
        return render(request, "resolutions/option_form.html", context, status=422 if form.errors else 200)
    change_option(found, form.told, is_other=form.is_another)
    messages.success(request, _("De optie is aangepast."))
    return redirect("resolutions:option", situation.pk, found.uuid)
