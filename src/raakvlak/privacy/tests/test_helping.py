"""Means, reservations and tasks in the privacy room: shown, erased, kept no longer than needed, and handed on."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import in_a_year, person
from raakvlak.municipality.models import Audience, Department, Member, Municipality, Role
from raakvlak.privacy.actions.erasure import erase_party, is_held
from raakvlak.privacy.actions.handover import accept, draft, offer, write
from raakvlak.privacy.actions.leaving import leave
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.leaving import bundles_of
from raakvlak.privacy.models import Destruction
from raakvlak.relations.models import Party
from raakvlak.situations.actions import hold
from raakvlak.situations.models import Situation, Task
from raakvlak.support.models import Means, Reservation

Make = Callable[..., Any]


class Help:
    """What Fatima lends and does in a situation of Anna, and what the department lends."""

    def __init__(self, anna: Member, fatima: Party, situation: Situation) -> None:
        self.fatima, self.situation, self.anna = fatima, situation, anna
        today, frontline = timezone.localdate(), Audience.objects.frontline_of(anna.municipality)
        self.kept = {"municipality": anna.municipality, "audience": frontline, "keep_until": in_a_year()}
        green = Department.objects.create(municipality=anna.municipality, name="Groen")
        counted = {
            "kind": "thing",
            "unit": "piece",
            "amount": 2,
            "from_on": today,
            "until_on": in_a_year(),
            **self.kept,
        }
        self.cart = Means.objects.create(party=fatima, title="Bakfiets van Fatima Yilmaz", **counted)
        self.tent = Means.objects.create(department=green, title="Tent", steward=anna, **counted)
        self.share = self.task("Koffie zetten", party=fatima)
        self.mine = self.task("Bellen", member=anna)
        self.lent = self.reserve(self.cart, "Verhuizing", situation=situation)
        self.pitched = self.reserve(self.tent, "Feest bij Fatima Yilmaz")

    def task(self, text: str, **values: Any) -> Task:
        return Task.objects.create(situation=self.situation, text=text, **{**self.kept, **values})

    def reserve(self, means: Means, words: str, **values: Any) -> Reservation:
        days = dict.fromkeys(("from_on", "until_on", "held_until_on"), timezone.localdate())
        asked = {"asked_by": self.anna, "amount": 1, "what_for": words}
        made = Reservation.objects.create(means=means, **{**self.kept, **days, **asked, **values})
        made.steps.create(state="asked", member=self.anna, why="Graag voor tien uur")
        return made


@pytest.fixture
def helped(anna: Member, bart: Member, make_party: Make, make_situation: Make) -> Help:
    return Help(anna, make_party(anna), make_situation(anna, team=(bart,)))


def test_the_overview_tells_what_she_lends_and_does(as_anna: Client, helped: Help) -> None:
    page = as_anna.get(f"/privacy/mensen/{helped.fatima.pk}/").content.decode()
    for words in ("Bakfiets van Fatima Yilmaz", "Verhuizing", "Graag voor tien uur", "Koffie zetten"):
        assert words in page
    assert "Tent" not in page


def test_erasing_her_takes_what_she_lends_and_leaves_what_is_ours(anna: Member, helped: Help) -> None:
    erase_party(helped.fatima, anna, everywhere=True)
    assert list(Means.objects.values_list("title", flat=True)) == ["Tent"]
    assert [one.what_for for one in Reservation.objects.all()] == ["Feest bij [naam gewist]"]
    assert Task.objects.get(pk=helped.share.pk).is_waiting, "what she would do waits for somebody"
    for model in (Means, Reservation, Task):
        assert not [row for row in model.history.all() if "Yilmaz" in str(row.__dict__)]
    assert {"means", "reservation"} <= set(Destruction.objects.values_list("kind", flat=True))


def test_each_row_ends_when_its_term_is_over(anna: Member, helped: Help) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for model in (Means, Reservation, Task):
        model.objects.update(keep_until=yesterday)
    destroy_expired(anna.municipality)
    for model in (Means, Reservation, Task):
        assert not model.objects.exists()
    assert {"means", "reservation", "task"} <= set(Destruction.objects.values_list("kind", flat=True))


def test_a_hold_keeps_what_belongs_to_the_situation(anna: Member, fatma: Member, helped: Help) -> None:
    hold(helped.situation, fatma, "Woo-verzoek")
    assert is_held(helped.fatima)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for model in (Means, Reservation, Task):
        model.objects.update(keep_until=yesterday)
    destroy_expired(anna.municipality)
    assert list(Means.objects.all()) == [helped.cart]
    assert list(Reservation.objects.all()) == [helped.lent]
    assert Task.objects.count() == 2


def test_who_still_lends_or_does_something_is_kept(anna: Member, helped: Help) -> None:
    Party.objects.update(keep_until=timezone.localdate() - datetime.timedelta(days=1))
    destroy_expired(anna.municipality)
    assert Party.objects.filter(pk=helped.fatima.pk).exists()
    Means.objects.filter(party=helped.fatima).update(ended_on=timezone.localdate())
    destroy_expired(anna.municipality)
    assert Party.objects.filter(pk=helped.fatima.pk).exists(), "she still makes coffee"
    Task.objects.update(done_on=timezone.localdate())
    destroy_expired(anna.municipality)
    assert not Party.objects.filter(pk=helped.fatima.pk).exists()


def test_who_leaves_hands_over_tasks_and_means(anna: Member, bart: Member, fatma: Member, helped: Help) -> None:
    leave(anna, fatma, {bundle.key: bart for bundle in bundles_of(anna)})
    helped.mine.refresh_from_db()
    helped.tent.refresh_from_db()
    assert (helped.mine.member, helped.tent.steward) == (bart, bart)


def test_tasks_go_along_in_a_handover_as_far_as_the_receiver_can_read_them(
    anna: Member, bart: Member, waterhoek: Municipality, helped: Help
) -> None:
    hidden = helped.task("Alleen voor het team", member=anna, audience=helped.situation.team)
    for receiver in (person("Dora", waterhoek, Role.FRONTLINE), bart):
        giver = Task.objects.get(pk=hidden.pk).member
        assert giver == anna
        handover = draft(anna, anna, key=uuid.uuid4(), situation=helped.situation)
        write(handover, receiver=receiver, words="", is_giver_leaving=False)
        offer(handover)
        handover.refresh_from_db()
        accept(handover, receiver)
    owners = [str(task.member) for task in Task.objects.exclude(member=None).order_by("pk")]
    assert owners == ["Dora", "Bart"], "what is shared went to Dora, what is for the team to Bart"


def test_what_nobody_takes_over_waits_in_sight(
    as_bart: Client, anna: Member, bart: Member, fatma: Member, helped: Help
) -> None:
    leave(anna, fatma, {})
    helped.mine.refresh_from_db()
    helped.tent.refresh_from_db()
    assert helped.mine.is_waiting
    assert helped.tent.steward is None
    assert "wacht op iemand" in as_bart.get(f"/situaties/{helped.situation.pk}/").content.decode()
    assert "of een coördinator" in as_bart.get(f"/in-huis/middelen/{helped.tent.pk}/").content.decode()


def test_the_register_tells_of_them(as_esma: Client) -> None:
    page = as_esma.get("/privacy/register/").content.decode().lower()
    for words in ("middelen", "reserveringen", "klussen"):
        assert words in page
