"""Who reads what: an audience decides, and nothing else."""

from collections.abc import Callable
from typing import Any

from raakvlak.municipality.models import Audience, Member, Role
from raakvlak.relations.models import Encounter


def test_frontline_reads_what_is_for_all_frontline(
    anna: Member, bart: Member, make_encounter: Callable[..., Any]
) -> None:
    note = make_encounter(anna)
    assert list(Encounter.objects.visible_to(bart)) == [note]


def test_a_klad_is_for_its_author_alone(anna: Member, bart: Member, make_encounter: Callable[..., Any]) -> None:
    note = make_encounter(anna, audience=Audience.objects.klad_of(anna))
    assert list(Encounter.objects.visible_to(anna)) == [note]
    assert not Encounter.objects.visible_to(bart).exists()


def test_a_team_reads_along_and_others_do_not(
    anna: Member, bart: Member, fatma: Member, make_situation: Callable[..., Any], make_encounter: Callable[..., Any]
) -> None:
    situation = make_situation(anna, team=(bart,))
    note = make_encounter(anna, audience=situation.team)
    assert list(Encounter.objects.visible_to(bart)) == [note]
    assert not Encounter.objects.visible_to(fatma).exists()


def test_a_colleague_inside_reads_no_notes(anna: Member, dirk: Member, make_encounter: Callable[..., Any]) -> None:
    make_encounter(anna)
    assert not Encounter.objects.visible_to(dirk).exists()


def test_a_colleague_in_a_team_reads_no_notes(
    anna: Member, dirk: Member, make_situation: Callable[..., Any], make_encounter: Callable[..., Any]
) -> None:
    make_encounter(anna, audience=make_situation(anna, team=(dirk,)).team)
    assert not Encounter.objects.visible_to(dirk).exists()


def test_another_municipality_reads_nothing(anna: Member, carla: Member, make_encounter: Callable[..., Any]) -> None:
    make_encounter(anna)
    assert not Encounter.objects.visible_to(carla).exists()


def test_one_who_left_reads_nothing(anna: Member, bart: Member, make_encounter: Callable[..., Any]) -> None:
    make_encounter(anna)
    bart.left_on = bart.joined_on
    assert not Encounter.objects.visible_to(bart).exists()


def test_the_audiences_of_a_member_are_fetched_once(
    anna: Member, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(1):
        assert anna.audience_ids == anna.audience_ids


def test_a_member_keeps_her_klad_when_her_role_changes(anna: Member, make_encounter: Callable[..., Any]) -> None:
    note = make_encounter(anna, audience=Audience.objects.klad_of(anna))
    anna.role = Role.COLLEAGUE
    assert list(Encounter.objects.visible_to(anna)) == [note]
