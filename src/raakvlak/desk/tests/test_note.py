"""Noteer: a sentence is a complete note, stored once, for the eyes that were chosen."""

import datetime
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.desk import actions
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.relations.notes import Note
from raakvlak.situations.references import party_reference, situation_reference

Make = Callable[..., Any]
NOTE = "/noteer/"


def frontline(member: Member) -> str:
    return str(Audience.objects.frontline_of(member.municipality).pk)


def klad(member: Member) -> str:
    return str(Audience.objects.klad_of(member).pk)


def send(client: Client, text: str = "Sprak over de bankjes.", **values: Any) -> Any:
    return client.post(NOTE, {"working_note": text, "key": str(uuid.uuid4()), **values})


def test_one_sentence_is_enough(as_anna: Client, anna: Member) -> None:
    key = uuid.uuid4()
    response = as_anna.post(NOTE, {"working_note": "Sprak over de bankjes.", "key": str(key)})
    assert response.status_code == 302
    assert response["Location"] == f"/gesprekken/{key}/?klaar=genoteerd"
    encounter = Encounter.objects.get(uuid=key)
    assert (encounter.working_note, encounter.author) == ("Sprak over de bankjes.", anna)
    assert encounter.happened_on == timezone.localdate()


def test_without_a_choice_the_first_note_is_a_klad(as_anna: Client) -> None:
    send(as_anna)
    encounter = Encounter.objects.get()
    assert encounter.audience.is_klad
    assert encounter.keep_until == timezone.localdate() + datetime.timedelta(days=30)


def test_the_form_says_what_a_klad_is_and_is_not(as_anna: Client) -> None:
    page = as_anna.get(NOTE).content.decode()
    assert "‘Alleen voor mij’ is geen geheim voor de wet (Woo)." in page
    assert "Verdwijnt na 30 dagen" in page


def test_only_what_there_is_to_see_is_unfolded(as_anna: Client) -> None:
    assert not as_anna.get(NOTE).context["form"].is_unfolded
    assert not send(as_anna, "Zij is ziek.", promise_rows="1").context["form"].is_unfolded
    assert send(as_anna, "Zij is ziek.", **{"promise_rows": "1", "promise-0-text": "Bel"}).context["form"].is_unfolded
    assert send(as_anna, happened_on="1850-01-01").context["form"].is_unfolded


def test_the_last_choice_is_remembered(as_anna: Client, anna: Member) -> None:
    send(as_anna, audience=frontline(anna))
    assert as_anna.get(NOTE).context["form"].initial["audience"] == int(frontline(anna))


def test_for_a_situation_its_team_is_proposed_and_then_the_last_choice(
    as_anna: Client, anna: Member, make_situation: Make
) -> None:
    situation = make_situation(anna)
    address = f"{NOTE}?situatie={situation.pk}"
    assert as_anna.get(address).context["form"].initial["audience"] == situation.team_id
    send(as_anna, audience=klad(anna), situation=[situation.pk])
    assert as_anna.get(address).context["form"].initial["audience"] == int(klad(anna))


def test_all_the_rest_can_be_told_too(as_anna: Client, anna: Member, bart: Member, make_party: Make) -> None:
    area, fatima = Area.objects.create(municipality=anna.municipality, name="Kade"), make_party(anna, "Fatima Yilmaz")
    send(
        as_anna,
        audience=frontline(anna),
        party=[fatima.pk],
        area=area.pk,
        latitude="52.37403",
        longitude="4.88969",
        channel="street",
        happened_on="2026-05-03",
        part_of_day="evening",
        is_story="on",
        shareable_summary="Er is een bank nodig.",
        member=[bart.pk],
    )
    encounter = Encounter.objects.get()
    assert (encounter.area, encounter.channel, encounter.part_of_day) == (area, "street", "evening")
    assert (encounter.latitude, encounter.longitude) == (Decimal("52.374"), Decimal("4.89"))
    assert encounter.happened_on == datetime.date(2026, 5, 3)
    assert encounter.is_story
    assert list(encounter.parties.all()) == [fatima]
    assert list(encounter.members.all()) == [bart]


