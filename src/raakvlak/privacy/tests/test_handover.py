"""Handing over: what goes, what stays, who is told, and that nothing opens by itself."""

import datetime
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import AccessLogEntry, Area, Audience, Member
from raakvlak.privacy.actions import handover as actions
from raakvlak.privacy.actions.leaving import leave
from raakvlak.privacy.handing_over import Scope
from raakvlak.privacy.models import Handover, HandoverItem, HandoverParty
from raakvlak.privacy.tests.conftest import at
from raakvlak.privacy.views.handover import numbers_of
from raakvlak.relations.actions import Plan, merge, undo_merge
from raakvlak.relations.actions import appointments as planned
from raakvlak.relations.merging import Chosen
from raakvlak.relations.models import Appointment, Encounter, Merge, Party, Promise
from raakvlak.situations.actions import put_appointment
from raakvlak.situations.models import Situation

OWN = ("handover", "handover_things", "handover_people", "handover_paper")
MAKING = ("seat_receiver", "offer_handover", "withdraw_handover", "leave_out", "handover_letter", "handover_party")


class Hands:
    """What Anna has in hand of the park: talks, a promise and a planned talk."""

    def __init__(self, anna: Member, make_party: Any, make_encounter: Any, make_situation: Any) -> None:
        self.frontline = Audience.objects.frontline_of(anna.municipality)
        self.park: Situation = make_situation(anna, "Het park")
        self.mieke: Party = make_party(anna, "Mieke van Loon")
        self.henk: Party = make_party(anna, "Henk Bakker")
        self.with_mieke: Encounter = make_encounter(anna, "Met de een.", parties=(self.mieke,))
        self.with_henk: Encounter = make_encounter(anna, "Met de ander.", parties=(self.henk,))
        self.for_team: Encounter = make_encounter(anna, "Zwanenzang.", audience=self.park.team)
        self.klad: Encounter = make_encounter(anna, "Zwaanklad.", audience=Audience.objects.klad_of(anna))
        for talk in (self.with_mieke, self.with_henk, self.for_team, self.klad):
            self.park.links.create(encounter=talk)
        self.promise = Promise.objects.create(
            municipality=anna.municipality,
            audience=self.frontline,
            owner=anna,
            party=self.mieke,
            encounter=self.with_mieke,
            text="De lamp maken",
            keep_until=in_a_year(),
        )
        wanted = Plan(planned_on=timezone.localdate(), party_ids=frozenset({self.mieke.pk}))
        self.plan: Appointment = planned.plan(anna, self.frontline, wanted).appointment
        put_appointment(self.park, self.plan)

    def offered(self, giver: Member, receiver: Member, by: Member | None = None) -> Handover:
        """Lay the park before a colleague."""
        handover = actions.draft(by or giver, giver, key=uuid.uuid4(), situation=self.park)
        actions.write(handover, receiver=receiver, words="Bel eerst.", is_giver_leaving=False)
        actions.offer(handover)
        return fresh(handover)


@pytest.fixture
def hands(anna: Member, make_party: Any, make_encounter: Any, make_situation: Any) -> Hands:
    return Hands(anna, make_party, make_encounter, make_situation)


def fresh(handover: Handover) -> Handover:
    return actions.locked(handover)


def author_of(talk: Encounter) -> Member:
    return Encounter.objects.get(pk=talk.pk).author


