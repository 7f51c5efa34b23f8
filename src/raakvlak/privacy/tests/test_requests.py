"""The privacy officer answers who asks for all that is held."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.privacy.models import OverviewRequest
from raakvlak.privacy.tests.conftest import at
from raakvlak.relations.models import Party


def test_the_list_names_nobody(as_esma: Client, asked: OverviewRequest) -> None:
    page = as_esma.get(at("requests")).content.decode()
    assert "Zaak Z-12" in page
    assert "Fatima" not in page


def test_a_letter_finds_who_is_called_exactly_so(as_esma: Client, fatima: Party, anna: Member, make_party: Any) -> None:
    twin = make_party(anna, "fátima yilmaz", audience=Audience.objects.klad_of(anna))
    make_party(anna, "Fatima Yilmazer")
    as_esma.post(at("requests"), {"name": "Fatima YILMAZ", "case_number": "Z-9"})
    assert set(OverviewRequest.objects.values_list("party", flat=True)) == {fatima.pk, twin.pk}


@pytest.mark.parametrize("name", ["Fatima", "Yilmaz", "F", "Carla's bewoner", "", "\x00"])
def test_half_a_name_finds_nobody(name: str, as_esma: Client, fatima: Party, carla: Member, make_party: Any) -> None:
    make_party(carla, "Carla's bewoner")
    assert as_esma.post(at("requests"), {"name": name, "case_number": "Z-9"}).status_code == 422
    assert not OverviewRequest.objects.exists()


def test_the_overview_is_made_on_purpose_and_holds_everything(
    as_esma: Client, esma: Member, asked: OverviewRequest, anna: Member, make_encounter: Any
) -> None:
    make_encounter(anna, "Klad over haar", parties=(asked.party,), audience=Audience.objects.klad_of(anna))
    first = as_esma.get(at("request", asked.pk)).content.decode()
    assert "Fatima" not in first
    assert "Klad over haar" not in first
    assert not AccessLogEntry.objects.exists()
    page = as_esma.post(at("request", asked.pk), follow=True).content.decode()
    assert "Klad over haar" in page
    assert "Collega’s kunnen meer hebben opgeschreven" not in page
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id, entry.member) == (AccessLogEntry.What.PARTY_OVERVIEW, asked.party_id, esma)


def test_it_closes_after_a_day(as_esma: Client, asked: OverviewRequest, esma: Member) -> None:
    OverviewRequest.objects.update(made_by=esma, made_at=timezone.now() - datetime.timedelta(hours=25))
    assert "Fatima" not in as_esma.get(at("request", asked.pk)).content.decode()


def test_it_erases_in_a_case_of_which_the_overview_was_made(as_esma: Client, asked: OverviewRequest) -> None:
    url = at("erase_requested", asked.pk)
    assert as_esma.get(url).status_code == 404
    as_esma.post(at("request", asked.pk))
    assert as_esma.get(url).status_code == 200
    assert as_esma.post(url, {"is_sure": "on"})["Location"] == at("requests")
    assert not Party.objects.exists()
    assert not OverviewRequest.objects.exists()


@pytest.mark.parametrize("number", [10, 100])
def test_the_list_takes_the_same_queries(
    number: int, as_esma: Client, anna: Member, fatima: Party, django_assert_max_num_queries: Any
) -> None:
    OverviewRequest.objects.bulk_create(
        OverviewRequest(municipality=anna.municipality, party=fatima, case_number=f"Z-{nr}", asked_by=anna)
        for nr in range(number)
    )
    with django_assert_max_num_queries(6):
        as_esma.get(at("requests"))
