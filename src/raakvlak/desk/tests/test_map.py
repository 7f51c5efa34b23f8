import datetime
import random
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from raakvlak.conftest import logged_in
from raakvlak.desk.mapped import MOST_PLACES
from raakvlak.municipality.models import Area, Audience, Member, Municipality
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Situation

MAP = "/situaties/kaart/"
POINTS = "/situaties/kaart/punten/"
TODAY = timezone.localdate()


def square(west: float, south: float, size: float = 0.02) -> dict[str, Any]:
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


@pytest.fixture
def noord(waterhoek: Municipality) -> Area:
    return Area.objects.create(municipality=waterhoek, name="Noord", geometry=square(5.20, 52.56))


@pytest.fixture
def kade(waterhoek: Municipality, noord: Area) -> Area:
    return Area.objects.create(municipality=waterhoek, name="Kade", parent=noord, geometry=square(5.20, 52.56, 0.01))


@pytest.fixture
def undrawn(waterhoek: Municipality) -> Area:
    return Area.objects.create(municipality=waterhoek, name="Ergens")


def points(client: Client, **asked: Any) -> dict[str, Any]:
    answer = client.get(POINTS, asked)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def listed(client: Client, **asked: Any) -> tuple[int, int]:
    """Count what the list shows, page after page: talks and situations."""
    talks, situations = set(), set()
    for kind in ("talks", "situations"):
        if asked.get("kind", kind) != kind:
            continue
        query = asked | {"kind": kind}
        while True:
            page = client.get(MAP, query)
            talks |= {talk.pk for talk in page.context["talks"].rows}
            situations |= {situation.pk for situation in page.context["situations"].rows}
            if not page.context["page"].older:
                break
            query["cursor"] = page.context["page"].older
    return len(talks), len(situations)


def summed(found: dict[str, Any]) -> list[int]:
    places = [found["nowhere"], *(place[2:4] for place in found["places"])]
    return [sum(column) for column in zip(*places, strict=True)]


def tabled(client: Client, **asked: Any) -> list[int]:
    page = client.get(MAP, asked).context
    lines = [line.tally for line in page["lines"]] + ([page["no_area"]] if page["no_area"] else [])
    return [sum(tally.talks for tally in lines), sum(tally.situations for tally in lines)]


def test_a_talk_stands_where_it_was(as_anna: Client, anna: Member, make_encounter: Any) -> None:
    make_encounter(anna, latitude=Decimal("52.561"), longitude=Decimal("5.205"))
    assert points(as_anna)["places"] == [[52.561, 5.205, 1, 0, 0]]


def test_talks_in_one_square_are_one_place(as_anna: Client, anna: Member, noord: Area, make_encounter: Any) -> None:
    for area in (noord, None):
        make_encounter(anna, area=area, latitude=Decimal("52.561"), longitude=Decimal("5.205"))
    assert points(as_anna)["places"] == [[52.561, 5.205, 2, 0, 0]]


def test_a_map_of_nothing_is_not_drawn(as_anna: Client, waterhoek: Municipality) -> None:
    page = as_anna.get(MAP).content.decode()
    assert "data-map" not in page
    assert "Nog niets op de kaart" in page
    Area.objects.create(municipality=waterhoek, name="Noord", geometry=square(5.20, 52.56))
    assert "data-map" in as_anna.get(MAP).content.decode()


def test_what_has_no_point_stands_in_the_middle_of_its_area(
    as_anna: Client, anna: Member, noord: Area, make_encounter: Any, make_situation: Any
) -> None:
    make_encounter(anna, area=noord)
    make_situation(anna, area=noord)
    assert points(as_anna)["places"] == [[52.57, 5.21, 1, 1, noord.pk]]


def test_what_has_neither_is_told_and_listed(
    as_anna: Client, anna: Member, undrawn: Area, make_encounter: Any, make_situation: Any
) -> None:
    make_encounter(anna)
    make_encounter(anna, area=undrawn)
    make_situation(anna, "Het veldje")
    found = points(as_anna)
    assert (found["places"], found["nowhere"], found["total"]) == ([], [2, 1], [2, 1])
    page = as_anna.get(MAP).content.decode()
    assert "3 zonder plek op de kaart" in page
    assert "Het veldje" in page


def test_no_name_and_no_word_is_sent(as_anna: Client, anna: Member, noord: Area) -> None:
    found = as_anna.get(POINTS)
    assert not re.search(r"[A-Za-z]{9,}", found.content.decode())
    assert set(found.json()) == {"total", "nowhere", "coarse", "places"}


def test_a_situation_may_have_a_point_of_its_own(
    as_anna: Client, anna: Member, noord: Area, make_situation: Any
) -> None:
    make_situation(anna, area=noord, latitude=Decimal("52.5643"), longitude=Decimal("5.2111"))
    assert points(as_anna)["places"] == [[52.5643, 5.2111, 0, 1, 0]]


