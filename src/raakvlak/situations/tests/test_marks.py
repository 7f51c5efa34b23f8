"""Marking words in a note."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party, Presence
from raakvlak.situations.marking import quote_from, stretches
from raakvlak.situations.models import Insight, Side, Situation, SituationEncounter
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


@pytest.fixture
def fatima(anna: Member, make_party: Make) -> Party:
    party: Party = make_party(anna, "Fatima Yilmaz")
    return party


@pytest.fixture
def talk(anna: Member, make_encounter: Make, fatima: Party) -> Encounter:
    token = party_reference(fatima.pk).token
    note = f"{token} wil dat de bankjes blijven.\nDe bankjes zijn haar huiskamer, zegt {token}."
    encounter: Encounter = make_encounter(anna, note, parties=(fatima,))
    return encounter


@pytest.fixture
def park(anna: Member, bart: Member, make_situation: Make, talk: Encounter) -> Situation:
    situation: Situation = make_situation(anna, team=(bart,), encounters=(talk,))
    return situation


def address(situation: Situation, encounter: Encounter) -> str:
    return f"/situaties/{situation.pk}/gesprekken/{encounter.uuid}/"


def send(client: Client, situation: Situation, encounter: Encounter, words: str, **values: Any) -> HttpResponse:
    data = {"words": words, "kind": "need", "basis": "said", **values}
    return client.post(address(situation, encounter), data)  # type: ignore[return-value]


def test_it_shows_the_note_with_names(as_anna: Client, park: Situation, talk: Encounter) -> None:
    page = as_anna.get(address(park, talk)).content.decode()
    assert "Fatima Yilmaz wil dat de bankjes blijven" in page


def test_words_become_an_insight(as_anna: Client, park: Situation, talk: Encounter, anna: Member) -> None:
    response = send(as_anna, park, talk, "de bankjes blijven")
    insight = Insight.objects.get()
    assert response.status_code == 302
    assert (insight.text, insight.quote, insight.kind, insight.basis) == (
        "de bankjes blijven",
        "de bankjes blijven",
        "need",
        "said",
    )
    assert (insight.author, insight.encounter, insight.audience) == (anna, talk, talk.audience)
    assert insight.keep_until > timezone.localdate()


def test_who_marks_an_own_note_has_worked_it_out(
    as_anna: Client, as_bart: Client, park: Situation, talk: Encounter
) -> None:
    for client, is_worked_out in ((as_bart, False), (as_anna, True)):
        send(client, park, talk, "de bankjes blijven")
        talk.refresh_from_db()
        assert (talk.worked_out_at is not None) == is_worked_out


def test_a_name_is_kept_as_a_reference(as_anna: Client, park: Situation, talk: Encounter, fatima: Party) -> None:
    send(as_anna, park, talk, "Fatima Yilmaz wil dat de bankjes")
    insight = Insight.objects.get()
    token = party_reference(fatima.pk).token
    assert insight.quote == f"{token} wil dat de bankjes"
    assert insight.text == f"{token} wil dat de bankjes"


def test_a_name_in_words_of_ones_own_becomes_a_reference(
    as_anna: Client, park: Situation, talk: Encounter, fatima: Party
) -> None:
    send(as_anna, park, talk, "bankjes", text="Fatima Yilmaz zit er graag.")
    assert Insight.objects.get().text == f"{party_reference(fatima.pk).token} zit er graag."


def test_half_a_name_takes_the_whole(as_anna: Client, park: Situation, talk: Encounter, fatima: Party) -> None:
    send(as_anna, park, talk, "Yilmaz wil dat")
    assert Insight.objects.get().quote == f"{party_reference(fatima.pk).token} wil dat"


def test_words_across_lines_are_found(as_anna: Client, park: Situation, talk: Encounter) -> None:
    send(as_anna, park, talk, "bankjes blijven.  De bankjes")
    insight = Insight.objects.get()
    assert (insight.quote, insight.text) == ("bankjes blijven.\nDe bankjes", "bankjes blijven. De bankjes")


def test_capitals_do_not_matter(as_anna: Client, park: Situation, talk: Encounter) -> None:
    send(as_anna, park, talk, "HUISKAMER")
    assert Insight.objects.get().quote == "huiskamer"


def test_words_that_are_not_there_are_told_kindly(as_anna: Client, park: Situation, talk: Encounter) -> None:
    response = send(as_anna, park, talk, "de schommels", text="Mijn eigen zin")
    assert "Deze woorden staan zo niet in de notitie" in response.content.decode()
    assert "Mijn eigen zin" in response.content.decode()
    assert not Insight.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "\x00", "bankjes " * 100])
def test_bad_words_are_refused(words: str, as_anna: Client, park: Situation, talk: Encounter) -> None:
    assert send(as_anna, park, talk, words).status_code == 200
    assert not Insight.objects.exists()


def test_too_much_at_once_is_told(as_anna: Client, anna: Member, make_encounter: Make, make_situation: Make) -> None:
    long = make_encounter(anna, "woord " * 300)
    park = make_situation(anna, encounters=(long,))
    for words in ("woord " * 200, "woord " * 100):
        assert "te veel om in één keer" in send(as_anna, park, long, words).content.decode()


@pytest.mark.parametrize(("field", "value"), [("kind", "hunch"), ("kind", ""), ("basis", "hunch"), ("whose", "p999")])
def test_made_up_choices_are_refused(field: str, value: str, as_anna: Client, park: Situation, talk: Encounter) -> None:
    assert send(as_anna, park, talk, "bankjes", **{field: value}).status_code == 200
    assert not Insight.objects.exists()


def test_html_and_other_writing_survive(
    as_anna: Client, anna: Member, make_encounter: Make, make_situation: Make
) -> None:
    talk = make_encounter(anna, "<b>Hoi</b> 🌳 مرحبا javascript:alert(1)")
    park = make_situation(anna, encounters=(talk,))
    send(as_anna, park, talk, "<b>Hoi</b> 🌳 مرحبا")
    page = as_anna.get(address(park, talk)).content.decode()
    assert Insight.objects.get().quote == "<b>Hoi</b> 🌳 مرحبا"
    assert "&lt;b&gt;Hoi&lt;/b&gt; 🌳 مرحبا" in page
    assert "<b>Hoi" not in page


def test_words_about_health_ask_a_gentle_question(
    as_anna: Client, anna: Member, make_encounter: Make, make_situation: Make
) -> None:
    talk = make_encounter(anna, "Haar man is ziek en kan niet ver lopen.")
    park = make_situation(anna, encounters=(talk,))
    assert "Is dat nodig?" in send(as_anna, park, talk, "man is ziek", text="Haar man is ziek").content.decode()
    send(as_anna, park, talk, "man is ziek", text="Haar man is ziek", is_needed="on")
    assert Insight.objects.count() == 1


def test_it_can_be_of_who_was_there_and_then_of_her_side(
    as_anna: Client, park: Situation, talk: Encounter, fatima: Party
) -> None:
    side = Side.objects.create(situation=park, name="ouders")
    side.parties.add(fatima)
    send(as_anna, park, talk, "bankjes", whose=f"p{fatima.pk}")
    insight = Insight.objects.get()
    assert (insight.party, insight.side) == (fatima, side)


def test_who_was_only_mentioned_or_does_not_want_it_is_not_offered(
    as_anna: Client, anna: Member, park: Situation, talk: Encounter, make_party: Make
) -> None:
    shy, away = make_party(anna, "Stille Willem", is_not_to_be_noted=True), make_party(anna, "Gerda Bos")
    Presence.objects.create(encounter=talk, party=shy)
    Presence.objects.create(encounter=talk, party=away, is_only_mentioned=True)
    page = as_anna.get(address(park, talk)).content.decode()
    assert "Stille Willem" not in page
    assert "Gerda Bos" not in page


def test_a_mark_in_a_klad_is_a_klad(
    as_anna: Client, as_bart: Client, anna: Member, make_encounter: Make, park: Situation
) -> None:
    soon = timezone.localdate() + timedelta(days=30)
    klad = make_encounter(anna, "Alleen voor mij.", audience=Audience.objects.klad_of(anna), keep_until=soon)
    SituationEncounter.objects.create(situation=park, encounter=klad)
    send(as_anna, park, klad, "voor mij")
    insight = Insight.objects.get()
    assert (insight.audience, insight.keep_until) == (klad.audience, soon)
    assert as_bart.get(address(park, klad)).status_code == 404
    assert "voor mij" not in as_bart.get(f"/situaties/{park.pk}/ladder/").content.decode()


def test_a_talk_of_another_situation_is_not_found(
    as_anna: Client, anna: Member, park: Situation, make_encounter: Make
) -> None:
    assert as_anna.get(address(park, make_encounter(anna))).status_code == 404


def test_a_withdrawn_talk_is_not_found(as_anna: Client, park: Situation, talk: Encounter) -> None:
    talk.withdrawn_at = timezone.now()
    talk.save()
    assert as_anna.get(address(park, talk)).status_code == 404


def test_nobody_else_finds_it(
    client: Client, as_carla: Client, as_dirk: Client, as_esma: Client, park: Situation, talk: Encounter
) -> None:
    assert client.get(address(park, talk)).status_code == 302
    assert as_carla.get(address(park, talk)).status_code == 404
    assert as_dirk.get(address(park, talk)).status_code == 403
    assert as_esma.get(address(park, talk)).status_code == 403
    talk.uuid = uuid4()
    assert as_carla.get(address(park, talk)).status_code == 404


def test_who_is_not_in_the_team_reads_but_does_not_mark(as_fatma: Client, park: Situation, talk: Encounter) -> None:
    assert "mark-form" not in as_fatma.get(address(park, talk)).content.decode()
    send(as_fatma, park, talk, "bankjes")
    assert not Insight.objects.exists()


def test_its_queries_stay_the_same(
    as_anna: Client,
    anna: Member,
    park: Situation,
    talk: Encounter,
    make_insight: Make,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in (10, 100):
        for _place in range(number):
            make_insight(park, anna, encounter=talk, quote="bankjes", audience=talk.audience)
        with django_assert_max_num_queries(22):
            as_anna.get(address(park, talk))


def test_marks_may_lie_across_each_other(park: Situation, talk: Encounter) -> None:
    note = "een twee drie vier"
    first, second = Insight(quote="een twee drie"), Insight(quote="drie vier")
    assert [(stretch.text, stretch.insights) for stretch in stretches(note, [first, second])] == [
        ("een twee ", [first]),
        ("drie", [first, second]),
        (" vier", [second]),
    ]


def test_words_that_occur_twice_are_taken_where_they_were_selected() -> None:
    note = "bank Bank BANK"
    assert quote_from(note, "bank", lambda _reference: "", near=9) == "bank"
    assert quote_from("ik en ik", "ik", lambda _reference: "", near=5) == "ik"
    assert quote_from("", "ik", lambda _reference: "") is None
    assert quote_from(note, " ", lambda _reference: "") is None
