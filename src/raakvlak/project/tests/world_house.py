"""What stands in the house of Waterhoek for a situation: asked, possible, weighed, lent and reserved; and hidden.

What people said carries `SECRET`; what everybody in the town hall may know (areas, departments, tags) carries `TOWN`.
"""

import datetime
from typing import Any, Final

from django.utils import timezone

from raakvlak.alignment.models import Possibility, Request
from raakvlak.alignment.tests.rows import ask, choice_of, pair_of_words, threshold_of
from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.relations.models import Encounter, Party, Promise
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Option, Telling
from raakvlak.resolutions.tests.rows import (
    answer_of,
    briefing_of,
    contribution_of,
    frozen_briefing_of,
    option_of,
    page_of,
    reaction_of,
)
from raakvlak.situations.models import Insight, Situation, Task
from raakvlak.support.models import Means, Reservation

SECRET: Final = "Zwanenzang"
TOWN: Final = "Zwanenburg"


def next_year() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=365)


def asked_in_house(anna: Member, situation: Situation, department: Department) -> dict[str, Any]:
    """Let Anna ask a department something that waits for an answer, and name a threshold that all may read."""
    lane = ask(anna, situation, situation.audience, f"Vraag {SECRET}", department)
    threshold = threshold_of(anna, situation, situation.audience, SECRET, department)
    possible = possibility_of(anna, title=f"Tuintje {TOWN}", department=department, owner=anna, contact_member=anna)
    return {
        "request_uuid": lane.request.uuid,
        "lane_id": lane.pk,
        "threshold_uuid": threshold.uuid,
        "possibility_id": possible.pk,
    }


def matched(anna: Member, insight: Insight, department: Department) -> dict[str, Any]:
    """Let Anna think that something fits what was learned, and the town keep related words, one of them learned."""
    possible = possibility_of(anna, title=f"Speelplek {TOWN}", department=department)
    choice = choice_of(anna, insight, possible, SECRET)
    pair = pair_of_words(anna.municipality, f"Hutje {TOWN}", "bouwwerk")
    pair_of_words(anna.municipality, SECRET, "bouwwerk", origin="learned")
    return {"choice_id": choice.pk, "pair_id": pair.pk, "wish": choice.wish_key}


def possibility_of(member: Member, **values: Any) -> Possibility:
    """Write down what the house can offer; it is no secret of anybody in it."""
    told = {
        "kind": Possibility.Kind.RULE,
        "text": f"Tuintjes {TOWN}",
        "conditions": f"Stoeptegels {TOWN}",
    }
    return Possibility.objects.create(municipality=member.municipality, **{**told, **values})


def weighed(anna: Member, situation: Situation, party: Party, insight: Insight) -> dict[str, Any]:
    """Let somebody stand somewhere towards an option that came out of another, and hold a link to answer herself."""
    earlier = option_of(situation, situation.audience, f"Vraag {SECRET}")
    option = option_of(situation, situation.audience, f"Wens {SECRET}", party=party)
    option.earlier_links.create(earlier=earlier)
    option.insight_links.create(insight=insight, effect="serves")
    page = page_of(anna, situation, party, option)
    reaction = reaction_of(anna, option, party, situation.audience, SECRET, page=page)
    reaction.taken_up.create(option=option)
    reaction_of(anna, earlier, party, situation.audience, SECRET)
    frozen = frozen_briefing_of(anna, situation, TOWN, is_for_house=True)
    frozen_briefing_of(anna, situation, f"A {SECRET}", follows=frozen)
    draft = briefing_of(anna, situation, f"B {SECRET}", is_for_house=True)
    brought = contribution_of(anna, situation, situation.audience, f"Wens {SECRET}", party=party, option=option)
    told = contribution_of(anna, situation, situation.audience, f"Vraag {SECRET}", party=party, reaction=reaction)
    Telling.objects.create(answer=answer_of(anna, told, f"Over {SECRET}", option), way="mail", member=anna)
    Contribution.objects.filter(pk=told.pk).update(is_told=True)
    late = contribution_of(anna, situation, situation.audience, f"Wens {SECRET}", party=party)
    answer_of(anna, late, f"Over {SECRET}", option)
    return {
        "option_uuid": option.uuid,
        "reaction_id": reaction.pk,
        "page_id": page.pk,
        "briefing_uuid": frozen.uuid,
        "draft_uuid": draft.uuid,
        "contribution_uuid": brought.uuid,
    }


def with_house_links(values: dict[str, Any]) -> dict[str, Any]:
    """Let the option lean on what stands in the house: what could help, what was asked, and what was reserved."""
    option = Option.objects.get(uuid=values["option_uuid"])
    option.departments.add(values["department_id"])
    option.possibility_links.create(possibility_id=values["possibility_id"], why=f"Want {SECRET}")
    option.request_links.create(request=Request.objects.get(uuid=values["request_uuid"]), version=option.version)
    option.reservation_links.create(reservation_id=values["reservation_id"])
    option.costs.create(kind="thing", unit="piece", amount=1, means_id=values["means_id"])
    option.costs.create(kind="room", unit="space", amount=5)
    return {**values, "cost_kind": "thing"}


