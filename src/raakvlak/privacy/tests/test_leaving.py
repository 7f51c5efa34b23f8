"""A member leaves, and nothing is without a keeper."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.conftest import in_a_year
from raakvlak.municipality.actions import make_member
from raakvlak.municipality.actions.members import end_access
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Municipality, Role, WorkAccount
from raakvlak.privacy.actions.handover import draft, say_of
from raakvlak.privacy.actions.leaving import LastAdministratorError, NobodyToTakeOverError, leave
from raakvlak.privacy.leaving import bundles_of
from raakvlak.privacy.tests.conftest import at
from raakvlak.relations.actions import Plan, appointments
from raakvlak.relations.models import Appointment, Encounter, Promise
from raakvlak.situations.models import Situation


def promise_of(member: Member, audience: Audience, **values: Any) -> Promise:
    return Promise.objects.create(
        municipality=member.municipality,
        audience=audience,
        owner=member,
        text="Bellen",
        keep_until=in_a_year(),
        **values,
    )


class Hands:
    """What Anna has in hand."""

    def __init__(self, anna: Member, bart: Member, make_encounter: Any, make_situation: Any) -> None:
        frontline, klad = Audience.objects.frontline_of(anna.municipality), Audience.objects.klad_of(anna)
        self.situation: Situation = make_situation(anna, team=(bart,))
        self.team_note: Encounter = make_encounter(anna, audience=self.situation.team)
        self.linked_note: Encounter = make_encounter(anna)
        self.situation.links.create(encounter=self.linked_note)
        self.other_note: Encounter = make_encounter(anna)
        self.klad: Encounter = make_encounter(anna, audience=klad)
        self.team_promise = promise_of(anna, self.situation.team)
        self.linked_promise = promise_of(anna, frontline, encounter=self.linked_note)
        self.other_promise = promise_of(anna, frontline)
        self.kept_promise = promise_of(anna, frontline, settled_on=timezone.localdate(), is_kept=True)
        self.klad_promise = promise_of(anna, klad)

    def authors(self) -> list[str]:
        notes = (self.team_note, self.linked_note, self.other_note, self.klad)
        return [str(Encounter.objects.get(pk=note.pk).author) for note in notes]

    def owners(self) -> list[str]:
        promises = (
            self.team_promise, self.linked_promise, self.other_promise, self.kept_promise, self.klad_promise
        )  # fmt: skip
        return [str(Promise.objects.get(pk=promise.pk).owner) for promise in promises]


@pytest.fixture
def hands(anna: Member, bart: Member, fatma: Member, make_encounter: Any, make_situation: Any) -> Hands:
    return Hands(anna, bart, make_encounter, make_situation)


def test_all_goes_to_one_colleague_but_the_klad(as_fatma: Client, hands: Hands, anna: Member, bart: Member) -> None:
    answer = as_fatma.post(at("leave", anna.pk), {"everything": bart.pk, "is_sure": "on"})
    assert answer["Location"] == at("home")
    assert hands.authors() == ["Bart", "Bart", "Bart", "Anna"]
    assert hands.owners() == ["Bart", "Bart", "Bart", "Anna", "Anna"]
    assert Encounter.objects.get(pk=hands.team_note.pk).written_by == anna
    assert list(hands.situation.team.readers.all()) == [bart]
    anna.refresh_from_db()
    assert anna.left_on == timezone.localdate()


def test_a_note_says_who_wrote_it_and_who_took_it_over(
    hands: Hands, as_bart: Client, anna: Member, bart: Member, fatma: Member
) -> None:
    leave(anna, fatma, {str(hands.situation.pk): bart})
    for url in ("/gesprekken/", f"/gesprekken/{hands.team_note.uuid}/"):
        assert "door Anna, overgenomen door Bart" in as_bart.get(url).content.decode()


def test_it_can_go_per_situation(as_gert: Client, hands: Hands, anna: Member, fatma: Member) -> None:
    as_gert.post(at("leave", anna.pk), {f"bundle_{hands.situation.pk}": fatma.pk, "is_sure": "on"})
    assert hands.authors() == ["Fatma", "Fatma", "Anna", "Anna"]
    assert hands.owners() == ["Fatma", "Fatma", "None", "Anna", "Anna"]
    assert fatma in hands.situation.team.readers.all()


def test_sealed_notes_stay_hers_and_nobody_sees_more(hands: Hands, anna: Member, bart: Member, fatma: Member) -> None:
    leave(anna, fatma, {})
    assert hands.authors() == ["Anna"] * 4
    assert hands.owners() == ["None", "None", "None", "Anna", "Anna"]  # they wait for a new owner
    assert not Encounter.objects.visible_to(fatma).filter(pk__in=(hands.team_note.pk, hands.klad.pk)).exists()


def test_the_klad_ends_in_thirty_days(hands: Hands, anna: Member, fatma: Member) -> None:
    leave(anna, fatma, {})
    hands.klad_promise.refresh_from_db()
    assert (hands.klad_promise.keep_until - timezone.localdate()).days == 30
    assert not Encounter.objects.visible_to(fatma).filter(pk=hands.klad.pk).exists()


def test_who_left_is_out_at_once(hands: Hands, anna: Member, fatma: Member, as_anna: Client) -> None:
    assert as_anna.get(at("home")).status_code == 200
    leave(anna, fatma, {})
    assert as_anna.get(at("home"))["Location"].startswith("/inloggen/")


def test_who_comes_back_has_what_was_sealed(hands: Hands, anna: Member, fatma: Member) -> None:
    leave(anna, fatma, {})
    back = Member.objects.get(pk=make_member(anna.user, anna.municipality, Role.FRONTLINE).pk)
    assert back.pk == anna.pk
    assert set(Encounter.objects.visible_to(back)) >= {hands.team_note, hands.klad, hands.other_note}


def test_it_is_written_down_for_both(hands: Hands, anna: Member, bart: Member, fatma: Member) -> None:
    leave(anna, fatma, {str(hands.situation.pk): bart})
    entries = dict(AccessLogEntry.objects.values_list("what", "subject_id"))
    assert entries == {"notes_handed_over": anna.pk, "team_changed": hands.situation.pk}
    assert Encounter.history.filter(id=hands.team_note.pk, author=bart, history_type="~").exists()


def test_the_coordinator_takes_the_last_seat_of_an_open_situation(
    anna: Member, fatma: Member, gert: Member, make_situation: Any
) -> None:
    alone, closed = make_situation(anna), make_situation(anna, closed_on=timezone.localdate(), phase="closed")
    promise = promise_of(anna, alone.team)
    leave(anna, gert, {})
    assert fatma in alone.team.readers.all()
    assert fatma not in closed.team.readers.all()
    promise.refresh_from_db()
    assert promise.owner is None
    assert Promise.objects.visible_to(Member.objects.get(pk=fatma.pk)).waiting().get() == promise


def test_without_a_coordinator_somebody_must_be_chosen(
    as_gert: Client, anna: Member, bart: Member, gert: Member, make_situation: Any
) -> None:
    situation = make_situation(anna)
    with pytest.raises(NobodyToTakeOverError):
        leave(anna, gert, {})
    answer = as_gert.post(at("leave", anna.pk), {"is_sure": "on"})
    assert answer.status_code == 422
    assert "Kies wie het overneemt" in answer.content.decode()
    as_gert.post(at("leave", anna.pk), {"is_sure": "on", f"bundle_{situation.pk}": bart.pk})
    assert list(situation.team.readers.all()) == [bart]


def test_the_last_administrator_stays(as_gert: Client, gert: Member) -> None:
    answer = as_gert.post(at("leave", gert.pk), {"is_sure": "on"})
    assert answer.status_code == 422
    assert "laatste beheerder" in answer.content.decode()
    with pytest.raises(LastAdministratorError):
        leave(gert, gert, {})
    gert.refresh_from_db()
    assert gert.is_active


def test_one_leaves_by_oneself(as_anna: Client, hands: Hands, anna: Member) -> None:
    assert "Ik vertrek" in as_anna.get(at("leave", anna.pk)).content.decode()
    assert as_anna.post(at("leave", anna.pk), {"everything": ""}).status_code == 422
    answer = as_anna.post(at("leave", anna.pk), {"is_sure": "on"})
    assert "Tot ziens" in answer.content.decode()
    assert as_anna.get(at("home"))["Location"].startswith("/inloggen/")


def test_one_does_not_let_a_colleague_leave(as_bart: Client, as_dirk: Client, as_esma: Client, anna: Member) -> None:
    for client in (as_bart, as_dirk, as_esma):
        assert client.post(at("leave", anna.pk), {"is_sure": "on"}).status_code == 404
    anna.refresh_from_db()
    assert anna.is_active


def test_only_a_colleague_who_reads_notes_takes_over(
    as_gert: Client, hands: Hands, dirk: Member, carla: Member, anna: Member
) -> None:
    for successor in (dirk, carla, anna):
        answer = as_gert.post(at("leave", anna.pk), {"everything": successor.pk, "is_sure": "on"})
        assert answer.status_code == 422
    assert hands.authors() == ["Anna"] * 4


def test_a_situation_that_is_hidden_is_not_named_and_still_goes_along(
    as_gert: Client, hands: Hands, anna: Member, bart: Member
) -> None:
    assert hands.situation.title in as_gert.get(at("leave", anna.pk)).content.decode()
    hands.situation.audience = hands.situation.team
    hands.situation.save()
    page = as_gert.get(at("leave", anna.pk)).content.decode()
    assert hands.situation.title not in page
    assert f"bundle_{hands.situation.pk}" not in page
    as_gert.post(at("leave", anna.pk), {"everything": bart.pk, "is_sure": "on"})
    assert hands.authors() == ["Bart", "Bart", "Bart", "Anna"]


def test_who_has_nothing_in_hand_simply_leaves(as_gert: Client, dirk: Member, gert: Member) -> None:
    assert bundles_of(dirk) == []
    as_gert.post(at("leave", dirk.pk), {"is_sure": "on"})
    dirk.refresh_from_db()
    assert not dirk.is_active
    assert as_gert.get(at("leave", dirk.pk)).status_code == 404


def test_a_promise_in_a_team_that_she_left_before_waits_where_the_team_sees_it(
    anna: Member, bart: Member, gert: Member, make_situation: Any
) -> None:
    situation = make_situation(bart)
    promise = promise_of(anna, situation.team)
    leave(anna, gert, {})
    assert Promise.objects.visible_to(bart).waiting().get() == promise


def test_another_municipality_keeps_her(anna: Member, zandrecht: Municipality, fatma: Member) -> None:
    elsewhere = make_member(anna.user, zandrecht, Role.FRONTLINE)
    leave(anna, fatma, {})
    elsewhere.refresh_from_db()
    assert elsewhere.is_active


def test_who_leaves_is_no_longer_tied_to_her_account_of_work(
    anna: Member, bart: Member, gert: Member, zandrecht: Municipality
) -> None:
    there = make_member(anna.user, zandrecht, Role.FRONTLINE)
    WorkAccount.objects.create(user=anna.user, issuer="https://login.example", subject="anna-1")
    leave(anna, gert, {})
    assert WorkAccount.objects.exists(), "she still works for the other municipality"
    leave(there, there, {})
    assert not WorkAccount.objects.exists()


def test_who_may_no_longer_come_in_can_be_let_go(anna: Member, bart: Member, as_gert: Client) -> None:
    end_access(anna)
    address = reverse("privacy:leave", args=[anna.pk])
    assert as_gert.get(address).status_code == 200
    as_gert.post(address, {"is_sure": "on"})
    anna.refresh_from_db()
    assert anna.left_on == timezone.localdate()


def test_what_waits_since_her_access_ended_goes_to_who_is_chosen(
    hands: Hands, anna: Member, bart: Member, fatma: Member
) -> None:
    end_access(anna)
    assert hands.owners() == ["None", "None", "None", "Anna", "Anna"]
    leave(anna, fatma, {bundle.key: bart for bundle in bundles_of(anna)})
    assert hands.owners() == ["Bart", "Bart", "Bart", "Anna", "Anna"]


def test_a_promise_of_a_talk_that_was_withdrawn_does_not_stay_behind(hands: Hands, anna: Member, fatma: Member) -> None:
    hands.linked_note.withdrawn_at = timezone.now()
    hands.linked_note.save()
    leave(anna, fatma, {})
    assert hands.owners()[1] == "None"


def test_without_a_coordinator_the_promises_of_all_must_go_to_somebody(
    anna: Member, bart: Member, gert: Member
) -> None:
    promise = promise_of(anna, Audience.objects.frontline_of(anna.municipality))
    with pytest.raises(NobodyToTakeOverError):
        leave(anna, gert, {})
    leave(anna, gert, {"rest": bart})
    promise.refresh_from_db()
    assert promise.owner == bart


class Plans:
    """The talks that Anna planned."""

    def __init__(self, anna: Member, make_situation: Any, make_party: Any, bart: Member) -> None:
        self.anna, self.situation = anna, make_situation(anna, team=(bart,))
        self.fatima = make_party(anna)
        self.for_all, self.for_team = self.plan(frontline_of(anna)), self.plan(self.situation.team)
        self.klad = self.plan(Audience.objects.klad_of(anna), in_days=300)

    def plan(self, audience: Audience, *, in_days: int = 3) -> Appointment:
        day = timezone.localdate() + datetime.timedelta(days=in_days)
        wanted = Plan(planned_on=day, party_ids=frozenset({self.fatima.pk}))
        return appointments.plan(self.anna, audience, wanted).appointment

    def goers(self) -> list[list[str]]:
        plans = (self.for_all, self.for_team, self.klad)
        return [[str(member) for member in plan.members.all()] for plan in plans]


def frontline_of(member: Member) -> Audience:
    return Audience.objects.frontline_of(member.municipality)


@pytest.fixture
def plans(anna: Member, bart: Member, fatma: Member, make_situation: Any, make_party: Any) -> Plans:
    return Plans(anna, make_situation, make_party, bart)


def test_planned_talks_go_to_who_takes_over(plans: Plans, anna: Member, bart: Member, fatma: Member) -> None:
    assert [bundle.key for bundle in bundles_of(anna)] == [str(plans.situation.pk), "rest"]
    leave(anna, fatma, {bundle.key: bart for bundle in bundles_of(anna)})
    assert plans.goers() == [["Bart"], ["Bart"], ["Anna"]]
    plans.for_all.refresh_from_db()
    assert plans.for_all.author == bart


def test_nobody_is_left_waiting_for_a_talk_that_nobody_took_over(
    plans: Plans, anna: Member, fatma: Member, as_bart: Client, as_fatma: Client
) -> None:
    leave(anna, fatma, {})
    assert plans.goers() == [[], [], ["Anna"]]
    text = "Hier gaat niemand meer heen"
    assert text in as_bart.get("/").content.decode(), "his team"
    assert as_fatma.get("/").content.decode().count(str(plans.for_all.uuid)) == 1
    page = f"/gesprekken/gepland/{plans.for_team.uuid}/"
    assert "Ik ga hierheen" in as_bart.get(page).content.decode()
    for _ in range(2):
        assert as_bart.post(f"{page}ik-ga/")["Location"] == page
    assert plans.goers() == [[], ["Bart"], ["Anna"]]
    assert text not in as_bart.get("/").content.decode()


def test_who_leaves_is_not_put_back_by_changing_a_plan(plans: Plans, anna: Member, bart: Member, fatma: Member) -> None:
    leave(anna, fatma, {})
    appointments.replan(plans.for_all, bart, frontline_of(bart), Plan(planned_on=timezone.localdate()))
    assert plans.goers()[0] == ["Bart"]


def test_a_plan_is_nobodys_only_when_nobody_goes(plans: Plans, as_bart: Client, as_carla: Client) -> None:
    page = f"/gesprekken/gepland/{plans.for_team.uuid}/ik-ga/"
    as_bart.post(page)
    assert plans.goers()[1] == ["Anna"]
    assert as_carla.post(page).status_code == 404


def test_who_did_not_want_to_be_handed_over_is_no_successors_to_visit(
    plans: Plans, anna: Member, bart: Member, fatma: Member
) -> None:
    handover = draft(anna, anna, key=uuid.uuid4(), situation=plans.situation)
    say_of(handover, plans.fatima, {"refused_on": timezone.localdate()})
    leave(anna, fatma, {str(plans.situation.pk): bart, "rest": bart})
    assert plans.goers() == [[], [], ["Anna"]]


def test_the_klad_of_plans_ends_in_thirty_days(plans: Plans, anna: Member, fatma: Member) -> None:
    leave(anna, fatma, {})
    plans.klad.refresh_from_db()
    assert (plans.klad.keep_until - timezone.localdate()).days == 30
