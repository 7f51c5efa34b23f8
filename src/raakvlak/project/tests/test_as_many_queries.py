"""No page asks the database more often because a town is larger.

The pages are discovered. Each is opened by who works outside, the privacy officer and the administrator.
"""

import datetime
from typing import Any, Final

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.alignment.models import Lane, Request, Threshold
from raakvlak.alignment.tests.rows import ask, choice_of, pair_of_words, threshold_of
from raakvlak.conftest import person
from raakvlak.municipality.models import Area, Department, Member, Role, Tag
from raakvlak.overview.models import NamedGroup
from raakvlak.privacy.models import Handover
from raakvlak.project.tests.addresses import Address, addresses
from raakvlak.project.tests.world import Makers, World, build_world, filled
from raakvlak.project.tests.world_house import means_of, next_year, possibility_of, reserved
from raakvlak.relations.actions import add_contact_point, affiliate, set_rhythm, set_rhythm_with
from raakvlak.relations.models import Appointment, Party, Promise
from raakvlak.resolutions.models import Contribution, Option
from raakvlak.resolutions.tests.rows import (
    answer_of,
    briefing_of,
    contribution_of,
    frozen_briefing_of,
    option_of,
    page_of,
    reaction_of,
)
from raakvlak.situations.models import Outreach, Question, Side, Situation, Task
from raakvlak.support.models import Means, Reservation

pytestmark = pytest.mark.no_cover  # what is only walked through is not thereby tested

FEW: Final = 14  # so that no page is counted while it is empty, and what is offered to choose from is full
MANY: Final = 45
LONG_AGO: Final = datetime.date(2026, 1, 5)
PAGES = [one for one in addresses() if one.name.split(":")[0] not in {"web", "demo", "appearance"}]


@pytest.fixture
def world(
    anna: Member, bart: Member, make_party: Any, make_encounter: Any, make_situation: Any, make_insight: Any
) -> tuple[World, Makers]:
    makers = Makers(make_party, make_encounter, make_situation, make_insight)
    return build_world(anna, bart, makers), makers


def grow(world: World, make: Makers, anna: Member, numbers: range) -> None:
    """Add one of everything for each number, around the same party and the same situation."""
    town = anna.municipality
    party, situation = (
        Party.objects.get(pk=world.values["party_id"]),
        Situation.objects.get(pk=world.values["situation_id"]),
    )
    for number in numbers:
        area = Area.objects.create(municipality=town, name=f"Buurt {number}")
        set_rhythm_with(anna, person(f"Collega{number}", town, Role.FRONTLINE), 1)
        neighbour = make.party(anna, f"Buur {number}", area=area)
        club = make.party(anna, f"Vereniging {number}", kind=Party.Kind.ORGANISATION)
        set_rhythm(club, 1)
        Party.objects.filter(pk=club.pk).update(rhythm_since_on=LONG_AGO)
        affiliate(anna, party, club, told_on=LONG_AGO)
        affiliate(anna, neighbour, club, told_on=LONG_AGO)
        talk = make.encounter(anna, f"Over de bank {number}", parties=(party, neighbour), area=area, is_story=True)
        make.situation(anna, f"Plein {number}", encounters=(talk,), area=area).tags.add(
            Tag.objects.create(municipality=town, name=f"Woord {number}")
        )
        situation.links.create(encounter=talk)
        make.insight(situation, anna, f"Inzicht {number}", encounter=talk, party=neighbour)
        learned = make.insight(situation, anna, f"Vermoeden {number}")
        choice_of(anna, learned, possibility_of(anna, title=f"Kan {number}"), f"Want {number}")
        pair_of_words(town, f"woord {number}", f"ander {number}")
        Side.objects.create(situation=situation, name=f"Kant {number}").parties.add(neighbour)
        Outreach.objects.create(situation=situation, who=f"Straat {number}", how="brief")
        club = make.party(anna, f"Club {number}", kind=Party.Kind.ORGANISATION, area=party.area)
        talk.presences.create(party=club)
        NamedGroup.objects.create(situation=situation, name=f"Groep {number}").ties.create(encounter=talk)
        Question.objects.create(situation=situation, kind=Question.Kind.BEHIND, text=f"Hoe {number}?", author=anna)
        planned = Appointment.objects.create(
            municipality=town,
            audience=talk.audience,
            author=anna,
            planned_on=timezone.localdate(),
            area=area,
            questions=f"Vraag {number}",
            keep_until=next_year(),
        )
        planned.members.add(anna)
        planned.parties.add(party, neighbour)
        situation.appointment_links.create(appointment=planned)
        asked_in_house(anna, situation, number)
        help_more(world, anna, number)
        weigh_more(world, anna, neighbour, number)
        handover = Handover.objects.get(uuid=world.values["handover_uuid"])
        handover.said.create(party=neighbour, words="Hoi")
        kept = {"giver": anna, "drafted_by": anna, "area": area, "keep_until": next_year()}
        Handover.objects.create(municipality=town, **kept)
        values = {"municipality": town, "audience": talk.audience, "owner": anna, "party": neighbour, "encounter": talk}
        promise_of(world, values)


