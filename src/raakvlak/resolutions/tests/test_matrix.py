"""The matrix: who was not heard is empty, what is old looks old, and below it all count, not one page."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from raakvlak.municipality.models import Area, Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.matrix import PARTIES_SHOWN
from raakvlak.resolutions.models import Option
from raakvlak.resolutions.tests.rows import option_of
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def matrix_of(client: Client, situation: Situation, asked: str = "") -> Any:
    return client.get(reverse("resolutions:matrix", args=[situation.pk]) + asked)


def test_who_was_not_heard_is_empty(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, henk: Party, say: Make
) -> None:
    say(fatima, bench, "want", condition="hij laag blijft")
    page = matrix_of(as_anna, situation)
    cells = {row.party.name: row.cells[0] for group in page.context["groups"] for row in group.rows}
    assert cells["Fatima Yilmaz"].reaction.gradient == "want"
    assert cells["Henk de Boer"].shown is None
    text = page.content.decode()
    assert '<th scope="row"><a' in text
    assert "hij laag blijft" in text
    assert "1 <span>niet gehoord</span>" in text


def test_what_was_said_long_ago_looks_old_and_counts_as_such(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want", said_on=timezone.localdate() - datetime.timedelta(days=120))
    page = matrix_of(as_anna, situation)
    assert page.context["groups"][0].rows[0].cells[0].is_faded
    assert "(1 lang geleden)" in page.content.decode()


def test_people_stand_together_by_kind_area_and_interest(
    as_anna: Client,
    anna: Member,
    situation: Situation,
    bench: Option,
    henk: Party,
    make_insight: Make,
    make_party: Make,
    make_encounter: Make,
) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="Kadebuurt")
    club = make_party(anna, "Club", kind=Party.Kind.ORGANISATION, area=area)
    situation.sides.get().parties.add(club)
    make_insight(situation, anna, "Rust in de straat", party=henk, encounter=make_encounter(anna, parties=(henk,)))
    labels = {
        asked: [
            (group.label, len(group.rows))
            for group in matrix_of(as_anna, situation, f"?samen={asked}").context["groups"]
        ]
        for asked in ("soort", "gebied", "belang", "")
    }
    assert labels == {
        "soort": [("organisatie", 1), ("persoon", 2)],
        "gebied": [("", 2), ("Kadebuurt", 1)],
        "belang": [("", 2), ("Rust in de straat", 1)],
        "": [("", 3)],
    }


def test_people_are_narrowed_and_the_counts_with_them(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, say: Make, make_party: Make
) -> None:
    say(fatima, bench, "want")
    shops = situation.sides.create(name="Winkels")
    shops.parties.add(make_party(anna, "Bakker", kind=Party.Kind.ORGANISATION))
    assert matrix_of(as_anna, situation, "?q=fat").context["total"] == 1
    narrowed = matrix_of(as_anna, situation, f"?kant={shops.pk}")
    assert (narrowed.context["total"], narrowed.context["options"][0][1].unheard) == (1, 1)
    assert matrix_of(as_anna, situation, "?soort=organisation").context["total"] == 1
    assert "Niemand gevonden" in matrix_of(as_anna, situation, "?q=xyz").content.decode()
    assert matrix_of(as_anna, situation, "?samen=onzin&kant=onzin").status_code == 200


def test_a_page_of_people_and_all_of_them_below_it(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, make_party: Make, say: Make
) -> None:
    side = situation.sides.get()
    for number in range(PARTIES_SHOWN):
        party = make_party(anna, f"Buur {number:03}")
        side.parties.add(party)
        say(party, bench, "live_with")
    first = matrix_of(as_anna, situation)
    assert len(first.context["page"].rows) == PARTIES_SHOWN
    assert first.context["options"][0][1].places["live_with"].number == PARTIES_SHOWN
    assert first.context["options"][0][1].unheard == 2
    rest = matrix_of(as_anna, situation, f"?cursor={first.context['page'].older}")
    assert len(rest.context["page"].rows) == 2
    for grouping in ("soort", "gebied", "belang"):
        older = matrix_of(as_anna, situation, f"?samen={grouping}").context["page"].older
        assert len(matrix_of(as_anna, situation, f"?samen={grouping}&cursor={older}").context["page"].rows) == 2


def test_more_options_and_people_take_no_more_queries(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, make_party: Make, say: Make
) -> None:
    say(fatima, bench, "want")
    side = situation.sides.get()

    def queries() -> int:
        matrix_of(as_anna, situation)
        with CaptureQueriesContext(connection) as asked:
            matrix_of(as_anna, situation)
        return len(asked)

    before = queries()
    for number in range(10):
        party = make_party(anna, f"Buur {number}")
        side.parties.add(party)
        option = option_of(situation, situation.audience, f"Optie {number}")
        say(party, option, "object")
        say(party, option, "live_with")
    assert queries() == before


def test_an_empty_matrix_helps(as_anna: Client, anna: Member, situation: Situation, make_situation: Make) -> None:
    assert "Nog geen opties" in matrix_of(as_anna, situation).content.decode()
    empty = make_situation(anna, "Leeg")
    option_of(empty, empty.team, "Een bank")
    assert "Er hoort nog niemand bij" in matrix_of(as_anna, empty).content.decode()


def test_it_is_projected_and_printed_without_names_on_the_cards(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want")
    assert "Gewone weergave" in matrix_of(as_anna, situation, "?beeld=groot").content.decode()
    cards = as_anna.get(reverse("resolutions:cards", args=[situation.pk])).content.decode()
    assert bench.title in cards
    assert "Fatima" not in cards


def test_the_page_of_a_situation_shows_the_first_options(
    as_anna: Client, situation: Situation, fatima: Party, say: Make
) -> None:
    address = reverse("situations:situation", args=[situation.pk])
    assert "Nog geen opties." in as_anna.get(address).content.decode()
    for number in range(6):
        say(fatima, option_of(situation, situation.audience, f"Optie {number}"), "unsure")
    page = as_anna.get(address).content.decode()
    assert "Optie 3" in page
    assert "Optie 4" not in page
    assert "<strong>1</strong> weet niet" in page
