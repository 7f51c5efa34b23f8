"""The list of means, and what is free in a week."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.support.counting import Taking, stretches
from raakvlak.support.free import Days, week_of, with_free
from raakvlak.support.models import Means, Reservation
from raakvlak.support.tests.conftest import in_days

Make = Callable[..., Any]
LIST = "/in-huis/middelen/"


def text(client: Client, **asked: str | int) -> str:
    return client.get(LIST, asked).content.decode()


def test_an_empty_list_says_what_means_are(as_anna: Client) -> None:
    page = text(as_anna)
    assert "Nog geen middelen" in page
    assert "blijft in het financiële systeem" in page


def test_it_tells_how_much_is_left(as_anna: Client, anna: Member, make_means: Make, make_reservation: Make) -> None:
    budget = make_means(anna, "Buurtbudget", kind="money", amount="2500")
    make_reservation(budget, anna, amount="130.50", state="granted", first=-80)
    make_reservation(budget, anna, amount="400", state="refused")
    make_reservation(budget, anna, amount="100", held_until_on=in_days(-1))
    assert "Nog € 2.369,50 van € 2.500" in text(as_anna)


def test_it_tells_how_many_are_free_today(
    as_anna: Client, anna: Member, make_means: Make, make_reservation: Make
) -> None:
    trailer = make_means(anna)
    make_reservation(trailer, anna, amount="2")
    make_reservation(trailer, anna, amount="1", first=1)
    assert "Vandaag 1 stuk vrij, van 3 stuks" in text(as_anna)
    make_reservation(trailer, anna, amount="1")
    assert "Vandaag niets vrij" in text(as_anna)


def test_what_can_this_week_leaves_out_what_is_taken_all_week(
    as_anna: Client, anna: Member, make_means: Make, make_reservation: Make
) -> None:
    week = week_of(timezone.localdate())
    before = (week.first - timezone.localdate()).days
    full, half = make_means(anna, "Bus", amount="1"), make_means(anna, "Zaal", kind="room", amount="1")
    make_means(anna, "Tent", amount="2")
    make_means(anna, "Volgend jaar", from_on=week.last + datetime.timedelta(days=1))
    make_reservation(full, anna, first=before, days=7)
    make_reservation(half, anna, first=before, days=3)
    page = text(as_anna, week=str(week.last))
    assert "Wat kan deze week?" in page
    assert "Bus</a>" not in page
    assert "Volgend jaar" not in page
    assert "ma tot en met wo: niets vrij" in page
    assert "do tot en met zo: 1 ruimte vrij" in page
    assert "De hele week 2 stuks vrij" in page


def test_one_asks_for_enough(as_anna: Client, anna: Member, make_means: Make, make_reservation: Make) -> None:
    few, many = make_means(anna, "Stoelen", amount="40"), make_means(anna, "Banken", amount="60")
    make_reservation(many, anna, amount="10")
    make_reservation(few, anna, amount="1")
    page = text(as_anna, minstens="40")
    assert "Banken</a>" in page
    assert "Stoelen</a>" not in page
    assert "Stoelen</a>" in text(as_anna, minstens="39")
    assert "Stoelen</a>" in text(as_anna, minstens="geen getal"), "what can't be read does not count"


def test_a_tenth_is_a_tenth(as_anna: Client, anna: Member, make_means: Make, make_reservation: Make) -> None:
    """Three tenths less a tenth and two tenths is nothing, and a tenth more is a tenth."""
    hours = make_means(anna, "Klusuren", kind="hours", amount="0.4")
    make_reservation(hours, anna, amount="0.1")
    make_reservation(hours, anna, amount="0.2")
    assert "Klusuren" in text(as_anna, minstens="0,1")
    assert "Klusuren" not in text(as_anna, minstens="0,11")


def test_what_is_for_a_wijk_is_for_its_buurten_and_the_other_way_round(
    as_anna: Client, anna: Member, make_means: Make
) -> None:
    town = anna.municipality
    wijk, other = (Area.objects.create(municipality=town, name=name, kind="district") for name in ("Oost", "West"))
    buurt = Area.objects.create(municipality=town, name="Kade", kind="neighbourhood", parent=wijk)
    for title, area in (("Oostbus", wijk), ("Kadebus", buurt), ("Westbus", other), ("Stadsbus", None)):
        make_means(anna, title, area=area)

    def found(area: Area) -> set[str]:
        page = text(as_anna, gebied=area.pk)
        return {title for title in ("Oostbus", "Kadebus", "Westbus", "Stadsbus") if f"{title}</a>" in page}

    assert found(buurt) == {"Oostbus", "Kadebus", "Stadsbus"}
    assert found(wijk) == {"Oostbus", "Kadebus", "Stadsbus"}
    assert found(other) == {"Westbus", "Stadsbus"}


def test_it_is_searched_and_narrowed(as_anna: Client, anna: Member, make_means: Make) -> None:
    make_means(anna, "Grote zaal", kind="room")
    make_means(anna, "Kleine zaagmachine")
    make_means(anna, "Oude tent", ended_on=in_days(-1))
    assert "Grote zaal</a>" in text(as_anna, q="zaal")
    assert "zaagmachine</a>" not in text(as_anna, q="zaal")
    assert "Grote zaal</a>" not in text(as_anna, soort="thing")
    assert "Oude tent" not in text(as_anna)
    assert "Oude tent</a>" in text(as_anna, stand="gestopt")
    assert "Niets gevonden" in text(as_anna, q="olifant")
    assert "Niets vrij gevonden" in text(as_anna, q="olifant", week=str(in_days(0)))


def test_it_is_walked_in_pages(as_anna: Client, anna: Member, make_means: Make) -> None:
    for number in range(30):
        make_means(anna, f"Tent {number:02}")
    response = as_anna.get(LIST)
    page = response.context["page"]
    assert len(page.rows) == 25
    assert "Tent 29" in as_anna.get(LIST, {"cursor": page.older}).content.decode()
    assert "30 middelen" in response.content.decode()


def test_what_is_not_for_my_eyes_is_not_in_it(
    as_anna: Client, bart: Member, make_means: Make, make_party: Make, make_situation: Make
) -> None:
    secret = make_situation(bart, "Van Bart").team
    make_means(bart, "Alleen van het team", audience=secret)
    hidden = make_party(bart, "Aad", audience=Audience.objects.klad_of(bart))
    make_means(bart, "Van Aad", party=hidden)
    page = text(as_anna)
    assert "Alleen van het team" not in page
    assert "Van Aad" not in page


@pytest.mark.parametrize("who", ["as_dirk", "as_esma", "as_gert"])
def test_it_is_for_who_works_outside(who: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(who).get(LIST).status_code == 403


def test_another_municipality_has_its_own(as_carla: Client, anna: Member, make_means: Make) -> None:
    means = make_means(anna)
    assert "Aanhanger" not in text(as_carla)
    assert as_carla.get(f"{LIST}{means.pk}/").status_code == 404
    assert as_carla.post(f"{LIST}{means.pk}/reserveren/").status_code == 404


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amount=st.integers(1, 9),
    rows=st.lists(st.tuples(st.integers(1, 9), st.integers(-5, 9), st.integers(1, 6)), max_size=6),
    more=st.integers(0, 6),
    is_money=st.booleans(),
)
def test_the_database_counts_as_the_arithmetic_does(
    amount: int,
    rows: list[tuple[int, int, int]],
    more: int,
    is_money: bool,
    anna: Member,
    make_means: Make,
    make_reservation: Make,
) -> None:
    Reservation.objects.all().delete()
    means: Means = make_means(anna, amount=str(amount), kind="money" if is_money else "thing")
    for taken, first, days in rows:
        make_reservation(means, anna, amount=str(taken), first=first, days=days)
    days_asked = Days(in_days(0), in_days(more))
    takings = [Taking(Decimal(one), in_days(first), in_days(first + days - 1)) for one, first, days in rows]
    parts = stretches(Decimal(amount), takings, *days_asked, comes_back=not is_money)
    (found,) = with_free(Means.objects.filter(pk=means.pk), days_asked)
    assert found.free == max(part.free for part in parts)  # type: ignore[attr-defined]  # annotated


def test_a_colleague_of_the_same_department_sees_no_more(anna: Member, bart: Member, make_means: Make) -> None:
    """A department is who lends, and no circle of readers."""
    team = Audience.objects.create(municipality=anna.municipality, kind="team")
    bart.department = make_means(anna, audience=team).department
    assert not Means.objects.within(anna.municipality).visible_to(bart).exists()
