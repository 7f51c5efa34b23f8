"""Figures are about departments: a number stands there only when five asked and five work where it was asked."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.figures import Cell, quarters, thresholds_by_quarter, waiting_by_quarter
from raakvlak.alignment.models import Lane, Request, Threshold
from raakvlak.conftest import person
from raakvlak.municipality.models import Department, Member, Municipality, Role
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def askers(waterhoek: Municipality, situation: Situation) -> list[Member]:
    found = [person(f"Vrager{number}", waterhoek, Role.FRONTLINE) for number in range(5)]
    situation.team.readers.add(*found)
    return found


@pytest.fixture
def answerers(waterhoek: Municipality, mobility: Department) -> list[Member]:
    found = [person(f"Beantwoorder{number}", waterhoek, Role.COLLEAGUE) for number in range(5)]
    Member.objects.filter(pk__in=[member.pk for member in found]).update(department=mobility)
    return found


@pytest.fixture
def named(askers: list[Member], make_threshold: Make) -> list[Threshold]:
    return [make_threshold(asker, since_on=timezone.localdate()) for asker in askers]


def cells(municipality: Municipality) -> list[Cell]:
    return [cell for line in thresholds_by_quarter(municipality) for cell in line.cells.values()]


def test_five_and_five_are_shown(named: list[Threshold], answerers: list[Member], waterhoek: Municipality) -> None:
    assert cells(waterhoek) == [Cell(5)]


def test_four_askers_are_too_few_however_often_they_ask(
    named: list[Threshold], answerers: list[Member], askers: list[Member], waterhoek: Municipality
) -> None:
    Threshold.objects.filter(author=askers[0]).update(author=askers[1])
    assert Threshold.objects.count() == 5
    assert cells(waterhoek) == [Cell()]


def test_four_answerers_are_too_few(named: list[Threshold], answerers: list[Member], waterhoek: Municipality) -> None:
    Member.objects.filter(pk=answerers[0].pk).update(left_on=timezone.localdate())
    assert cells(waterhoek) == [Cell()]


def test_what_the_department_reads_first_is_not_counted(
    named: list[Threshold], answerers: list[Member], waterhoek: Municipality
) -> None:
    Threshold.objects.filter(pk=named[0].pk).update(first_until_on=timezone.localdate())
    assert cells(waterhoek) == [Cell()]


def test_waiting_is_told_in_days(
    ask: Make, askers: list[Member], answerers: list[Member], waterhoek: Municipality
) -> None:
    now = timezone.now()
    for number, asker in enumerate(askers):
        lane = ask(asker=asker).lanes.get()
        Lane.objects.filter(pk=lane.pk).update(sent_at=now, answered_at=now + datetime.timedelta(days=2 * number))
    (line,) = waiting_by_quarter(waterhoek)
    assert list(line.cells.values()) == [Cell(5, 4)]
    Request.objects.filter(asker=askers[0]).update(asker=None)
    (line,) = waiting_by_quarter(waterhoek)
    assert list(line.cells.values()) == [Cell()]


def test_the_page_says_too_few_and_names_nobody(
    as_fatma: Client, named: list[Threshold], askers: list[Member], answerers: list[Member]
) -> None:
    url = reverse("alignment:figures")
    page = as_fatma.get(url).content.decode()
    assert "te weinig om te tonen" in page
    assert not [member for member in (*askers, *answerers) if member.user.name in page]


def test_it_takes_as_many_queries_for_many_departments(
    waterhoek: Municipality, anna: Member, make_threshold: Make, ask: Make
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            thresholds_by_quarter(waterhoek)
            waiting_by_quarter(waterhoek)
        return len(found)

    before = asked()
    for number in range(20):
        department = Department.objects.create(municipality=waterhoek, name=f"Afdeling {number}")
        make_threshold(anna, to_department=department)
    assert asked() == before == 4


def test_others_than_the_coordinator_do_not_see_them(
    as_anna: Client, as_dirk: Client, as_esma: Client, as_gert: Client
) -> None:
    for client in (as_anna, as_dirk, as_esma, as_gert):
        assert client.get(reverse("alignment:figures")).status_code == 403


def test_another_municipality_is_not_counted(
    named: list[Threshold], answerers: list[Member], zandrecht: Municipality
) -> None:
    assert thresholds_by_quarter(zandrecht) == []


def test_a_year_has_four_quarters() -> None:
    found = quarters()
    assert len(found) == 4
    assert {day.day for day in found} == {1}
    assert {day.month for day in found} == {1, 4, 7, 10}
