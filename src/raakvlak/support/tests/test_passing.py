"""A means does not wait for a yes of somebody who is gone."""

from collections.abc import Callable
from typing import Any

from raakvlak.municipality.actions.members import end_access
from raakvlak.municipality.models import Audience, Member
from raakvlak.situations.actions import remove_from_team
from raakvlak.support.models import Means

Make = Callable[..., Any]


def stewards() -> list[str]:
    return [str(means.steward) for means in Means.objects.order_by("pk")]


def test_who_may_no_longer_come_in_keeps_nothing(anna: Member, bart: Member, make_means: Make) -> None:
    make_means(anna, steward=anna)
    make_means(anna, steward=bart)
    end_access(anna)
    assert stewards() == ["None", "Bart"]
    assert Means.history.filter(steward=None).exists(), "that she let go of it stays to be read"


def test_who_leaves_the_team_keeps_nothing_of_that_team(
    anna: Member, bart: Member, make_means: Make, make_situation: Make
) -> None:
    situation = make_situation(anna, team=(bart,))
    make_means(anna, steward=anna, audience=situation.team)
    make_means(anna, steward=anna, audience=Audience.objects.frontline_of(anna.municipality))
    remove_from_team(situation, bart, anna)
    assert stewards() == ["None", "Anna"]
