"""Phases, closing, opening again, and who may hold a situation."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.situations.actions import hold, release
from raakvlak.situations.models import Situation
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


def address(situation: Situation, below: str) -> str:
    return f"/situaties/{situation.pk}/{below}/"


def phases(situation: Situation) -> list[str]:
    return list(situation.phase_changes.order_by("pk").values_list("phase", flat=True))


@pytest.fixture
def situation(anna: Member, make_situation: Make) -> Situation:
    found: Situation = make_situation(anna)
    return found


def test_a_phase_is_changed_and_remembered(anna: Member, as_anna: Client, situation: Situation) -> None:
    assert as_anna.get(address(situation, "fase")).context["form"]["phase"].value() == "exploring"
    as_anna.post(address(situation, "fase"), {"phase": "doing"})
    situation.refresh_from_db()
    assert situation.phase == "doing"
    assert situation.phase_changes.get().author == anna


def test_the_same_phase_again_is_no_change(as_anna: Client, situation: Situation) -> None:
    as_anna.post(address(situation, "fase"), {"phase": "exploring"})
    assert phases(situation) == []


@pytest.mark.parametrize("phase", ["", "closed", "<script>"])
def test_a_phase_that_is_none_is_told(as_anna: Client, situation: Situation, phase: str) -> None:
    response = as_anna.post(address(situation, "fase"), {"phase": phase})
    assert "phase" in response.context["form"].errors
    situation.refresh_from_db()
    assert situation.phase == "exploring"


def test_closing_asks_for_an_outcome_and_keeps_it(
    anna: Member, as_anna: Client, situation: Situation, make_party: Make
) -> None:
    party = make_party(anna, "Fatima Yilmaz")
    assert "outcome" in as_anna.post(address(situation, "afronden"), {"outcome": " "}).context["form"].errors
    as_anna.post(address(situation, "afronden"), {"outcome": "Er staan bankjes. Dank @Fatima Yilmaz!"})
    situation.refresh_from_db()
    assert situation.is_closed
    assert situation.closed_on == timezone.localdate()
    assert situation.outcome == f"Er staan bankjes. Dank {party_reference(party.pk).token}!"
    content = as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    assert "Er staan bankjes" in content
    assert "Open deze situatie weer" in content


def test_an_outcome_can_be_corrected_without_closing_twice(as_anna: Client, situation: Situation) -> None:
    for outcome in ("Er staan bankjes.", "Er staan drie bankjes."):
        as_anna.post(address(situation, "afronden"), {"outcome": outcome})
    situation.refresh_from_db()
    assert situation.outcome == "Er staan drie bankjes."
    assert phases(situation) == ["closed"]


def test_a_closed_situation_opens_again_and_keeps_its_outcome(as_anna: Client, situation: Situation) -> None:
    as_anna.post(address(situation, "afronden"), {"outcome": "Er staan bankjes."})
    as_anna.post(address(situation, "fase"), {"phase": "understanding"})
    situation.refresh_from_db()
    assert (situation.phase, situation.closed_on, situation.outcome) == ("understanding", None, "Er staan bankjes.")
    assert phases(situation) == ["closed", "understanding"]


def test_everybody_sees_that_a_situation_is_held_and_a_coordinator_can_change_it(
    as_fatma: Client, as_anna: Client, fatma: Member, situation: Situation
) -> None:
    hold(situation, fatma, "Woo-verzoek 2026-114")
    link = f"/privacy/niets-wissen/{situation.pk}/"
    for browser, has_link in ((as_anna, False), (as_fatma, True)):
        content = browser.get(f"/situaties/{situation.pk}/").content.decode()
        assert "Woo-verzoek 2026-114" in content
        assert (link in content) == has_link


def test_an_outcome_about_health_gets_a_gentle_question(as_anna: Client, situation: Situation) -> None:
    sent = {"outcome": "Hij is verslaafd en kreeg een bankje."}
    response = as_anna.post(address(situation, "afronden"), sent)
    assert "verslaafd" in str(response.context["form"].errors["is_needed"])
    as_anna.post(address(situation, "afronden"), sent | {"is_needed": "on"})
    situation.refresh_from_db()
    assert situation.is_closed


def test_a_privacy_officer_may_hold_and_others_may_not(
    anna: Member, carla: Member, esma: Member, situation: Situation
) -> None:
    hold(situation, esma, "Woo-verzoek")
    assert situation.is_held
    since = situation.held_since_on
    hold(situation, esma, "Nog een Woo-verzoek")
    assert (situation.held_since_on, situation.hold_reason) == (since, "Nog een Woo-verzoek")
    for member in (anna, carla):
        with pytest.raises(PermissionDenied):
            release(situation, member)
    release(situation, esma)
    assert not situation.is_held


def test_who_is_not_in_the_team_changes_nothing(as_bart: Client, situation: Situation) -> None:
    as_bart.post(address(situation, "fase"), {"phase": "doing"})
    as_bart.post(address(situation, "afronden"), {"outcome": "Klaar"})
    situation.refresh_from_db()
    assert situation.phase == "exploring"


@pytest.mark.parametrize(
    ("client", "status"), [("as_carla", 404), ("as_dirk", 403), ("as_esma", 403), ("as_gert", 403)]
)
def test_others_find_nothing(client: str, status: int, situation: Situation, request: pytest.FixtureRequest) -> None:
    browser: Client = request.getfixturevalue(client)
    for below in ("fase", "afronden"):
        assert browser.get(address(situation, below)).status_code == status
        assert browser.post(address(situation, below), {"phase": "doing", "outcome": "x"}).status_code == status
        assert Client().get(address(situation, below)).status_code == 302
