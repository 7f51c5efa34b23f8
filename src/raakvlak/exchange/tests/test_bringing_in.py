"""A file is sent, mapped, settled, looked at and stored; until the last yes nothing changes."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import Make
from raakvlak.exchange.jobs import read_file
from raakvlak.exchange.models import Batch, BatchRow, KnownColumns, Made
from raakvlak.exchange.tests.conftest import Bring, keep, send, settle, work
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Purpose, SearchEntry
from raakvlak.relations.models import ContactPoint, Encounter, Party, Presence
from raakvlak.situations.models import SituationEncounter

ORGANISATIONS = (
    "Naam;Telefoonnummer;E-mail;Straat;Huisnummer;Postcode;Woonplaats;Opmerking;KvK\r\n"
    "Buurthuis De Brug;010-1234567;info@brug.example;Kade;1;1234 AB;Waterhoek;Zaal te huur;12345678\r\n"
    "Café ’t Hoekje;;;;;;;;\r\n"
)
NOTES = (
    "Datum;Notitie;Met wie;Hoe;Wijk\n"
    "3-5-2026;Over de bankjes;Fatima Yilmaz, Jan Nieuw;straat;Kadebuurt\n"
    "2026-05-04;Nog iets;;huisbezoek;\n"
)


def test_organisations_come_in(as_anna: Client, anna: Member, bring: Bring) -> None:
    batch = bring(as_anna, "organisaties", ORGANISATIONS)
    assert batch.state == Batch.State.DONE
    bridge, corner = Party.objects.order_by("name")
    assert (bridge.name, bridge.kind, bridge.description) == ("Buurthuis De Brug", "organisation", "Zaal te huur")
    assert (corner.name, corner.sort_name) == ("Café ’t Hoekje", "cafe t hoekje")
    assert bridge.audience == Audience.objects.frontline_of(anna.municipality)
    assert bridge.purpose == Purpose.CONTACT
    assert bridge.keep_until > timezone.localdate() + datetime.timedelta(days=700)
    points = dict(bridge.contact_points.values_list("kind", "value"))
    assert points == {"phone": "010-1234567", "email": "info@brug.example", "address": "Kade 1, 1234 AB Waterhoek"}
    assert batch.outcome["made"] == 2
    assert Made.objects.filter(batch=batch).count() == 2


def test_nothing_of_the_file_stays(as_anna: Client, bring: Bring) -> None:
    batch = bring(as_anna, "organisaties", ORGANISATIONS)
    assert not batch.path.exists()
    assert not BatchRow.objects.exists()


def test_what_waits_is_encrypted(as_anna: Client) -> None:
    as_anna.post("/inlezen/organisaties/")
    batch = send(as_anna, "organisaties", ORGANISATIONS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM exchange_batchrow")
        rows = [content for (content,) in cursor.fetchall()]
        cursor.execute("SELECT headers FROM exchange_batch")
        rows += [headers for (headers,) in cursor.fetchall()]
    assert len(rows) == 3
    assert not [row for row in rows if "De Brug" in row or '"Naam"' in row]  # signs that no encrypted text has
    assert "Buurthuis De Brug" in batch.rows.get(number=2).content


def test_before_the_last_yes_nothing_changes(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    assert batch.state == Batch.State.READY
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/").content.decode()
    assert "Buurthuis De Brug" in page
    assert not Party.objects.exists()


def test_it_is_found_at_once_and_has_no_history(as_anna: Client, bring: Bring) -> None:
    bring(as_anna, "organisaties", ORGANISATIONS)
    assert SearchEntry.objects.filter(kind="party").count() == 2
    assert "De Brug" in as_anna.get("/zoeken/?q=buurthuis").content.decode()
    assert not Party.history.exists()
    assert not ContactPoint.history.exists()


def test_rows_that_come_after_by_hand_get_a_number_of_their_own(
    as_anna: Client, anna: Member, bring: Bring, make_party: Make
) -> None:
    before = make_party(anna, "Eerder")
    bring(as_anna, "organisaties", ORGANISATIONS)
    after = make_party(anna, "Later")
    assert before.pk < min(Made.objects.values_list("party", flat=True)) < after.pk


def test_notes_come_in_with_people_areas_and_channels(
    as_anna: Client, anna: Member, bring: Bring, make_party: Make
) -> None:
    fatima = make_party(anna)
    area = anna.municipality.areas.create(name="Kadebuurt")
    batch = bring(as_anna, "notities", NOTES)
    assert batch.state == Batch.State.DONE, batch.outcome
    first, second = Encounter.objects.order_by("happened_on")
    assert (first.happened_on, first.channel, first.area) == (datetime.date(2026, 5, 3), "street", area)
    assert (second.channel, second.working_note) == ("kitchen_table", "Nog iets")
    assert set(first.parties.all()) == {fatima, Party.objects.get(name="Jan Nieuw")}
    assert first.author == anna
    assert first.worked_out_at is not None
    assert batch.outcome["people"] == 1


def test_notes_are_a_klad_unless_the_author_chose_wider(as_anna: Client, bring: Bring) -> None:
    bring(as_anna, "notities", "dag;notitie\n3-5-2026;Over de bankjes\n")
    note = Encounter.objects.get()
    assert note.audience.is_klad
    assert note.purpose == Purpose.WORK
    assert note.keep_until == timezone.localdate() + datetime.timedelta(days=30)


def test_notes_for_a_team_belong_to_its_situation(
    as_anna: Client, anna: Member, bring: Bring, make_situation: Make
) -> None:
    park, other = make_situation(anna), make_situation(anna, "Plein")
    bring(as_anna, "notities", "dag;notitie;situatie\n3-5-2026;Over de bankjes;plein\n", audience=park.team_id)
    assert set(SituationEncounter.objects.values_list("situation", flat=True)) == {park.pk, other.pk}


def test_who_does_not_want_to_be_noted_stays_out(as_anna: Client, anna: Member, bring: Bring, make_party: Make) -> None:
    make_party(anna, "Piet Schuw", is_not_to_be_noted=True)
    batch = bring(as_anna, "notities", "dag;notitie;met wie\n3-5-2026;Sprak met Piet Schuw over het hek;Piet Schuw\n")
    note = Encounter.objects.get()
    assert note.working_note == "Sprak met iemand over het hek"
    assert not Presence.objects.exists()
    assert Party.objects.count() == 1
    assert batch.outcome["kept_out"] == 1


def test_nor_is_she_noted_under_a_name_that_she_had(
    as_anna: Client, anna: Member, bring: Bring, make_party: Make
) -> None:
    shy = make_party(anna, "Jan Kok", is_not_to_be_noted=True)
    shy.other_names.create(name="Jan Schuw")
    shy.other_names.create(name="Huis met het rode hek")
    content = "dag;notitie;met wie\n3-5-2026;Bij huis met het rode hek, Jan Kok dus;Jan Schuw\n"
    batch = bring(as_anna, "notities", content)
    assert Encounter.objects.get().working_note == "Bij iemand, iemand dus"
    assert batch.outcome["people"] == 0
    batch = settle(as_anna, send(as_anna, "relaties", "Naam\nJan Schuw\n"))
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/").content.decode()
    assert "Deze naam is van iemand die niet genoteerd wil worden." in page
    keep(as_anna, batch, skips_wrong="on")
    assert list(Party.objects.all()) == [shy]


def test_somebody_is_known_by_a_name_that_she_had_unless_another_has_it_now(
    as_anna: Client, anna: Member, bring: Bring, make_party: Make
) -> None:
    fatima, other = make_party(anna), make_party(anna, "Rode hek")
    fatima.other_names.create(name="Rode hek")
    fatima.other_names.create(name="Mevrouw Y")
    bring(as_anna, "notities", "dag;notitie;met wie\n3-5-2026;Een;Mevrouw Y\n4-5-2026;Twee;Rode hek\n")
    first, second = Encounter.objects.order_by("happened_on")
    assert (first.parties.get(), second.parties.get()) == (fatima, other)


def test_a_name_behind_an_at_sign_becomes_a_reference(
    as_anna: Client, anna: Member, bring: Bring, make_party: Make
) -> None:
    fatima = make_party(anna)
    bring(as_anna, "notities", "dag;notitie\n3-5-2026;Ook @Fatima Yilmaz vindt dat\n")
    assert "Fatima" not in Encounter.objects.get().working_note
    assert Presence.objects.get().party == fatima


def test_columns_are_remembered_for_the_same_headers(as_anna: Client, as_bart: Client) -> None:
    batch = send(as_anna, "organisaties", "Wat;Waar\nDe Brug;Kade 1\n")
    assert batch.mapping == ["", ""]
    at = f"/inlezen/bestand/{batch.pk}/kolommen/"
    assert as_anna.post(at, {"column_0": "name", "column_1": "address"}).status_code == 302
    assert send(as_anna, "organisaties", "wat ;WAAR\nDe Boot;Kade 2\n").mapping == ["name", "address"]
    assert send(as_bart, "organisaties", "Wat;Waar\nDe Boot;Kade 2\n").mapping == ["", ""]
    assert "Wat" not in str(list(KnownColumns.objects.values()))


def test_a_needed_column_is_asked_for(as_anna: Client) -> None:
    batch = send(as_anna, "notities", "dag;bla\n3-5-2026;Iets\n")
    answer = as_anna.post(f"/inlezen/bestand/{batch.pk}/kolommen/", {"column_0": "day"})
    assert answer.status_code == 422
    assert "Kies nog een kolom voor ‘Werknotitie’." in answer.content.decode()
    answer = as_anna.post(f"/inlezen/bestand/{batch.pk}/kolommen/", {"column_0": "day", "column_1": "day"})
    assert "kan maar één kolom zijn" in answer.content.decode()


def test_a_row_that_is_wrong_stops_all_until_it_is_skipped(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "notities", "dag;notitie\n3-5-2026;Goed\ngisteren;Fout\n"))
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/?toon=fout").content.decode()
    assert "Dit is geen dag die we kennen" in page
    assert "rij 3" in page
    assert "Goed" not in page
    assert keep(as_anna, batch).state == Batch.State.READY
    assert not Encounter.objects.exists()
    assert keep(as_anna, batch, skips_wrong="on").state == Batch.State.DONE
    assert Encounter.objects.get().working_note == "Goed"


def test_one_row_can_be_skipped_and_taken_again(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    row = batch.rows.get(number=2)
    choose = f"/inlezen/bestand/{batch.pk}/nakijken/{row.pk}/"
    assert as_anna.post(choose, {"choice": "skip", "toon": "fout"}).headers["Location"].endswith("?toon=fout#rij-2")
    assert as_anna.post(choose, {"choice": "onzin"}).status_code == 302
    batch = keep(as_anna, batch)
    assert Party.objects.get().name == "Café ’t Hoekje"
    assert batch.outcome["skipped"] == 1


def test_what_stands_here_already_is_told_and_not_made_twice(
    as_anna: Client, anna: Member, bart: Member, make_party: Make
) -> None:
    make_party(anna, "buurthuis de brug", kind="organisation")
    make_party(bart, "Café 't Hoekje", kind="organisation", audience=Audience.objects.klad_of(bart))
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS + "Café ’t Hoekje;;;;;;;;\r\n"))
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/?toon=dubbel").content.decode()
    assert "Dit staat er al" in page
    assert "Hetzelfde staat al op rij 3" in page
    batch = keep(as_anna, batch)
    assert sorted(Party.objects.visible_to(anna).values_list("name", flat=True)) == [
        "Café ’t Hoekje",
        "buurthuis de brug",
    ]
    assert batch.outcome == {"made": 1, "known": 2, "wrong": 0, "skipped": 0, "people": 0, "kept_out": 0}


def test_a_double_is_made_when_one_wants_it(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, "Buurthuis De Brug", kind="organisation")
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    keep(as_anna, batch, doubles="new")
    assert Party.objects.filter(name="Buurthuis De Brug").count() == 2


def test_the_same_file_twice_makes_no_note_twice(as_anna: Client, bring: Bring) -> None:
    bring(as_anna, "notities", NOTES.replace("Kadebuurt", ""))
    again = bring(as_anna, "notities", NOTES.replace("Kadebuurt", ""))
    assert again.outcome["known"] == 2
    assert Encounter.objects.count() == 2


def test_a_note_that_is_a_colleagues_by_now_is_not_made_twice_and_not_shown(
    as_anna: Client, bart: Member, bring: Bring
) -> None:
    content = "dag;notitie\n3-5-2026;Over de bankjes\n"
    bring(as_anna, "notities", content)
    Encounter.objects.update(author=bart)
    batch = settle(as_anna, send(as_anna, "notities", content))
    at, seen = f"/inlezen/bestand/{batch.pk}/nakijken/", f"/gesprekken/{Encounter.objects.get().uuid}/"
    assert seen in as_anna.get(at).content.decode()
    Encounter.objects.update(audience=Audience.objects.klad_of(bart))
    page = as_anna.get(at).content.decode()
    assert "Dit las je al eens in." in page
    assert seen not in page
    assert keep(as_anna, batch).outcome["known"] == 1
    assert Encounter.objects.count() == 1


def test_a_file_goes_also_when_the_worker_died_just_before(as_anna: Client) -> None:
    batch = send(as_anna, "organisaties", ORGANISATIONS)
    batch.path.touch()
    read_file.enqueue(batch_id=batch.pk, municipality_id=batch.municipality_id)
    work()
    assert not batch.path.exists()
    assert batch.rows.count() == 2


def test_saying_yes_twice_stores_once(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    as_anna.post(f"/inlezen/bestand/{batch.pk}/bewaren/")
    as_anna.post(f"/inlezen/bestand/{batch.pk}/bewaren/")
    work()
    assert Party.objects.count() == 2


def test_it_can_be_stopped_before_anything_is_stored(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    as_anna.post(f"/inlezen/bestand/{batch.pk}/bewaren/")
    as_anna.post(f"/inlezen/bestand/{batch.pk}/stoppen/")
    work()
    batch.refresh_from_db()
    assert batch.state == Batch.State.READY
    assert not Party.objects.exists()


def test_a_bsn_is_never_kept(as_anna: Client) -> None:
    batch = send(as_anna, "relaties", "Naam;Omschrijving;BSN;Telefoon\nMieke;Nummer 111222333;111222333;612345678\n")
    assert "111222333" not in batch.rows.get().content
    batch = settle(as_anna, batch)
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/").content.decode()
    assert "een getal dat een burgerservicenummer lijkt. We hebben het niet bewaard." in page
    assert batch.rows.get().has_errors


def test_special_words_are_asked_about_gently(as_anna: Client, bring: Bring) -> None:
    batch = settle(as_anna, send(as_anna, "relaties", "Naam;Omschrijving\nMieke;Is ziek\n"))
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/?toon=vraag").content.decode()
    assert "“ziek” (gezondheid)" in page
    assert keep(as_anna, batch).state == Batch.State.DONE


def test_people_know_or_do_not_know_that_one_notes(as_anna: Client, bring: Bring) -> None:
    content = "Voornaam;Achternaam;Soort;Weet dat ik noteer sinds\nMieke;Kok;;1-2-2026\nDe kaarters;;groep;\n"
    bring(as_anna, "relaties", content, knows="ja", knows_since_on="2026-03-01")
    group, mieke = Party.objects.order_by("kind")
    assert (mieke.name, mieke.knows_since_on) == ("Mieke Kok", datetime.date(2026, 2, 1))
    assert (group.kind, group.knows_since_on) == ("group", datetime.date(2026, 3, 1))


def test_who_may_see_people_must_be_chosen(as_anna: Client) -> None:
    batch = send(as_anna, "relaties", "Naam\nMieke\n")
    as_anna.post(f"/inlezen/bestand/{batch.pk}/kolommen/", {"column_0": "name"})
    page = as_anna.post(f"/inlezen/bestand/{batch.pk}/afspraken/", {"purpose": "contact", "knows": "ja"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Kies wie dit mag zien." in text
    assert "Vul de dag in waarop je het vertelde." in text


def test_no_row_is_kept_longer_than_the_municipality_settled(as_anna: Client, anna: Member) -> None:
    batch = send(as_anna, "organisaties", ORGANISATIONS)
    at = f"/inlezen/bestand/{batch.pk}/"
    as_anna.post(f"{at}kolommen/", {"column_0": "name"})
    usual = as_anna.get(f"{at}afspraken/").context["form"].initial
    late = timezone.localdate() + datetime.timedelta(days=3_000)
    assert "Dat is te lang" in as_anna.post(f"{at}afspraken/", {**usual, "ends_on": late}).content.decode()
    past = timezone.localdate()
    assert "al voorbij" in as_anna.post(f"{at}afspraken/", {**usual, "ends_on": past}).content.decode()


def test_it_is_written_down_that_a_file_came_in(as_anna: Client, anna: Member, bring: Bring) -> None:
    batch = bring(as_anna, "organisaties", ORGANISATIONS)
    entry = AccessLogEntry.objects.get(what=AccessLogEntry.What.BATCH_STORED)
    assert (entry.member, entry.subject_id) == (anna, batch.pk)


def test_who_lost_her_role_meanwhile_stores_nothing(as_anna: Client, anna: Member) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    as_anna.post(f"/inlezen/bestand/{batch.pk}/bewaren/")
    anna.role = "colleague"
    anna.save()
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.refusal) == (Batch.State.REFUSED, "no_longer_allowed")
    assert not Party.objects.exists()
    assert not BatchRow.objects.exists()


def test_an_area_that_vanished_sends_the_rows_back_to_be_looked_at(as_anna: Client, anna: Member) -> None:
    area = anna.municipality.areas.create(name="Kadebuurt")
    batch = settle(as_anna, send(as_anna, "organisaties", "naam;wijk\nDe Brug;Kadebuurt\n"))
    as_anna.post(f"/inlezen/bestand/{batch.pk}/bewaren/")
    area.delete()
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.refusal) == (Batch.State.READY, "changed_meanwhile")
    assert "Er is intussen iets veranderd" in as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/").content.decode()
    assert not Party.objects.exists()


@pytest.mark.parametrize("address", ["", "kolommen/", "afspraken/", "nakijken/", "ongedaan/"])
def test_a_file_is_for_its_sender_alone(as_anna: Client, as_bart: Client, as_carla: Client, address: str) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    for client in (as_bart, as_carla):
        assert client.get(f"/inlezen/bestand/{batch.pk}/{address}").status_code == 404
        assert client.get("/inlezen/").context["page"].rows == []


@pytest.mark.parametrize("address", ["bewaren/", "stoppen/", "opnieuw/", "weg/", "ongedaan/"])
def test_nobody_else_does_anything_with_it(as_anna: Client, as_bart: Client, as_dirk: Client, address: str) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    assert as_bart.post(f"/inlezen/bestand/{batch.pk}/{address}").status_code == 404
    assert as_dirk.post(f"/inlezen/bestand/{batch.pk}/{address}").status_code == 403
    batch.refresh_from_db()
    assert batch.state == Batch.State.READY


def test_a_file_can_be_thrown_away(as_anna: Client) -> None:
    batch = settle(as_anna, send(as_anna, "organisaties", ORGANISATIONS))
    assert as_anna.post(f"/inlezen/bestand/{batch.pk}/weg/").headers["Location"] == "/inlezen/"
    assert not Batch.objects.exists()
    assert not BatchRow.objects.exists()
