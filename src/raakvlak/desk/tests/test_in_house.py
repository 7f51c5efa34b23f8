"""Who works in the house, how they like to be reached, and my own rhythm with them."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import person
from raakvlak.municipality.models import Department, Member, Role
from raakvlak.privacy.actions.leaving import leave
from raakvlak.relations.actions import set_rhythm_with
from raakvlak.relations.models import ColleagueRhythm
from raakvlak.relations.rhythms import colleagues_waiting

Make = Callable[..., Any]
HOUSE = "/mensen/in-huis/"


def weeks_ago(weeks: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(weeks=weeks)


@pytest.fixture
def rhythm(anna: Member, dirk: Member) -> ColleagueRhythm:
    set_rhythm_with(anna, dirk, 4)
    ColleagueRhythm.objects.update(since_on=weeks_ago(6))
    return ColleagueRhythm.objects.get()


def test_who_works_here_stands_in_mensen(as_anna: Client, anna: Member, dirk: Member, carla: Member) -> None:
    dirk.department = Department.objects.create(municipality=anna.municipality, name="Groen")
    dirk.save()
    dirk.user.reached_by = "loop langs op dinsdag"
    dirk.user.save()
    page = as_anna.get(HOUSE).content.decode()
    for words in ("Dirk", "Groen", "loop langs op dinsdag", "collega in huis"):
        assert words in page, words
    assert "Carla" not in page


def test_one_finds_by_name_and_department(as_anna: Client, anna: Member, dirk: Member, bart: Member) -> None:
    green = Department.objects.create(municipality=anna.municipality, name="Groen")
    Member.objects.filter(pk=dirk.pk).update(department=green)
    for query in ({"q": "dir"}, {"department": str(green.pk)}):
        page = as_anna.get(HOUSE, query).content.decode()
        assert "Dirk" in page, query
        assert "Bart" not in page, query
    assert "Niemand gevonden" in as_anna.get(HOUSE, {"q": "xyz"}).content.decode()
    assert as_anna.get(HOUSE, {"department": "²"}).status_code == 200


def test_who_left_is_gone(as_anna: Client, dirk: Member, fatma: Member, rhythm: ColleagueRhythm, anna: Member) -> None:
    leave(dirk, fatma, {})
    assert "Dirk" not in as_anna.get(HOUSE).content.decode()
    assert as_anna.get(f"{HOUSE}{dirk.pk}/").status_code == 404
    assert colleagues_waiting(anna) == []


def test_i_say_how_i_like_to_be_reached(as_anna: Client, anna: Member) -> None:
    as_anna.post("/ik/", {"name": "Anna", "language": "nl", "reached_by": "bel me"})
    assert "bel me" in as_anna.get(HOUSE).content.decode()


def test_my_rhythm_is_mine_alone(as_anna: Client, as_bart: Client, as_dirk: Client, rhythm: ColleagueRhythm) -> None:
    assert "Dirk" in as_anna.get("/mensen/lang-niet-gesproken/").content.decode()
    assert "Dirk" in as_anna.get("/").content.decode()
    assert "jouw ritme" in as_anna.get(HOUSE).content.decode()
    assert "Dirk" not in as_bart.get("/mensen/lang-niet-gesproken/").content.decode()
    for client in (as_bart, as_dirk):
        assert "Dirk" not in client.get("/").content.decode().split("</h1>")[1]
    assert "jouw ritme" not in as_bart.get(HOUSE).content.decode()


def test_a_talk_that_both_were_in_begins_it_anew(
    anna: Member, bart: Member, dirk: Member, rhythm: ColleagueRhythm, make_encounter: Make
) -> None:
    make_encounter(bart).members.add(dirk)
    assert colleagues_waiting(anna) == [rhythm]
    make_encounter(anna).members.add(dirk)
    assert colleagues_waiting(anna) == []


def test_a_talk_that_a_third_noted_counts_too(
    anna: Member, bart: Member, dirk: Member, rhythm: ColleagueRhythm, make_encounter: Make
) -> None:
    make_encounter(bart).members.add(dirk, anna)
    assert colleagues_waiting(anna) == []


def test_a_rhythm_is_set_changed_and_ended(as_anna: Client, anna: Member, dirk: Member) -> None:
    address = f"{HOUSE}{dirk.pk}/"
    assert as_anna.post(address, {"weeks": "4"}).status_code == 302
    later = timezone.localdate() + datetime.timedelta(days=9)
    as_anna.post(address, {"weeks": "8", "not_before_on": later})
    rhythm = ColleagueRhythm.objects.get()
    assert (rhythm.member, rhythm.weeks, rhythm.not_before_on) == (anna, 8, later)
    assert 'value="8"' in as_anna.get(address).content.decode()
    as_anna.post(f"{address}weghalen/")
    assert not ColleagueRhythm.objects.exists()


@pytest.mark.parametrize("wrong", [{"weeks": "0"}, {"weeks": "x"}, {"weeks": "4", "not_before_on": "3-5-2020"}])
def test_what_is_wrong_is_told(as_anna: Client, dirk: Member, wrong: dict[str, str]) -> None:
    assert as_anna.post(f"{HOUSE}{dirk.pk}/", wrong).status_code == 422


def test_one_has_no_rhythm_with_oneself_or_elsewhere(as_anna: Client, anna: Member, carla: Member) -> None:
    for other in (anna, carla):
        assert as_anna.post(f"{HOUSE}{other.pk}/", {"weeks": "4"}).status_code == 404


def test_a_rhythm_ends_when_its_owner_leaves(anna: Member, fatma: Member, rhythm: ColleagueRhythm) -> None:
    leave(anna, fatma, {})
    assert not ColleagueRhythm.objects.exists()


@pytest.mark.parametrize("size", [10, 60])
def test_the_list_takes_a_constant_number_of_queries(
    as_anna: Client, anna: Member, django_assert_max_num_queries: Make, size: int
) -> None:
    for number in range(size):
        set_rhythm_with(anna, person(f"Collega{number}", anna.municipality, Role.COLLEAGUE), 1)
    with django_assert_max_num_queries(10):
        assert as_anna.get(HOUSE).status_code == 200