def test_an_area_holds_its_parts(
    as_anna: Client, anna: Member, noord: Area, kade: Area, undrawn: Area, make_encounter: Any
) -> None:
    for area in (noord, kade, undrawn, None):
        make_encounter(anna, area=area)
    assert points(as_anna, area=noord.pk)["total"] == [2, 0]
    assert points(as_anna, area=kade.pk)["total"] == [1, 0]
    assert listed(as_anna, area=noord.pk) == (2, 0)


def test_the_last_twelve_months_are_shown_unless_one_asks_for_more(
    as_anna: Client, anna: Member, make_encounter: Any, make_situation: Any
) -> None:
    long_ago = TODAY - datetime.timedelta(days=400)
    make_encounter(anna, happened_on=long_ago)
    make_situation(anna, started_on=long_ago, closed_on=long_ago, phase="closed")
    make_situation(anna, "Loopt nog", started_on=long_ago)
    assert points(as_anna)["total"] == [0, 1]
    assert points(as_anna, period="always")["total"] == [1, 2]
    assert "laatste twaalf maanden" in as_anna.get(MAP).content.decode()


def test_a_situation_is_shown_with_its_talks(
    as_anna: Client, anna: Member, make_encounter: Any, make_situation: Any
) -> None:
    make_encounter(anna)
    situation = make_situation(anna, encounters=(make_encounter(anna),))
    make_situation(anna, "Een andere")
    assert points(as_anna, situation=situation.pk)["total"] == [1, 1]
    assert listed(as_anna, situation=situation.pk) == (1, 1)


def test_a_channel_leaves_situations_out(
    as_anna: Client, anna: Member, make_encounter: Any, make_situation: Any
) -> None:
    make_encounter(anna, channel="phone")
    make_encounter(anna, channel="street")
    make_situation(anna)
    assert points(as_anna, channel="phone")["total"] == [1, 0]


@pytest.mark.parametrize(("kind", "total"), [("talks", [1, 0]), ("situations", [0, 1]), ("", [1, 1])])
def test_one_may_ask_for_one_kind(
    as_anna: Client, anna: Member, make_encounter: Any, make_situation: Any, kind: str, total: list[int]
) -> None:
    make_encounter(anna)
    make_situation(anna)
    assert points(as_anna, kind=kind)["total"] == total


def test_a_piece_of_the_map_holds_what_is_drawn_in_it(
    as_anna: Client, anna: Member, noord: Area, make_encounter: Any
) -> None:
    make_encounter(anna, area=noord)
    make_encounter(anna, latitude=Decimal("52.571"), longitude=Decimal("5.2115"))
    make_encounter(anna, latitude=Decimal("52.591"), longitude=Decimal("5.2115"))
    box = "52.56900,5.20900,52.57200,5.21200"
    assert points(as_anna, box=box)["total"] == [2, 0]
    assert listed(as_anna, box=box) == (2, 0)


def test_what_was_withdrawn_or_is_not_for_me_counts_nowhere(
    as_anna: Client, anna: Member, bart: Member, carla: Member, noord: Area, make_encounter: Any, make_situation: Any
) -> None:
    make_encounter(anna, area=noord, withdrawn_at=timezone.now())
    make_encounter(bart, area=noord, audience=Audience.objects.klad_of(bart))
    make_encounter(carla, latitude=Decimal("52.561"), longitude=Decimal("5.205"))
    hidden = make_situation(bart, "Verborgen", area=noord)
    hidden.audience = hidden.team
    hidden.save()
    found = points(as_anna)
    assert (found["places"], found["total"], found["nowhere"]) == ([], [0, 0], [0, 0])
    page = as_anna.get(MAP, {"situation": hidden.pk})
    assert "Verborgen" not in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"area": "999999"},
        {"area": "x"},
        {"situation": "0 OR 1"},
        {"period": "eeuw"},
        {"channel": "\x00"},
        {"kind": "parties"},
        {"box": "1,2,3,4"},
        {"box": "nan,nan,nan,nan"},
        {"cursor": "vervalst"},
    ],
)
def test_a_question_that_means_nothing_breaks_nothing(as_anna: Client, anna: Member, asked: dict[str, str]) -> None:
    assert as_anna.get(MAP, asked).status_code == 200
    assert as_anna.get(POINTS, asked).status_code == 200


@pytest.mark.parametrize("address", [MAP, POINTS])
def test_who_reads_no_notes_sees_no_map(address: str, client: Client, as_dirk: Client, as_esma: Client) -> None:
    assert client.get(address).status_code == 302
    assert as_dirk.get(address).status_code == 403
    assert as_esma.get(address).status_code == 403


