"""A batch is taken back whole, but for what people worked with since."""

from typing import Any

from django.test import Client

from raakvlak.conftest import Make
from raakvlak.exchange.models import Batch, Made
from raakvlak.exchange.tests.conftest import Bring, work
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, SearchEntry
from raakvlak.relations.actions import add_contact_point, correct, correct_party
from raakvlak.relations.models import ContactPoint, Encounter, Party, Presence
from raakvlak.relations.notes import Note
from raakvlak.situations.references import party_reference

PARTIES = "naam;telefoon\nDe Brug;010-1234567\nDe Boot;\nDe Sluis;\n"
NOTES = "dag;notitie;met wie\n3-5-2026;Over de bankjes;Jan Nieuw\n4-5-2026;Nog iets;\n"


def undo(client: Client, batch: Batch, **chosen: Any) -> Batch:
    client.post(f"/inlezen/bestand/{batch.pk}/ongedaan/", chosen)
    work()
    batch.refresh_from_db()
    return batch


def test_all_of_it_goes_without_a_trace(as_anna: Client, bring: Bring) -> None:
    batch = undo(as_anna, bring(as_anna, "organisaties", PARTIES))
    assert batch.state == Batch.State.UNDONE
    assert (batch.outcome["gone"], batch.outcome["stays"]) == (3, 0)
    for rows in (Party, ContactPoint, SearchEntry, Made):
        assert not rows.objects.exists()
    assert not Party.history.exists()
    assert AccessLogEntry.objects.filter(what=AccessLogEntry.What.BATCH_UNDONE).count() == 1
    assert "Ongedaan gemaakt" in as_anna.get(f"/inlezen/bestand/{batch.pk}/").content.decode()


def test_notes_go_with_the_people_that_they_brought(
    as_anna: Client, anna: Member, bring: Bring, make_party: Make
) -> None:
    batch = bring(as_anna, "notities", NOTES)
    undo(as_anna, batch)
    assert not Encounter.objects.exists()
    assert not Party.objects.exists()
    assert not Presence.objects.exists()


def test_undoing_twice_is_undoing_once(as_anna: Client, anna: Member, bring: Bring, make_party: Make) -> None:
    batch = undo(as_anna, bring(as_anna, "organisaties", PARTIES))
    make_party(anna, "Later")
    batch = undo(as_anna, batch)
    assert Party.objects.count() == 1
    assert batch.outcome["gone"] == 3


def test_with_whom_somebody_talked_since_stays(
    as_anna: Client, bart: Member, bring: Bring, make_encounter: Make
) -> None:
    batch = bring(as_anna, "organisaties", PARTIES)
    bridge = Party.objects.get(name="De Brug")
    klad = make_encounter(bart, parties=(bridge,), audience=Audience.objects.klad_of(bart))
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/ongedaan/").content.decode()
    assert "De Brug" not in page, "that Bart keeps something for himself must not show"
    batch = undo(as_anna, batch, takes_changed="on")
    assert list(Party.objects.all()) == [bridge]
    assert list(klad.parties.all()) == [bridge]
    assert bridge.contact_points.count() == 1
    assert (batch.outcome["gone"], batch.outcome["stays"]) == (2, 1)


def test_what_was_changed_since_is_told_and_stays(as_anna: Client, anna: Member, bring: Bring) -> None:
    batch = bring(as_anna, "organisaties", PARTIES)
    boat, sluice = Party.objects.get(name="De Boot"), Party.objects.get(name="De Sluis")
    correct_party(boat, {"description": "Ligt nu verderop"}, anna)
    add_contact_point(sluice, "phone", "0201234567", is_shielded=False)
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/ongedaan/").content.decode()
    assert "De Boot" in page
    assert "De Sluis" in page
    undo(as_anna, batch)
    assert set(Party.objects.all()) == {boat, sluice}


def test_what_was_changed_since_goes_along_when_asked(as_anna: Client, anna: Member, bring: Bring) -> None:
    batch = bring(as_anna, "organisaties", PARTIES)
    correct_party(Party.objects.get(name="De Boot"), {"description": "Ligt nu verderop"}, anna)
    undo(as_anna, batch, takes_changed="on")
    assert not Party.objects.exists()
    assert not Party.history.exists()


def test_a_corrected_note_stays_and_its_first_words_are_still_known(as_anna: Client, bring: Bring) -> None:
    batch = bring(as_anna, "notities", NOTES)
    note = Encounter.objects.get(happened_on="2026-05-04")
    correct(note, Note(working_note="Nog iets meer", happened_on=note.happened_on))
    page = as_anna.get(f"/gesprekken/{note.uuid}/geschiedenis/").content.decode()
    assert "Nog iets" in page.replace("Nog iets meer", "")
    undo(as_anna, batch)
    assert list(Encounter.objects.all()) == [note]


def test_a_note_in_which_somebody_saw_an_insight_stays(
    as_anna: Client, bart: Member, bring: Bring, make_situation: Make, make_insight: Make
) -> None:
    batch = bring(as_anna, "notities", NOTES)
    note = Encounter.objects.get(happened_on="2026-05-04")
    make_insight(make_situation(bart), bart, encounter=note, audience=Audience.objects.klad_of(bart))
    undo(as_anna, batch, takes_changed="on")
    assert list(Encounter.objects.all()) == [note]


def test_who_is_in_a_talk_that_stays_is_still_in_it(
    as_anna: Client, bart: Member, bring: Bring, make_situation: Make, make_insight: Make
) -> None:
    batch = bring(as_anna, "notities", NOTES)
    note, new = Encounter.objects.get(happened_on="2026-05-03"), Party.objects.get(name="Jan Nieuw")
    make_insight(make_situation(bart), bart, encounter=note, audience=Audience.objects.klad_of(bart))
    batch = undo(as_anna, batch, takes_changed="on")
    assert list(note.parties.all()) == [new]
    assert (batch.outcome["gone"], batch.outcome["stays"]) == (1, 2)


def test_who_is_named_in_a_text_stays(
    as_anna: Client, bart: Member, bring: Bring, make_situation: Make, make_insight: Make
) -> None:
    batch = bring(as_anna, "organisaties", PARTIES)
    bridge = Party.objects.get(name="De Brug")
    make_insight(make_situation(bart), bart, f"Vraag het {party_reference(bridge.pk).token} maar.")
    undo(as_anna, batch, takes_changed="on")
    assert list(Party.objects.all()) == [bridge]


def test_only_what_was_stored_can_be_undone(as_anna: Client, anna: Member) -> None:
    batch = Batch.objects.create(municipality=anna.municipality, member=anna, what="notities", file_name="x")
    assert as_anna.get(f"/inlezen/bestand/{batch.pk}/ongedaan/").status_code == 302
    undo(as_anna, batch)
    assert batch.state == Batch.State.READING
