"""A promise is settled, opened again, moved and handed over, by who has to keep it; its page tells all of it."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Promise
from raakvlak.relations.notes import NewPromise

Make = Callable[..., Any]
STEPS = {
    "afhandelen": {"is_kept": "yes", "outcome": "De lamp brandt"},
    "verzetten": {"due_on": "2026-12-24", "why": "Wethouder ziek"},
    "heropenen": {},
    "overdragen": {"why": "Ik ben weg"},
    "delen": {},
}


@pytest.fixture
def promise(anna: Member, make_encounter: Make) -> Promise:
    """Anna promised something, and her team can read it."""
    return actions.promise_in(make_encounter(anna), NewPromise(text="De lamp navragen"))


def at(promise: Promise, what: str = "") -> str:
    return f"/beloften/{promise.pk}/{what}{'/' if what else ''}"


def page_of(client: Client, promise: Promise) -> str:
    return client.get(at(promise)).content.decode()


def alone(member: Member, audience: Audience, **values: Any) -> Promise:
    new = NewPromise(**{"text": "De lamp navragen", **values})
    return actions.promise_alone(member, audience, new, key=uuid.uuid4())


def test_a_promise_is_kept_and_tells_what_shows_it(as_anna: Client, promise: Promise) -> None:
    assert "De lamp navragen" in as_anna.get(at(promise, "afhandelen")).content.decode()
    answer = as_anna.post(at(promise, "afhandelen"), STEPS["afhandelen"], follow=True)
    assert answer.redirect_chain == [(at(promise), 302)]
    page = answer.content.decode()
    assert "Nagekomen" in page
    assert "De lamp brandt" in page
    assert at(promise, "heropenen") in page
    promise.refresh_from_db()
    assert promise.is_kept


def test_kept_without_anything_that_shows_it_is_asked_about(as_anna: Client, promise: Promise) -> None:
    answer = as_anna.post(at(promise, "afhandelen"), {"is_kept": "yes"})
    assert answer.status_code == 422
    assert "Schrijf kort waaruit dat blijkt." in answer.content.decode()


def test_a_talk_shows_it_too(as_anna: Client, anna: Member, promise: Promise, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De lamp brandt.")
    as_anna.post(at(promise, "afhandelen"), {"is_kept": "yes", "shown_in": talk.pk})
    assert promise.settlings.get().shown_in == talk
    assert f"/gesprekken/{talk.uuid}/" in page_of(as_anna, promise)


def test_a_talk_that_another_may_not_read_is_not_shown_to_her(
    as_bart: Client, anna: Member, promise: Promise, make_encounter: Make
) -> None:
    talk = make_encounter(anna, "Voor mij.", audience=Audience.objects.klad_of(anna))
    actions.settle(promise, is_kept=True, shown_in=talk)
    assert str(talk.uuid) not in page_of(as_bart, promise)


def test_somebody_elses_klad_is_no_talk_to_choose(
    as_anna: Client, bart: Member, promise: Promise, make_encounter: Make
) -> None:
    hidden = make_encounter(bart, "Voor Bart.", audience=Audience.objects.klad_of(bart))
    values = {"is_kept": "yes", "outcome": "Ja", "shown_in": hidden.pk}
    assert as_anna.post(at(promise, "afhandelen"), values).status_code == 422


def test_a_promise_that_was_not_kept_tells_what_was_said_about_it(as_anna: Client, promise: Promise) -> None:
    answer = as_anna.post(at(promise, "afhandelen"), {"is_kept": "no"})
    assert "Schrijf kort wat je erover hebt verteld." in answer.content.decode()
    as_anna.post(at(promise, "afhandelen"), {"is_kept": "no", "outcome": "Geen geld."})
    page = page_of(as_anna, promise)
    assert "Niet gelukt" in page
    assert "Geen geld." in page


def test_what_they_promised_is_told_in_other_words(as_anna: Client, promise: Promise) -> None:
    Promise.objects.update(direction="theirs")
    asked = as_anna.get(at(promise, "afhandelen")).content.decode()
    assert "Is het ervan gekomen?" in asked
    assert "nee, niet gelukt" not in asked
    as_anna.post(at(promise, "afhandelen"), {"is_kept": "no", "outcome": "Haar moeder werd ziek."})
    page = page_of(as_anna, promise)
    assert "Het kwam er niet van" in page
    assert "Niet gelukt" not in page


def test_settling_is_undone_and_stays_to_be_read(as_anna: Client, promise: Promise) -> None:
    actions.settle(promise, is_kept=True, outcome="De lamp brandt")
    as_anna.post(at(promise, "heropenen"))
    promise.refresh_from_db()
    assert promise.settled_on is None
    page = page_of(as_anna, promise)
    assert page.index("Weer open") < page.index("De lamp brandt")


def test_a_promise_gets_another_day_with_a_reason(as_anna: Client, promise: Promise) -> None:
    assert as_anna.get(at(promise, "verzetten")).status_code == 200
    assert as_anna.post(at(promise, "verzetten"), {"due_on": "2026-12-24"}).status_code == 422
    response = as_anna.post(at(promise, "verzetten"), STEPS["verzetten"], follow=True)
    promise.refresh_from_db()
    assert promise.due_on == datetime.date(2026, 12, 24)
    assert "Afgesproken voor 24 december 2026" in response.content.decode()
    assert "Wethouder ziek" in response.content.decode()


@pytest.mark.parametrize(
    "values", [{"due_on": "1850-01-01"}, {"due_on": "2150-01-01"}, {"due_on": "x"}, {"why": "bsn 111222333"}]
)
def test_a_move_that_makes_no_sense_is_explained(as_anna: Client, promise: Promise, values: dict[str, str]) -> None:
    assert as_anna.post(at(promise, "verzetten"), {"due_on": "2026-12-24", "why": "Ja", **values}).status_code == 422
    assert not promise.moves.exists()


@pytest.mark.parametrize("what", STEPS)
def test_only_who_has_to_keep_it_touches_a_promise(
    as_bart: Client, as_carla: Client, as_dirk: Client, client: Client, promise: Promise, bart: Member, what: str
) -> None:
    values = {**STEPS[what], "taker": bart.pk}
    for other in (as_bart, as_carla, as_dirk):
        assert other.post(at(promise, what), values).status_code in {403, 404}
    assert client.post(at(promise, what), values).status_code in {302, 403}
    promise.refresh_from_db()
    assert (promise.settled_on, promise.due_on, str(promise.owner)) == (None, None, "Anna")


def test_what_was_typed_is_given_back_when_the_log_in_expired(client: Client, promise: Promise) -> None:
    answer = client.post(at(promise, "afhandelen"), {"is_kept": "no", "outcome": "Wij belden haar op."})
    assert "Wij belden haar op." in answer.content.decode()


def test_the_page_is_for_who_may_read_it(
    as_bart: Client, as_carla: Client, as_dirk: Client, promise: Promise, bart: Member
) -> None:
    assert "De lamp navragen" in page_of(as_bart, promise)
    assert at(promise, "afhandelen") not in page_of(as_bart, promise)
    for other in (as_carla, as_dirk):
        assert other.get(at(promise)).status_code == 404


def test_what_was_promised_in_a_talk_that_was_withdrawn_is_gone(as_anna: Client, promise: Promise) -> None:
    assert promise.encounter is not None
    actions.withdraw(promise.encounter)
    assert as_anna.get(at(promise)).status_code == 404


def test_what_is_done_with_it_then_leads_to_the_list(as_anna: Client, promise: Promise) -> None:
    assert promise.encounter is not None
    actions.withdraw(promise.encounter)
    for step in ("afhandelen", "heropenen", "verzetten"):
        answer = as_anna.post(at(promise, step), STEPS[step], follow=True)
        assert answer.redirect_chain == [("/beloften/", 302)]
    assert f'href="{at(promise)}"' not in as_anna.get(at(promise, "afhandelen")).content.decode()


@pytest.mark.parametrize("step", ["afhandelen", "heropenen", "verzetten", "overdragen", "delen"])
def test_who_is_too_late_is_told(
    as_anna: Client, anna: Member, bart: Member, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    team = Audience.objects.frontline_of(anna.municipality)
    made = alone(anna, Audience.objects.klad_of(anna) if step == "delen" else team)

    def locked_late(*_: object, **_values: object) -> None:
        raise actions.OtherOwnerError

    monkeypatch.setattr("raakvlak.relations.actions.promises.locked_promise", locked_late)
    monkeypatch.setattr("raakvlak.relations.actions.handing.can_keep", locked_late)
    values = {**STEPS[step], "taker": bart.pk, "audience": team.pk}
    assert "Een collega was je voor" in as_anna.post(at(made, step), values, follow=True).content.decode()


def test_a_promise_is_handed_over_with_a_reason_that_the_taker_sees(
    as_anna: Client, as_bart: Client, promise: Promise, bart: Member, dirk: Member
) -> None:
    assert as_anna.post(at(promise, "overdragen"), {"taker": dirk.pk, "why": "Ja"}).status_code == 422
    assert as_anna.post(at(promise, "overdragen"), {"taker": bart.pk}).status_code == 422
    as_anna.post(at(promise, "overdragen"), {"taker": bart.pk, "why": "Ik ga drie weken weg"})
    today = as_bart.get("/").content.decode()
    assert "De lamp navragen" in today
    assert "Van Anna: ‘Ik ga drie weken weg’" in today
    assert "Anna droeg dit over aan Bart" in page_of(as_anna, promise)
    assert "De lamp navragen" not in as_anna.get("/").content.decode()


def test_a_klad_is_shared_before_it_is_handed_over(as_anna: Client, anna: Member, bart: Member) -> None:
    made = alone(anna, Audience.objects.klad_of(anna))
    assert "Deel haar eerst" in as_anna.get(at(made, "overdragen")).content.decode()
    frontline = Audience.objects.frontline_of(anna.municipality)
    as_anna.post(at(made, "delen"), {"audience": frontline.pk})
    made.refresh_from_db()
    assert made.audience == frontline
    assert as_anna.get(at(made, "delen")).status_code == 200


def test_sharing_with_a_team_ties_it_to_the_situation(as_anna: Client, anna: Member, make_situation: Make) -> None:
    situation, made = make_situation(anna), alone(anna, Audience.objects.klad_of(anna))
    as_anna.post(at(made, "delen"), {"audience": situation.team_id})
    assert list(made.ties.values_list("situation", flat=True)) == [situation.pk]


def test_a_promise_of_a_talk_is_shared_with_its_talk(as_anna: Client, promise: Promise) -> None:
    assert promise.encounter is not None
    assert as_anna.get(at(promise, "delen"))["Location"] == f"/gesprekken/{promise.encounter.uuid}/delen/"


def test_what_waits_for_an_owner_says_so_and_is_taken_over(
    as_bart: Client, as_fatma: Client, promise: Promise, anna: Member
) -> None:
    actions.pass_on(Promise.objects.all())
    assert "wacht op een nieuwe eigenaar" in page_of(as_bart, promise)
    assert "De lamp navragen" in as_fatma.get("/").content.decode()
    as_bart.post(at(promise, "overnemen"))
    answer = as_fatma.post(at(promise, "overnemen"), follow=True)
    assert "Een collega was je voor" in answer.content.decode()
    promise.refresh_from_db()
    assert str(promise.owner) == "Bart"


def test_a_coordinator_gives_what_waits_to_a_colleague(as_fatma: Client, promise: Promise, bart: Member) -> None:
    actions.pass_on(Promise.objects.all())
    as_fatma.post(at(promise, "overdragen"), {"taker": bart.pk, "why": "Jij kent deze buurt"})
    promise.refresh_from_db()
    assert promise.owner == bart


def test_the_frontline_sees_what_waits_in_its_own_teams_alone(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make
) -> None:
    situation = make_situation(bart, team=(anna,))
    alone(bart, Audience.objects.frontline_of(bart.municipality), text="Voor de hele stad")
    alone(Member.objects.get(pk=bart.pk), situation.team, text="Voor ons team")
    actions.pass_on(Promise.objects.all())
    page = as_anna.get("/").content.decode()
    assert "Voor ons team" in page
    assert "Voor de hele stad" not in page


def test_an_administrator_hears_that_nobody_divides_what_waits(as_gert: Client, promise: Promise) -> None:
    assert "Er is geen coördinator" not in as_gert.get("/").content.decode()
    actions.pass_on(Promise.objects.all())
    page = as_gert.get("/").content.decode()
    assert "Er is geen coördinator" in page
    assert "De lamp navragen" not in page
