"""The list of promises: mine and those of my situations, what is due first; never by colleague."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Promise
from raakvlak.situations.actions import tie_promise
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


def promise(member: Member, text: str, **values: Any) -> Promise:
    values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
    values.setdefault("owner", member)
    return Promise.objects.create(municipality=member.municipality, text=text, keep_until=in_a_year(), **values)


def on(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def texts(client: Client, **asked: Any) -> list[str]:
    return [one.text for one in client.get("/beloften/", asked).context["page"].rows]


def test_an_empty_list_says_how_to_begin(as_anna: Client) -> None:
    page = as_anna.get("/beloften/").content.decode()
    assert "Niets staat open" in page
    assert "/beloften/nieuw/" in page
    assert "Wis filter" in as_anna.get("/beloften/", {"q": "hek"}).content.decode()


def test_it_holds_mine_and_those_of_my_situations(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make, make_encounter: Make
) -> None:
    talk = make_encounter(bart)
    situation = make_situation(bart, team=(anna,), encounters=(talk,))
    promise(anna, "Van mij")
    promise(bart, "In ons team", audience=situation.team)
    promise(bart, "In een gesprek", encounter=talk)
    tie_promise(situation, promise(bart, "Erbij geknoopt"))
    promise(bart, "Ver weg")
    promise(bart, "Zijn klad", audience=Audience.objects.klad_of(bart))
    assert set(texts(as_anna)) == {"Van mij", "In ons team", "In een gesprek", "Erbij geknoopt"}
    assert texts(as_anna, mijn="on") == ["Van mij"]


def test_another_municipality_and_other_roles_see_nothing(
    as_carla: Client, as_dirk: Client, as_esma: Client, as_gert: Client, client: Client, anna: Member
) -> None:
    promise(anna, "Van Anna")
    assert texts(as_carla) == []
    assert [one.get("/beloften/").status_code for one in (as_dirk, as_esma, as_gert)] == [403] * 3
    assert client.get("/beloften/").status_code == 302


def test_what_is_due_first_stands_first_and_what_was_settled_last(as_anna: Client, anna: Member) -> None:
    promise(anna, "Zonder dag")
    promise(anna, "Later", due_on=on(9))
    promise(anna, "Te laat", due_on=on(-3))
    promise(anna, "Lang gedaan", settled_on=on(-9), is_kept=True)
    promise(anna, "Net niet gelukt", settled_on=on(-1), is_kept=False, outcome="Verteld")
    assert texts(as_anna) == ["Te laat", "Later", "Zonder dag"]
    assert texts(as_anna, stand="te-laat") == ["Te laat"]
    assert texts(as_anna, stand="afgehandeld") == ["Net niet gelukt", "Lang gedaan"]
    assert texts(as_anna, stand="nagekomen") == ["Lang gedaan"]
    assert texts(as_anna, stand="niet-gelukt") == ["Net niet gelukt"]


def test_it_is_narrowed_by_direction_kind_situation_area_and_party(
    as_anna: Client, anna: Member, make_situation: Make, make_party: Make
) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="Kadebuurt")
    fatima = make_party(anna, area=area)
    situation = make_situation(anna)
    promise(anna, "Zij bellen", direction="theirs")
    promise(anna, "Vast", kind="agreed")
    tie_promise(situation, promise(anna, "Bij het park"))
    promise(anna, "Aan Fatima", party=fatima)
    assert texts(as_anna, richting="theirs") == ["Zij bellen"]
    assert texts(as_anna, soort="agreed") == ["Vast"]
    assert texts(as_anna, situatie=situation.pk) == ["Bij het park"]
    assert texts(as_anna, gebied=area.pk) == ["Aan Fatima"]
    assert texts(as_anna, persoon=fatima.pk) == ["Aan Fatima"]


def test_what_waits_is_found_by_everybody_who_may_read_it(as_anna: Client, bart: Member) -> None:
    promise(bart, "Wacht", owner=None)
    assert texts(as_anna, stand="wacht") == ["Wacht"]
    assert texts(as_anna) == []


def test_words_and_names_are_found(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna, "Fatima Yılmaz")
    promise(anna, "De lamp bij het hek")
    promise(anna, f"Bellen met {party_reference(fatima.pk).token}")
    promise(anna, "Langsgaan", party=fatima)
    assert texts(as_anna, q="LAMP hek") == ["De lamp bij het hek"]
    assert len(texts(as_anna, q="yilmaz")) == 2
    assert texts(as_anna, q="bankje") == []


def test_a_name_that_one_may_not_see_finds_nothing(
    as_anna: Client, anna: Member, bart: Member, make_party: Make
) -> None:
    hidden = make_party(bart, "Aad Stil", audience=Audience.objects.klad_of(bart))
    promise(anna, f"Langs bij {party_reference(hidden.pk).token}", party=hidden)
    assert texts(as_anna, q="Aad") == []
    assert "Aad Stil" not in as_anna.get("/beloften/").content.decode()
    assert texts(as_anna, persoon=hidden.pk) == ["Langs bij " + party_reference(hidden.pk).token], "no filter at all"


@pytest.mark.parametrize("asked", [{"stand": "x"}, {"situatie": "x"}, {"persoon": "999"}, {"cursor": "x"}, {"q": "%"}])
def test_what_can_not_be_read_does_not_count(as_anna: Client, anna: Member, asked: dict[str, str]) -> None:
    promise(anna, "100% zeker")
    assert texts(as_anna, **asked) == ["100% zeker"]


def test_a_long_list_goes_by_pages_and_counts(as_anna: Client, anna: Member) -> None:
    for number in range(30):
        promise(anna, f"Belofte {number:02}", due_on=on(number) if number % 2 else None)
    first = as_anna.get("/beloften/")
    assert "30 beloften" in first.content.decode()
    second = as_anna.get("/beloften/", {"cursor": first.context["page"].older})
    shown = [one.text for page in (first, second) for one in page.context["page"].rows]
    assert len(set(shown)) == 30
    back = as_anna.get("/beloften/", {"cursor": second.context["page"].newer})
    assert [one.pk for one in back.context["page"].rows] == [one.pk for one in first.context["page"].rows]


@pytest.mark.parametrize("number", [10, 100])
@pytest.mark.parametrize("stand", ["open", "afgehandeld"])
def test_it_takes_a_constant_number_of_queries(
    as_anna: Client, anna: Member, make_party: Make, django_assert_max_num_queries: Any, number: int, stand: str
) -> None:
    ended = {"settled_on": on(0), "is_kept": True} if stand == "afgehandeld" else {}
    for turn in range(number):
        promise(anna, f"Belofte {turn}", party=make_party(anna, f"Buur {turn}"), **ended)
    with django_assert_max_num_queries(12):
        as_anna.get("/beloften/", {"stand": stand, "q": "Belofte"})