def test_typed_names_become_references_and_links(
    as_anna: Client, anna: Member, make_party: Make, make_situation: Make
) -> None:
    fatima, park = make_party(anna, "Fatima Yilmaz"), make_situation(anna, "Het park aan de Gracht")
    send(as_anna, "@Fatima over #park", audience=frontline(anna))
    encounter = Encounter.objects.get()
    tokens = (party_reference(fatima.pk).token, situation_reference(park.pk).token)
    assert encounter.working_note == "{} over {}".format(*tokens)
    assert [presence.is_only_mentioned for presence in encounter.presences.all()] == [True]
    assert [link.situation for link in encounter.links.all()] == [park]


def test_a_new_name_makes_a_party_for_the_same_eyes(as_anna: Client, anna: Member) -> None:
    response = as_anna.post(
        NOTE, {"working_note": "@Truus belt.", "new_party": ["Truus"], "audience": klad(anna)}, follow=True
    )
    party = Party.objects.get()
    assert (party.name, party.audience_id) == ("Truus", int(klad(anna)))
    assert Encounter.objects.get().working_note == f"{party_reference(party.pk).token} belt."
    assert "Nieuw bij Mensen: Truus. Wie dit mag zien: alleen ik (klad)." in response.content.decode()


def test_a_name_typed_by_hand_is_found_or_made(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    send(as_anna, who="fatima yilmaz, Huis met het rode hek", is_anonymous="on", audience=frontline(anna))
    made = Party.objects.get(name="Huis met het rode hek")
    assert made.is_anonymous
    assert set(Encounter.objects.get().parties.all()) == {fatima, made}


def test_a_doubtful_name_is_asked_about_and_the_answer_is_enough(
    as_anna: Client, anna: Member, make_party: Make
) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    response = send(as_anna, who="Fatima", audience=frontline(anna))
    page = response.content.decode()
    assert "Wie bedoel je?" in page
    assert "+ nieuw: Fatima" in page
    assert not Encounter.objects.exists()
    send(as_anna, who="Fatima", party=[fatima.pk], audience=frontline(anna))
    assert list(Encounter.objects.get().parties.all()) == [fatima]
    send(as_anna, who="Fatima", new_party=["Fatima"], audience=frontline(anna))
    assert Party.objects.filter(name="Fatima").count() == 1


def test_one_who_does_not_want_to_be_noted_stays_out(as_anna: Client, anna: Member, make_party: Make) -> None:
    shy = make_party(anna, "Fatima Yilmaz", is_not_to_be_noted=True)
    values = {"working_note": "@Fatima Yilmaz belt.", "party": [shy.pk], "new_party": ["Fatima Yilmaz"]}
    response = as_anna.post(NOTE, {**values, "audience": frontline(anna)}, follow=True)
    assert Encounter.objects.get().working_note == "iemand belt."
    assert not Presence.objects.exists()
    assert Party.objects.count() == 1
    assert "Fatima Yilmaz wil niet genoteerd worden." in response.content.decode()


def test_promises_are_made_in_a_note(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    rows = {
        "promise_rows": "3",
        "promise-0-text": "De lamp navragen",
        "promise-0-due_on": "2026-12-01",
        "promise-1-text": "Sleutel brengen",
        "promise-1-kind": "agreed",
        "promise-1-direction": "theirs",
        "promise-1-to_whom": "De buurman",
    }
    send(as_anna, party=[fatima.pk], audience=frontline(anna), **rows)
    first, second = Promise.objects.order_by("pk")
    assert (first.text, first.party, first.due_on) == ("De lamp navragen", fatima, datetime.date(2026, 12, 1))
    assert (second.text, second.party, second.direction) == ("Sleutel brengen (De buurman)", None, "theirs")
    assert {first.owner, second.owner} == {anna}


def test_a_long_promise_with_many_names_is_kept_whole(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, "Al")
    send(as_anna, **{"promise_rows": "1", "promise-0-text": "@Al, " * 89, "promise-0-to_whom": "W" * 120})
    promise = Promise.objects.get()
    assert promise.text.endswith(f"({'W' * 120})")
    assert len(promise.text) > 500
    assert "max_length" not in promise._meta.get_field("text").deconstruct()[3], "PostgreSQL would refuse it"


@pytest.mark.parametrize(
    ("who", "told"),
    [("W" * 121, "te lang"), (",".join(str(number) for number in range(250)), "meer dan 60 namen")],
)
def test_names_that_are_too_long_or_too_many_are_told_and_stay(as_anna: Client, who: str, told: str) -> None:
    answer = send(as_anna, who=who).content.decode()
    assert told in answer
    assert who in answer
    assert not Encounter.objects.exists()


def test_a_promise_without_words_is_asked_about(as_anna: Client) -> None:
    response = send(as_anna, **{"promise_rows": "1", "promise-0-due_on": "2026-12-01"})
    assert "Schrijf nog op wat er beloofd is" in response.content.decode()
    assert not Encounter.objects.exists()


def test_one_more_row_for_a_promise_without_javascript(as_anna: Client) -> None:
    response = send(as_anna, promise_rows="1", more_promises="1")
    assert len(response.context["form"].promises) == 2
    assert not Encounter.objects.exists()


def test_a_note_for_a_team_belongs_to_its_situation(
    as_anna: Client, anna: Member, bart: Member, make_situation: Make
) -> None:
    situation = make_situation(anna, team=(bart,))
    send(as_anna, audience=str(situation.team_id))
    encounter = Encounter.objects.get()
    assert encounter.audience == situation.team
    assert [link.situation for link in encounter.links.all()] == [situation]


def test_linking_to_a_situation_never_widens(as_anna: Client, anna: Member, bart: Member, make_situation: Make) -> None:
    send(as_anna, audience=klad(anna), situation=[make_situation(bart, team=(anna,)).pk])
    assert Encounter.objects.get().links.count() == 1
    assert not Encounter.objects.visible_to(bart).exists()


def test_one_can_not_write_for_a_circle_that_one_is_not_in(
    as_anna: Client, bart: Member, carla: Member, make_situation: Make
) -> None:
    for audience in (make_situation(bart).team_id, int(klad(bart)), int(frontline(carla)), "x", "999999999"):
        assert send(as_anna, audience=audience).status_code == 200
    assert not Encounter.objects.exists()


def test_what_belongs_to_others_is_left_out(
    as_anna: Client, carla: Member, make_party: Make, make_situation: Make
) -> None:
    theirs, situation = make_party(carla, "Sanne"), make_situation(carla)
    send(as_anna, party=[theirs.pk, "x", "-1", "9" * 40], situation=[situation.pk])
    encounter = Encounter.objects.get()
    assert not encounter.presences.exists()
    assert not encounter.links.exists()


def test_an_area_of_another_municipality_is_refused(as_anna: Client, carla: Member) -> None:
    area = Area.objects.create(municipality=carla.municipality, name="Zand")
    assert send(as_anna, area=area.pk).status_code == 200
    assert not Encounter.objects.exists()


def test_a_channel_that_is_off_is_not_offered_and_not_taken(as_anna: Client, anna: Member) -> None:
    anna.municipality.channels_off = ["street"]
    anna.municipality.save()
    assert 'value="street"' not in as_anna.get(NOTE).content.decode()
    assert send(as_anna, channel="street").status_code == 200
    assert not Encounter.objects.exists()


def test_the_same_note_sent_twice_is_stored_once(as_anna: Client) -> None:
    values = {"working_note": "Eens.", "key": str(uuid.uuid4()), "new_party": ["Truus"]}
    as_anna.post(NOTE, values)
    response = as_anna.post(NOTE, values, follow=True)
    assert Encounter.objects.count() == 1
    assert "Deze notitie stond er al. Ze is één keer bewaard." in response.content.decode()


def test_other_words_under_the_same_key_are_told_not_to_be_in_it(as_anna: Client) -> None:
    key = str(uuid.uuid4())
    send(as_anna, "Eerst.", key=key)
    response = as_anna.post(NOTE, {"working_note": "Later.", "key": key}, follow=True)
    assert Encounter.objects.get().working_note == "Eerst."
    assert "met andere woorden" in response.content.decode()


def test_the_key_of_a_note_of_someone_else_tells_and_changes_nothing(
    as_bart: Client, as_carla: Client, anna: Member, make_encounter: Make
) -> None:
    theirs = make_encounter(anna, "Van Anna.")
    for client in (as_bart, as_carla):
        response = send(client, "Van mij.", key=str(theirs.uuid), new_party=["Truus"])
        assert response.status_code == 404
        assert "Anna" not in response.content.decode()
    assert Encounter.objects.get().working_note == "Van Anna."
    assert not Party.objects.exists()


def test_a_key_that_is_no_key_gets_one(as_anna: Client) -> None:
    send(as_anna, key="geen-uuid")
    assert Encounter.objects.count() == 1


def test_special_data_is_asked_about_once_and_never_refused(as_anna: Client) -> None:
    text = "Zij is ziek, en gelovig."
    response = send(as_anna, text)
    page = response.content.decode()
    assert "Je noemt gezondheid en geloof of levensovertuiging. Is dit nodig?" in page
    assert text in page
    assert not Encounter.objects.exists()
    send(as_anna, text, asked=response.context["asked"])
    assert Encounter.objects.get().working_note == text


def test_the_screen_knows_where_one_came_from(
    as_anna: Client, anna: Member, bart: Member, make_party: Make, make_encounter: Make, make_situation: Make
) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    talk = make_encounter(bart, channel="kitchen_table", parties=(fatima,))
    assert "Fatima Yilmaz" in as_anna.get(f"{NOTE}?persoon={fatima.pk}").content.decode()
    form = as_anna.get(f"{NOTE}?bij={talk.uuid}").context["form"]
    assert (form.initial["channel"], form.initial["party"]) == ("kitchen_table", [fatima.pk])
    for nonsense in ("persoon=x", "situatie=²", "bij=x", f"bij={uuid.uuid4()}", f"situatie={'9' * 30}"):
        assert as_anna.get(f"{NOTE}?{nonsense}").status_code == 200


def test_only_who_works_outside_notes(as_dirk: Client, as_esma: Client, as_gert: Client, client: Client) -> None:
    for other in (as_dirk, as_esma, as_gert):
        assert other.get(NOTE).status_code == 403
        assert send(other).status_code == 403
    assert client.get(NOTE).status_code == 302
    assert not Encounter.objects.exists()


def test_saving_a_note_takes_few_queries(
    as_anna: Client, anna: Member, make_party: Make, django_assert_max_num_queries: Make
) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    values = {"working_note": "Eens.", "audience": frontline(anna), "key": str(uuid.uuid4())}
    with django_assert_max_num_queries(12):
        as_anna.post(NOTE, {**values, "party": [fatima.pk]})
    assert Encounter.objects.get().presences.count() == 1


def test_saving_a_note_with_a_new_party_takes_few_queries(as_anna: Client, anna: Member) -> None:
    values = {"working_note": "Eens.", "audience": frontline(anna), "key": str(uuid.uuid4()), "new_party": ["Truus"]}
    with CaptureQueriesContext(connection) as captured:
        as_anna.post(NOTE, values)
    work = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(work) <= 12
    assert Encounter.objects.get().presences.count() == 1


def test_a_promise_can_be_to_somebody_who_is_known(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    send(as_anna, **{"promise_rows": "1", "promise-0-text": "Bellen", "promise-0-to_whom": "Fatima"})
    assert (Promise.objects.get().party, Promise.objects.get().text) == (fatima, "Bellen")


def test_what_the_database_refuses_for_another_reason_is_no_double_note(
    anna: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(actions, "note", refuse)
    typed = actions.Typed(note=Note(working_note="Eens."))
    with pytest.raises(IntegrityError):
        actions.note_once(anna, Audience.objects.klad_of(anna), typed, key=uuid.uuid4())
