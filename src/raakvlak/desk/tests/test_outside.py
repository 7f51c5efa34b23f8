"""My own time outside: for my own eyes."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.desk.calendars import month_named, month_outside
from raakvlak.desk.models import TimeOutside
from raakvlak.municipality.models import Member

TODAY = "/buiten/{}/"


def outside(member: Member, part: str = "morning") -> TimeOutside:
    return TimeOutside.objects.create(member=member, day=timezone.localdate(), part_of_day=part)


def test_a_day_is_kept_changed_and_emptied(as_anna: Client, anna: Member) -> None:
    address = TODAY.format(timezone.localdate())
    for parts in (["morning", "evening"], ["morning", "evening"], ["afternoon"], []):
        assert as_anna.post(address, {"parts": parts}).status_code == 302
        assert sorted(TimeOutside.objects.of(anna).values_list("part_of_day", flat=True)) == sorted(parts)


def test_the_calendar_says_in_words_when_i_was_outside(as_anna: Client, anna: Member) -> None:
    outside(anna)
    assert "buiten in de ochtend" in as_anna.get("/buiten/").content.decode()
    assert "buiten in de ochtend" in as_anna.get("/").content.decode()


def test_nobody_else_sees_it(as_bart: Client, anna: Member, bart: Member) -> None:
    outside(anna)
    assert "buiten in de" not in as_bart.get("/buiten/").content.decode()
    as_bart.post(TODAY.format(timezone.localdate()), {"parts": []})
    assert TimeOutside.objects.of(anna).exists()


def test_a_colleague_in_the_house_may_keep_it_too(as_dirk: Client) -> None:
    assert as_dirk.get("/buiten/").status_code == 200


@pytest.mark.parametrize("day", ["gisteren", "1850-01-01", "2150-01-01", "2026-02-31"])
def test_a_day_that_can_not_be_has_no_page(as_anna: Client, day: str) -> None:
    assert as_anna.get(TODAY.format(day)).status_code == 404


def test_a_part_that_does_not_exist_is_refused(as_anna: Client, anna: Member) -> None:
    assert as_anna.post(TODAY.format(timezone.localdate()), {"parts": ["nacht"]}).status_code == 422
    assert not TimeOutside.objects.of(anna).exists()


@pytest.mark.parametrize("text", ["", "x", "2150-01", "1850-05", "2026-13"])
def test_a_month_that_can_not_be_read_is_this_month(text: str) -> None:
    assert month_named(text) == timezone.localdate().replace(day=1)


def test_the_months_end_somewhere(anna: Member) -> None:
    assert month_outside(anna, datetime.date(2020, 1, 1)).previous_url == ""
    assert month_outside(anna, datetime.date(2020, 12, 1)).next_url == "/buiten/?maand=2021-01"


def test_a_month_takes_one_query(anna: Member, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        month_outside(anna, timezone.localdate().replace(day=1))


def test_it_asks_to_log_in(client: Client) -> None:
    assert client.get("/buiten/").status_code == 302


@pytest.mark.parametrize(
    ("channel", "is_outside"), [("street", True), ("kitchen_table", True), ("phone", False), ("", False)]
)
def test_a_talk_outside_marks_its_part_of_the_day_for_its_author_alone(
    as_anna: Client, as_fatma: Client, anna: Member, channel: str, is_outside: bool
) -> None:
    today = timezone.localdate()
    for text in ("Eerst.", "En nog een."):
        sent = {"working_note": text, "channel": channel, "part_of_day": "evening", "happened_on": today.isoformat()}
        as_anna.post("/noteer/", sent)
    assert TimeOutside.objects.of(anna).count() == int(is_outside)
    assert TimeOutside.objects.count() == int(is_outside)
    assert "buiten in de" not in as_fatma.get("/buiten/").content.decode()
    assert "buiten in de" not in as_fatma.get("/").content.decode()


def test_what_a_talk_marked_can_be_wiped_out(as_anna: Client, anna: Member) -> None:
    as_anna.post("/noteer/", {"working_note": "Hoi.", "channel": "street", "part_of_day": "evening"})
    as_anna.post(TODAY.format(timezone.localdate()), {"parts": []})
    assert not TimeOutside.objects.exists()
