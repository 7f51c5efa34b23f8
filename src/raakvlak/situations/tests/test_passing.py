"""No promise goes out of sight, in whatever way its owner does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.conftest import in_a_year, person
from raakvlak.municipality.actions.members import change_member, end_access
from raakvlak.municipality.actions.work_account import keep_or_end
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Municipality, Role, User
from raakvlak.relations.models import Promise, PromiseHandover
from raakvlak.situations.actions import remove_from_team
from raakvlak.situations.models import Situation
from raakvlak.situations.passing import pass_on_all, waits_unseen

Make = Callable[..., Any]


def promise_of(member: Member, audience: Audience, **values: Any) -> Promise:
    return Promise.objects.create(
        municipality=member.municipality,
        audience=audience,
        owner=member,
        text="Bellen",
        keep_until=in_a_year(),
        **values,
    )


def owners() -> list[str]:
    return [str(promise.owner) for promise in Promise.objects.order_by("pk")]


def again(member: Member) -> Member:
    """Fetch a member anew, as the next request would."""
    return Member.objects.get(pk=member.pk)


@pytest.fixture
def situation(anna: Member, bart: Member, fatma: Member, make_situation: Make) -> Situation:
    """Anna and Bart are in the team; Fatma coordinates."""
    made: Situation = make_situation(anna, team=(bart,))
    return made


@pytest.fixture
def promises(anna: Member, situation: Situation) -> list[Promise]:
    """Let Anna promise: for all who work outside, in the team, to herself, and what is done."""
    frontline, klad = Audience.objects.frontline_of(anna.municipality), Audience.objects.klad_of(anna)
    return [
        promise_of(anna, frontline),
        promise_of(anna, situation.team),
        promise_of(anna, situation.team, direction="theirs"),
        promise_of(anna, klad),
        promise_of(anna, frontline, settled_on=timezone.localdate(), is_kept=True),
    ]


def may_not_come_in(member: Member) -> None:
    end_access(member)


def has_no_role_at_the_provider(member: Member) -> None:
    keep_or_end(member)


def works_inside_now(member: Member) -> None:
    change_member(member, role=Role.COLLEAGUE, department=None, areas=())


def user_is_closed_by_hand(member: Member) -> None:
    User.objects.filter(pk=member.user_id).update(is_active=False)
    pass_on_all(member.municipality)  # as the night does


def left_by_hand(member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(left_on=timezone.localdate())
    pass_on_all(member.municipality)


WAYS_OUT = [may_not_come_in, has_no_role_at_the_provider, works_inside_now, user_is_closed_by_hand, left_by_hand]


@pytest.mark.parametrize("go", WAYS_OUT)
def test_open_promises_wait_where_others_see_them(
    go: Callable[[Member], None], promises: list[Promise], anna: Member, bart: Member, fatma: Member
) -> None:
    go(anna)
    assert owners() == ["None", "None", "None", "Anna", "Anna"]
    assert list(Promise.objects.visible_to(again(bart)).waiting().order_by("pk")) == promises[:3]
    assert list(Promise.objects.visible_to(again(fatma)).waiting()) == promises[:1]
    assert not Promise.objects.unsettled().out_of_sight().exists()
    steps = {(str(step.giver), str(step.taker), step.reason) for step in PromiseHandover.objects.all()}
    assert steps == {("Anna", "None", "passed_on")}


def test_who_leaves_a_team_leaves_what_was_promised_in_it(
    promises: list[Promise], situation: Situation, anna: Member, bart: Member
) -> None:
    remove_from_team(situation, bart, anna)
    assert owners() == ["Anna", "None", "None", "Anna", "Anna"]


def test_a_team_that_nobody_reads_any_more_gets_a_coordinator(
    promises: list[Promise], situation: Situation, anna: Member, bart: Member, fatma: Member
) -> None:
    for member in (bart, anna):
        end_access(member)
    assert fatma in situation.team.readers.all()
    assert list(Promise.objects.visible_to(again(fatma)).waiting().order_by("pk")) == promises[:3]
    assert AccessLogEntry.objects.get(what="team_changed").subject_id == situation.pk


def test_a_coordinator_who_comes_later_finds_them_in_the_night(
    promises: list[Promise], anna: Member, bart: Member, fatma: Member, waterhoek: Municipality
) -> None:
    for member in (fatma, bart, anna):
        end_access(member)
    assert waits_unseen(waterhoek)
    hanna = person("Hanna", waterhoek, Role.COORDINATOR)
    assert not waits_unseen(waterhoek)
    pass_on_all(waterhoek)
    assert list(Promise.objects.visible_to(again(hanna)).waiting().order_by("pk")) == promises[:3]


def test_nothing_happens_to_who_stays(
    promises: list[Promise], waterhoek: Municipality, zandrecht: Municipality
) -> None:
    assert (pass_on_all(waterhoek), pass_on_all(zandrecht)) == (0, 0)
    assert owners() == ["Anna"] * 5


def test_passing_on_twice_changes_nothing(promises: list[Promise], anna: Member) -> None:
    end_access(anna)
    end_access(again(anna))
    assert PromiseHandover.objects.count() == 3
    assert Promise.history.filter(history_type="~").count() == 3


def test_another_municipality_keeps_its_promises(promises: list[Promise], anna: Member, carla: Member) -> None:
    there = promise_of(carla, Audience.objects.frontline_of(carla.municipality))
    end_access(anna)
    there.refresh_from_db()
    assert there.owner == carla