def asked_in_house(anna: Member, situation: Situation, number: int) -> None:
    """Add a department that was asked something and stood in the way, and something that was asked of Anna's own."""
    town = anna.municipality
    department = Department.objects.create(municipality=town, name=f"Afdeling {number}")
    lane = ask(anna, situation, situation.team, f"Vraag {number}", department)
    lane.passed_to.create(request=lane.request, department=department, state=lane.state, sent_at=lane.sent_at)
    lane.request.steps.create(lane=lane, member=anna, kind="called", words="Gebeld")
    threshold_of(anna, situation, situation.audience, f"Stoep {number}", department)
    own, _made = Department.objects.get_or_create(municipality=town, name="Wijken")
    Member.objects.filter(municipality=town).update(department=own)
    Lane.objects.filter(pk=ask(anna, situation, situation.team, f"Eigen {number}", own).pk).update(state="waiting")
    possibility_of(anna, title=f"Regel {number}", department=own, owner=anna, best_before_on=LONG_AGO)
    early = threshold_of(anna, situation, situation.audience, f"Eerst {number}", own)
    Threshold.objects.filter(pk=early.pk).update(first_until_on=next_year(), author=Member.objects.latest("pk").pk)


def help_more(world: World, anna: Member, number: int) -> None:
    """Add a means with what was reserved of it, more of the one that is shown, and tasks that are open and done."""
    party, situation = Party.objects.get(pk=world.values["party_id"]), world.values["situation_id"]
    department, _made = Department.objects.get_or_create(municipality=anna.municipality, name=f"Afdeling {number}")
    for one in (means_of(anna, department=department), Means.objects.get(pk=world.values["means_id"])):
        reserved(anna, one, situation_id=situation, until_on=next_year()).steps.create(state="asked", member=anna)
    Reservation.objects.get(pk=world.values["reservation_id"]).steps.create(state="granted", member=anna)
    kept = {"municipality": anna.municipality, "audience": one.audience, "keep_until": next_year()}
    same = {"situation_id": situation, "text": f"Klus {number}", "due_on": timezone.localdate(), **kept}
    for doer in ({"member": anna}, {"party": party}, {"done_on": timezone.localdate()}):
        Task.objects.create(**same, **doer)


