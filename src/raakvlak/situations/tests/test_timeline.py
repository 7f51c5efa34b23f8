"""The timeline of a situation, and which talks belong to it."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.situations.models import Check, PhaseChange, Question, Situation
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


def address(situation: Situation, below: str = "tijdlijn/") -> str:
    return f"/situaties/{situation.pk}/{below}"


def told(client: Client, situation: Situation, query: str = "") -> list[str]:
    page = client.get(address(situation) + query).context["page"]
    return [item.stream for item in page.items]


def moment(day: int) -> datetime.datetime:
    return datetime.datetime(2026, 5, day, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def situation(anna: Member, make_situation: Make, make_encounter: Make, make_insight: Make) -> Situation:
    """Make a situation in which one thing of each kind happened, a day apart."""
    found: Situation = make_situation(anna)
    found.encounters.add(make_encounter(anna, "Meer bankjes.", happened_on=datetime.date(2026, 5, 1)))
    Question.objects.create(
        situation=found, kind="behind", text="Waar kun je elkaar zien?", author=anna, written_at=moment(2)
    )
    make_insight(found, anna, "Niet alleen zijn", confirmed_on=datetime.date(2026, 5, 3))
    make_insight(found, anna, "Het hek moet weg", refuted_on=datetime.date(2026, 5, 4))
    found.outreach.create(who="Alle adressen", how="brief", on=datetime.date(2026, 5, 5))
    Check.objects.create(
        situation=found, author=anna, heard="Dit", made_at=moment(6), open_until=datetime.date(2026, 6, 6)
    )
    PhaseChange.objects.create(situation=found, phase="understanding", author=anna, changed_at=moment(7))
    return found


ALL = ["fasen", "klopt-dit", "uitnodigingen", "nagevraagd-klopt-niet", "nagevraagd", "vragen", "gesprekken"]


def test_it_tells_what_happened_the_newest_first(as_anna: Client, situation: Situation) -> None:
    assert told(as_anna, situation) == ALL
    content = as_anna.get(address(situation)).content.decode()
    for words in ("Meer bankjes.", "Waar kun je elkaar zien?", "Niet alleen zijn", "Alle adressen", "Begrijpen"):
        assert words in content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?soort=gesprekken", ["gesprekken"]),
        ("?soort=nagevraagd", ["nagevraagd-klopt-niet", "nagevraagd"]),
        ("?vanaf=2026-05-06", ["fasen", "klopt-dit"]),
        ("?tot=2-5-2026", ["vragen", "gesprekken"]),
        ("?vanaf=2026-05-02&tot=2026-05-02", ["vragen"]),
        ("?soort=vragen&vanaf=2026-05-03", []),
    ],
)
def test_it_can_be_narrowed(as_anna: Client, situation: Situation, query: str, expected: list[str]) -> None:
    assert told(as_anna, situation, query) == expected


@pytest.mark.parametrize(
    "query",
    ["?soort=%3Cscript%3E", "?vanaf=1850-01-01", "?tot=2150-01-01", "?vanaf=onzin", "?vanaf=2026-05-04&tot=2026-05-03"],
)
def test_what_does_not_fit_is_told_and_all_is_shown(as_anna: Client, situation: Situation, query: str) -> None:
    response = as_anna.get(address(situation) + query)
    assert response.context["form"].errors
    assert [item.stream for item in response.context["page"].items] == ALL


def test_what_one_may_not_read_is_not_there(
    anna: Member, as_bart: Client, situation: Situation, make_encounter: Make
) -> None:
    situation.encounters.add(
        make_encounter(anna, "Voor het team.", audience=situation.team),
        make_encounter(anna, "Klad.", audience=Audience.objects.klad_of(anna)),
        make_encounter(anna, "Ingetrokken.", withdrawn_at=timezone.now()),
    )
    content = as_bart.get(address(situation)).content.decode()
    assert "Meer bankjes." in content
    for words in ("Voor het team.", "Klad.", "Ingetrokken.", "Niet alleen zijn", "Het hek moet weg"):
        assert words not in content


def test_names_are_shown_to_who_may_see_them(
    anna: Member, as_anna: Client, as_bart: Client, situation: Situation, make_party: Make
) -> None:
    party = make_party(anna, "Fatima Yilmaz", audience=situation.team)
    Question.objects.create(
        situation=situation, kind="behind", text=f"Wat wil {party_reference(party.pk).token}?", author=anna
    )
    assert "Fatima Yilmaz" in as_anna.get(address(situation)).content.decode()
    assert "Fatima Yilmaz" not in as_bart.get(address(situation)).content.decode()


def test_walking_through_the_pages_meets_all_once(
    anna: Member, as_anna: Client, situation: Situation, make_encounter: Make
) -> None:
    for _number in range(40):
        situation.encounters.add(make_encounter(anna, happened_on=datetime.date(2026, 5, 1)))
    first = as_anna.get(address(situation)).context["page"]
    second = as_anna.get(address(situation), {"cursor": first.older}).context["page"]
    items = [(item.stream, item.row.pk) for item in (*first.items, *second.items)]
    assert len(items) == len(set(items)) == 47
    back = as_anna.get(address(situation), {"cursor": second.newer}).context["page"]
    assert back.items == first.items or len(second.items) < 25


def test_a_cursor_of_another_situation_is_the_first_page(
    anna: Member, as_anna: Client, situation: Situation, make_situation: Make, make_encounter: Make
) -> None:
    for _number in range(30):
        situation.encounters.add(make_encounter(anna))
    other = make_situation(anna, "Een ander plein")
    cursor = as_anna.get(address(situation)).context["page"].older
    assert as_anna.get(address(other), {"cursor": cursor}).context["page"].items == []


def test_nothing_yet_is_said_kindly(anna: Member, as_anna: Client, make_situation: Make) -> None:
    content = as_anna.get(address(make_situation(anna, "Leeg"))).content.decode()
    assert "Hier is niets te zien" in content


@pytest.mark.parametrize("number", [10, 100])
def test_it_takes_the_same_queries_for_ten_and_for_a_hundred(
    anna: Member,
    as_anna: Client,
    situation: Situation,
    make_encounter: Make,
    make_party: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    for index in range(number):
        party = make_party(anna, f"Bewoner {index}")
        talk = make_encounter(anna, f"Sprak {party_reference(party.pk).token}.", parties=(party,))
        situation.encounters.add(talk)
        Question.objects.create(
            situation=situation, kind="behind", text=f"Waarom {index}?", author=anna, written_at=moment(1)
        )
    as_anna.get(address(situation))
    with django_assert_num_queries(14):
        as_anna.get(address(situation))


def test_a_talk_can_be_made_to_belong_and_who_reads_it_stays(
    anna: Member, as_anna: Client, situation: Situation, make_encounter: Make
) -> None:
    talk = make_encounter(anna, "Nog een bankje.", audience=Audience.objects.klad_of(anna))
    where = address(situation, "gesprekken/")
    assert [row.pk for row in as_anna.get(where).context["page"].rows] == [talk.pk]
    for _time in range(2):
        as_anna.post(f"{where}{talk.uuid}/erbij/")
    assert situation.links.filter(encounter=talk).count() == 1
    talk.refresh_from_db()
    assert talk.audience.is_klad
    assert as_anna.get(where).context["page"].rows == []


def test_the_talks_to_choose_from_can_be_narrowed(
    anna: Member, bart: Member, as_anna: Client, situation: Situation, make_encounter: Make
) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="De Werf")
    situation.area = area
    situation.save()
    mine, here = make_encounter(anna), make_encounter(bart, area=area)
    where = address(situation, "gesprekken/")
    assert as_anna.get(f"{where}?mijn=on").context["page"].rows == [mine]
    assert as_anna.get(f"{where}?hier=on").context["page"].rows == [here]


def test_a_talk_that_one_may_not_read_can_not_be_linked(
    anna: Member,
    bart: Member,
    carla: Member,
    as_anna: Client,
    situation: Situation,
    make_encounter: Make,
) -> None:
    where = address(situation, "gesprekken/")
    hidden = [make_encounter(bart, audience=Audience.objects.klad_of(bart)).uuid, make_encounter(carla).uuid]
    for encounter_uuid in (*hidden, uuid.uuid4()):
        assert as_anna.post(f"{where}{encounter_uuid}/erbij/").status_code == 404
        assert as_anna.post(f"{where}{encounter_uuid}/los/").status_code == 404
    assert as_anna.get(where).context["page"].rows == []


def test_a_talk_can_be_made_loose_and_stays(
    anna: Member, as_anna: Client, situation: Situation, make_encounter: Make
) -> None:
    talk = make_encounter(anna)
    situation.encounters.add(talk)
    where = address(situation, f"gesprekken/{talk.uuid}/los/")
    assert "De notitie zelf blijft" in as_anna.get(where).content.decode()
    as_anna.post(where)
    assert talk not in situation.encounters.all()
    talk.refresh_from_db()


def test_only_the_team_and_the_author_make_a_talk_loose(
    anna: Member, bart: Member, as_bart: Client, situation: Situation, make_encounter: Make
) -> None:
    of_anna, of_bart = make_encounter(anna), make_encounter(bart)
    situation.encounters.add(of_anna, of_bart)
    for talk in (of_anna, of_bart):
        as_bart.post(address(situation, f"gesprekken/{talk.uuid}/los/"))
    assert of_anna in situation.encounters.all()
    assert of_bart not in situation.encounters.all()


@pytest.mark.parametrize(
    ("client", "status"), [("as_carla", 404), ("as_dirk", 403), ("as_esma", 403), ("as_gert", 403)]
)
def test_others_find_nothing(client: str, status: int, situation: Situation, request: pytest.FixtureRequest) -> None:
    browser: Client = request.getfixturevalue(client)
    talk = situation.encounters.get()
    assert browser.get(address(situation)).status_code == status
    assert browser.get(address(situation, "gesprekken/")).status_code == status
    assert browser.post(address(situation, f"gesprekken/{talk.uuid}/los/")).status_code == status
    assert Client().get(address(situation)).status_code == 302
