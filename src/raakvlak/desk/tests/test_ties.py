"""Mensen: who belongs to which organisation, and who brought us together."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.actions import affiliate, introduce
from raakvlak.relations.models import Affiliation, Introduction, Party

Make = Callable[..., Any]
ROLE = {"role": "bestuur", "is_speaking_for": "yes", "since_on": "2024", "until_on": "", "told_on": "3-5-2026"}
TOLD = datetime.date(2026, 5, 3)


@pytest.fixture
def fatima(anna: Member, make_party: Make) -> Party:
    party: Party = make_party(anna)
    return party


@pytest.fixture
def union(anna: Member, make_party: Make) -> Party:
    party: Party = make_party(anna, "Huurdersvereniging Kade", kind="organisation")
    return party


def test_a_role_is_told_and_written_down(as_anna: Client, fatima: Party, union: Party) -> None:
    answer = as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": "huurdersvereniging kade"})
    assert answer.status_code == 302
    role = Affiliation.objects.get()
    assert (role.party, role.organisation, role.since_on) == (fatima, union, datetime.date(2024, 1, 1))
    page = as_anna.get(f"/mensen/{fatima.pk}/").content.decode()
    assert "Huurdersvereniging Kade" in page
    assert "spreekt namens" in page
    assert "sinds 2024" in page
    assert "verteld op 3 mei 2026" in page
    assert "Fatima Yilmaz" in as_anna.get(f"/mensen/{union.pk}/").content.decode()
    assert "bestuur" in as_anna.get("/mensen/").content.decode()


def test_it_is_written_down_from_the_organisation_too(as_anna: Client, fatima: Party, union: Party) -> None:
    as_anna.post(f"/mensen/{union.pk}/rollen/", {**ROLE, "typed": "Fatima Yilmaz"})
    assert Affiliation.objects.get().party == fatima


def test_a_part_of_the_name_asks_which_one(as_anna: Client, fatima: Party, union: Party) -> None:
    asked = as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": "kade"})
    assert asked.status_code == 422
    assert "Wie bedoel je?" in asked.content.decode()
    assert "bestuur" in asked.content.decode()
    as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": "kade", "chosen": union.pk})
    assert Affiliation.objects.get().organisation == union


def test_an_organisation_that_is_new_is_made_when_one_says_so(as_anna: Client, fatima: Party) -> None:
    asked = as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": "Speeltuin"})
    assert asked.status_code == 422
    assert not Affiliation.objects.exists()
    as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": "Speeltuin", "chosen": "new"})
    made = Affiliation.objects.get().organisation
    assert (made.name, made.kind, made.audience) == ("Speeltuin", "organisation", fatima.audience)


@pytest.mark.parametrize(
    "wrong",
    [
        {"told_on": ""},
        {"told_on": "3-5-2150"},
        {"is_speaking_for": ""},
        {"since_on": "ooit"},
        {"since_on": "0000"},
        {"until_on": "2023"},
        {"role": "a\x00b"},
        {"role": "x" * 121},
        {"typed": ""},
        {"typed": "a\x00b"},
        {"chosen": "99999999999999999999"},
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    as_anna: Client, fatima: Party, union: Party, wrong: dict[str, str]
) -> None:
    typed = "kade" if "chosen" in wrong else union.name
    answer = as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": typed, **wrong})
    assert answer.status_code == 422
    assert "2024" in answer.content.decode() or "since_on" in wrong
    assert not Affiliation.objects.exists()


def test_a_person_is_no_organisation_to_belong_to(
    as_anna: Client, anna: Member, fatima: Party, make_party: Make
) -> None:
    bram = make_party(anna, "Bram")
    answer = as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": "Bram", "chosen": bram.pk})
    assert answer.status_code == 422
    assert not Affiliation.objects.exists()


def test_an_organisation_in_a_klad_of_another_is_not_offered(
    as_anna: Client, bart: Member, fatima: Party, make_party: Make
) -> None:
    make_party(bart, "Geheime club", kind="organisation", audience=Audience.objects.klad_of(bart))
    answer = as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": "geheim"})
    assert "Geheime club" not in answer.content.decode()


def test_a_role_gets_an_end(as_anna: Client, anna: Member, fatima: Party, union: Party) -> None:
    role = affiliate(anna, fatima, union, role="bestuur", told_on=TOLD)
    address = f"/mensen/{fatima.pk}/rollen/{role.pk}/"
    assert 'value="bestuur"' in as_anna.get(address).content.decode()
    as_anna.post(address, {**ROLE, "until_on": "2025"})
    role.refresh_from_db()
    assert role.until_on == datetime.date(2025, 12, 31)
    page = as_anna.get(f"/mensen/{fatima.pk}/").content.decode()
    assert "Nog geen organisatie" in page
    before = as_anna.get(f"/mensen/{fatima.pk}/hoort-bij/", {"ended": "on"}).content.decode()
    assert "tot en met 2025" in before


def test_the_same_role_twice_is_refused_kindly(as_anna: Client, anna: Member, fatima: Party, union: Party) -> None:
    affiliate(anna, fatima, union, role="bestuur", told_on=TOLD)
    other = affiliate(anna, fatima, union, role="lid", told_on=TOLD)
    assert as_anna.post(f"/mensen/{fatima.pk}/rollen/{other.pk}/", ROLE).status_code == 422
    for _ in range(2):
        assert as_anna.post(f"/mensen/{fatima.pk}/rollen/", {**ROLE, "typed": union.name}).status_code == 302
    assert Affiliation.objects.count() == 2


def test_a_role_is_taken_away(as_anna: Client, as_bart: Client, anna: Member, fatima: Party, union: Party) -> None:
    role = affiliate(anna, fatima, union, told_on=TOLD)
    assert as_anna.get(f"/mensen/{fatima.pk}/rollen/{role.pk}/weghalen/").status_code == 405
    assert as_anna.post(f"/mensen/{fatima.pk}/rollen/{role.pk}/weghalen/").status_code == 302
    assert not Affiliation.objects.exists()
    assert as_bart.post(f"/mensen/{fatima.pk}/rollen/{role.pk}/weghalen/").status_code == 404


def test_a_role_is_only_reached_through_its_own_party(
    as_anna: Client, anna: Member, fatima: Party, union: Party, make_party: Make
) -> None:
    role = affiliate(anna, fatima, union, told_on=TOLD)
    assert as_anna.get(f"/mensen/{make_party(anna, 'Bram').pk}/rollen/{role.pk}/").status_code == 404
    assert as_anna.get(f"/mensen/{union.pk}/rollen/{role.pk}/").status_code == 200


def test_who_is_tied_does_not_become_something_else(as_anna: Client, anna: Member, fatima: Party, union: Party) -> None:
    affiliate(anna, fatima, union, told_on=TOLD)
    values = {"name": union.name, "kind": "person", "audience": union.audience_id}
    answer = as_anna.post(f"/mensen/{union.pk}/aanpassen/", values)
    assert answer.status_code == 422
    assert "Haal eerst de rollen" in answer.content.decode()


def test_the_list_of_who_belongs_is_searched(as_anna: Client, anna: Member, union: Party, make_party: Make) -> None:
    for name in ("Bram", "Zoë"):
        affiliate(anna, make_party(anna, name), union, told_on=TOLD)
    page = as_anna.get(f"/mensen/{union.pk}/hoort-bij/", {"q": "zoe"}).content.decode()
    assert "Zoë" in page
    assert "Bram" not in page
    assert "Niemand gevonden" in as_anna.get(f"/mensen/{union.pk}/hoort-bij/", {"q": "xyz"}).content.decode()


@pytest.mark.parametrize("size", [10, 100])
@pytest.mark.parametrize("address", ["/mensen/", "/mensen/{}/", "/mensen/{}/hoort-bij/"])
def test_many_roles_take_no_more_queries(
    as_anna: Client,
    anna: Member,
    union: Party,
    make_party: Make,
    django_assert_max_num_queries: Make,
    address: str,
    size: int,
) -> None:
    for number in range(size):
        affiliate(anna, make_party(anna, f"Buur {number}"), union, told_on=TOLD)
    with django_assert_max_num_queries(16):
        assert as_anna.get(address.format(union.pk)).status_code == 200


def test_who_brought_us_together_is_told(as_anna: Client, anna: Member, fatima: Party, make_party: Make) -> None:
    bram, told = make_party(anna, "Bram"), timezone.localdate()
    answer = as_anna.post(f"/mensen/{fatima.pk}/via/", {"typed": "Bram", "told_on": told})
    assert answer.status_code == 302
    assert Introduction.objects.get().by_party == bram
    assert "Bram" in as_anna.get(f"/mensen/{fatima.pk}/").content.decode()
    assert as_anna.get(f"/mensen/{fatima.pk}/via/").status_code == 200


def test_a_colleague_may_have_brought_us_together(as_anna: Client, bart: Member, fatima: Party) -> None:
    as_anna.post(f"/mensen/{fatima.pk}/via/", {"member": bart.pk, "typed": "", "told_on": "3-5-2026"})
    assert Introduction.objects.get().by_member == bart
    as_anna.post(f"/mensen/{fatima.pk}/via/weghalen/")
    assert not Introduction.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"typed": "", "member": ""}, {"told_on": ""}, {"typed": "Onbekend"}, {"typed": "Bram", "member": "me"}],
)
def test_one_says_who_and_when_it_was_told(
    as_anna: Client, anna: Member, fatima: Party, make_party: Make, wrong: dict[str, str]
) -> None:
    make_party(anna, "Bram")
    values = {"typed": "Bram", "member": "", "told_on": "3-5-2026", **wrong}
    values["member"] = str(anna.pk) if values["member"] == "me" else values["member"]
    assert as_anna.post(f"/mensen/{fatima.pk}/via/", values).status_code == 422
    assert not Introduction.objects.exists()


def test_a_colleague_elsewhere_can_not_be_chosen(as_anna: Client, carla: Member, fatima: Party) -> None:
    values = {"member": carla.pk, "typed": "", "told_on": "3-5-2026"}
    assert as_anna.post(f"/mensen/{fatima.pk}/via/", values).status_code == 422


def test_who_introduced_stays_hidden_from_who_may_not_see_her(
    as_anna: Client, as_bart: Client, anna: Member, fatima: Party, make_party: Make
) -> None:
    secret = make_party(anna, "Geheime Gerda", audience=Audience.objects.klad_of(anna))
    introduce(anna, fatima, by_party=secret, told_on=TOLD)
    assert "Geheime Gerda" in as_anna.get(f"/mensen/{fatima.pk}/").content.decode()
    assert "Geheime Gerda" not in as_bart.get(f"/mensen/{fatima.pk}/").content.decode()
    assert "Geheime Gerda" not in as_bart.get(f"/mensen/{fatima.pk}/via/").content.decode()


@pytest.mark.parametrize(("step", "done"), [("rollen", "affiliate"), ("via", "introduce")])
def test_what_goes_wrong_halfway_leaves_nobody_new(
    as_anna: Client, fatima: Party, monkeypatch: pytest.MonkeyPatch, step: str, done: str
) -> None:
    monkeypatch.setattr(f"raakvlak.relations.actions.{done}", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        as_anna.post(f"/mensen/{fatima.pk}/{step}/", {**ROLE, "typed": "Iemand nieuw", "chosen": "new"})
    assert Party.objects.get() == fatima
