"""Mensen: the list, the page, correcting, and how to reach somebody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.relations.actions import add_contact_point
from raakvlak.relations.actions.parties import normal_form
from raakvlak.relations.models import ContactPoint, Party, Promise

Make = Callable[..., Any]
NASTY = ["<script>alert(1)</script>", "javascript:alert(1)", "'; DROP TABLE relations_party; --", "ﷺ مرحبا", "👩‍👩‍👧‍👦"]


def test_the_list_shows_who_i_may_see_by_name(as_anna: Client, anna: Member, bart: Member, make_party: Make) -> None:
    make_party(anna, "Zoë Aerts")
    make_party(anna, "Émile Bos")
    make_party(bart, "Geheim", audience=Audience.objects.klad_of(bart))
    page = as_anna.get("/mensen/").content.decode()
    assert page.index("Émile Bos") < page.index("Zoë Aerts")
    assert "Geheim" not in page
    assert "2 gevonden" in page


@pytest.mark.parametrize(
    ("query", "found"), [("zoe", True), ("AERTS", True), ("bos", False), ("%", False), ("'; DROP", False)]
)
def test_one_searches_by_any_word_of_a_name(
    as_anna: Client, anna: Member, make_party: Make, query: str, found: bool
) -> None:
    make_party(anna, "Zoë Aerts")
    assert ("Zoë Aerts" in as_anna.get("/mensen/", {"q": query}).content.decode()) is found


def test_filters_keep_kind_area_and_who_was_told(as_anna: Client, anna: Member, make_party: Make) -> None:
    area = anna.municipality.areas.create(name="Kadebuurt")
    make_party(anna, "De School", kind=Party.Kind.ORGANISATION, area=area, knows_since_on=timezone.localdate())
    make_party(anna, "Zoë Aerts")
    for query in ({"kind": "organisation"}, {"area": area.pk}, {"told": "yes"}):
        page = as_anna.get("/mensen/", query).content.decode()
        assert "De School" in page, query
        assert "Zoë Aerts" not in page, query
    assert "Zoë Aerts" in as_anna.get("/mensen/", {"told": "no"}).content.decode()
    assert "Niemand gevonden" in as_anna.get("/mensen/", {"q": "xyz"}).content.decode()


def test_an_empty_list_helps(as_anna: Client) -> None:
    assert "Nog niemand" in as_anna.get("/mensen/").content.decode()


@pytest.mark.parametrize("size", [10, 100])
def test_the_list_takes_a_constant_number_of_queries(
    as_anna: Client, anna: Member, make_party: Make, django_assert_max_num_queries: Make, size: int
) -> None:
    for number in range(size):
        make_party(anna, f"Persoon {number:03}")
    with django_assert_max_num_queries(9):
        page = as_anna.get("/mensen/")
    assert page.status_code == 200


def test_the_list_goes_on_where_it_stopped(as_anna: Client, anna: Member, make_party: Make) -> None:
    for number in range(30):
        make_party(anna, f"Persoon {number:03}")
    first = as_anna.get("/mensen/")
    older = first.context["page"].older
    assert "Persoon 029" in as_anna.get("/mensen/", {"cursor": older}).content.decode()


def test_a_party_is_made_with_an_end(as_anna: Client, anna: Member) -> None:
    audience = Audience.objects.frontline_of(anna.municipality)
    answer = as_anna.post("/mensen/nieuw/", {"name": " Zoë  Aerts ", "kind": "person", "audience": audience.pk})
    party = Party.objects.get()
    assert answer.status_code == 302
    assert (party.name, party.sort_name, party.municipality) == ("Zoë Aerts", "zoe aerts", anna.municipality)
    assert party.keep_until > timezone.localdate()


@pytest.mark.parametrize("text", NASTY)
def test_it_shows_whatever_is_typed_as_text(as_anna: Client, anna: Member, text: str) -> None:
    audience = Audience.objects.frontline_of(anna.municipality)
    values = {"name": text, "kind": "person", "description": text, "languages": text, "audience": audience.pk}
    assert as_anna.post("/mensen/nieuw/", values).status_code == 302
    page = as_anna.get(f"/mensen/{Party.objects.get().pk}/").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\x00b"},
        {"name": "x" * 121},
        {"knows_since_on": "1850-01-01"},
        {"knows_since_on": "2150-01-01"},
        {"description": "Zijn nummer is 111222333."},
        {"kind": "dier"},
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(as_anna: Client, anna: Member, wrong: dict[str, str]) -> None:
    audience = Audience.objects.frontline_of(anna.municipality)
    values = {"name": "Zoë", "kind": "person", "languages": "Portugees", "audience": audience.pk, **wrong}
    answer = as_anna.post("/mensen/nieuw/", values)
    assert answer.status_code == 422
    assert "Portugees" in answer.content.decode()
    assert not Party.objects.exists()


def test_the_circle_of_another_can_not_be_chosen(as_anna: Client, bart: Member, carla: Member) -> None:
    for audience in (Audience.objects.klad_of(bart), Audience.objects.frontline_of(carla.municipality)):
        assert (
            as_anna.post("/mensen/nieuw/", {"name": "Zoë", "kind": "person", "audience": audience.pk}).status_code
            == 422
        )


def test_a_party_is_corrected_and_shared_wider_but_never_narrower(
    as_anna: Client, anna: Member, make_party: Make
) -> None:
    klad, frontline = Audience.objects.klad_of(anna), Audience.objects.frontline_of(anna.municipality)
    party = make_party(anna, "Zoe", audience=klad)
    values = {"name": "Zoë", "kind": "group", "audience": frontline.pk}
    assert as_anna.post(f"/mensen/{party.pk}/aanpassen/", values).status_code == 302
    party.refresh_from_db()
    assert (party.name, party.kind, party.audience) == ("Zoë", "group", frontline)
    assert as_anna.post(f"/mensen/{party.pk}/aanpassen/", values | {"audience": klad.pk}).status_code == 422
    assert party.history.count() == 2


def test_the_page_shows_talks_promises_and_situations_that_i_may_see(
    as_anna: Client, anna: Member, bart: Member, make_party: Make, make_encounter: Make, make_situation: Make
) -> None:
    party = make_party(anna)
    seen = make_encounter(anna, "Over de bankjes", parties=(party,))
    hidden = make_encounter(bart, "Niet voor Anna", parties=(party,), audience=Audience.objects.klad_of(bart))
    make_situation(anna, "Het park", encounters=(seen,))
    make_situation(bart, "Verborgen", encounters=(hidden,))
    make_promise(seen, party, "Bellen over de bank")
    make_promise(hidden, party, "Geheime belofte")
    page = as_anna.get(f"/mensen/{party.pk}/").content.decode()
    for text in ("Over de bankjes", "Het park", "Bellen over de bank"):
        assert text in page
    for text in ("Niet voor Anna", "Verborgen", "Geheime belofte"):
        assert text not in page


def make_promise(encounter: Any, party: Party, text: str) -> Promise:
    return Promise.objects.create(
        municipality=encounter.municipality,
        audience=encounter.audience,
        owner=encounter.author,
        party=party,
        encounter=encounter,
        text=text,
        keep_until=encounter.keep_until,
    )


@pytest.mark.parametrize("size", [10, 100])
def test_the_page_takes_a_constant_number_of_queries(
    as_anna: Client,
    anna: Member,
    make_party: Make,
    make_encounter: Make,
    django_assert_max_num_queries: Make,
    size: int,
) -> None:
    party = make_party(anna)
    for number in range(size):
        make_encounter(anna, f"Gesprek {number}", parties=(party, make_party(anna, f"Ander {number}")))
    with django_assert_max_num_queries(17):
        assert as_anna.get(f"/mensen/{party.pk}/").status_code == 200


@pytest.mark.parametrize("path", ["", "aanpassen/", "contact/"])
def test_others_find_nothing(
    as_carla: Client, as_dirk: Client, as_esma: Client, client: Client, anna: Member, make_party: Make, path: str
) -> None:
    address = f"/mensen/{make_party(anna).pk}/{path}"
    assert as_carla.get(address).status_code == 404
    assert as_dirk.get(address).status_code == 403
    assert as_esma.get(address).status_code == 403
    assert client.get(address).status_code == 302
    assert not AccessLogEntry.objects.exists()


def test_sharing_a_party_with_more_people_is_written_down(as_anna: Client, anna: Member, make_party: Make) -> None:
    klad, frontline = Audience.objects.klad_of(anna), Audience.objects.frontline_of(anna.municipality)
    party = make_party(anna, audience=klad)
    for audience in (klad, frontline, frontline):
        values = {"name": party.name, "kind": party.kind, "audience": audience.pk}
        assert as_anna.post(f"/mensen/{party.pk}/aanpassen/", values).status_code == 302
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id, entry.member) == ("party_widened", party.pk, anna)


def test_opening_contact_details_is_written_down(as_anna: Client, anna: Member, make_party: Make) -> None:
    party = make_party(anna)
    add_contact_point(party, "phone", "06 12345678", is_shielded=False)
    assert "06 12345678" not in as_anna.get(f"/mensen/{party.pk}/").content.decode()
    assert not AccessLogEntry.objects.exists()
    assert "06 12345678" in as_anna.get(f"/mensen/{party.pk}/contact/").content.decode()
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id, entry.member) == (AccessLogEntry.What.PARTY_DETAILS, party.pk, anna)


def test_a_shielded_detail_shows_only_when_asked_for(as_anna: Client, anna: Member, make_party: Make) -> None:
    party = make_party(anna)
    point = add_contact_point(party, "address", "Kade 12", is_shielded=True)
    address = f"/mensen/{party.pk}/contact/"
    assert "Kade 12" not in as_anna.get(address).content.decode()
    assert "Kade 12" in as_anna.get(address, {"toon": point.pk}).content.decode()
    assert as_anna.get(address, {"toon": "x"}).status_code == 200
    assert as_anna.get(address, {"toon": "9" * 5000}).status_code == 200


@pytest.mark.parametrize("shown", ["9" * 5_000, "²", "\x00", "-1"])
def test_a_made_up_detail_shows_nothing_more(as_anna: Client, anna: Member, make_party: Make, shown: str) -> None:
    party = make_party(anna)
    add_contact_point(party, "address", "Geheimstraat 1", is_shielded=True)
    page = as_anna.get(f"/mensen/{party.pk}/contact/", {"toon": shown})
    assert page.status_code == 200
    assert "Geheimstraat" not in page.content.decode()


def test_contact_details_are_stored_encrypted_and_once(as_anna: Client, anna: Member, make_party: Make) -> None:
    party = make_party(anna)
    for value in ("06-12345678", "+31 6 12345678"):
        assert as_anna.post(f"/mensen/{party.pk}/contact/", {"kind": "phone", "value": value}).status_code == 302
    for table in ("relations_contactpoint", "relations_historicalcontactpoint"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT value FROM {table}")  # noqa: S608  (the names stand just above)
            [(stored,)] = cursor.fetchall()
        assert "1234" not in stored


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "geen adres"), ("phone", "bel maar"), ("phone", ""), ("fax", "12345678")]
)
def test_a_wrong_contact_detail_is_told(as_anna: Client, anna: Member, make_party: Make, kind: str, value: str) -> None:
    party = make_party(anna)
    assert as_anna.post(f"/mensen/{party.pk}/contact/", {"kind": kind, "value": value}).status_code == 422
    assert not ContactPoint.objects.exists()


def test_a_removed_contact_detail_leaves_no_history(as_anna: Client, anna: Member, make_party: Make) -> None:
    party = make_party(anna)
    point = add_contact_point(party, "email", "zoe@voorbeeld.nl", is_shielded=False)
    assert as_anna.post(f"/mensen/{party.pk}/contact/{point.pk}/weghalen/").status_code == 302
    assert not ContactPoint.objects.exists()
    assert not ContactPoint.history.exists()
    assert as_anna.post(f"/mensen/{party.pk}/contact/{point.pk}/weghalen/").status_code == 404


def test_the_same_detail_reads_the_same_in_each_form() -> None:
    assert normal_form("phone", "06-1234 5678") == normal_form("phone", "+31 6 1234 5678") == "0612345678"
    assert normal_form("email", " Zoe@Voorbeeld.nl ") == "zoe@voorbeeld.nl"
    assert normal_form("address", "Kade  12") == normal_form("address", "kade 12")
