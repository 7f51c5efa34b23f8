"""Which departments must say yes to an option: from what they were asked, as far as one may read it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.alignment.tests.rows import threshold_of
from raakvlak.municipality.models import Department, Member
from raakvlak.resolutions.consents import Say, consents_of
from raakvlak.resolutions.models import Option, OptionRequest
from raakvlak.resolutions.tests.conftest import filled_in, in_days
from raakvlak.resolutions.tests.house import at, shown

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "say"),
    [
        ("waiting", Say.ASKED),
        ("looking", Say.ASKED),
        ("not_me", Say.ASKED),
        ("yes", Say.YES),
        ("yes_if", Say.YES_IF),
        ("no", Say.REFUSED),
        ("withdrawn", Say.UNKNOWN),
        ("without", Say.UNKNOWN),
    ],
)
def test_what_a_department_says_comes_from_what_it_was_asked(
    anna: Member, bench: Option, traffic: Department, asked_for: Make, state: str, say: Say
) -> None:
    bench.departments.add(traffic)
    asked_for(bench, state)
    assert consents_of([bench], anna)[bench.pk].departments[0].say == say


def test_what_was_asked_last_counts_and_another_text_asks_anew(
    as_anna: Client, anna: Member, bench: Option, traffic: Department, asked_for: Make
) -> None:
    bench.departments.add(traffic)
    asked_for(bench, "no")
    asked_for(bench, "yes_if", until_on=in_days(30))
    consent = consents_of([bench], anna)[bench.pk].departments[0]
    assert (consent.say, len(consent.asked)) == (Say.YES_IF, 2)
    page = shown(as_anna, bench)
    assert "Twee meter vrij" in page
    sent = filled_in(title="Twee banken", departments=[traffic.pk], is_other="anders")
    as_anna.post(at("edit_option", bench), sent)
    bench.refresh_from_db()
    assert consents_of([bench], anna)[bench.pk].departments[0].say == Say.UNKNOWN
    page = shown(as_anna, bench)
    assert "over een eerder voorstel" in page
    assert "Vraag het opnieuw" in page


def test_a_colleague_of_a_department_answers_for_its_work(
    anna: Member, dirk: Member, bench: Option, traffic: Department, asked_for: Make
) -> None:
    bench.departments.add(traffic)
    dirk.department = traffic
    dirk.save()
    asked_for(bench, "yes", department=None, member=dirk)
    assert consents_of([bench], anna)[bench.pk].departments[0].say == Say.YES


def test_what_one_may_not_read_is_no_answer(
    as_fatma: Client, fatma: Member, bench: Option, traffic: Department, asked_for: Make
) -> None:
    bench.departments.add(traffic)
    asked_for(bench, "yes", audience=bench.situation.team)
    assert consents_of([bench], fatma)[bench.pk].departments[0].say == Say.UNKNOWN
    assert "Twee meter vrij" not in shown(as_fatma, bench)


def test_asking_a_department_begins_filled_in_and_is_linked_once(
    as_anna: Client, anna: Member, bench: Option, traffic: Department, make_insight: Make
) -> None:
    bench.departments.add(traffic)
    bench.insight_links.create(insight=make_insight(bench.situation, anna, "Samen zitten"), effect="serves")
    here = f"{at('ask_department', bench, traffic.pk)}?versie={bench.version}"
    first = as_anna.get(here).context["form"].initial
    assert (bench.title in first["what"], "Samen zitten" in first["why"]) == (True, True)
    assert first["departments"] == [traffic.pk]
    sent = {
        "uuid": str(uuid.uuid4()),
        "start": "gesproken",
        "talked_on": in_days(0).isoformat(),
        "what": "Mag de bank er staan?",
        "why": "Samen zitten",
        "needed_by_on": in_days(14).isoformat(),
        "departments": [traffic.pk],
        "audience": "team",
    }
    assert as_anna.post(here, {**sent, "what": ""}).status_code == 422
    as_anna.post(here, sent)
    response = as_anna.post(here, sent)
    link = OptionRequest.objects.get()
    assert (link.option, link.version) == (bench, bench.version)
    assert bench.title in as_anna.get(response["Location"]).content.decode()
    assert "gevraagd" in shown(as_anna, bench)


def test_only_a_department_that_must_say_yes_is_asked_and_only_for_an_open_option(
    as_anna: Client, bench: Option, traffic: Department
) -> None:
    assert as_anna.get(at("ask_department", bench, traffic.pk)).status_code == 404
    bench.departments.add(traffic)
    as_anna.post(at("withdraw_option", bench), {"because": "Nee"})
    assert as_anna.get(at("ask_department", bench, traffic.pk)).status_code == 404


def test_what_a_request_ran_into_shows_to_who_may_read_it(
    as_anna: Client, as_fatma: Client, anna: Member, bench: Option, traffic: Department, asked_for: Make
) -> None:
    bench.departments.add(traffic)
    lane = asked_for(bench, "no")
    threshold = threshold_of(anna, bench.situation, bench.situation.team, "De stoep is te smal.", traffic)
    threshold.lane = lane
    threshold.save()
    assert "De stoep is te smal." in shown(as_anna, bench)
    assert "De stoep is te smal." not in shown(as_fatma, bench)
