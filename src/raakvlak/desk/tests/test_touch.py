"""Lang niet gesproken: rhythms, wishes, "not now", and what each reader sees of it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import person
from raakvlak.desk.whom import find_whom
from raakvlak.municipality.models import Audience, Member, Role
from raakvlak.relations.actions import give_name, note_wish, put_off, set_rhythm, set_rhythm_with
from raakvlak.relations.models import ColleagueRhythm, Party

Make = Callable[..., Any]
LIST = "/mensen/lang-niet-gesproken/"


def weeks_ago(weeks: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(weeks=weeks)


@pytest.fixture
def club(anna: Member, make_party: Make) -> Party:
    """Make an organisation that is to be spoken every six weeks, and was spoken ten weeks ago when that was set."""
    party: Party = make_party(anna, "Speeltuin", kind="organisation")
    set_rhythm(party, 6)
    Party.objects.filter(pk=party.pk).update(rhythm_since_on=weeks_ago(10))
    return party


def shown(client: Client, **query: str) -> str:
    return client.get(LIST, query).content.decode()


def test_who_was_not_spoken_for_long_stands_in_the_list_and_on_vandaag(as_anna: Client, club: Party) -> None:
    assert "Speeltuin" in shown(as_anna)
    assert "Speeltuin" in as_anna.get("/").content.decode()


def test_any_talk_begins_it_anew(as_anna: Client, bart: Member, club: Party, make_encounter: Make) -> None:
    make_encounter(bart, parties=(club,), happened_on=weeks_ago(2))
    assert "Speeltuin" not in shown(as_anna)
    assert "Speeltuin" not in as_anna.get("/").content.decode()


def test_an_old_talk_does_not_count(as_anna: Client, anna: Member, club: Party, make_encounter: Make) -> None:
    make_encounter(anna, parties=(club,), happened_on=weeks_ago(7))
    make_encounter(anna, parties=(club,), happened_on=weeks_ago(9))
    page = shown(as_anna)
    assert "Speeltuin" in page
    assert weeks_ago(7).strftime("%Y") in page


def test_who_was_only_mentioned_was_not_spoken(
    as_anna: Client, anna: Member, club: Party, make_encounter: Make
) -> None:
    talk = make_encounter(anna, parties=(club,), happened_on=timezone.localdate())
    talk.presences.update(is_only_mentioned=True)
    assert "Speeltuin" in shown(as_anna)


def test_a_withdrawn_talk_does_not_count(as_anna: Client, anna: Member, club: Party, make_encounter: Make) -> None:
    make_encounter(anna, parties=(club,), withdrawn_at=timezone.now())
    assert "Speeltuin" in shown(as_anna)


def test_a_klad_of_another_makes_no_difference(
    as_anna: Client, as_bart: Client, bart: Member, club: Party, make_encounter: Make
) -> None:
    make_encounter(bart, parties=(club,), audience=Audience.objects.klad_of(bart))
    assert "Speeltuin" in shown(as_anna)
    assert "Speeltuin" not in shown(as_bart)
    assert "geen gesprek dat jij mag zien" in as_anna.get(f"/mensen/{club.pk}/").content.decode()


def test_the_longest_ago_comes_first(as_anna: Client, anna: Member, club: Party, make_party: Make) -> None:
    other = make_party(anna, "Aula", kind="group")
    set_rhythm(other, 1)
    Party.objects.filter(pk=other.pk).update(rhythm_since_on=weeks_ago(3))
    page = shown(as_anna)
    assert page.index("Speeltuin") < page.index("Aula")


def test_not_now_is_not_now(as_anna: Client, club: Party) -> None:
    day = timezone.localdate() + datetime.timedelta(days=20)
    answer = as_anna.post(f"/mensen/{club.pk}/niet-nu/", {"until": day}, follow=True)
    assert "komt vanaf" in answer.content.decode()
    assert f"/mensen/{club.pk}/" not in shown(as_anna)
    assert "Speeltuin" in shown(as_anna, when="later")
    as_anna.post(f"/mensen/{club.pk}/niet-nu/terug/")
    assert f"/mensen/{club.pk}/" in shown(as_anna)


def test_after_the_day_it_comes_back(as_anna: Client, club: Party) -> None:
    put_off(club, timezone.localdate())
    assert "Speeltuin" in shown(as_anna)


@pytest.mark.parametrize("until", ["", "gisteren", "3-5-2020", "3-5-2190"])
def test_not_now_needs_a_day_that_comes(as_anna: Client, club: Party, until: str) -> None:
    assert as_anna.post(f"/mensen/{club.pk}/niet-nu/", {"until": until}).status_code == 422
    club.refresh_from_db()
    assert club.not_before_on is None


def test_a_rhythm_is_set_and_let_go(as_anna: Client, anna: Member, make_party: Make) -> None:
    group = make_party(anna, "Buurtgroep", kind="group")
    address = f"/mensen/{group.pk}/contact-houden/"
    assert as_anna.post(address, {"weeks": "6"}).status_code == 302
    group.refresh_from_db()
    assert (group.rhythm_weeks, group.rhythm_since_on) == (6, timezone.localdate())
    assert "elke 6 weken" in as_anna.get(f"/mensen/{group.pk}/").content.decode()
    as_anna.post(f"{address}weghalen/")
    group.refresh_from_db()
    assert (group.rhythm_weeks, group.rhythm_since_on) == (None, None)


@pytest.mark.parametrize("weeks", ["", "0", "-1", "105", "zes", "9" * 30])
def test_a_rhythm_is_a_number_of_weeks(as_anna: Client, anna: Member, make_party: Make, weeks: str) -> None:
    group = make_party(anna, "Buurtgroep", kind="group")
    assert as_anna.post(f"/mensen/{group.pk}/contact-houden/", {"weeks": weeks}).status_code == 422


def test_a_resident_has_no_rhythm_but_a_wish(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna)
    address = f"/mensen/{fatima.pk}/contact-houden/"
    assert as_anna.post(address, {"weeks": "6"}).status_code == 422
    as_anna.post(address, {"wish": "Bel in het voorjaar", "wish_from_on": weeks_ago(1)})
    fatima.refresh_from_db()
    assert (fatima.rhythm_weeks, fatima.wish) == (None, "Bel in het voorjaar")
    assert "Bel in het voorjaar" in shown(as_anna)
    assert "Bel in het voorjaar" in as_anna.get(f"/mensen/{fatima.pk}/").content.decode()


def test_a_wish_waits_for_its_day_and_ends_with_a_talk(
    as_anna: Client, anna: Member, make_party: Make, make_encounter: Make
) -> None:
    fatima = make_party(anna)
    note_wish(fatima, "Bel in het voorjaar", timezone.localdate() + datetime.timedelta(days=1))
    assert "Fatima" not in shown(as_anna)
    assert "Fatima" in shown(as_anna, when="all")
    note_wish(fatima, "Bel in het voorjaar", weeks_ago(1))
    make_encounter(anna, parties=(fatima,), happened_on=weeks_ago(2))
    assert "Fatima" in shown(as_anna)
    make_encounter(anna, parties=(fatima,))
    assert "Fatima" not in shown(as_anna)


def test_one_searches_and_filters(as_anna: Client, anna: Member, club: Party) -> None:
    area = anna.municipality.areas.create(name="Kadebuurt")
    for query in ({"q": "speel"}, {"kind": "organisation"}, {"near": "on"}):
        assert "Speeltuin" in shown(as_anna, **query), query
    for query in ({"q": "xyz"}, {"kind": "group"}, {"area": str(area.pk)}, {"when": "later"}):
        assert "Niemand gevonden" in shown(as_anna, **query), query
    for nonsense in ({"when": "x"}, {"area": "²"}, {"kind": "dier"}, {"cursor": "x"}):
        assert as_anna.get(LIST, nonsense).status_code == 200


def test_what_lies_elsewhere_is_left_out_of_vandaag(as_anna: Client, anna: Member, club: Party) -> None:
    mine, other = (anna.municipality.areas.create(name=name) for name in ("Kadebuurt", "Dijkbuurt"))
    anna.areas.add(mine)
    Party.objects.filter(pk=club.pk).update(area=other)
    assert "Speeltuin" not in as_anna.get("/").content.decode()
    assert "Speeltuin" in shown(as_anna)
    assert "Niemand gevonden" in shown(as_anna, near="on")


def test_vandaag_shows_a_few_and_the_way_to_the_rest(as_anna: Client, anna: Member, make_party: Make) -> None:
    for number in range(10):
        set_rhythm(make_party(anna, f"Club {number}", kind="group"), 1)
    Party.objects.update(rhythm_since_on=weeks_ago(3))
    page = as_anna.get("/").content.decode()
    assert page.count("<bdi>Club ") == 3
    assert LIST in page


def test_an_empty_list_helps(as_anna: Client) -> None:
    assert "Je hebt iedereen gesproken" in shown(as_anna)


def test_the_list_goes_on_where_it_stopped(as_anna: Client, anna: Member, make_party: Make) -> None:
    for number in range(30):
        party = make_party(anna, f"Club {number:03}", kind="group")
        set_rhythm(party, 1)
        Party.objects.filter(pk=party.pk).update(rhythm_since_on=weeks_ago(40 - number))
    first = as_anna.get(LIST)
    assert "Club 029" not in first.content.decode()
    assert "Club 029" in shown(as_anna, cursor=first.context["page"].older)


@pytest.mark.parametrize("size", [10, 100])
def test_the_list_takes_a_constant_number_of_queries(
    as_anna: Client, anna: Member, make_party: Make, django_assert_max_num_queries: Make, size: int
) -> None:
    for number in range(size):
        set_rhythm(make_party(anna, f"Club {number:03}", kind="group"), 1)
        set_rhythm_with(anna, person(f"Collega{number}", anna.municipality, Role.COLLEAGUE), 1)
    Party.objects.update(rhythm_since_on=weeks_ago(3))
    ColleagueRhythm.objects.update(since_on=weeks_ago(3))
    for address in (LIST, "/"):
        with django_assert_max_num_queries(25):
            assert as_anna.get(address).status_code == 200


def test_a_party_gets_its_name_with_consent(
    as_anna: Client, anna: Member, make_party: Make, make_encounter: Make
) -> None:
    gate = make_party(anna, "Huis met het rode hek", is_anonymous=True)
    make_encounter(anna, "Over het hek.", parties=(gate,))
    assert "Geef een naam" in as_anna.get(f"/mensen/{gate.pk}/").content.decode()
    values = {"name": "Fatima Yilmaz", "consented_on": "3-5-2026", "consent": "aan de deur"}
    assert as_anna.post(f"/mensen/{gate.pk}/naam/", values).status_code == 302
    page = as_anna.get(f"/mensen/{gate.pk}/").content.decode()
    for words in ("Fatima Yilmaz", "Huis met het rode hek", "aan de deur", "Over het hek."):
        assert words in page, words
    assert "Geef een naam" not in page
    assert "Fatima Yilmaz" in as_anna.get("/mensen/", {"q": "rode"}).content.decode()
    assert "Fatima Yilmaz" in as_anna.get("/zoeken/", {"q": "hek"}).content.decode()
    assert as_anna.post(f"/mensen/{gate.pk}/naam/", {**values, "name": "Anders"}).status_code == 302
    assert Party.objects.get().name == "Fatima Yilmaz"


def test_whoever_types_the_old_name_is_asked_whether_she_is_meant(anna: Member, make_party: Make) -> None:
    gate = make_party(anna, "Huis met het rode hek", is_anonymous=True)
    give_name(gate, "Fatima Yilmaz", consented_on=weeks_ago(1), consent="aan de deur")
    whom = find_whom(["huis met het rode hek"], anna, (), ())
    assert [doubt.candidates for doubt in whom.unsure] == [[gate]]
    assert not whom.new


@pytest.mark.parametrize("wrong", [{"consented_on": ""}, {"consent": ""}, {"name": ""}, {"consented_on": "3-5-2190"}])
def test_nobody_is_named_without_consent(
    as_anna: Client, anna: Member, make_party: Make, wrong: dict[str, str]
) -> None:
    gate = make_party(anna, "Huis met het rode hek", is_anonymous=True)
    values = {"name": "Fatima Yilmaz", "consented_on": "3-5-2026", "consent": "aan de deur", **wrong}
    assert as_anna.post(f"/mensen/{gate.pk}/naam/", values).status_code == 422
    assert Party.objects.get().is_anonymous


def test_correcting_gives_no_name(as_anna: Client, anna: Member, make_party: Make) -> None:
    gate = make_party(anna, "Huis met het rode hek", is_anonymous=True)
    values = {"name": "Huis met het groene hek", "kind": "person", "audience": gate.audience_id}
    assert as_anna.post(f"/mensen/{gate.pk}/aanpassen/", values).status_code == 302
    gate.refresh_from_db()
    assert (gate.name, gate.is_anonymous) == ("Huis met het groene hek", True)


def test_a_number_is_kept_out_of_what_is_readable(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna)
    values = {"name": "Fatima", "kind": "person", "audience": fatima.audience_id, "reached_by": "bel 06 12345678"}
    answer = as_anna.post(f"/mensen/{fatima.pk}/aanpassen/", values)
    assert answer.status_code == 422
    assert "daar staat het versleuteld" in answer.content.decode()
    assert as_anna.post(f"/mensen/{fatima.pk}/aanpassen/", {**values, "reached_by": "appen"}).status_code == 302
    assert "appen" in as_anna.get(f"/mensen/{fatima.pk}/").content.decode()
