"""Wie kent wie: organisations and our own team, never a map of people and never a score."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.conftest import Make, person
from raakvlak.municipality.models import Area, Audience, Department, Member, Municipality, Role
from raakvlak.overview.figures.network import MOST_NODES
from raakvlak.relations.models import Affiliation, Party, Presence
from raakvlak.situations.models import Side, Situation


@pytest.fixture
def make_organisation(make_party: Make) -> Make:
    def make(member: Member, name: str, **values: Any) -> Party:
        made: Party = make_party(member, name, kind=Party.Kind.ORGANISATION, **values)
        return made

    return make


@pytest.fixture
def park(anna: Member, bart: Member, noord: Area, make_situation: Make) -> Situation:
    made: Situation = make_situation(anna, "Het park", team=(bart,), area=Area.objects.get(name="Kade"))
    return made


@pytest.fixture
def school(anna: Member, bart: Member, park: Situation, make_organisation: Make, make_encounter: Make) -> Party:
    """Return a school that both Anna and Bart met."""
    made: Party = make_organisation(anna, "De school")
    for member in (anna, bart):
        park.links.create(encounter=make_encounter(member, parties=(made,)))
    return made


@pytest.fixture
def mosque(bart: Member, park: Situation, make_organisation: Make, make_encounter: Make) -> Party:
    """Return a mosque that Bart alone met."""
    made: Party = make_organisation(bart, "De moskee")
    park.links.create(encounter=make_encounter(bart, parties=(made,)))
    return made


@pytest.fixture
def shop(anna: Member, park: Situation, make_organisation: Make) -> Party:
    """Return a shop in the same neighbourhood, that nobody met."""
    made: Party = make_organisation(anna, "De winkel", area=park.area)
    return made


def who(park: Situation) -> str:
    return f"/situaties/{park.pk}/wie-kent-wie/"


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def known(client: Client, path: str) -> dict[str, tuple[str, str]]:
    network = client.get(path).context["network"]
    return {one.party.name: (one.by_names, one.in_words) for one in network.known}


def test_the_team_hears_on_whom_a_bond_hangs(
    as_anna: Client, as_bart: Client, park: Situation, school: Party, mosque: Party, shop: Party
) -> None:
    nobody = "Niemand van ons sprak deze organisatie."
    assert known(as_anna, who(park)) == {
        "De winkel": ("", nobody),
        "De moskee": ("Bart", "Jullie kennen deze organisatie alleen via Bart."),
        "De school": ("jij, Bart", "Dit hangt niet aan één collega."),
    }
    assert known(as_bart, who(park))["De moskee"] == ("jij", "Alleen jij kent deze organisatie.")


def test_others_hear_no_name_and_not_on_whom_a_bond_hangs(
    as_fatma: Client, park: Situation, school: Party, mosque: Party, shop: Party
) -> None:
    found = known(as_fatma, who(park))
    assert found["De moskee"] == ("andere collega’s", "Dit hangt niet aan één collega.")
    page = text(as_fatma, who(park))
    assert "Bart" not in page
    assert "Anna" not in page


def test_a_team_that_is_large_enough_is_one_circle(
    as_fatma: Client, waterhoek: Municipality, park: Situation, mosque: Party
) -> None:
    park.team.readers.add(person("Chris", waterhoek, Role.FRONTLINE))
    assert known(as_fatma, who(park))["De moskee"][0] == "het team"


def test_what_needs_attention_stands_first(
    as_anna: Client, park: Situation, school: Party, mosque: Party, shop: Party
) -> None:
    network = as_anna.get(who(park)).context["network"]
    assert [one.party.name for one in network.known] == ["De winkel", "De moskee", "De school"]


def test_nobody_is_counted_and_people_are_no_nodes(
    as_anna: Client, anna: Member, park: Situation, school: Party, make_party: Make, make_encounter: Make
) -> None:
    resident = make_party(anna, "Mevrouw Zwaan")
    park.links.create(encounter=make_encounter(anna, parties=(resident, school)))
    response = as_anna.get(who(park))
    assert "Zwaan" not in response.content.decode()
    nodes = response.context["network"].as_json()["nodes"]
    assert {kind for _name, kind, _sign, _address in nodes} <= {
        "organisation",
        "role",
        "member",
        "circle",
        "department",
    }
    assert not [part for node in nodes for part in node if not isinstance(part, str)]


def test_who_speaks_for_an_organisation_is_a_role_and_no_person(
    as_anna: Client, anna: Member, bart: Member, park: Situation, shop: Party, make_party: Make, make_encounter: Make
) -> None:
    keeper, cleaner = make_party(anna, "Mevrouw Zwaan"), make_party(anna, "Meneer Reiger")
    values = {"municipality": anna.municipality, "audience": shop.audience, "organisation": shop}
    told = {"told_on": timezone.localdate()}
    Affiliation.objects.create(party=keeper, role="eigenaar", is_speaking_for=True, **values, **told)
    Affiliation.objects.create(party=cleaner, role="schoonmaker", **values, **told)
    make_encounter(bart, parties=(keeper,))
    response = as_anna.get(who(park))
    (one,) = response.context["network"].known
    assert [role.in_words for role in one.roles] == ["eigenaar: Bart"]
    assert one.in_words == "Jullie kennen deze organisatie alleen via Bart."
    page = response.content.decode()
    assert not [word for word in ("Zwaan", "Reiger", "schoonmaker") if word in page]
    make_encounter(anna, parties=(cleaner,))
    assert known(as_anna, who(park))["De winkel"][0] == "jij, Bart"


def test_an_affiliation_that_i_may_not_see_or_that_ended_ties_nothing(
    as_anna: Client, anna: Member, bart: Member, park: Situation, shop: Party, make_party: Make, make_encounter: Make
) -> None:
    keeper, before = make_party(anna, "Mevrouw Zwaan"), make_party(anna, "Meneer Reiger")
    values = {"municipality": anna.municipality, "organisation": shop, "is_speaking_for": True, "role": "eigenaar"}
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    klad = Audience.objects.klad_of(bart)
    Affiliation.objects.create(party=keeper, audience=klad, told_on=yesterday, **values)
    Affiliation.objects.create(party=before, audience=shop.audience, told_on=yesterday, until_on=yesterday, **values)
    make_encounter(bart, parties=(keeper, before))
    assert known(as_anna, who(park))["De winkel"] == ("", "Niemand van ons sprak deze organisatie.")


def test_who_was_only_mentioned_was_not_met(
    as_anna: Client, anna: Member, park: Situation, make_organisation: Make, make_encounter: Make
) -> None:
    talk = make_encounter(anna)
    park.links.create(encounter=talk)
    Presence.objects.create(encounter=talk, party=make_organisation(anna, "De kerk"), is_only_mentioned=True)
    assert known(as_anna, who(park))["De kerk"][0] == ""


def test_who_came_along_knows_them_too(
    as_anna: Client, anna: Member, bart: Member, park: Situation, make_organisation: Make, make_encounter: Make
) -> None:
    talk = make_encounter(anna, parties=(make_organisation(anna, "De kerk", area=park.area),))
    talk.members.add(bart)
    assert known(as_anna, who(park))["De kerk"][0] == "jij, Bart"


def test_organisations_come_from_sides_too(
    as_anna: Client, anna: Member, park: Situation, make_organisation: Make
) -> None:
    Side.objects.create(situation=park, name="sport").parties.add(make_organisation(anna, "De club"))
    assert "De club" in known(as_anna, who(park))


def test_what_i_may_not_read_ties_nothing(
    as_anna: Client, bart: Member, park: Situation, shop: Party, make_organisation: Make, make_encounter: Make
) -> None:
    klad = Audience.objects.klad_of(bart)
    hidden = make_organisation(bart, "Verborgen", audience=klad, area=park.area)
    make_encounter(bart, parties=(shop, hidden), audience=klad)
    assert known(as_anna, who(park)) == {"De winkel": ("", "Niemand van ons sprak deze organisatie.")}


def test_who_does_not_want_to_be_noted_is_not_there(as_anna: Client, park: Situation, shop: Party) -> None:
    shop.is_not_to_be_noted = True
    shop.save()
    assert "De winkel" not in text(as_anna, who(park))


def test_departments_tie_the_team(as_anna: Client, anna: Member, bart: Member, park: Situation, mosque: Party) -> None:
    bart.department = Department.objects.create(municipality=park.municipality, name="Groen")
    bart.save()
    network = as_anna.get(who(park)).context["network"].as_json()
    names = [node[0] for node in network["nodes"]]
    ties = {frozenset((names[one], names[other])) for one, other in network["ties"]}
    assert ties == {frozenset({"Bart", "Groen"}), frozenset({"De moskee", "Bart"})}


def test_the_last_talk_is_told_by_month(
    as_anna: Client, anna: Member, park: Situation, shop: Party, make_encounter: Make
) -> None:
    make_encounter(anna, parties=(shop,), happened_on=datetime.date(2026, 3, 14))
    page = text(as_anna, who(park))
    assert "maart 2026" in page
    assert "14 maart" not in page


def test_without_organisations_it_says_what_to_do(as_anna: Client, anna: Member, make_situation: Make) -> None:
    assert "Nog geen organisaties" in text(as_anna, who(make_situation(anna, "Leeg")))


# --- An area


def area_page(area: Area) -> str:
    return f"/overzicht/gebied/{area.pk}/wie-kent-wie/"


def test_an_area_shows_departments_that_hide_who_it_is(
    as_anna: Client, anna: Member, bart: Member, noord: Area, waterhoek: Municipality, shop: Party, make_encounter: Make
) -> None:
    small, large = (Department.objects.create(municipality=waterhoek, name=name) for name in ("Klein", "Groot"))
    bart.department = small
    bart.save()
    make_encounter(bart, parties=(shop,))
    assert known(as_anna, area_page(noord))["De winkel"] == ("andere collega’s", "Dit hangt niet aan één collega.")
    for name in ("Chris", "Daan"):
        colleague = person(name, waterhoek, Role.FRONTLINE)
        colleague.department = large
        colleague.save()
    bart.department = large
    bart.save()
    assert known(as_anna, area_page(noord))["De winkel"][0] == "Groot"
    make_encounter(anna, parties=(shop,))
    assert known(as_anna, area_page(noord))["De winkel"][0] == "jij, Groot"


def test_in_an_area_i_hear_what_hangs_on_me_alone(
    as_anna: Client, as_bart: Client, anna: Member, noord: Area, shop: Party, make_encounter: Make
) -> None:
    make_encounter(anna, parties=(shop,))
    assert known(as_anna, area_page(noord))["De winkel"] == ("jij", "Alleen jij kent deze organisatie.")
    assert known(as_bart, area_page(noord))["De winkel"] == ("andere collega’s", "Dit hangt niet aan één collega.")


# --- Borders, sizes, speed


def test_strangers_find_nothing(
    as_carla: Client, as_dirk: Client, client: Client, park: Situation, noord: Area
) -> None:
    for path in (who(park), area_page(noord)):
        assert as_carla.get(path).status_code == 404
        assert as_dirk.get(path).status_code == 403
        assert client.get(path).status_code == 302


def test_more_than_fit_are_told_and_asked_for_as_often(
    as_anna: Client, anna: Member, park: Situation, shop: Party, make_encounter: Make
) -> None:
    def count() -> int:
        as_anna.get(who(park))
        with CaptureQueriesContext(connection) as asked:
            as_anna.get(who(park))
        return len(asked)

    def club(number: int) -> Party:
        known = {"municipality": anna.municipality, "audience": shop.audience, "area": park.area}
        kind, name = Party.Kind.ORGANISATION, f"club {number}"
        return Party(kind=kind, name=name, sort_name=name, keep_until=timezone.localdate(), **known)

    before = count()
    Party.objects.bulk_create(club(number) for number in range(MOST_NODES - 1))
    assert count() == before
    network = as_anna.get(who(park)).context["network"]
    assert len(network.as_json()["nodes"]) == MOST_NODES
    assert (network.left_out, network.is_more) == (len(network.insiders), False)
    assert "passen hier niet bij" in text(as_anna, who(park))
    club(MOST_NODES).save()
    assert "Er zijn er meer dan we hier laten zien" in text(as_anna, who(park))
