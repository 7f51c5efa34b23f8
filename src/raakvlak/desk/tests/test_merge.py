"""Somebody is there twice: the screens that make two one, and part them again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.actions import make_party
from raakvlak.relations.models import Encounter, Merge, Party
from raakvlak.situations.references import names_in, party_reference

Make = Callable[..., Any]


@pytest.fixture
def frontline(anna: Member) -> Audience:
    return Audience.objects.frontline_of(anna.municipality)


@pytest.fixture
def keeper(anna: Member, frontline: Audience) -> Party:
    return make_party(anna, audience=frontline, name="Fatma Yılmaz", languages="Turks")


@pytest.fixture
def other(anna: Member, frontline: Audience) -> Party:
    return make_party(anna, audience=frontline, name="F. Yilmaz", languages="Koerdisch", description="Van de kade.")


def address(keeper: Party, other: Party) -> str:
    return f"/mensen/{keeper.pk}/dubbel/{other.pk}/"


CHOSEN = {"name": "keeper", "languages": "both"}


def test_one_finds_who_might_be_the_same(as_anna: Client, keeper: Party, other: Party) -> None:
    page = as_anna.get(f"/mensen/{keeper.pk}/dubbel/").content.decode()
    assert address(keeper, other) in page
    assert "naam lijkt erop" in page


def test_one_finds_another_by_name_among_those_that_could_be_the_same(
    as_anna: Client, anna: Member, bart: Member, keeper: Party, make_party: Make
) -> None:
    make_party(anna, "Zoë Aerts")
    make_party(anna, "Zoë de Groep", kind=Party.Kind.GROUP)
    make_party(anna, "Zoë zonder naam", is_anonymous=True)
    make_party(bart, "Zoë Geheim", audience=Audience.objects.klad_of(bart))
    page = as_anna.get(f"/mensen/{keeper.pk}/dubbel/", {"q": "zoe"}).content.decode()
    assert "Zoë Aerts" in page
    assert not any(name in page for name in ("Zoë de Groep", "Zoë zonder naam", "Zoë Geheim"))
    assert "Niemand gevonden" in as_anna.get(f"/mensen/{keeper.pk}/dubbel/", {"q": "xyz"}).content.decode()


def test_the_two_stand_side_by_side_with_what_will_happen(
    as_anna: Client, anna: Member, bart: Member, keeper: Party, other: Party, make_encounter: Make
) -> None:
    make_encounter(anna, "Over de bankjes.", parties=(other,))
    make_encounter(bart, "Stil.", parties=(other,), audience=Audience.objects.klad_of(bart))
    page = as_anna.get(address(keeper, other)).content.decode()
    for words in ("Turks", "Koerdisch", "Van de kade.", "Mee gaan: 1 gesprek.", "30 dagen ongedaan maken"):
        assert words in page


def test_merging_and_parting_again(
    as_anna: Client, anna: Member, keeper: Party, other: Party, make_encounter: Make
) -> None:
    token = party_reference(other.pk).token
    talk: Encounter = make_encounter(anna, f"Sprak {token} over de bankjes.", parties=(other,))
    answer = as_anna.post(address(keeper, other), {**CHOSEN, "keeps_name": "on"})
    # Of a redirect, Django's client tells the address, which the type of its answer doesn't say.
    assert answer.url == f"/mensen/{keeper.pk}/"  # type: ignore[attr-defined]
    page = as_anna.get(f"/mensen/{keeper.pk}/").content.decode()
    assert "samengevoegd met" in page
    assert "Turks, Koerdisch" in page
    assert [other.name for other in keeper.other_names.all()] == ["F. Yilmaz"]
    assert "over de bankjes" in page
    assert names_in([talk.working_note], anna) == {party_reference(other.pk): "Fatma Yılmaz"}
    assert as_anna.get(f"/mensen/{other.pk}/").url == f"/mensen/{keeper.pk}/"  # type: ignore[attr-defined]
    done = Merge.objects.get()
    undo = f"/mensen/{keeper.pk}/uit-elkaar/{done.pk}/"
    assert "F. Yilmaz staat er dan weer apart in" in as_anna.get(undo).content.decode()
    assert as_anna.post(undo).url == f"/mensen/{other.pk}/"  # type: ignore[attr-defined]
    assert names_in([talk.working_note], anna) == {party_reference(other.pk): "F. Yilmaz"}
    assert "al ongedaan gemaakt" in as_anna.post(undo, follow=True).content.decode()


def test_sending_it_twice_is_harmless(as_anna: Client, keeper: Party, other: Party) -> None:
    as_anna.post(address(keeper, other), CHOSEN)
    for way in (address(keeper, other), address(other, keeper)):
        again = as_anna.post(way, CHOSEN, follow=True)
        assert "al samengevoegd" in again.content.decode()
    assert Merge.objects.count() == 1


def test_bad_choices_are_told(as_anna: Client, keeper: Party, other: Party) -> None:
    answer = as_anna.post(address(keeper, other), {"name": "derde", "languages": "both"})
    assert answer.status_code == 422
    assert not Merge.objects.exists()


def test_who_may_see_the_two_is_chosen_out_loud(as_bart: Client, bart: Member, keeper: Party) -> None:
    klad = make_party(bart, audience=Audience.objects.klad_of(bart), name="Fatma Yılmaz")
    page = as_bart.get(address(keeper, klad)).content.decode()
    assert "De twee zijn nu niet voor dezelfde mensen" in page
    assert as_bart.post(address(keeper, klad), {}).status_code == 422
    assert as_bart.post(address(keeper, klad), {"audience": klad.audience_id}).status_code == 302
    keeper.refresh_from_db()
    assert keeper.audience == klad.audience


def test_nothing_is_betrayed_to_who_does_not_see_both(
    as_anna: Client, as_carla: Client, as_dirk: Client, client: Client, bart: Member, keeper: Party, other: Party
) -> None:
    klad = make_party(bart, audience=Audience.objects.klad_of(bart), name="Fatma Yılmaz")
    for way in (address(keeper, klad), address(klad, keeper), address(keeper, keeper)):
        assert as_anna.get(way).status_code == as_anna.post(way, CHOSEN).status_code == 404
    assert as_carla.post(address(keeper, other), CHOSEN).status_code == 404
    assert as_dirk.post(address(keeper, other), CHOSEN).status_code == 403
    assert client.post(address(keeper, other), CHOSEN).status_code == 302
    assert not Merge.objects.exists()


def test_only_who_saw_both_parts_them(
    as_anna: Client, as_bart: Client, as_carla: Client, bart: Member, keeper: Party, frontline: Audience
) -> None:
    klad = make_party(bart, audience=Audience.objects.klad_of(bart), name="Fatma Yılmaz")
    as_bart.post(address(keeper, klad), {"audience": frontline.pk})
    undo = f"/mensen/{keeper.pk}/uit-elkaar/{Merge.objects.get().pk}/"
    assert as_anna.get(undo).status_code == as_anna.post(undo).status_code == as_carla.post(undo).status_code == 404
    assert "samengevoegd met" not in as_anna.get(f"/mensen/{keeper.pk}/").content.decode()
    assert as_bart.post(undo).status_code == 302


def test_what_stays_is_told(as_anna: Client, anna: Member, keeper: Party, other: Party) -> None:
    as_anna.post(address(keeper, other), CHOSEN)
    keeper.refresh_from_db()
    keeper.languages = "Turks en Nederlands"
    keeper.save()
    undo = f"/mensen/{keeper.pk}/uit-elkaar/{Merge.objects.get().pk}/"
    assert "Dit bleef zoals het nu is: talen." in as_anna.post(undo, follow=True).content.decode()


def test_a_form_that_was_open_meanwhile_loses_nothing(
    as_anna: Client, keeper: Party, other: Party, frontline: Audience
) -> None:
    as_anna.post(address(keeper, other), CHOSEN)
    values = {"name": "F. Yilmaz", "kind": "person", "description": "Net getypt.", "audience": frontline.pk}
    page = as_anna.post(f"/mensen/{other.pk}/aanpassen/", values).content.decode()
    assert "Net getypt." in page
    assert "intussen samengevoegd met Fatma Yılmaz" in page
    keeper.refresh_from_db()
    assert keeper.description == "Van de kade."


def test_a_note_that_was_open_meanwhile_is_about_the_keeper(
    as_anna: Client, keeper: Party, other: Party, frontline: Audience
) -> None:
    as_anna.post(address(keeper, other), CHOSEN)
    as_anna.post("/noteer/", {"working_note": "Sprak haar.", "party": other.pk, "audience": frontline.pk})
    assert list(Encounter.objects.get().parties.all()) == [keeper]


def test_a_search_finds_texts_that_point_to_who_was_merged(
    as_anna: Client, anna: Member, keeper: Party, other: Party, make_situation: Make
) -> None:
    from raakvlak.municipality.findable import index  # noqa: PLC0415 – for this test alone
    from raakvlak.situations.findable import situation_entries  # noqa: PLC0415 – for this test alone

    situation = make_situation(anna, "Het plein", goal=f"Met {party_reference(other.pk).token} erbij.")
    index(situation_entries([situation.pk]))
    as_anna.post(address(keeper, other), CHOSEN)
    assert "Het plein" in as_anna.get("/zoeken/", {"q": "Fatma Yılmaz"}).content.decode()


@pytest.mark.parametrize("size", [10, 100])
def test_the_pages_take_a_constant_number_of_queries(
    as_anna: Client,
    anna: Member,
    keeper: Party,
    other: Party,
    make_party: Make,
    make_encounter: Make,
    django_assert_max_num_queries: Make,
    size: int,
) -> None:
    for number in range(size):
        make_encounter(anna, f"Over bankje {number}.", parties=(other, make_party(anna, f"Fatma Yılmaz {number}")))
    with django_assert_max_num_queries(16):
        assert as_anna.get(address(keeper, other)).status_code == 200
    with django_assert_max_num_queries(12):
        assert as_anna.get(f"/mensen/{keeper.pk}/dubbel/").status_code == 200
    with django_assert_max_num_queries(12):
        assert as_anna.get(f"/mensen/{keeper.pk}/dubbel/", {"q": "fatma"}).status_code == 200


def test_undoing_tells_how_much_there_is_no_place_for_any_more(
    as_anna: Client, anna: Member, keeper: Party, other: Party, make_encounter: Make
) -> None:
    talk: Encounter = make_encounter(anna, "Met beiden.", parties=(keeper, other))
    as_anna.post(address(keeper, other), CHOSEN)
    talk.delete()
    undo = f"/mensen/{keeper.pk}/uit-elkaar/{Merge.objects.get().pk}/"
    assert "1 ding kwam niet terug" in as_anna.post(undo, follow=True).content.decode()
