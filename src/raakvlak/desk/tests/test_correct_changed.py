"""A correction of a note that changed while it was open: nothing is lost, and an erased name does not creep back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


@pytest.fixture
def party(anna: Member, make_party: Make) -> Party:
    made: Party = make_party(anna, "Zwaantje Aerts")
    return made


@pytest.fixture
def note(anna: Member, party: Party, make_encounter: Make) -> Encounter:
    text = f"Sprak met {party_reference(party.pk).token}."
    made: Encounter = make_encounter(anna, text, parties=(party,))
    return made


def seen_in(client: Client, address: str) -> str:
    return str(client.get(address).context["form"]["seen"].value())


def test_a_name_erased_meanwhile_does_not_creep_back(as_anna: Client, note: Encounter, party: Party) -> None:
    address = f"/gesprekken/{note.uuid}/aanpassen/"
    values = {"working_note": "Sprak met Zwaantje Aerts, lang.", "seen": seen_in(as_anna, address)}
    party.delete()
    Encounter.objects.filter(pk=note.pk).update(working_note="Sprak met [naam gewist].")
    response = as_anna.post(address, values)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Misschien is er een naam gewist" in page
    assert "Zo staat het er nu" in page
    assert "Sprak met [naam gewist]." in page
    assert "Sprak met Zwaantje Aerts, lang." in page, "what was typed stays"
    note.refresh_from_db()
    assert note.working_note == "Sprak met [naam gewist]."


def test_who_has_seen_the_change_can_save(as_anna: Client, note: Encounter) -> None:
    address = f"/gesprekken/{note.uuid}/aanpassen/"
    values = {"working_note": "Van telefoon.", "seen": seen_in(as_anna, address)}
    Encounter.objects.filter(pk=note.pk).update(working_note="Van het bureau.")
    again = as_anna.post(address, values).context["form"]["seen"].value()
    assert as_anna.post(address, {**values, "seen": again}).status_code == 302
    note.refresh_from_db()
    assert note.working_note == "Van telefoon."


def test_what_did_not_change_is_saved_at_once(as_anna: Client, note: Encounter) -> None:
    address = f"/gesprekken/{note.uuid}/aanpassen/"
    values = {"working_note": "Rustig gesproken.", "seen": seen_in(as_anna, address)}
    assert as_anna.post(address, values).status_code == 302
