"""The sides of a situation, and whether each was heard."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Presence
from raakvlak.situations.heard import sides_of
from raakvlak.situations.models import Side, Situation

Make = Callable[..., Any]


def address(situation: Situation, below: str = "") -> str:
    return f"/situaties/{situation.pk}/kanten/{below}"


def is_heard(situation: Situation, member: Member) -> bool:
    (seen,) = sides_of(situation, member)
    return seen.is_heard


@pytest.fixture
def situation(anna: Member, make_situation: Make) -> Situation:
    found: Situation = make_situation(anna)
    return found


@pytest.fixture
def parents(situation: Situation) -> Side:
    return situation.sides.create(name="Ouders van de school")


def test_a_side_is_added_by_its_name(as_anna: Client, situation: Situation) -> None:
    response = as_anna.post(address(situation, "nieuw/"), {"name": "Ouders van de school"})
    side = Side.objects.get()
    assert response.headers["Location"] == address(situation, f"{side.pk}/")
    assert "Ouders van de school" in as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    assert "nog niet gevraagd" in as_anna.get(address(situation)).content.decode()


@pytest.mark.parametrize("name", ["", "ouders van de SCHOOL", "x" * 81, "a\x00b", "123456782"])
def test_a_name_that_does_not_fit_is_told(as_anna: Client, situation: Situation, parents: Side, name: str) -> None:
    response = as_anna.post(address(situation, "nieuw/"), {"name": name})
    assert "name" in response.context["form"].errors
    assert list(situation.sides.all()) == [parents]


def test_a_side_can_be_renamed_to_its_own_name_in_other_letters(
    as_anna: Client, situation: Situation, parents: Side
) -> None:
    as_anna.post(address(situation, f"{parents.pk}/"), {"name": "ouders van DE school"})
    parents.refresh_from_db()
    assert parents.name == "ouders van DE school"


def test_a_side_can_be_taken_away_and_its_people_stay(
    anna: Member, as_anna: Client, situation: Situation, parents: Side, make_party: Make
) -> None:
    party = make_party(anna)
    parents.parties.add(party)
    where = address(situation, f"{parents.pk}/weg/")
    assert "De mensen blijven bestaan" in as_anna.get(where).content.decode()
    as_anna.post(where)
    assert not situation.sides.exists()
    party.refresh_from_db()


def test_people_are_found_by_name_and_put_in_a_side(
    anna: Member, as_anna: Client, situation: Situation, parents: Side, make_party: Make
) -> None:
    party = make_party(anna, "Fátima Yilmaz")
    make_party(anna, "Henk")
    response = as_anna.get(address(situation, f"{parents.pk}/?q=fatima"))
    assert response.context["found"] == [party]
    as_anna.post(address(situation, f"{parents.pk}/{party.pk}/erbij/"))
    assert list(parents.parties.all()) == [party]
    as_anna.post(address(situation, f"{parents.pk}/{party.pk}/weg/"))
    assert not parents.parties.exists()


def test_without_a_name_those_who_spoke_here_are_offered(
    anna: Member, as_anna: Client, situation: Situation, parents: Side, make_party: Make, make_encounter: Make
) -> None:
    spoke, mentioned = make_party(anna, "Fatima"), make_party(anna, "Henk")
    talk = make_encounter(anna, parties=(spoke,))
    Presence.objects.create(encounter=talk, party=mentioned, is_only_mentioned=True)
    situation.encounters.add(talk)
    assert as_anna.get(address(situation, f"{parents.pk}/")).context["found"] == [spoke]


def test_nobody_is_found_who_may_not_be_seen_or_named(
    anna: Member,
    bart: Member,
    carla: Member,
    as_anna: Client,
    situation: Situation,
    parents: Side,
    make_party: Make,
) -> None:
    hidden = [
        make_party(anna, "Fatima", is_not_to_be_noted=True),
        make_party(bart, "Fatima", audience=Audience.objects.klad_of(bart)),
        make_party(carla, "Fatima"),
    ]
    assert as_anna.get(address(situation, f"{parents.pk}/?q=fatima")).context["found"] == []
    for party in hidden:
        assert as_anna.post(address(situation, f"{parents.pk}/{party.pk}/erbij/")).status_code == 404
    assert not parents.parties.exists()


def test_a_side_of_another_situation_is_not_found_here(
    anna: Member, as_anna: Client, situation: Situation, parents: Side, make_situation: Make, make_party: Make
) -> None:
    other = make_situation(anna, "Een ander plein")
    party = make_party(anna)
    for below in ("", "weg/", f"{party.pk}/erbij/", f"{party.pk}/weg/"):
        assert as_anna.post(address(other, f"{parents.pk}/{below}"), {"name": "x"}).status_code == 404
    assert situation.sides.get() == parents


def test_a_side_is_heard_when_one_of_its_people_spoke_here(
    anna: Member, situation: Situation, parents: Side, make_party: Make, make_encounter: Make
) -> None:
    party = make_party(anna)
    parents.parties.add(party)
    talk = make_encounter(anna, parties=(party,))
    assert not is_heard(situation, anna)
    situation.encounters.add(talk)
    assert is_heard(situation, anna)


def test_to_be_mentioned_or_to_take_it_back_is_not_to_be_heard(
    anna: Member, situation: Situation, parents: Side, make_party: Make, make_encounter: Make
) -> None:
    party = make_party(anna)
    parents.parties.add(party)
    talk = make_encounter(anna)
    Presence.objects.create(encounter=talk, party=party, is_only_mentioned=True)
    situation.encounters.add(talk, make_encounter(anna, parties=(party,), withdrawn_at=timezone.now()))
    assert not is_heard(situation, anna)


def test_what_was_said_of_a_side_makes_it_heard_and_a_hunch_does_not(
    anna: Member, situation: Situation, parents: Side, make_insight: Make, make_encounter: Make
) -> None:
    make_insight(situation, anna, side=parents)
    assert not is_heard(situation, anna)
    make_insight(situation, anna, side=parents, encounter=make_encounter(anna))
    assert is_heard(situation, anna)


def test_a_talk_that_one_may_not_read_tells_nothing(
    anna: Member, bart: Member, situation: Situation, parents: Side, make_party: Make, make_encounter: Make
) -> None:
    party = make_party(anna)
    parents.parties.add(party)
    situation.encounters.add(make_encounter(anna, parties=(party,), audience=Audience.objects.klad_of(anna)))
    assert is_heard(situation, anna)
    assert not is_heard(situation, bart)


def test_people_that_one_may_not_see_are_not_shown(
    anna: Member, as_bart: Client, situation: Situation, parents: Side, make_party: Make
) -> None:
    parents.parties.add(make_party(anna, "Fatima Yilmaz", audience=Audience.objects.klad_of(anna)))
    assert "Fatima Yilmaz" not in as_bart.get(address(situation)).content.decode()


def test_who_is_not_in_the_team_reads_and_does_not_write(
    anna: Member, as_bart: Client, situation: Situation, parents: Side, make_party: Make
) -> None:
    party = make_party(anna)
    assert "nieuw/" not in as_bart.get(address(situation)).content.decode()
    as_bart.post(address(situation, "nieuw/"), {"name": "Nieuwe kant"})
    as_bart.post(address(situation, f"{parents.pk}/weg/"))
    as_bart.post(address(situation, f"{parents.pk}/{party.pk}/erbij/"))
    assert list(situation.sides.all()) == [parents]
    assert not parents.parties.exists()


@pytest.mark.parametrize(
    ("client", "status"), [("as_carla", 404), ("as_dirk", 403), ("as_esma", 403), ("as_gert", 403)]
)
def test_others_find_nothing(
    client: str, status: int, situation: Situation, parents: Side, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(client)
    assert browser.get(address(situation)).status_code == status
    assert browser.post(address(situation, "nieuw/"), {"name": "Anders"}).status_code == status
    assert browser.post(address(situation, f"{parents.pk}/"), {"name": "Anders"}).status_code == status
    assert Client().get(address(situation)).status_code == 302


def test_of_a_side_with_many_the_first_are_shown_and_how_many_there_are_more(
    as_anna: Client, anna: Member, situation: Situation, parents: Side, make_party: Make
) -> None:
    parents.parties.add(*(make_party(anna, f"Ouder {number:02}") for number in range(14)))
    page = as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    assert "Ouder 11" in page
    assert "Ouder 12" not in page
    assert "en nog 2 anderen" in page
    parents.parties.remove(*parents.parties.filter(name="Ouder 13"))
    assert "en nog iemand" in as_anna.get(address(situation)).content.decode()
