"""Hold a situation and let it go."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.privacy.tests.conftest import at
from raakvlak.situations.actions import hold
from raakvlak.situations.models import Situation


@pytest.fixture
def situations(anna: Member, make_situation: Any) -> list[Situation]:
    """Make one that all frontline can find, and one for the team alone."""
    hidden = make_situation(anna, "Ruzie in de Kerkstraat")
    hidden.audience = hidden.team
    hidden.save()
    return [make_situation(anna, "Het park aan de Gracht"), hidden]


def test_the_privacy_officer_reads_no_title_of_a_team_alone(
    as_esma: Client, esma: Member, situations: list[Situation]
) -> None:
    for query in ("", f"?q={situations[1].pk}"):
        assert "Ruzie" not in as_esma.get(at("holds") + query).content.decode()
    assert f"Situatie {situations[1].pk}" not in as_esma.get(at("holds")).content.decode()
    hold(situations[1], esma, "Woo")
    page = as_esma.get(at("holds")).content.decode()
    assert "Het park aan de Gracht" in page
    assert f"Situatie {situations[1].pk}" in page
    assert "Ruzie" not in as_esma.get(at("change_hold", situations[1].pk)).content.decode()


@pytest.mark.parametrize(("text", "found"), [("gracht", [0]), ("ruzie", []), ("\x00", [0]), ("9" * 30, [])])
def test_it_finds_by_title_and_not_by_a_title_that_is_hidden(
    text: str, found: list[int], as_esma: Client, situations: list[Situation]
) -> None:
    rows = as_esma.get(at("holds"), {"q": text}).context["page"].rows
    assert {row.pk for row in rows} == {situations[place].pk for place in found}


def test_it_finds_by_number(as_esma: Client, situations: list[Situation]) -> None:
    rows = as_esma.get(at("holds"), {"q": str(situations[1].pk)}).context["page"].rows
    assert [row.pk for row in rows] == [situations[1].pk]


def test_it_holds_with_a_reason_and_lets_go(as_fatma: Client, situations: list[Situation]) -> None:
    situation, url = situations[0], at("change_hold", situations[0].pk)
    assert as_fatma.post(url, {"reason": ""}).status_code == 422
    as_fatma.post(url, {"reason": "Woo 2026-3"})
    situation.refresh_from_db()
    assert situation.is_held
    assert "Woo 2026-3" in as_fatma.get(url).content.decode()
    assert "Nu 1 situatie vast" in as_fatma.get(at("holds")).content.decode()
    as_fatma.post(url)
    situation.refresh_from_db()
    assert not situation.is_held


@pytest.mark.parametrize("number", [10, 100])
def test_the_list_takes_the_same_queries(
    number: int, as_esma: Client, anna: Member, make_situation: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(number):
        make_situation(anna)
    with django_assert_max_num_queries(7):
        as_esma.get(at("holds"))
