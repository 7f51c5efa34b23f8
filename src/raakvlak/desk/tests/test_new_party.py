"""Adding somebody who may be there already: a gentle question, with and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.actions import add_contact_point, make_party
from raakvlak.relations.models import ContactPoint, Party

Make = Callable[..., Any]


@pytest.fixture
def frontline(anna: Member) -> Audience:
    return Audience.objects.frontline_of(anna.municipality)


@pytest.fixture
def fatma_yilmaz(anna: Member, frontline: Audience) -> Party:
    return make_party(anna, audience=frontline, name="Fatma Yılmaz", description="Van de kade.")


def typed(frontline: Audience, **values: Any) -> dict[str, Any]:
    return {"name": "Fatma Yilmaz", "kind": "person", "audience": frontline.pk, **values}


def test_while_typing_one_hears_who_looks_alike(as_anna: Client, fatma_yilmaz: Party, frontline: Audience) -> None:
    page = as_anna.post("/mensen/nieuw/lijkt-op/", typed(frontline)).content.decode()
    assert "Bedoel je Fatma Yılmaz?" in page
    assert f'name="asked" value="{fatma_yilmaz.pk}"' in page
    assert Party.objects.count() == 1


def test_one_asks_with_a_name_alone_and_with_nonsense(as_anna: Client, fatma_yilmaz: Party) -> None:
    assert "Fatma Yılmaz" in as_anna.post("/mensen/nieuw/lijkt-op/", {"name": "F. Yılmaz"}).content.decode()
    for nonsense in ({}, {"name": "\x00"}, {"name": "a" * 5_000, "kind": "draak", "area": "x", "reach": "@"}):
        answer = as_anna.post("/mensen/nieuw/lijkt-op/", nonsense)
        assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_storing_asks_once_and_never_blocks(as_anna: Client, fatma_yilmaz: Party, frontline: Audience) -> None:
    asked = as_anna.post("/mensen/nieuw/", typed(frontline, languages="Turks"))
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Bedoel je Fatma Yılmaz?" in page
    assert "Nee, iemand anders" in page
    assert 'value="Turks"' in page
    answer = as_anna.post("/mensen/nieuw/", typed(frontline, other="1", asked=fatma_yilmaz.pk))
    assert answer.status_code == 302
    assert Party.objects.count() == 2


def test_who_saw_the_hint_while_typing_is_not_asked_again(
    as_anna: Client, fatma_yilmaz: Party, frontline: Audience
) -> None:
    assert as_anna.post("/mensen/nieuw/", typed(frontline, asked=fatma_yilmaz.pk)).status_code == 302


def test_another_than_was_asked_about_is_asked_about(as_anna: Client, fatma_yilmaz: Party, frontline: Audience) -> None:
    assert as_anna.post("/mensen/nieuw/", typed(frontline, asked=fatma_yilmaz.pk + 1)).status_code == 200
    assert Party.objects.count() == 1


def test_yes_leads_to_her_and_loses_nothing_that_was_typed(
    as_anna: Client, fatma_yilmaz: Party, frontline: Audience
) -> None:
    values = typed(frontline, same=fatma_yilmaz.pk, languages="Turks", description="Iets anders.", reach="06-12345678")
    page = as_anna.post("/mensen/nieuw/", values).content.decode()
    assert 'value="Turks"' in page
    assert "Van de kade." in page
    assert f'action="/mensen/{fatma_yilmaz.pk}/aanpassen/"' in page
    assert [point.value for point in fatma_yilmaz.contact_points.all()] == ["06-12345678"]
    assert Party.objects.get().languages == ""
    # Of a redirect, Django's client tells the address, which the type of its answer doesn't say.
    assert as_anna.post("/mensen/nieuw/", typed(frontline, same=fatma_yilmaz.pk)).url == f"/mensen/{fatma_yilmaz.pk}/"  # type: ignore[attr-defined]


def test_yes_to_one_that_i_may_not_see_is_not_there(
    as_anna: Client, as_carla: Client, bart: Member, fatma_yilmaz: Party, frontline: Audience
) -> None:
    klad = make_party(bart, audience=Audience.objects.klad_of(bart), name="Fatma Yılmaz")
    for client, party in ((as_anna, klad), (as_carla, fatma_yilmaz)):
        answer = client.post("/mensen/nieuw/", typed(frontline, same=party.pk, reach="06-12345678"))
        assert answer.status_code == 404
    assert not ContactPoint.objects.exists()


def test_a_number_is_kept_encrypted_with_her(as_anna: Client, frontline: Audience) -> None:
    as_anna.post("/mensen/nieuw/", typed(frontline, reach="06-12345678"))
    point = ContactPoint.objects.get()
    assert (point.kind, point.value, point.party.name) == ("phone", "06-12345678", "Fatma Yilmaz")
    answer = as_anna.post("/mensen/nieuw/", typed(frontline, name="Els Bos", reach="geen nummer"))
    assert answer.status_code == 422
    assert "Dit lijkt geen telefoonnummer of e-mailadres" in answer.content.decode()


def test_the_same_number_is_named_and_not_shown(
    as_anna: Client, anna: Member, fatma_yilmaz: Party, frontline: Audience
) -> None:
    add_contact_point(fatma_yilmaz, "email", "Kade@raakvlak.example", is_shielded=True)
    values = typed(frontline, name="Fatma Bos", reach="kade@raakvlak.example")
    page = as_anna.post("/mensen/nieuw/lijkt-op/", values).content.decode()
    assert "zelfde e-mailadres" in page
    assert "kade@" not in page.lower()


def test_in_a_note_a_name_that_is_nearly_known_is_asked_about(
    as_anna: Client, fatma_yilmaz: Party, frontline: Audience
) -> None:
    values = {"working_note": "Sprak haar.", "who": "Fatma Yilmas", "audience": frontline.pk}
    page = as_anna.post("/noteer/", values).content.decode()
    assert "Wie bedoel je?" in page
    assert f'name="party" value="{fatma_yilmaz.pk}"' in page
    assert as_anna.post("/noteer/", {**values, "new_party": "Fatma Yilmas"}).status_code == 302
    assert Party.objects.count() == 2


def test_in_a_note_a_description_is_not_held_against_a_name(
    as_anna: Client, fatma_yilmaz: Party, frontline: Audience
) -> None:
    values = {"working_note": "Sprak haar.", "who": "Fatma Yilmas", "audience": frontline.pk, "is_anonymous": "on"}
    assert as_anna.post("/noteer/", values).status_code == 302


def test_while_typing_in_a_note_who_looks_alike_is_offered(as_anna: Client, fatma_yilmaz: Party) -> None:
    page = as_anna.get("/noteer/zoek/", {"q": "Fatma Yilmas"}).content.decode()
    assert "Fatma Yılmaz" in page
    assert "lijkt hierop" in page
    assert "+ nieuw: Fatma Yilmas" in page
    assert as_anna.get("/noteer/zoek/", {"q": "Fatma"}).content.decode().count("Fatma Yılmaz") == 2  # name and label


@pytest.mark.parametrize("size", [10, 100])
def test_a_hint_takes_a_constant_number_of_queries(
    as_anna: Client, anna: Member, frontline: Audience, django_assert_max_num_queries: Make, size: int
) -> None:
    for number in range(size):
        make_party(anna, audience=frontline, name=f"Fatma Yılmaz {number}")
    with django_assert_max_num_queries(14):
        page = as_anna.post("/mensen/nieuw/lijkt-op/", typed(frontline, reach="06-12345678"))
    assert page.status_code == 200


def test_who_may_not_is_refused(as_dirk: Client, as_esma: Client, client: Client, frontline: Audience) -> None:
    for refused in (as_dirk, as_esma):
        assert refused.post("/mensen/nieuw/lijkt-op/", typed(frontline)).status_code == 403
    assert client.post("/mensen/nieuw/lijkt-op/", typed(frontline)).status_code == 302


def test_what_goes_wrong_halfway_leaves_nothing(
    as_anna: Client, frontline: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("raakvlak.desk.views.new_party.add_contact_point", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        as_anna.post("/mensen/nieuw/", typed(frontline, reach="06 12345678"))
    assert not Party.objects.exists()