def weigh_more(world: World, anna: Member, neighbour: Party, number: int) -> None:
    """Add an option that came out of another, and somebody else who stands somewhere towards all there is."""
    option = Option.objects.get(uuid=world.values["option_uuid"])
    situation, party = option.situation, Party.objects.get(pk=world.values["party_id"])
    other = option_of(situation, situation.team, f"Optie {number}", party=neighbour)
    option.earlier_links.create(earlier=other)
    other.excludes.add(option)
    option.requires.add(other)
    option.departments.add(Department.objects.create(municipality=anna.municipality, name=f"Dienst {number}"))
    option.earlier_texts.create(version=number + 10, title="Eerder", text="Eerder")
    for one in (option, other):
        reaction_of(anna, one, neighbour, situation.team, f"Mits {number}", gradient="object")
        reaction_of(anna, one, party, situation.team, f"Mits {number}").taken_up.create(option=other)
    for insight in situation.insights.order_by("-pk")[:1]:
        option.insight_links.get_or_create(insight=insight, defaults={"effect": "hurts"})
    page_of(anna, situation, neighbour, option, other)
    frozen = frozen_briefing_of(anna, situation, f"Gehoord {number}", is_for_house=True)
    frozen.figures.create(group="option", position=number + 2, label=f"Optie {number}", key="want", number=7)
    briefing_of(anna, situation, f"Nog niet af {number}")
    for mail in (f"buur{number}@voorbeeld.example", ""):
        teller = neighbour if mail else party
        if mail:
            add_contact_point(neighbour, "email", mail, is_shielded=False)
        brought = contribution_of(anna, situation, situation.team, f"Idee {number}", party=teller, option=option)
        answer_of(anna, brought, f"Want {number}", option, other)
    answer_of(anna, Contribution.objects.get(uuid=world.values["contribution_uuid"]), f"Want {number}", option, other)
    lean_more(world, anna, other)


def lean_more(world: World, anna: Member, other: Option) -> None:
    """Let both options lean on more in the house."""
    option = Option.objects.get(uuid=world.values["option_uuid"])
    department = option.departments.latest("pk")
    other.departments.add(department)
    lane = ask(anna, option.situation, option.situation.team, "Mag het?", department)
    threshold_of(anna, option.situation, option.situation.audience, "Stoep", department)
    Threshold.objects.filter(words="Stoep").update(lane=lane)
    possible, means = possibility_of(anna, title="Kan"), means_of(anna, department=department)
    for one in (option, other):
        one.possibility_links.create(possibility=possible)
        one.possibility_links.get_or_create(possibility_id=world.values["possibility_id"])
        one.request_links.create(request=lane.request, version=one.version)
        one.reservation_links.create(reservation=reserved(anna, means, situation=option.situation))
    other.costs.create(kind="thing", unit="piece", amount=1, means=means)
    asked = Request.objects.get(uuid=world.values["request_uuid"])
    other.request_links.create(request=asked, version=other.version)
    other.reservation_links.create(reservation_id=world.values["reservation_id"])


def promise_of(world: World, values: dict[str, Any]) -> None:
    """Add a promise with all that can become of one, promises in either direction, and one that waits for an owner."""
    values = {**values, "due_on": timezone.localdate(), "keep_until": next_year(), "text": "Bellen"}
    promise = Promise.objects.create(**values)
    Promise.objects.create(**{**values, "direction": "theirs"})
    Promise.objects.create(**{**values, "owner": None})
    Promise.objects.create(**values, settled_on=timezone.localdate(), is_kept=True)
    promise.handovers.create(taker=promise.owner, giver_id=world.values["member_id"], why="Ik ben weg")
    Situation.objects.get(pk=world.values["situation_id"]).ties.create(promise=promise)
    busy = Promise.objects.get(pk=world.values["promise_id"])
    busy.moves.create(moved_to_on=next_year(), why="Ziek")
    busy.settlings.create(member=promise.owner, shown_in=promise.encounter)
    busy.handovers.create(taker=promise.owner, giver_id=world.values["member_id"], why="Ik ben weg")


def queries_of(client: Client, address: Address, world: World) -> tuple[int, int]:
    """Open a page twice, and count what the second time took: the first may remember or write down something."""
    url = filled(address, world)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(url)
        response.getvalue()
    return response.status_code, len(asked)


def test_a_larger_town_takes_no_more_queries(
    world: tuple[World, Makers], anna: Member, as_anna: Client, as_esma: Client, as_gert: Client
) -> None:
    filled_world, makers = world
    grow(filled_world, makers, anna, range(FEW))
    visitors = {"anna": as_anna, "esma": as_esma, "gert": as_gert}

    def count() -> dict[str, tuple[int, int]]:
        cache.clear()
        return {
            f"{name} {page}": queries_of(client, page, filled_world)
            for name, client in visitors.items()
            for page in PAGES
        }

    before = count()
    grow(filled_world, makers, anna, range(FEW, MANY))
    after = count()
    assert {page: (before[page], after[page]) for page in before if after[page] > before[page]} == {}
