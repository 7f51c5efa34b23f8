"""The lists of this app ask as much of the database however long they are, and can be walked through."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.exchange.jobs import forget_batches
from raakvlak.exchange.models import DAYS_TO_UNDO, DAYS_UNFINISHED, Batch, Made
from raakvlak.exchange.sending import keep_file
from raakvlak.exchange.tests.conftest import Bring, send, settle
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.web.jobs import Progress
from raakvlak.web.models import Job


def organisations(number: int) -> str:
    return "naam;telefoon;wijk\n" + "".join(f"Club {one};010-{1_000_000 + one};\n" for one in range(number))


def notes(number: int) -> str:
    return "dag;notitie;met wie\n" + "".join(f"3-5-2026;Over bank {one};Buur {one}\n" for one in range(number))


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize(("what", "rows"), [("organisaties", organisations), ("notities", notes)])
def test_rows_and_what_came_of_them(as_anna: Client, bring: Bring, what: str, rows: Any) -> None:
    few = settle(as_anna, send(as_anna, what, rows(10)))
    many = settle(as_anna, send(as_anna, what, rows(100)))
    looked = [queries(as_anna, f"/inlezen/bestand/{batch.pk}/nakijken/") for batch in (few, many)]
    assert looked[0] >= looked[1] > 5
    few, many = (
        bring(as_anna, what, rows(10)),
        bring(as_anna, what, rows(100).replace("bank", "boom").replace("Club", "Kring")),
    )
    assert queries(as_anna, f"/inlezen/bestand/{few.pk}/") >= queries(as_anna, f"/inlezen/bestand/{many.pk}/")
    assert queries(as_anna, f"/inlezen/bestand/{few.pk}/ongedaan/") >= queries(
        as_anna, f"/inlezen/bestand/{many.pk}/ongedaan/"
    )


def test_the_list_of_files(as_anna: Client, anna: Member) -> None:
    def make(number: int) -> None:
        for _one in range(number):
            Batch.objects.create(municipality=anna.municipality, member=anna, what="notities", file_name="lijst.csv")

    make(10)
    few = queries(as_anna, "/inlezen/")
    make(90)
    assert queries(as_anna, "/inlezen/") <= few + 1
    page = as_anna.get("/inlezen/").context["page"]
    assert len(page.rows) == 25
    assert as_anna.get(f"/inlezen/?cursor={page.older}").context["page"].rows[0] not in page.rows


def test_rows_are_walked_through_page_by_page(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", organisations(60)))
    at = f"/inlezen/bestand/{batch.pk}/nakijken/"
    first = as_anna.get(at).context
    second = as_anna.get(f"{at}?cursor={first['page'].older}").context
    assert [row.number for row in first["page"].rows] == list(range(2, 27))
    assert [row.number for row in second["page"].rows] == list(range(27, 52))
    assert as_anna.get(f"{at}?toon=onzin").context["chosen"] == ""
    assert as_anna.get(f"{at}?toon=fout").context["page"].rows == []


def test_what_nobody_finishes_is_forgotten_after_a_week(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", organisations(3)))
    keep_file(batch.path, b"rest")
    forget_batches(Progress(Job()))
    assert Batch.objects.exists()
    Batch.objects.update(changed_at=timezone.now() - datetime.timedelta(days=DAYS_UNFINISHED, hours=1))
    forget_batches(Progress(Job()))
    assert not Batch.objects.exists()
    assert not batch.path.exists()


def test_how_a_batch_was_made_is_forgotten_once_it_cannot_be_undone(as_anna: Client, bring: Bring) -> None:
    bring(as_anna, "organisaties", organisations(3))
    forget_batches(Progress(Job()))
    assert Made.objects.count() == 3
    Batch.objects.update(done_at=timezone.now() - datetime.timedelta(days=DAYS_TO_UNDO, hours=1))
    forget_batches(Progress(Job()))
    assert not Batch.objects.exists()
    assert not Made.objects.exists()
    assert Party.objects.count() == 3


def test_what_the_worker_gave_up_can_be_tried_again(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", organisations(3)))
    at = f"/inlezen/bestand/{batch.pk}/"
    as_anna.post(f"{at}bewaren/")
    Job.objects.filter(name="exchange.store_rows").update(state="failed")
    assert "Het is niet gelukt" in as_anna.get(at).content.decode()
    as_anna.post(f"{at}opnieuw/")
    assert "Het staat in de rij" in as_anna.get(at).content.decode()
    as_anna.post(f"{at}opnieuw/")
    assert Job.objects.filter(name="exchange.store_rows", state="waiting").count() == 1
    as_anna.post(f"{at}weg/")
    assert Batch.objects.exists(), "what is being stored is stopped first"


def test_a_file_that_is_no_list_says_why(as_anna: Client) -> None:
    batch = send(as_anna, "organisaties", "alleen;kopjes\n")
    assert batch.state == Batch.State.REFUSED
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/").content.decode()
    assert "er staan alleen kopjes in" in page
    assert as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/").status_code == 302


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "leeg.csv", "is leeg"),
        (b"%PDF-1.7 iets", "brief.pdf", "geen bestand dat we kunnen lezen"),
        (b"BEGIN:VCARD\nEND:VCARD", "a.vcf", "Uit een vCard komen alleen"),
    ],
)
def test_what_is_plainly_wrong_is_told_at_once(as_anna: Client, content: bytes, name: str, words: str) -> None:
    answer = as_anna.post("/inlezen/notities/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("address", ["/inlezen/", "/inlezen/relaties/", "/inlezen/relaties/voorbeeld/csv/"])
def test_bringing_in_is_for_who_works_outside(
    as_dirk: Client, as_esma: Client, as_gert: Client, as_fatma: Client, client: Client, address: str
) -> None:
    for visitor in (as_dirk, as_esma, as_gert):
        assert visitor.get(address).status_code == 403
    assert as_fatma.get(address).status_code == 200
    assert client.get(address).status_code == 302