def fill_at_random(chance: random.Random, members: list[Member], areas: list[Area | None], make: Any) -> None:
    """Strew talks and situations about: klad, team and frontline, with and without a point, withdrawn, long ago."""
    make_encounter, make_situation = make
    for number in range(60):
        member = chance.choice(members)
        has_point = chance.random() < 0.5
        values = {
            "area": chance.choice(areas),
            "latitude": Decimal(chance.randrange(52550, 52600)) / 1000 if has_point else None,
            "longitude": Decimal(chance.randrange(5180, 5230)) / 1000 if has_point else None,
        }
        frontline = Audience.objects.frontline_of(member.municipality)
        day = TODAY - datetime.timedelta(days=chance.randrange(700))
        if number % 4:
            audience = chance.choice([frontline, frontline, Audience.objects.klad_of(member)])
            withdrawn = timezone.now() if chance.random() < 0.1 else None
            make_encounter(
                member, audience=audience, happened_on=day, withdrawn_at=withdrawn,
                channel=chance.choice(Encounter.Channel.values), **values,
            )  # fmt: skip
        else:
            situation = make_situation(member, f"Situatie {number}", started_on=day, **values)
            if chance.random() < 0.4:
                Situation.objects.filter(pk=situation.pk).update(audience=situation.team)


@pytest.mark.parametrize("seed", range(4))
def test_map_list_table_and_total_always_say_the_same(
    seed: int,
    anna: Member,
    bart: Member,
    fatma: Member,
    carla: Member,
    noord: Area,
    kade: Area,
    undrawn: Area,
    make_encounter: Any,
    make_situation: Any,
) -> None:
    chance = random.Random(seed)  # noqa: S311 – strewn about, no secret
    fill_at_random(chance, [anna, bart, fatma], [noord, kade, undrawn, None], (make_encounter, make_situation))
    fill_at_random(chance, [carla], [None], (make_encounter, make_situation))
    for member in (anna, bart, fatma, carla):
        client = logged_in(member)
        asked: dict[str, Any] = {
            "period": chance.choice(["week", "quarter", "", "always"]),
            "area": chance.choice(["", "", noord.pk, kade.pk]) if member != carla else "",
            "channel": chance.choice(["", "", "", "street"]),
            "box": chance.choice(["", "52.56000,5.20000,52.58000,5.21500"]),
        }
        found = points(client, **asked)
        page = client.get(MAP, asked)
        assert found["total"] == summed(found) == tabled(client, **asked) == list(listed(client, **asked)), asked
        assert [page.context["laid"].total.talks, page.context["laid"].total.situations] == found["total"]


def test_an_obvious_count_agrees(
    as_anna: Client, anna: Member, bart: Member, noord: Area, make_encounter: Any, make_situation: Any
) -> None:
    chance = random.Random(7)  # noqa: S311 – strewn about, no secret
    fill_at_random(chance, [anna, bart], [noord, None], (make_encounter, make_situation))
    plain = [
        talk
        for talk in Encounter.objects.all()
        if talk.withdrawn_at is None
        and (talk.audience.kind != "member" or talk.author == anna)
        and talk.happened_on >= TODAY - datetime.timedelta(days=366)
    ]
    found = points(as_anna, kind="talks")
    assert found["total"] == [len(plain), 0]
    at = {(float(talk.latitude), float(talk.longitude or 0)) for talk in plain if talk.latitude}
    assert {(place[0], place[1]) for place in found["places"] if not place[4]} == at


def test_too_many_places_become_numbers_per_area(
    as_anna: Client, anna: Member, noord: Area, make_encounter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_PLACES > 1_000
    monkeypatch.setattr("raakvlak.desk.mapped.MOST_PLACES", 5)
    for step in range(8):
        point = {"latitude": Decimal(52560 + step) / 1000, "longitude": Decimal("5.205")}
        make_encounter(anna, area=noord if step < 6 else None, **point)
    found = points(as_anna)
    assert found["coarse"]
    assert sorted(found["places"]) == [[52.55, 5.2, 2, 0, 0], [52.57, 5.21, 6, 0, noord.pk]]
    assert summed(found) == found["total"] == [8, 0]


@pytest.mark.parametrize("number", [10, 100])
def test_it_asks_the_database_as_often_however_much_there_is(
    as_anna: Client,
    anna: Member,
    noord: Area,
    make_encounter: Any,
    make_situation: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    for step in range(number):
        Area.objects.create(municipality=anna.municipality, name=f"Buurt {step}", parent=noord)
        make_encounter(anna, latitude=Decimal(52500 + step) / 1000, longitude=Decimal("5.205"))
        make_situation(anna, f"Situatie {step}", area=noord)
    with django_assert_num_queries(7):
        points(as_anna)
    with django_assert_num_queries(10):
        as_anna.get(MAP)


def test_the_background_is_fetched_only_where_the_installation_says_so(
    as_anna: Client, noord: Area, settings: Any
) -> None:
    plain = as_anna.get(MAP)
    assert "pdok" not in plain["Content-Security-Policy"] + plain.content.decode()
    settings.RAAKVLAK_MAP_BACKGROUND = True
    with_background = as_anna.get(MAP)
    assert "https://service.pdok.nl" in with_background["Content-Security-Policy"]
    assert "https://service.pdok.nl/brt/" in with_background.content.decode()
    assert "Kaartgegevens © Kadaster" in with_background.content.decode()
    assert with_background["Referrer-Policy"] == "same-origin"
    assert "pdok" not in as_anna.get("/")["Content-Security-Policy"]
