"""What one sees in a list can be taken along, and nothing else."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from raakvlak.conftest import Make
from raakvlak.exchange.tests.conftest import keep, send, settle
from raakvlak.exchange.writing import MOST_IN_EXCEL, Sheet, download
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Tag
from raakvlak.relations.actions import add_contact_point
from raakvlak.situations.models import Question
from raakvlak.situations.references import party_reference

LISTS = ["/mensen/downloaden/", "/gesprekken/downloaden/", "/situaties/downloaden/"]


def taken(client: Client, address: str, **chosen: Any) -> list[dict[str, str]]:
    answer = client.post(address, {"form": "csv", **chosen})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_people_go_along_as_the_filter_shows_them(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, "De Brug", kind="organisation", description="Zaal")
    make_party(anna, "Mieke")
    assert "1 rij: precies wat" in as_anna.get("/mensen/downloaden/?kind=organisation").content.decode()
    rows = taken(as_anna, "/mensen/downloaden/?kind=organisation")
    assert [(row["Naam"], row["Soort"], row["Omschrijving"]) for row in rows] == [("De Brug", "organisatie", "Zaal")]


def test_what_is_not_for_my_eyes_stays(
    as_anna: Client,
    anna: Member,
    bart: Member,
    carla: Member,
    make_party: Make,
    make_encounter: Make,
    make_situation: Make,
) -> None:
    klad = Audience.objects.klad_of(bart)
    make_party(bart, "Verborgen", audience=klad)
    make_party(anna, "Schuw", is_not_to_be_noted=True)
    make_party(carla, "Elders")
    make_encounter(bart, "Verborgen", audience=klad)
    make_encounter(carla, "Elders")
    make_situation(bart, "Verborgen", audience=klad)
    assert [taken(as_anna, address) for address in LISTS] == [[], [], []]


def test_contact_details_go_along_only_when_asked_and_never_what_is_shielded(
    as_anna: Client, anna: Member, make_party: Make
) -> None:
    party = make_party(anna, "Mieke")
    add_contact_point(party, "phone", "0612345678", is_shielded=False)
    add_contact_point(party, "address", "Kade 1", is_shielded=True)
    assert "Telefoon" not in taken(as_anna, "/mensen/downloaden/")[0]
    assert not AccessLogEntry.objects.filter(what="party_details").exists()
    row = taken(as_anna, "/mensen/downloaden/", has_contact="on")[0]
    assert (row["Telefoon"], row["Adres"]) == ("0612345678", "")
    assert AccessLogEntry.objects.get(what="party_details").subject_id == party.pk


def test_talks_go_along_with_names_as_i_read_them(
    as_anna: Client, anna: Member, bart: Member, make_party: Make, make_encounter: Make, make_situation: Make
) -> None:
    mieke, shy = make_party(anna, "Mieke"), make_party(anna, "Schuw", is_not_to_be_noted=True)
    text = f"Zei {party_reference(mieke.pk).token} tegen {party_reference(shy.pk).token}"
    talk = make_encounter(bart, f"Werk: {text}", shareable_summary=text, parties=(mieke, shy), channel="street")
    make_situation(anna, "Het park", encounters=(talk,))
    make_situation(bart, "Geheim", encounters=(talk,), audience=Audience.objects.klad_of(bart))
    (row,) = taken(as_anna, "/gesprekken/downloaden/")
    assert row["Samenvatting om te delen"] == "Zei Mieke tegen iemand"
    assert (row["Met wie"], row["Situaties"], row["Hoe"], row["Van mij"]) == ("Mieke; iemand", "Het park", "straat", "")
    assert "Bart" not in str(row)
    assert "Werknotitie" not in row


def test_working_notes_go_along_only_after_a_tick_that_says_what_that_means(
    as_anna: Client, anna: Member, make_encounter: Make
) -> None:
    make_encounter(anna, "Over de bankjes")
    assert "niet bedoeld voor buiten" in as_anna.get("/gesprekken/downloaden/").content.decode()
    (row,) = taken(as_anna, "/gesprekken/downloaden/", has_working_note="on")
    assert (row["Werknotitie"], row["Van mij"]) == ("Over de bankjes", "ja")


def test_situations_go_along_with_their_questions(
    as_anna: Client, anna: Member, make_situation: Make, make_party: Make
) -> None:
    situation = make_situation(anna, "Het park")
    situation.tags.add(Tag.objects.create(municipality=anna.municipality, name="groen"))
    token = party_reference(make_party(anna, "Mieke").pk).token
    Question.objects.create(situation=situation, kind="behind", text=f"Mag {token} blijven?", author=anna)
    (row,) = taken(as_anna, "/situaties/downloaden/?q=park")
    assert (row["Titel"], row["Trefwoorden"], row["De vraag achter de vraag"]) == (
        "Het park",
        "groen",
        "Mag Mieke blijven?",
    )
    assert taken(as_anna, "/situaties/downloaden/?q=plein") == []


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5", "@SUM(A1)", "\t=1"])
def test_nothing_in_it_is_a_formula(as_anna: Client, anna: Member, make_party: Make, text: str) -> None:
    make_party(anna, text)
    assert taken(as_anna, "/mensen/downloaden/")[0]["Naam"] == f"'{text}"
    answer = as_anna.post("/mensen/downloaden/", {"form": "excel"})
    cell = load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_that_a_list_went_along_is_written_down_without_what_is_in_it(
    as_anna: Client, anna: Member, make_party: Make
) -> None:
    make_party(anna, "Mieke")
    for address in LISTS:
        as_anna.get(address)
    assert not AccessLogEntry.objects.exists()
    for address in LISTS:
        taken(as_anna, address)
    found = AccessLogEntry.objects.order_by("pk").values_list("what", "member", "subject_id")
    assert list(found) == [
        ("parties_exported", anna.pk, 1),
        ("talks_exported", anna.pk, 0),
        ("situations_exported", anna.pk, 0),
    ]


@pytest.mark.parametrize("address", LISTS)
def test_only_who_works_outside_takes_lists_along(
    as_dirk: Client, as_esma: Client, as_gert: Client, client: Client, address: str
) -> None:
    for visitor in (as_dirk, as_esma, as_gert):
        assert visitor.get(address).status_code == 403
        assert visitor.post(address, {"form": "csv"}).status_code == 403
    assert client.post(address, {"form": "csv"}).status_code == 302


def test_a_form_that_says_nothing_is_explained(as_anna: Client) -> None:
    answer = as_anna.post("/mensen/downloaden/", {"form": "pdf"})
    assert answer.status_code == 422


def test_a_list_that_is_too_long_for_excel_goes_as_csv(
    as_anna: Client, anna: Member, make_party: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("raakvlak.exchange.forms.taking.MOST_IN_EXCEL", 1)
    monkeypatch.setattr("raakvlak.exchange.forms.taking.MOST_WITH_CONTACT", 1)
    for name in ("Een", "Twee"):
        make_party(anna, name)
    answer = as_anna.post("/mensen/downloaden/", {"form": "excel", "has_contact": "on"})
    assert answer.status_code == 422
    assert "Kies CSV" in answer.content.decode()
    assert len(taken(as_anna, "/mensen/downloaden/")) == 2
    assert MOST_IN_EXCEL == 10_000


def test_a_list_asks_as_much_of_the_database_however_long_it_is(
    as_anna: Client, anna: Member, make_party: Make, make_encounter: Make, django_assert_max_num_queries: Any
) -> None:
    for number in range(100):
        make_encounter(anna, f"Nummer {number}", parties=(make_party(anna, f"Buur {number}"),))
    with django_assert_max_num_queries(16):
        assert len(taken(as_anna, "/gesprekken/downloaden/", has_working_note="on")) == 100


@pytest.mark.parametrize("form", ["csv", "excel"])
@pytest.mark.parametrize("what", ["organisaties", "relaties", "notities"])
def test_a_sample_can_be_filled_in_and_sent_back(as_anna: Client, what: str, form: str) -> None:
    answer = as_anna.get(f"/inlezen/{what}/voorbeeld/{form}/")
    batch = send(as_anna, what, answer.getvalue(), f"voorbeeld.{form}")
    assert all(batch.mapping)
    assert keep(as_anna, settle(as_anna, batch)).outcome["made"] == 1


def test_there_are_no_other_samples(as_anna: Client) -> None:
    assert as_anna.get("/inlezen/organisaties/voorbeeld/pdf/").status_code == 404
    assert as_anna.get("/inlezen/geheim/").status_code == 404


@pytest.mark.django_db
def test_characters_that_excel_does_not_know_are_left_out() -> None:
    answer = download(Sheet("lijst", ["a"]), [["een\x0btwee"]], "excel")
    assert load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]["A2"].value == "eentwee"
    answer.close()
