"""A list of possibilities comes in: looked at row by row, all of it or nothing, undone as one, and taken along."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from raakvlak.alignment.models import Possibility, RemovedPossibility
from raakvlak.conftest import Make
from raakvlak.exchange.models import Batch, KnownColumns, Made
from raakvlak.exchange.tests.conftest import keep, send, work
from raakvlak.municipality.models import Area, Department, Member

pytestmark = pytest.mark.django_db
LIST = (
    "Soort;Titel;Omschrijving;Eisen;Team;Wijk;Startdatum;Einddatum;Bedrag;Contact;URL;Herzien op;Eigenaar\r\n"
    "subsidie;Buurtfeest;Tot 250 euro voor een feest.;Iedereen welkom;Wijkzaken;Kadebuurt;1-1-2026;31-12-2027;"
    "€ 1.250,50;14 010;raakvlak.example/feest;1-6-2027;bart bakker\r\n"
    "regel;Geveltuin;Planten langs je gevel.;;;;;;;;;;\r\n"
)


@pytest.fixture(autouse=True)
def house(anna: Member) -> None:
    Department.objects.create(municipality=anna.municipality, name="Wijkzaken")
    Area.objects.create(municipality=anna.municipality, name="Kadebuurt")


def checked(client: Client, content: str | bytes, name: str = "lijst.csv") -> Batch:
    """Send a list, take the columns as they were recognised, and let the rows be looked at."""
    batch = send(client, "mogelijkheden", content, name)
    at = f"/inlezen/bestand/{batch.pk}/kolommen/"
    shown = client.get(at).context["columns"]
    assert client.post(at, {field.name: field.field.initial for field, _values in shown}).status_code == 302
    work()
    batch.refresh_from_db()
    return batch


def row(**cells: str) -> str:
    told = {"Soort": "regel", "Titel": "Geveltuin", "Omschrijving": "Planten langs je gevel.", **cells}
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([list(told), list(told.values())])
    return written.getvalue()


def problems(client: Client, batch: Batch) -> list[str]:
    page = client.get(f"/inlezen/bestand/{batch.pk}/nakijken/")
    return [f"{told.where}: {told.what}" for one, _facts, _out in page.context["rows"] for told in one.problems]


def test_a_list_comes_in(as_anna: Client, anna: Member, bart: Member) -> None:
    batch = checked(as_anna, LIST.replace("bart bakker", bart.user.email))
    assert batch.state == Batch.State.READY
    assert problems(as_anna, batch) == []
    batch = keep(as_anna, batch)
    assert (batch.state, batch.outcome["made"]) == (Batch.State.DONE, 2)
    party, garden = Possibility.objects.order_by("title")
    assert (party.kind, party.amount, party.owner) == ("money", Decimal("1250.50"), bart)
    assert (str(party.department), str(party.area)) == ("Wijkzaken", "Kadebuurt")
    assert (party.from_on, party.until_on, party.best_before_on) == (
        date(2026, 1, 1), date(2027, 12, 31), date(2027, 6, 1),
    )  # fmt: skip
    assert (party.source_url, party.conditions) == ("https://raakvlak.example/feest", "Iedereen welkom")
    assert (garden.department, garden.owner) == (None, None)
    assert (garden.best_before_on - timezone.localdate()).days == 365
    found = as_anna.get("/in-huis/mogelijkheden/", {"q": "feesten"}).context["page"].rows
    assert found == [party]
    assert "Naar Mogelijkheden" in as_anna.get(f"/inlezen/bestand/{batch.pk}/").content.decode()


def test_nobody_is_asked_how_long_it_is_kept(as_anna: Client) -> None:
    batch = checked(as_anna, LIST)
    assert as_anna.get(f"/inlezen/bestand/{batch.pk}/afspraken/").status_code == 302
    assert "Bewaren tot" not in as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/").content.decode()


def test_columns_are_remembered(as_anna: Client, anna: Member) -> None:
    headers = "Wat voor iets;Ding;Verhaal\nregel;Geveltuin;Planten.\n"
    batch = send(as_anna, "mogelijkheden", headers)
    assert batch.mapping == ["", "", ""]
    at = f"/inlezen/bestand/{batch.pk}/kolommen/"
    assert "Kies nog een kolom" in as_anna.post(at, {"column_0": "kind"}).content.decode()
    assert as_anna.post(at, {"column_0": "kind", "column_1": "title", "column_2": "text"}).status_code == 302
    work()
    assert KnownColumns.objects.filter(member=anna, what="mogelijkheden").exists()
    assert send(as_anna, "mogelijkheden", headers).mapping == ["kind", "title", "text"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Soort": ""}, "Soort: Vul in wat voor mogelijkheid het is: beleid,"),
        ({"Soort": "wens"}, "Soort: ‘wens’ kennen we hier niet."),
        ({"Titel": ""}, "Wat het is: Vul dit nog in."),
        ({"Omschrijving": ""}, "Wat het mogelijk maakt: Vul dit nog in."),
        ({"Afdeling": "Dromen"}, "Afdeling: Een afdeling ‘Dromen’ kennen we niet."),
        ({"Gebied": "Nergens"}, "Gebied: Een gebied ‘Nergens’ kennen we niet."),
        ({"Bedrag": "veel"}, "Bedrag in euro: Schrijf een getal, zoals 12 of 1250,50."),
        ({"Vanaf": "2-2-2026", "Tot en met": "1-2-2026"}, "Tot en met: Deze dag komt voor de eerste dag."),
        ({"Vanaf": "ooit"}, "Vanaf: Dit is geen dag die we kennen."),
        ({"Link": "javascript:alert(1)"}, "Waar het staat: Dit is geen webadres."),
        ({"Eigenaar": "Niemand"}, "Wie het bijhoudt: ‘Niemand’ kennen we niet als collega."),
    ],
)
def test_what_is_wrong_is_told_at_its_row(as_anna: Client, cells: dict[str, str], said: str) -> None:
    told = problems(as_anna, checked(as_anna, row(**cells)))
    assert len(told) == 1
    assert told[0].startswith(said)


def test_one_wrong_row_stops_all_until_one_says_otherwise(as_anna: Client) -> None:
    batch = checked(as_anna, LIST + "regel;;Zonder titel;;;;;;;;;;\r\n")
    assert keep(as_anna, batch).state == Batch.State.READY
    assert not Possibility.objects.exists()
    assert keep(as_anna, batch, skips_wrong="on").outcome["wrong"] == 1
    assert Possibility.objects.count() == 2


def test_the_same_twice_in_a_file_and_again_later_comes_in_once(as_anna: Client, anna: Member) -> None:
    twice = LIST + "regel;GEVELTUIN!;Nog eens;;;;;;;;;;\r\nregel;Geveltuin;Van een ander;;Wijkzaken;;;;;;;;\r\n"
    batch = keep(as_anna, checked(as_anna, twice))
    assert (batch.outcome["made"], batch.outcome["known"]) == (3, 1)
    again = checked(as_anna, twice)
    page = as_anna.get(f"/inlezen/bestand/{again.pk}/nakijken/").content.decode()
    assert "Dit staat er al" in page
    assert keep(as_anna, again).outcome["made"] == 0
    assert Possibility.objects.count() == 3


def test_a_name_of_a_resident_is_asked_about(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, name="Jan de Vries")
    told = problems(as_anna, checked(as_anna, row(Omschrijving="Zoals bij Jan de Vries.")))
    assert len(told) == 1
    assert told[0].startswith("Wat het mogelijk maakt: Hier staat een naam: “Jan de Vries”. Is dat een bewoner?")


def test_it_is_undone_but_for_what_was_worked_with(as_anna: Client, anna: Member) -> None:
    batch = keep(as_anna, checked(as_anna, LIST))
    garden = Possibility.objects.get(title="Geveltuin")
    as_anna.post(f"/in-huis/mogelijkheden/{garden.pk}/klopt-nog/")
    assert "Geveltuin" in as_anna.get(f"/inlezen/bestand/{batch.pk}/ongedaan/").content.decode()
    as_anna.post(f"/inlezen/bestand/{batch.pk}/ongedaan/", {"done": "1"})
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.outcome["gone"], batch.outcome["stays"]) == (Batch.State.UNDONE, 1, 1)
    assert list(Possibility.objects.all()) == [garden]
    assert RemovedPossibility.objects.count() == 1
    assert not Made.objects.exists()


def test_a_stop_leads_back_to_the_columns(as_anna: Client) -> None:
    batch = send(as_anna, "mogelijkheden", LIST)
    at = f"/inlezen/bestand/{batch.pk}/"
    shown = as_anna.get(f"{at}kolommen/").context["columns"]
    as_anna.post(f"{at}kolommen/", {field.name: field.field.initial for field, _values in shown})
    as_anna.post(f"{at}stoppen/")
    batch.refresh_from_db()
    assert batch.state == Batch.State.MAPPING


def test_what_is_no_table_is_refused(as_anna: Client) -> None:
    for content, said in (
        (b"%PDF-1.7", "geen bestand dat we kunnen lezen"),
        (b"BEGIN:VCARD\nFN:Jan\nEND:VCARD\n", "Uit een vCard komen alleen mensen"),
        (b"", "leeg"),
    ):
        sent = {"file": SimpleUploadedFile("lijst.csv", content)}
        answer = as_anna.post("/inlezen/mogelijkheden/", sent)
        assert (answer.status_code, said in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("form", ["csv", "excel"])
def test_the_sample_comes_in_as_it_is(as_anna: Client, form: str) -> None:
    answer: Any = as_anna.get(f"/inlezen/mogelijkheden/voorbeeld/{form}/")
    batch = checked(as_anna, b"".join(answer.streaming_content), f"voorbeeld.{form}")
    assert problems(as_anna, batch) == []
    assert keep(as_anna, batch).outcome["made"] == 1


def taken(client: Client, **asked: str) -> list[list[str]]:
    answer: Any = client.post(f"/in-huis/mogelijkheden/downloaden/?q={asked.get('q', '')}", {"form": "csv"})
    lines: Iterator[str] = iter(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines())
    return list(csv.reader(lines, delimiter=";"))


def test_what_is_taken_along_comes_back_in(as_anna: Client, bart: Member) -> None:
    keep(as_anna, checked(as_anna, LIST.replace("bart bakker", bart.user.email)))
    assert as_anna.get("/in-huis/mogelijkheden/downloaden/").status_code == 200
    headers, *rows = taken(as_anna)
    assert len(rows) == 2
    assert bart.user.name not in "".join(rows[0] + rows[1])
    before = list(Possibility.objects.order_by("title").values("kind", "title", "text", "amount", "until_on"))
    Possibility.objects.all().delete()
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([headers, *rows])
    batch = keep(as_anna, checked(as_anna, written.getvalue()))
    assert batch.outcome["made"] == 2
    assert list(Possibility.objects.order_by("title").values("kind", "title", "text", "amount", "until_on")) == before


def test_nothing_that_is_taken_along_is_a_formula(as_anna: Client) -> None:
    batch = checked(as_anna, row(Titel='=HYPERLINK("x")'))
    keep(as_anna, batch)
    assert taken(as_anna)[1][1] == '\'=HYPERLINK("x")'


def test_who_does_not_work_outside_brings_nothing_in(as_dirk: Client, as_esma: Client) -> None:
    for client in (as_dirk, as_esma):
        assert client.get("/inlezen/mogelijkheden/").status_code == 403
        assert client.get("/in-huis/mogelijkheden/downloaden/").status_code == 403
