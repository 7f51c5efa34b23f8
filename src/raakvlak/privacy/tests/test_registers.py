from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Member, RetentionRule
from raakvlak.privacy.models import Destruction, KladOpening, OverviewRequest
from raakvlak.privacy.register import processings
from raakvlak.privacy.tests.conftest import at


def test_the_register_tells_the_terms_of_the_municipality(as_anna: Client, anna: Member) -> None:
    RetentionRule.objects.filter(kind="party").update(days=123)
    page = as_anna.get(at("register")).content.decode()
    assert "123 dagen" in page
    assert "AVG artikel 6, lid 1, e" in page


def test_the_register_names_what_is_asked_of_people_and_not_what_the_house_needs(anna: Member) -> None:
    people = processings(anna.municipality)[0]
    fields = {str(words) for words in people.fields}
    assert {"naam", "talen", "weet dat ik noteer, sinds", "gegeven"} <= fields
    assert not fields & {"created at", "sort name", "municipality", "doel", "bewaren tot", "ID"}


def test_what_ends_soon_is_told_in_numbers(as_esma: Client, anna: Member, make_encounter: Any) -> None:
    make_encounter(anna, "Over het hek", keep_until=timezone.localdate())
    page = as_esma.get(at("ending")).content.decode()
    assert "Gesprekken" in page
    assert "Over het hek" not in page


def test_what_was_destroyed_is_paged(as_gert: Client, gert: Member) -> None:
    Destruction.objects.bulk_create(
        Destruction(municipality=gert.municipality, kind="party", reason="term", rows=number) for number in range(1, 31)
    )
    page = as_gert.get(at("destructions"))
    assert "mensen en organisaties" in page.content.decode()
    older = as_gert.get(at("destructions"), {"cursor": page.context["page"].older})
    assert len(older.context["page"].rows) == 5
    assert as_gert.get(at("destructions"), {"cursor": "onzin"}).status_code == 200


@pytest.mark.parametrize("number", [10, 100])
def test_the_list_of_what_was_destroyed_takes_the_same_queries(
    number: int, as_gert: Client, gert: Member, django_assert_max_num_queries: Any
) -> None:
    Destruction.objects.bulk_create(
        Destruction(municipality=gert.municipality, kind="party", reason="term", rows=1) for _ in range(number)
    )
    with django_assert_max_num_queries(5):
        as_gert.get(at("destructions"))


def test_the_privacy_officer_sees_what_waits_for_her(
    as_esma: Client, asked: OverviewRequest, opening: KladOpening
) -> None:
    assert as_esma.get(at("home")).content.decode().count("1 wacht") == 2
