"""Nog niet gehoord: what is silent is named, what is chance is not, and nothing leaks."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.conftest import Make
from raakvlak.municipality.models import Area, Audience, Member, Municipality
from raakvlak.situations.models import Check, CheckReply, Outreach, Situation

SILENT = "Van hier hoorden we minder dan toeval verklaart"


@pytest.fixture
def park(anna: Member, bart: Member, noord: Area, make_situation: Make, hear: Make) -> Situation:
    """Make a situation in the Kade, about which the Hof and the Dijk were heard, and the Kade hardly."""
    talks = [*hear(anna, "Kade", 2), *hear(anna, "Hof", 30), *hear(anna, "Dijk", 28)]
    kade = Area.objects.get(name="Kade")
    made: Situation = make_situation(anna, "Het park", team=(bart,), encounters=tuple(talks), area=kade)
    return made


def reach(park: Situation) -> str:
    return f"/situaties/{park.pk}/nog-niet-gehoord/"


def text(client: Client, path: str, asked: dict[str, str] | None = None) -> str:
    response = client.get(path, asked or {})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_it_names_the_silent_area_with_what_chance_would_give(as_anna: Client, park: Situation) -> None:
    page = text(as_anna, reach(park))
    assert SILENT in page
    assert "We hadden hier 2 gesprekken; bij toeval verwacht je er tussen 10 en 25." in page


def test_the_map_says_what_the_table_says(as_anna: Client, park: Situation) -> None:
    figures = as_anna.get(reach(park)).context["figures"]
    told = figures.as_json()
    assert {line.place.name: told[str(line.place.pk)][0] for line in figures.lines} == {
        "Dijk": "chance",
        "Hof": "chance",
        "Kade": "fewer",
    }
    assert all(line.in_words in told[str(line.place.pk)][2] for line in figures.lines)


def test_few_talks_call_nobody_silent(
    as_anna: Client, anna: Member, noord: Area, make_situation: Make, hear: Make
) -> None:
    small = make_situation(anna, "Klein", encounters=tuple(hear(anna, "Hof", 3)))
    page = text(as_anna, reach(small))
    assert SILENT not in page
    assert "Nog te weinig gehoord om iets te zeggen" in page


def test_a_morning_at_the_market_is_not_sixty_people(
    as_anna: Client, anna: Member, noord: Area, make_situation: Make, hear: Make
) -> None:
    """Sixty talks of two mornings say nothing of who stayed away."""
    talks = [talk for area in ("Hof", "Dijk") for talk in hear(anna, area, 30)]
    for talk in talks:
        talk.happened_on = timezone.localdate()
        talk.save()
    page = text(as_anna, reach(make_situation(anna, "Markt", encounters=tuple(talks))))
    assert SILENT not in page
    assert "tellen we niet als los van elkaar" in page


def test_without_talks_it_says_what_to_do(as_anna: Client, anna: Member, noord: Area, make_situation: Make) -> None:
    page = text(as_anna, reach(make_situation(anna, "Leeg")))
    assert "Nog niets gehoord" in page


def test_without_residents_nothing_is_compared(
    as_anna: Client, anna: Member, waterhoek: Municipality, make_situation: Make, make_encounter: Make
) -> None:
    area = waterhoek.areas.create(name="Haven")
    situation = make_situation(anna, "Haven", encounters=(make_encounter(anna, area=area),), area=area)
    page = text(as_anna, reach(situation))
    assert "Hier kunnen we nog niet vergelijken" in page
    assert "We weten niet hoeveel mensen hier wonen." in page


def test_where_nobody_lives_is_said_so(as_anna: Client, park: Situation, noord: Area, waterhoek: Municipality) -> None:
    waterhoek.areas.create(name="Bedrijven", kind="neighbourhood", code="BU00000009", parent=noord, residents=0)
    assert "Hier woont niemand." in text(as_anna, reach(park))


def test_talks_in_house_are_no_voices(as_anna: Client, anna: Member, park: Situation, hear: Make) -> None:
    for talk in hear(anna, "Kade", 40, channel="in_house"):
        park.links.create(encounter=talk)
    assert SILENT in text(as_anna, reach(park))


def test_sources_are_told_apart(as_anna: Client, anna: Member, park: Situation, make_encounter: Make) -> None:
    park.links.create(encounter=make_encounter(anna, channel="meeting", area=Area.objects.get(name="Kade")))
    Outreach.objects.create(situation=park, who="de flats", how="brief")
    check = Check.objects.create(situation=park, title="x", author=anna, heard="x", open_until=timezone.localdate())
    for number, source in enumerate(("link", "paper", "paper")):
        CheckReply.objects.create(
            check_page=check, uuid=f"00000000-0000-4000-8000-00000000000{number}", is_right=True, source=source,
            keep_until=timezone.localdate(),
        )  # fmt: skip
    page = text(as_anna, reach(park))
    assert "<dt>Bijeenkomsten</dt><dd>1</dd>" in page
    assert "<dt>Klopt dit?, op papier</dt><dd>2</dd>" in page
    assert "<dt>Klopt dit?, via de link</dt><dd>1</dd>" in page
    assert "<dt>Uitgenodigd</dt><dd>1 keer</dd>" in page
    meetings = as_anna.get(reach(park), {"source": "meetings"}).context["figures"]
    assert meetings.total == 1


def test_replies_are_for_the_team(as_fatma: Client, anna: Member, park: Situation) -> None:
    check = Check.objects.create(situation=park, title="x", author=anna, heard="x", open_until=timezone.localdate())
    CheckReply.objects.create(
        check_page=check, uuid="00000000-0000-4000-8000-000000000001", is_right=True, keep_until=timezone.localdate()
    )
    assert "via de link" not in text(as_fatma, reach(park))


@pytest.mark.parametrize(
    ("asked", "low"),
    [
        ({}, 10),
        ({"against": "households"}, 10),
        ({"area": "all"}, 10),
        ({"source": "x", "area": "-", "period": "!"}, 10),
    ],
)
def test_one_can_ask_otherwise_and_nonsense_counts_for_nothing(
    as_anna: Client, park: Situation, asked: dict[str, str], low: int
) -> None:
    figures = as_anna.get(reach(park), asked).context["figures"]
    assert {line.place.name: line.low for line in figures.lines}["Kade"] == low


def test_a_channel_can_be_looked_at_alone(as_anna: Client, park: Situation) -> None:
    assert as_anna.get(reach(park), {"source": "phone"}).context["figures"].total == 0
    assert as_anna.get(reach(park), {"source": "street"}).context["figures"].total == 60


def test_what_i_may_not_read_is_not_counted(
    as_anna: Client, anna: Member, bart: Member, park: Situation, hear: Make
) -> None:
    for talk in hear(bart, "Kade", 20, audience=Audience.objects.klad_of(bart)):
        park.links.create(encounter=talk)
    assert as_anna.get(reach(park)).context["figures"].total == 60


def test_what_was_withdrawn_is_not_counted(as_anna: Client, park: Situation) -> None:
    talk = park.encounters.first()
    assert talk is not None
    talk.withdrawn_at = timezone.now()
    talk.save()
    assert as_anna.get(reach(park)).context["figures"].total == 59


def test_talks_elsewhere_are_told_apart(as_anna: Client, anna: Member, park: Situation, make_encounter: Make) -> None:
    park.links.create(encounter=make_encounter(anna, area=None))
    assert "1 daarvan buiten deze gebieden, of zonder gebied" in text(as_anna, reach(park))


# --- The town, an area, and myself


def test_the_coordinator_sees_the_town(as_fatma: Client, park: Situation) -> None:
    assert SILENT in text(as_fatma, "/overzicht/nog-niet-gehoord/")


def test_only_the_coordinator_does(as_anna: Client, as_gert: Client, as_esma: Client, park: Situation) -> None:
    for client in (as_anna, as_gert, as_esma):
        assert client.get("/overzicht/nog-niet-gehoord/").status_code == 403


def test_what_is_older_than_a_year_is_asked_for(as_fatma: Client, fatma: Member, noord: Area, hear: Make) -> None:
    for talk in hear(fatma, "Hof", 3):
        talk.happened_on -= datetime.timedelta(days=500)
        talk.save()
    town = "/overzicht/nog-niet-gehoord/"
    assert as_fatma.get(town).context["figures"].total == 0
    assert as_fatma.get(town, {"period": "always"}).context["figures"].total == 3


def test_an_area_is_held_beside_its_neighbours(as_anna: Client, park: Situation) -> None:
    kade = Area.objects.get(name="Kade")
    figures = as_anna.get(f"/overzicht/gebied/{kade.pk}/nog-niet-gehoord/").context["figures"]
    assert [line.place.name for line in figures.lines] == ["Dijk", "Hof", "Kade"]


def test_my_own_reach_counts_my_own_talks_alone(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, park: Situation, make_encounter: Make
) -> None:
    with_bart = make_encounter(anna, area=Area.objects.get(name="Kade"))
    with_bart.members.add(bart)
    assert as_anna.get("/overzicht/mijn-bereik/").context["figures"].total == 61
    assert as_bart.get("/overzicht/mijn-bereik/").context["figures"].total == 1


def test_my_time_outside_leads_to_my_reach(as_anna: Client, as_dirk: Client) -> None:
    assert "/overzicht/mijn-bereik/" in as_anna.get("/buiten/").content.decode()
    assert "/overzicht/mijn-bereik/" not in as_dirk.get("/buiten/").content.decode()


# --- Not for everyone


def test_strangers_find_nothing(as_carla: Client, client: Client, park: Situation) -> None:
    kade = Area.objects.get(name="Kade")
    for path in (reach(park), f"/overzicht/gebied/{kade.pk}/nog-niet-gehoord/"):
        assert as_carla.get(path).status_code == 404
        assert client.get(path).status_code == 302


def test_a_situation_of_a_team_alone_is_for_that_team(as_anna: Client, as_fatma: Client, park: Situation) -> None:
    park.audience = park.team
    park.save()
    assert as_anna.get(reach(park)).status_code == 200
    assert as_fatma.get(reach(park)).status_code == 404


def test_it_asks_as_often_with_many_areas_and_talks(
    as_anna: Client, anna: Member, park: Situation, noord: Area, hear: Make, waterhoek: Municipality
) -> None:
    def count() -> int:
        as_anna.get(reach(park))
        with CaptureQueriesContext(connection) as asked:
            as_anna.get(reach(park))
        return len(asked)

    before = count()
    for number in range(40):
        code = f"BU1000{number:04}"
        waterhoek.areas.create(name=f"Buurt {number}", kind="neighbourhood", code=code, parent=noord, residents=9)
    for talk in hear(anna, "Hof", 100):
        park.links.create(encounter=talk)
    assert count() == before


def test_the_town_is_a_tab_of_situations(as_fatma: Client, park: Situation) -> None:
    page = as_fatma.get("/overzicht/nog-niet-gehoord/").content.decode()
    assert re.search(r'href="/situaties/"[^>]*aria-current="true"', page)
