"""Who was invited to take part."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Outreach, Situation

Make = Callable[..., Any]


def address(situation: Situation, below: str = "") -> str:
    return f"/situaties/{situation.pk}/uitnodigingen/{below}"


def sent(**values: str) -> dict[str, str]:
    return {"who": "Alle adressen", "how": "brief in de bus", "on": "2026-05-03", **values}


@pytest.fixture
def situation(anna: Member, make_situation: Make) -> Situation:
    found: Situation = make_situation(anna)
    return found


def test_who_was_invited_is_written_once(as_anna: Client, situation: Situation) -> None:
    for _time in range(2):
        as_anna.post(address(situation, "nieuw/"), sent())
    written = situation.outreach.get()
    assert (written.who, written.how, written.on.isoformat()) == ("Alle adressen", "brief in de bus", "2026-05-03")
    assert "Alle adressen" in as_anna.get(f"/situaties/{situation.pk}/").content.decode()


def test_today_is_the_day_unless_told_otherwise(as_anna: Client, situation: Situation) -> None:
    assert as_anna.get(address(situation)).context["form"]["on"].value() == timezone.localdate()


def test_an_invitation_can_be_corrected_and_taken_away(as_anna: Client, situation: Situation) -> None:
    written = situation.outreach.create(who="Buurt", how="brief")
    assert as_anna.get(address(situation, f"{written.pk}/")).context["form"]["who"].value() == "Buurt"
    as_anna.post(address(situation, f"{written.pk}/"), sent(who="De hele buurt"))
    written.refresh_from_db()
    assert written.who == "De hele buurt"
    as_anna.post(address(situation, f"{written.pk}/weg/"))
    assert not situation.outreach.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"who": ""}, "who"),
        ({"how": "x" * 201}, "how"),
        ({"who": "a\x00b"}, "who"),
        ({"who": "123456782"}, "who"),
        ({"on": "1850-05-03"}, "on"),
        ({"on": "2150-05-03"}, "on"),
        ({"on": "31-2-2026"}, "on"),
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(
    as_anna: Client, situation: Situation, wrong: dict[str, str], field: str
) -> None:
    written = situation.outreach.create(who="Buurt", how="brief")
    for below in ("nieuw/", f"{written.pk}/"):
        response = as_anna.post(address(situation, below), sent(**wrong))
        assert list(response.context["form"].errors) == [field]
        assert response.context["form"][field].value() == wrong[field]
    assert Outreach.objects.get().who == "Buurt"


def test_html_is_shown_as_it_is(as_anna: Client, situation: Situation) -> None:
    as_anna.post(address(situation, "nieuw/"), sent(who="<script>alert(1)</script>"))
    content = as_anna.get(address(situation)).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(1)" in content


def test_an_invitation_of_another_situation_is_not_found_here(
    anna: Member, as_anna: Client, situation: Situation, make_situation: Make
) -> None:
    written = situation.outreach.create(who="Buurt", how="brief")
    other = make_situation(anna, "Een ander plein")
    assert as_anna.post(address(other, f"{written.pk}/"), sent()).status_code == 404
    assert as_anna.post(address(other, f"{written.pk}/weg/")).status_code == 404
    assert situation.outreach.get() == written


def test_who_is_not_in_the_team_reads_and_does_not_write(as_bart: Client, situation: Situation) -> None:
    assert "Nog niemand uitgenodigd" in as_bart.get(address(situation)).content.decode()
    written = situation.outreach.create(who="Buurt", how="brief")
    for below in ("nieuw/", f"{written.pk}/", f"{written.pk}/weg/"):
        as_bart.post(address(situation, below), sent())
    assert situation.outreach.get().who == "Buurt"


@pytest.mark.parametrize(
    ("client", "status"), [("as_carla", 404), ("as_dirk", 403), ("as_esma", 403), ("as_gert", 403)]
)
def test_others_find_nothing(client: str, status: int, situation: Situation, request: pytest.FixtureRequest) -> None:
    browser: Client = request.getfixturevalue(client)
    assert browser.get(address(situation)).status_code == status
    assert browser.post(address(situation, "nieuw/"), sent()).status_code == status
    assert Client().get(address(situation)).status_code == 302
