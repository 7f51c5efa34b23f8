"""The access log opens for a case, and for nothing else."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.privacy.models import LogCase
from raakvlak.privacy.tests.conftest import at


def period(days: int = 0, **values: str) -> dict[str, str]:
    today = timezone.localdate()
    first = today - datetime.timedelta(days=days)
    return {
        "about": "period", "what": "klad_opened", "from_on": f"{first}", "until_on": f"{today}", "reason": "Klacht 4",
        **values,
    }  # fmt: skip


def test_without_a_case_it_shows_nothing(as_esma: Client, case: LogCase) -> None:
    page = as_esma.get(at("log")).content.decode()
    assert "Anna" not in page
    assert "Klacht 3" in page


def test_a_case_about_a_party_shows_who_looked_at_her_alone(as_esma: Client, case: LogCase) -> None:
    page = as_esma.get(at("log_case", case.pk))
    assert [(row.what, row.subject_id) for row in page.context["page"].rows] == [("party_details", 7)]
    assert "Anna" in page.content.decode()


def test_the_reason_comes_first_and_stays(as_esma: Client, esma: Member) -> None:
    assert as_esma.post(at("log"), {"party_number": "7", "reason": " "}).status_code == 422
    assert not LogCase.objects.exists()
    answer = as_esma.post(at("log"), {"party_number": "7", "reason": "Klacht 5"})
    case = LogCase.objects.get()
    assert answer["Location"] == at("log_case", case.pk)
    assert (case.opened_by, case.reason) == (esma, "Klacht 5")


def test_a_period_shows_one_kind(as_esma: Client, case: LogCase) -> None:
    page = as_esma.post(at("log"), period(), follow=True)
    assert [row.what for row in page.context["page"].rows] == ["klad_opened"]


@pytest.mark.parametrize(
    "wrong",
    [
        period(31), period(reason=""), period(what="iets"), period(from_on="2999-01-01"), period(until_on="1850-01-01"),
        {"party_number": "x", "reason": "Klacht"}, {"party_number": "9" * 30, "reason": "Klacht"},
        {"party_number": "-1", "reason": "Klacht"}, {"party_number": "7", "reason": "BSN 123456782"},
    ],
)  # fmt: skip
def test_what_is_too_wide_or_wrong_is_refused(wrong: dict[str, str], as_esma: Client) -> None:
    assert as_esma.post(at("log"), wrong).status_code == 422
    assert not LogCase.objects.exists()


def test_it_closes_after_a_day(as_esma: Client, case: LogCase) -> None:
    LogCase.objects.update(opened_at=timezone.now() - datetime.timedelta(hours=25))
    assert as_esma.get(at("log_case", case.pk)).status_code == 410


def test_no_parameter_narrows_a_case_to_one_colleague(as_esma: Client, case: LogCase, bart: Member) -> None:
    plain = as_esma.get(at("log_case", case.pk)).context["page"].rows
    asked = as_esma.get(at("log_case", case.pk), {"member": f"{bart.pk}", "author": f"{bart.pk}", "order": "member"})
    assert asked.context["page"].rows == plain


def test_the_database_wants_one_subject(esma: Member) -> None:
    for values in ({}, {"party_number": 7, "what": "klad_opened"}, {"what": "klad_opened"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LogCase.objects.create(municipality=esma.municipality, opened_by=esma, reason="Klacht", **values)


@pytest.mark.parametrize("number", [10, 100])
def test_a_case_takes_the_same_queries(
    number: int, as_esma: Client, case: LogCase, anna: Member, django_assert_max_num_queries: Any
) -> None:
    AccessLogEntry.objects.bulk_create(
        AccessLogEntry(municipality=anna.municipality, member=anna, what="party_details", subject_id=7)
        for _ in range(number)
    )
    with django_assert_max_num_queries(6):
        as_esma.get(at("log_case", case.pk))
