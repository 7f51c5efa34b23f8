"""A party without a name gets one, with consent; nothing is lost."""

import datetime
from collections.abc import Callable
from typing import Any

from raakvlak.municipality.models import Member
from raakvlak.relations.actions import give_name
from raakvlak.relations.models import OtherName, Party
from raakvlak.web.references import Reference

Make = Callable[..., Any]
GATE = "Huis met het rode hek"
SAID: Any = {"consented_on": datetime.date(2026, 5, 3), "consent": "aan de keukentafel"}


def test_a_party_gets_its_name(anna: Member, make_party: Make, make_encounter: Make) -> None:
    gate = make_party(anna, GATE, is_anonymous=True)
    note = make_encounter(anna, f"{Reference('p', gate.pk).token} wil een bankje.", parties=(gate,))
    named = give_name(gate, "Fatima Yilmaz", **SAID)
    assert (named.pk, named.name, named.is_anonymous) == (gate.pk, "Fatima Yilmaz", False)
    assert list(named.encounters.all()) == [note]
    assert (named.consented_on, named.consent) == (SAID["consented_on"], SAID["consent"])


def test_she_is_still_found_by_what_she_was_called(anna: Member, make_party: Make) -> None:
    gate = give_name(make_party(anna, GATE, is_anonymous=True), "Fatima Yilmaz", **SAID)
    for typed in ("rode hek", "huis", "Fatima"):
        assert list(Party.objects.visible_to(anna).named_like(typed)) == [gate]


def test_the_history_tells_that_she_was_named(anna: Member, make_party: Make) -> None:
    gate = give_name(make_party(anna, GATE, is_anonymous=True), "Fatima Yilmaz", **SAID)
    assert list(gate.history.order_by("history_id").values_list("name", flat=True)) == [GATE, "Fatima Yilmaz"]


def test_who_has_a_name_keeps_it(anna: Member, make_party: Make) -> None:
    gate = make_party(anna, GATE, is_anonymous=True)
    give_name(gate, "Fatima Yilmaz", **SAID)
    give_name(gate, "Iemand anders", **SAID)
    assert Party.objects.get(pk=gate.pk).name == "Fatima Yilmaz"
    assert OtherName.objects.count() == 1


def test_an_old_name_goes_with_its_party(anna: Member, make_party: Make) -> None:
    give_name(make_party(anna, GATE, is_anonymous=True), "Fatima Yilmaz", **SAID).delete()
    assert not OtherName.objects.exists()
