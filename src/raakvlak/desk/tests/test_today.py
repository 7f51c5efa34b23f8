"""Vandaag: what asks for me, and calm when nothing does."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party, Promise
from raakvlak.situations.models import FADES_AFTER_DAYS, Insight
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def promise(encounter: Encounter, text: str, due_on: datetime.date | None, party: Party | None = None) -> Promise:
    return Promise.objects.create(
        municipality=encounter.municipality,
        audience=encounter.audience,
        owner=encounter.author,
        encounter=encounter,
        party=party,
        text=text,
        due_on=due_on,
        keep_until=encounter.keep_until,
    )


def test_it_is_calm_when_nothing_waits(as_anna: Client) -> None:
    page = as_anna.get("/").content.decode()
    assert "Niets dat op je wacht" in page
    assert "Wat je beloofde" not in page


def test_promises_come_by_day_and_say_when_they_are_late(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    talk = make_encounter(anna, worked_out_at=timezone.now())
    promise(talk, "Zonder dag", None)
    promise(talk, "Later", days(9))
    promise(talk, "Te laat", days(-3))
    done = promise(talk, "Al gedaan", days(-9))
    done.settled_on, done.is_kept = days(-1), True
    done.save()
    page = as_anna.get("/").content.decode()
    assert page.index("Te laat") < page.index("Later") < page.index("Zonder dag")
    assert "was voor" in page
    assert "Al gedaan" not in page


def test_a_promise_names_only_whom_its_keeper_may_see(
    as_anna: Client, anna: Member, bart: Member, make_encounter: Make, make_party: Make
) -> None:
    seen = make_party(anna, "Zoë Aerts")
    hidden = make_party(bart, "Aad Stil", audience=Audience.objects.klad_of(bart))
    talk = make_encounter(anna)
    promise(talk, f"Bellen met {party_reference(seen.pk).token}", None, seen)
    promise(talk, f"Langs bij {party_reference(hidden.pk).token}", None, hidden)
    page = as_anna.get("/").content.decode()
    assert "Bellen met Zoë Aerts" in page
    assert "Langs bij iemand" in page
    assert "Aad Stil" not in page


def test_what_another_promised_is_not_mine(as_bart: Client, anna: Member, make_encounter: Make) -> None:
    promise(make_encounter(anna), "Anna's belofte", days(1))
    assert "Anna's belofte" not in as_bart.get("/").content.decode()


def test_my_own_notes_wait_to_be_worked_out(as_anna: Client, anna: Member, bart: Member, make_encounter: Make) -> None:
    make_encounter(anna, "Nog uitwerken graag")
    make_encounter(anna, "Deze is klaar", worked_out_at=timezone.now())
    make_encounter(anna, "Ingetrokken", withdrawn_at=timezone.now())
    make_encounter(bart, "Van Bart")
    page = as_anna.get("/").content.decode()
    assert "Nog uitwerken graag" in page
    for text in ("Deze is klaar", "Ingetrokken", "Van Bart"):
        assert text not in page


def test_a_klad_that_nearly_ends_is_announced(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    klad = Audience.objects.klad_of(anna)
    make_encounter(anna, "Bijna weg", audience=klad, keep_until=days(3))
    assert "Klad die bijna verdwijnt" in as_anna.get("/").content.decode()
    Encounter.objects.update(keep_until=days(20))
    assert "Klad die bijna verdwijnt" not in as_anna.get("/").content.decode()


@pytest.mark.parametrize(
    ("age", "is_told"), [(FADES_AFTER_DAYS - 3, True), (FADES_AFTER_DAYS - 20, False), (90, False)]
)
def test_a_hunch_asks_to_be_checked_before_it_fades(
    as_anna: Client, anna: Member, make_situation: Make, make_insight: Make, age: int, is_told: bool
) -> None:
    hunch = make_insight(make_situation(anna), anna, "Misschien eenzaam")
    Insight.objects.filter(pk=hunch.pk).update(fresh_on=days(-age))
    assert ("Misschien eenzaam" in as_anna.get("/").content.decode()) is is_told


@pytest.mark.parametrize("checked", ["confirmed_on", "refuted_on"])
def test_a_hunch_that_was_checked_asks_nothing_more(
    as_anna: Client, anna: Member, make_situation: Make, make_insight: Make, checked: str
) -> None:
    day = days(3 - FADES_AFTER_DAYS)
    make_insight(make_situation(anna), anna, "Misschien eenzaam", fresh_on=day, **{checked: day})
    assert "Misschien eenzaam" not in as_anna.get("/").content.decode()


def test_it_names_the_situations_of_my_teams_that_are_open(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make
) -> None:
    make_situation(anna, "Van mij")
    make_situation(bart, "Van Bart alleen")
    make_situation(anna, "Al klaar", phase="closed", closed_on=days(-1))
    page = as_anna.get("/").content.decode()
    assert "Van mij" in page
    assert "Van Bart alleen" not in page
    assert "Al klaar" not in page


@pytest.mark.parametrize(
    ("visitor", "text"),
    [("as_dirk", "Nu is er niets voor je"), ("as_esma", "Registers en logboek"), ("as_gert", "Alles voor de gemeente")],
)
def test_who_sees_no_notes_is_told_what_is_there_for_her(
    request: pytest.FixtureRequest, anna: Member, make_encounter: Make, visitor: str, text: str
) -> None:
    make_encounter(anna, "Niet voor jou")
    page = request.getfixturevalue(visitor).get("/").content.decode()
    assert text in page
    assert "Niet voor jou" not in page


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("size", [10, 100])
def test_it_takes_a_constant_number_of_queries(
    as_anna: Client,
    anna: Member,
    make_party: Make,
    make_encounter: Make,
    make_situation: Make,
    make_insight: Make,
    django_assert_max_num_queries: Make,
    size: int,
) -> None:
    for number in range(size):
        talk = make_encounter(anna, f"Gesprek {number}")
        promise(talk, f"Belofte {number}", days(number), make_party(anna, f"Persoon {number}"))
        make_insight(make_situation(anna, f"Situatie {number}"), anna, f"Vermoeden {number}")
    with django_assert_max_num_queries(27):
        assert as_anna.get("/").status_code == 200