def help_around(anna: Member, situation: Situation, party: Party, promise: Promise) -> dict[str, int]:
    """Let a resident lend something and do something, and let Anna reserve it for a situation."""
    kept = {"municipality": anna.municipality, "audience": party.audience, "keep_until": next_year()}
    task = Task.objects.create(situation=situation, party=party, promise=promise, text=f"Harken {SECRET}", **kept)
    means = means_of(anna, party=party, steward=anna, area=party.area, conditions=SECRET)
    reservation = reserved(anna, means, situation=situation)
    reservation.steps.create(state="asked", member=anna)
    return {"means_id": means.pk, "reservation_id": reservation.pk, "task_id": task.pk}


def means_of(member: Member, **values: Any) -> Means:
    """Let somebody or a department lend something, for all who work outside unless told otherwise."""
    values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
    values.setdefault("title", f"Bolderkar {SECRET}")
    days = {"from_on": timezone.localdate(), "until_on": next_year(), "keep_until": next_year()}
    counted = {"kind": Means.Kind.THING, "unit": Means.Unit.PIECE, "amount": 50}
    return Means.objects.create(municipality=member.municipality, **{**counted, **days, **values})


def reserved(member: Member, means: Means, **values: Any) -> Reservation:
    """Let a member ask for one of it, today."""
    values.setdefault("audience", means.audience)
    days = dict.fromkeys(("from_on", "until_on", "held_until_on"), timezone.localdate())
    told = {"asked_by": member, "what_for": f"Straatdag {SECRET}", "amount": 1, "keep_until": next_year()}
    return Reservation.objects.create(municipality=member.municipality, means=means, **{**days, **told, **values})


def hide_help(bart: Member, situation: Situation, hidden: Party) -> None:
    """Let Bart lend and plan what only he may know of; what somebody hidden lends is hidden for everybody."""
    kept = {"municipality": bart.municipality, "audience": hidden.audience, "keep_until": next_year()}
    Task.objects.create(situation=situation, party=hidden, text=f"Stil {SECRET}", due_on=next_year(), **kept)
    shared = means_of(bart, party=hidden, title=f"Alle {SECRET}")
    for means in (shared, means_of(bart, party=hidden, audience=hidden.audience)):
        reserved(bart, means, situation=situation)


def hide_reactions(bart: Member, situation: Situation, hidden: Party, note: Encounter, values: dict[str, Any]) -> None:
    """Let somebody hidden stand somewhere, let somebody known say something for other eyes, and hide an option."""
    audience, option = hidden.audience, Option.objects.get(uuid=values["option_uuid"])
    party = Party.objects.get(pk=values["party_id"])
    secret = option_of(situation, audience, f"Stil {SECRET}")
    reaction_of(bart, option, hidden, situation.audience, f"Stil {SECRET}")
    reaction_of(bart, option, party, audience, f"Stil {SECRET}", said_on=timezone.localdate(), gradient="unacceptable")
    reaction_of(bart, secret, party, situation.audience, f"Stil {SECRET}")
    page_of(bart, situation, hidden, option)
    contribution_of(bart, situation, audience, f"Stil {SECRET}", party=party)
    for brought in (
        contribution_of(bart, situation, situation.audience, f"Stil {SECRET}", party=hidden),
        contribution_of(bart, situation, situation.audience, f"Stil {SECRET}", encounter=note),
    ):
        answer_of(bart, brought, f"Stil {SECRET}", secret)
    for answer in ContributionAnswer.objects.filter(contribution__party=party, contribution__encounter=None):
        answer.options.add(secret)
    hide_in_house(bart, option, secret, hidden, values)


def hide_in_house(bart: Member, option: Option, secret: Option, hidden: Party, values: dict[str, Any]) -> None:
    """Let an option lean on a request, a means and a reservation for other eyes, and a hidden one on the same."""
    department = Department.objects.get(pk=values["department_id"])
    secret.possibility_links.create(possibility_id=values["possibility_id"], why=f"Stil {SECRET}")
    asked = ask(bart, option.situation, secret.audience, f"Stil {SECRET}", department).request
    room = {"kind": Means.Kind.ROOM, "unit": Means.Unit.SPACE, "amount": 1}
    means = means_of(bart, party=hidden, title=f"Stil {SECRET}", **room)
    option.costs.filter(kind="room").update(means=means)
    for one in (option, secret):
        one.request_links.create(request=asked, version=one.version)
        one.reservation_links.create(reservation=reserved(bart, means, situation=option.situation))