def test_a_situation_is_handed_over_on_the_screen(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    as_anna.post(at("start_handover"), {"situation": hands.park.pk})
    handover = Handover.objects.get()
    here = at("handover", handover.uuid)
    assert as_bart.get(here).status_code == 404
    assert "Zwaanklad" not in as_anna.get(at("handover_things", handover.uuid)).content.decode()
    as_anna.post(here, {"receiver": bart.pk, "words": "Bel eerst @Mieke van Loon."})
    assert "kan dit nog niet lezen" in as_anna.get(here).content.decode()
    as_anna.post(at("offer_handover", handover.uuid))
    assert "Overdracht: Het park" in as_bart.get(here).content.decode()
    assert "Zwanenzang" not in as_bart.get(at("handover_things", handover.uuid)).content.decode()
    for _ in range(2):
        assert as_bart.post(at("accept_handover", handover.uuid)).status_code == 302
    assert [author_of(talk) for talk in (hands.with_mieke, hands.with_henk)] == [bart, bart]
    assert [author_of(talk) for talk in (hands.for_team, hands.klad)] == [anna, anna]
    assert Encounter.objects.get(pk=hands.with_mieke.pk).written_by == anna
    assert Promise.objects.get(pk=hands.promise.pk).owner == bart
    assert list(Appointment.objects.get().members.all()) == [bart]
    assert AccessLogEntry.objects.filter(what="notes_handed_over", member=bart, subject_id=anna.pk).count() == 1
    paper = as_bart.get(at("handover_paper", handover.uuid)).content.decode()
    for words in ("De lamp maken", "Bel eerst Mieke van Loon.", "Met de een.", "Henk Bakker"):
        assert words in paper


def test_handing_over_opens_nothing_until_somebody_takes_a_seat(
    as_anna: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    handover = actions.draft(anna, anna, key=uuid.uuid4(), situation=hands.park)
    actions.write(handover, receiver=bart, words="", is_giver_leaving=True)
    assert not hands.park.team.readers.filter(pk=bart.pk).exists()
    as_anna.post(at("seat_receiver", handover.uuid), {"situation": hands.park.pk})
    assert hands.park.team.readers.filter(pk=bart.pk).exists()
    assert AccessLogEntry.objects.filter(what="team_changed").exists()
    actions.offer(handover)
    actions.accept(handover, bart)
    assert author_of(hands.for_team) == bart
    assert list(hands.park.team.readers.all()) == [bart]


def test_a_title_that_only_the_team_knows_is_not_told(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    hands.park.audience = hands.park.team
    hands.park.save()
    handover = actions.draft(anna, anna, key=uuid.uuid4(), situation=hands.park)
    actions.write(handover, receiver=bart, words="", is_giver_leaving=False)
    as_anna.post(at("offer_handover", handover.uuid))
    assert fresh(handover).state == Handover.State.DRAFTED
    actions.offer(handover)
    for path in (at("handovers"), at("handover", handover.uuid), at("handover_paper", handover.uuid)):
        assert "Het park" not in as_bart.get(path).content.decode()


def test_who_refuses_stays_with_her_talks_also_when_the_writer_leaves(
    as_anna: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    handover = hands.offered(anna, bart)
    as_anna.post(at("handover_party", handover.uuid, hands.mieke.pk), {"has_refused": "on", "told_on": "2026-01-02"})
    said = HandoverParty.objects.get()
    assert (said.refused_on, said.told_on) == (timezone.localdate(), datetime.date(2026, 1, 2))
    actions.accept(handover, bart)
    assert [author_of(talk) for talk in (hands.with_mieke, hands.with_henk)] == [anna, bart]
    assert Promise.objects.get(pk=hands.promise.pk).owner == anna
    assert list(Appointment.objects.get().members.all()) == [anna]
    leave(anna, anna, {str(hands.park.pk): bart, "rest": bart})
    assert author_of(hands.with_mieke) == anna
    assert Promise.objects.get(pk=hands.promise.pk).owner == bart


def refusals(handover: Handover) -> dict[int, tuple[datetime.date | None, bool]]:
    return {one.party_id: (one.refused_on, one.is_left_out) for one in handover.said.all()}


@pytest.fixture
def one_refused(anna: Member, bart: Member, hands: Hands) -> Handover:
    """Let Mieke be told, and Henk refuse; then they turn out to be one."""
    handover, today = hands.offered(anna, bart), timezone.localdate()
    actions.say_of(handover, hands.mieke, {"told_on": today})
    actions.say_of(handover, hands.henk, {"refused_on": today, "is_left_out": True})
    merge(anna, hands.mieke.pk, hands.henk.pk, Chosen(hands.mieke.audience))
    return handover


def test_a_refusal_outlives_a_merge(anna: Member, bart: Member, hands: Hands, one_refused: Handover) -> None:
    assert refusals(one_refused) == {hands.mieke.pk: (timezone.localdate(), True)}
    actions.accept(one_refused, bart)
    assert [author_of(talk) for talk in (hands.with_mieke, hands.with_henk)] == [anna, anna]


def test_undoing_a_merge_gives_each_her_own_answer(anna: Member, hands: Hands, one_refused: Handover) -> None:
    undo_merge(anna, Merge.objects.get().pk)
    assert refusals(one_refused) == {hands.mieke.pk: (None, False), hands.henk.pk: (timezone.localdate(), True)}


def test_undoing_a_merge_leaves_a_refusal_that_was_changed_since(
    anna: Member, hands: Hands, one_refused: Handover
) -> None:
    earlier = timezone.localdate() - datetime.timedelta(days=2)
    one_refused.said.update(refused_on=earlier)
    undo_merge(anna, Merge.objects.get().pk)
    assert refusals(one_refused)[hands.mieke.pk] == (earlier, True)


def test_a_planned_talk_goes_along_when_somebody_leaves(anna: Member, bart: Member, hands: Hands) -> None:
    leave(anna, anna, {str(hands.park.pk): bart})
    assert list(Appointment.objects.get().members.all()) == [bart]
    assert Appointment.objects.get().author == bart


def test_single_things_and_people_are_left_out(as_anna: Client, anna: Member, bart: Member, hands: Hands) -> None:
    handover = actions.draft(anna, anna, key=uuid.uuid4(), situation=hands.park)
    actions.write(handover, receiver=bart, words="", is_giver_leaving=False)
    sent = {"link": "encounter", "number": hands.with_mieke.pk, "stays": "1"}
    for _ in range(2):
        as_anna.post(at("leave_out", handover.uuid), sent)
    assert HandoverItem.objects.count() == 1
    as_anna.post(at("handover_party", handover.uuid, hands.henk.pk), {"is_left_out": "on"})
    scope = Scope(fresh(handover))
    assert not scope.going(scope.talks).exists()
    as_anna.post(at("leave_out", handover.uuid), {**sent, "stays": "0"})
    assert list(scope.going(scope.talks)) == [hands.with_mieke]
    assert (
        as_anna.post(at("leave_out", handover.uuid), {"link": "encounter", "number": hands.klad.pk}).status_code == 404
    )
    assert as_anna.post(at("leave_out", handover.uuid), {"link": "zwaan", "number": "1"}).status_code == 404


def test_an_area_is_handed_over_with_its_parts(
    as_anna: Client, anna: Member, bart: Member, hands: Hands, make_encounter: Any
) -> None:
    district = Area.objects.create(municipality=anna.municipality, name="Noord")
    part = Area.objects.create(municipality=anna.municipality, name="De Kade", parent=district)
    there: Encounter = make_encounter(anna, "Op de kade.", area=part)
    as_anna.post(at("start_handover"), {"area": district.pk})
    handover = Handover.objects.get()
    actions.write(handover, receiver=bart, words="", is_giver_leaving=False)
    actions.offer(handover)
    actions.accept(handover, bart)
    assert author_of(there) == bart
    assert author_of(hands.with_mieke) == anna


def test_a_coordinator_hands_over_for_who_is_suddenly_away_what_she_may_see(
    as_fatma: Client, as_anna: Client, anna: Member, bart: Member, fatma: Member, hands: Hands
) -> None:
    as_fatma.post(at("start_handover"), {"situation": hands.park.pk, "giver": anna.pk})
    handover = Handover.objects.get()
    assert handover.giver == anna
    assert AccessLogEntry.objects.filter(what="notes_handed_over", member=fatma, subject_id=anna.pk).exists()
    page = as_fatma.get(at("handover_things", handover.uuid)).content.decode()
    assert "Met de een." in page
    assert "Zwan" not in page
    assert "geregeld door Fatma" in as_anna.get(at("handovers")).content.decode()
    actions.write(handover, receiver=bart, words="", is_giver_leaving=False)
    actions.offer(handover)
    actions.accept(handover, bart)
    assert author_of(hands.with_mieke) == bart
    assert author_of(hands.for_team) == anna


def test_nobody_but_a_coordinator_hands_over_for_another(anna: Member, bart: Member, hands: Hands) -> None:
    with pytest.raises(PermissionDenied):
        actions.draft(bart, anna, key=uuid.uuid4(), situation=hands.park)


def test_it_is_declined_offered_again_and_withdrawn(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    handover = hands.offered(anna, bart)
    assert "Neem je dit over van Anna?" in as_bart.get(at("handover", handover.uuid)).content.decode()
    as_bart.post(at("decline_handover", handover.uuid))
    assert as_bart.get(at("handover", handover.uuid)).status_code == 404
    assert "Je collega gaf het terug" in as_anna.get(at("handover", handover.uuid)).content.decode()
    actions.offer(handover)
    as_anna.post(at("withdraw_handover", handover.uuid))
    as_bart.post(at("accept_handover", handover.uuid))
    assert fresh(handover).state == Handover.State.WITHDRAWN
    assert author_of(hands.with_mieke) == anna


def test_beginning_twice_with_one_key_begins_once(as_anna: Client, hands: Hands) -> None:
    sent = {"situation": hands.park.pk, "key": str(uuid.uuid4())}
    for _ in range(2):
        as_anna.post(at("start_handover"), sent)
    assert Handover.objects.count() == 1


def test_a_key_that_a_colleague_used_begins_another_all_the_same(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    sent = {"situation": hands.park.pk, "key": str(uuid.uuid4())}
    addresses = {visitor.post(at("start_handover"), sent)["Location"] for visitor in (as_anna, as_bart)}
    assert len(addresses) == 2
    assert set(Handover.objects.values_list("giver", flat=True)) == {anna.pk, bart.pk}


def test_what_was_withdrawn_after_it_went_is_read_by_nobody(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    handover = hands.offered(anna, bart)
    actions.accept(handover, bart)
    things, paper = at("handover_things", handover.uuid), at("handover_paper", handover.uuid)
    pages = (things, f"{things}?soort=beloften", paper)
    assert "Met de een." in as_anna.get(things).content.decode()
    Encounter.objects.filter(pk=hands.with_mieke.pk).update(withdrawn_at=timezone.now())
    for visitor in (as_anna, as_bart):
        texts = "".join(visitor.get(page).content.decode() for page in pages)
        assert "Met de ander." in texts
        assert "Met de een." not in texts
        assert "De lamp maken" not in texts


def test_the_receiver_counts_only_those_who_come_to_her(
    anna: Member, bart: Member, hands: Hands, make_party: Any
) -> None:
    handover, today = hands.offered(anna, bart), timezone.localdate()
    hidden = make_party(anna, "Zwaan", audience=hands.park.team)
    hands.for_team.presences.create(party=hidden)
    for party, values in ((hands.mieke, {}), (hands.henk, {"refused_on": today}), (hidden, {})):
        actions.say_of(handover, party, {"told_on": today, "first_meeting": "Samen koffie.", **values})
    for member, number in ((bart, 1), (anna, 3)):
        counted = numbers_of(handover, member)
        assert (counted["told"], counted["first_meetings"]) == (number, number)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"area": ""}, "Kies een situatie of een gebied"),
        ({"situation": "999999"}, "error"),
        ({"key": "zwaan"}, "error"),
    ],
)
def test_what_can_not_begin_says_why(as_anna: Client, hands: Hands, sent: dict[str, str], words: str) -> None:
    answer = as_anna.post(at("start_handover"), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_special_words_call_for_a_question_and_are_kept(
    as_anna: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    handover = actions.draft(anna, anna, key=uuid.uuid4(), situation=hands.park)
    sent = {"receiver": bart.pk, "words": "Gaat elke vrijdag naar de moskee."}
    answer = as_anna.post(at("handover", handover.uuid), sent)
    assert answer.status_code == 422
    assert "Gaat elke vrijdag" in answer.content.decode()
    as_anna.post(at("handover", handover.uuid), {**sent, "is_needed": "on"})
    assert fresh(handover).words == "Gaat elke vrijdag naar de moskee."


@pytest.mark.parametrize("name", [*OWN, *MAKING])
def test_nobody_else_comes_near(
    client: Client,
    as_carla: Client,
    as_dirk: Client,
    as_fatma: Client,
    anna: Member,
    bart: Member,
    hands: Hands,
    name: str,
) -> None:
    handover = hands.offered(anna, bart)
    path = at(name, handover.uuid, *([hands.mieke.pk] if name == "handover_party" else []))
    for visitor, code in ((as_carla, 404), (as_dirk, 403), (as_fatma, 404), (client, 302)):
        answers = {visitor.get(path).status_code, visitor.post(path).status_code} - {405}
        assert answers == {code}, name


@pytest.mark.parametrize("name", MAKING)
def test_the_receiver_changes_nothing(as_bart: Client, anna: Member, bart: Member, hands: Hands, name: str) -> None:
    handover = hands.offered(anna, bart)
    path = at(name, handover.uuid, *([hands.mieke.pk] if name == "handover_party" else []))
    assert {as_bart.get(path).status_code, as_bart.post(path).status_code} - {405} == {404}


def test_first_meetings_are_ticked_afterwards_by_both(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, hands: Hands
) -> None:
    handover = hands.offered(anna, bart)
    as_anna.post(at("handover_party", handover.uuid, hands.mieke.pk), {"first_meeting": "samen koffie"})
    actions.accept(handover, bart)
    assert "kennismaken: samen koffie" in as_bart.get(at("handover_people", handover.uuid)).content.decode()
    sent = {"first_meeting": "samen koffie", "introduced_on": timezone.localdate().isoformat()}
    assert as_bart.post(at("handover_party", handover.uuid, hands.mieke.pk), sent).status_code == 302
    assert HandoverParty.objects.get().introduced_on == timezone.localdate()


def test_the_letter_is_for_residents(as_anna: Client, anna: Member, bart: Member, hands: Hands) -> None:
    handover = hands.offered(anna, bart)
    page = as_anna.get(at("handover_letter", handover.uuid)).content.decode()
    assert "Tot nu toe sprak je met Anna." in page
    assert "Straks neemt Bart het over." in page
    assert "Wil je dat niet?" in page


@pytest.mark.parametrize("name", OWN)
def test_much_takes_no_more_queries_than_little(
    as_anna: Client,
    anna: Member,
    bart: Member,
    hands: Hands,
    make_party: Any,
    make_encounter: Any,
    django_assert_max_num_queries: Any,
    name: str,
) -> None:
    handover, counts = hands.offered(anna, bart), []
    for number in (10, 90):
        for one in range(number):
            guest = make_party(anna, f"Gast {number} {one}")
            hands.park.links.create(encounter=make_encounter(anna, "Over de bank.", parties=(guest,)))
            HandoverParty.objects.create(handover=handover, party=guest, words="Hoi")
        as_anna.get(at(name, handover.uuid))
        with django_assert_max_num_queries(40) as asked:
            as_anna.get(at(name, handover.uuid))
        counts.append(len(asked))
    assert counts[0] == counts[1]
