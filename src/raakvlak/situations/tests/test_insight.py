"""One insight: adding what lies behind it, changing it while somebody else does, making it the question."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.ladder import ladder_of
from raakvlak.situations.models import Insight, Question, Side, Situation
from raakvlak.situations.references import party_reference, situation_reference

Make = Callable[..., Any]


@pytest.fixture
def fatima(anna: Member, make_party: Make) -> Party:
    party: Party = make_party(anna, "Fatima Yilmaz")
    return party


@pytest.fixture
def talk(anna: Member, make_encounter: Make, fatima: Party) -> Encounter:
    encounter: Encounter = make_encounter(anna, "De bankjes moeten weg.", parties=(fatima,))
    return encounter


@pytest.fixture
def park(anna: Member, bart: Member, make_situation: Make, talk: Encounter) -> Situation:
    situation: Situation = make_situation(anna, team=(bart,), encounters=(talk,))
    return situation


def add(client: Client, situation: Situation, under: Insight | None = None, **values: Any) -> Any:
    query = f"?onder={under.pk}" if under else ""
    data = {"text": "Ze willen rust.", "kind": "need", "basis": "hunch", **values}
    return client.post(f"/situaties/{situation.pk}/ladder/erbij/{query}", data)


def change(client: Client, insight: Insight, text: str, **values: Any) -> Any:
    path = f"/situaties/{insight.situation_id}/ladder/{insight.pk}/"
    data = {"text": text, "kind": insight.kind, "basis": insight.basis, "version": insight.version, **values}
    return client.post(path, data)


def test_a_hunch_is_put_behind_and_is_for_the_team(
    as_anna: Client, anna: Member, park: Situation, talk: Encounter, make_insight: Make
) -> None:
    top = make_insight(park, anna, encounter=talk)
    assert add(as_anna, park, top).status_code == 302
    hunch = Insight.objects.get(parent=top)
    assert (hunch.basis, hunch.audience, hunch.encounter, hunch.party) == ("hunch", park.team, None, None)
    assert hunch.keep_until == timezone.localdate() + timedelta(days=730)


def test_what_was_said_names_its_talk(as_anna: Client, park: Situation, talk: Encounter, fatima: Party) -> None:
    assert "Kies uit welk gesprek dit komt" in add(as_anna, park, basis="said").content.decode()
    add(as_anna, park, basis="said", encounter=talk.pk, whose=f"p{fatima.pk}")
    insight = Insight.objects.get()
    assert (insight.encounter, insight.party, insight.audience) == (talk, fatima, talk.audience)


def test_who_was_not_there_did_not_say_it(
    as_anna: Client, anna: Member, park: Situation, talk: Encounter, make_party: Make
) -> None:
    away = make_party(anna, "Gerda Bos")
    Side.objects.create(situation=park, name="winkeliers").parties.add(away)
    page = add(as_anna, park, basis="said", encounter=talk.pk, whose=f"p{away.pk}").content.decode()
    assert "Gerda Bos was niet bij dit gesprek." in page
    assert not Insight.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Fatima is bang.",
        "Volgens Fatima Yilmaz",
        "fatima yilmaz wil rust",
        "@Fatima wil rust",
        "Hoi @Onbekende",
        "Yilmaz",
    ],
)
def test_a_hunch_names_nobody(text: str, as_anna: Client, park: Situation) -> None:
    page = add(as_anna, park, text=text).content.decode()
    assert "Een vermoeden gaat over de situatie, niet over iemand" in page
    assert not Insight.objects.exists()


def test_a_hunch_is_of_nobody_but_may_be_of_a_side(as_anna: Client, park: Situation, fatima: Party) -> None:
    side = Side.objects.create(situation=park, name="ouders")
    assert "Een vermoeden is niet van iemand" in add(as_anna, park, whose=f"p{fatima.pk}").content.decode()
    add(as_anna, park, whose=f"s{side.pk}")
    assert Insight.objects.get().side == side


def test_a_hunch_may_point_to_a_situation(as_anna: Client, park: Situation) -> None:
    add(as_anna, park, text="Het lijkt op #Het park aan de Gracht")
    assert Insight.objects.get().text == f"Het lijkt op {situation_reference(park.pk).token}"


def test_a_party_that_is_not_for_these_eyes_is_not_given_away(
    as_bart: Client, anna: Member, park: Situation, make_party: Make, make_encounter: Make
) -> None:
    secret = make_party(anna, "Gerda Bos", audience=Audience.objects.klad_of(anna))
    klad = make_encounter(anna, parties=(secret, make_party(anna, "Piet Klad")), audience=secret.audience)
    park.encounters.add(klad)
    assert add(as_bart, park, text="Gerda wil rust.").status_code == 302
    assert add(as_bart, park, text="Piet wil rust.").status_code == 302


def test_a_hunch_behind_a_klad_is_a_klad(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    soon = timezone.localdate() + timedelta(days=30)
    klad = make_insight(park, anna, audience=Audience.objects.klad_of(anna), keep_until=soon)
    add(as_anna, park, klad)
    hunch = Insight.objects.get(parent=klad)
    assert (hunch.audience, hunch.keep_until) == (klad.audience, soon)


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"text": "a" * 501},
        {"text": "a\x00b"},
        {"text": "BSN 111222333"},
        {"kind": "onzin"},
        {"basis": "onzin"},
        {"whose": "p0"},
        {"basis": "said", "encounter": "9999"},
        {"basis": "said", "encounter": "'; DROP"},
    ],
)
def test_what_does_not_fit_is_told(values: dict[str, Any], as_anna: Client, park: Situation) -> None:
    assert add(as_anna, park, **values).status_code == 200
    assert not Insight.objects.exists()


def test_a_talk_of_another_situation_cannot_be_chosen(
    as_anna: Client, anna: Member, park: Situation, make_encounter: Make
) -> None:
    assert add(as_anna, park, basis="said", encounter=make_encounter(anna).pk).status_code == 200
    assert not Insight.objects.exists()


@pytest.mark.parametrize("under", ["onzin", "99999", "99999999999999999999", "²"])
def test_a_made_up_parent_is_not_found(under: str, as_anna: Client, park: Situation) -> None:
    assert as_anna.get(f"/situaties/{park.pk}/ladder/erbij/", {"onder": under}).status_code == 404


def test_changing_words_keeps_where_they_came_from(
    as_bart: Client, anna: Member, park: Situation, talk: Encounter, fatima: Party, make_insight: Make
) -> None:
    token = party_reference(fatima.pk).token
    insight = make_insight(park, anna, f"{token} wil rust.", encounter=talk, party=fatima, quote="bankjes")
    page = as_bart.get(f"/situaties/{park.pk}/ladder/{insight.pk}/").content.decode()
    assert "@Fatima Yilmaz wil rust." in page
    change(as_bart, insight, "@Fatima Yilmaz wil slapen.", whose=f"p{fatima.pk}", kind="worry")
    insight.refresh_from_db()
    assert (insight.text, insight.kind, insight.version) == (f"{token} wil slapen.", "worry", 2)
    assert (insight.quote, insight.encounter, insight.party, insight.author) == ("bankjes", talk, fatima, anna)


def test_whose_it_is_stays_when_that_is_not_for_these_eyes(
    as_bart: Client, anna: Member, park: Situation, talk: Encounter, make_party: Make, make_insight: Make
) -> None:
    secret = make_party(anna, "Gerda Bos", audience=Audience.objects.klad_of(anna))
    insight = make_insight(park, anna, encounter=talk, party=secret)
    change(as_bart, insight, "Ander woord.")
    insight.refresh_from_db()
    assert (insight.text, insight.party) == ("Ander woord.", secret)


def test_a_hunch_stays_a_hunch(as_anna: Client, anna: Member, park: Situation, make_insight: Make) -> None:
    hunch = make_insight(park, anna)
    change(as_anna, hunch, "Nog steeds.", basis="said")
    hunch.refresh_from_db()
    assert (hunch.text, hunch.basis) == ("Nog steeds.", "hunch")
    assert "niet over iemand" in change(as_anna, hunch, "@Iemand", version=2).content.decode()


def test_the_second_who_changes_is_told_and_loses_nothing(
    as_anna: Client, as_bart: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    insight = make_insight(park, anna, "Eerst.", kind="worry")
    change(as_anna, insight, "Van Anna.")
    response = change(as_bart, insight, "Van Bart.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Iemand anders veranderde dit" in page
    assert page.count("Van Anna.") >= 1
    assert page.count("Van Bart.") >= 2
    assert 'name="version" value="2"' in page
    insight.refresh_from_db()
    assert insight.text == "Van Anna."
    change(as_bart, insight, "Van Bart.")
    insight.refresh_from_db()
    assert (insight.text, insight.version) == ("Van Bart.", 3)
    assert [past.text for past in insight.history.all()] == ["Van Bart.", "Van Anna.", "Eerst."]


def test_the_second_can_put_her_words_beside(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, park: Situation, talk: Encounter, make_insight: Make
) -> None:
    top = make_insight(park, anna, encounter=talk)
    insight = make_insight(park, anna, "Eerst.", encounter=talk, parent=top, quote="bankjes")
    change(as_anna, insight, "Van Anna.")
    change(as_bart, insight, "Van Bart.", als="eigen")
    own = Insight.objects.get(text="Van Bart.")
    assert (own.parent, own.encounter, own.quote, own.author) == (top, talk, "bankjes", bart)
    assert Insight.objects.get(pk=insight.pk).text == "Van Anna."


@pytest.mark.parametrize("version", ["", "onzin", "-1", "999999999999999999999"])
def test_a_made_up_version_overwrites_nothing(
    version: str, as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    insight = make_insight(park, anna, "Blijft.")
    assert change(as_anna, insight, "Weg ermee.", version=version).status_code == 409
    insight.refresh_from_db()
    assert insight.text == "Blijft."


def test_words_about_what_was_taken_away_can_still_be_kept(
    as_anna: Client, as_bart: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    insight = make_insight(park, anna)
    as_anna.post(f"/situaties/{park.pk}/ladder/{insight.pk}/weghalen/")
    insight.pk = insight.pk or 1
    response = as_bart.post(
        f"/situaties/{park.pk}/ladder/{insight.pk}/", {"text": "Mijn lange zin.", "kind": "need", "basis": "hunch"}
    )
    assert response.status_code == 404
    assert "Mijn lange zin." in response.content.decode()
    assert "Dit staat niet meer op de ladder" in response.content.decode()


def test_taking_away_asks_first_and_keeps_what_stood_behind(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    top = make_insight(park, anna, "Boven.")
    middle = make_insight(park, anna, "Midden.", parent=top)
    make_insight(park, anna, "Onder.", parent=middle)
    path = f"/situaties/{park.pk}/ladder/{middle.pk}/weghalen/"
    assert "Midden." in as_anna.get(path).content.decode()
    as_anna.post(path)
    assert [(rung.insight.text, rung.depth) for rung in ladder_of(park, anna).rungs] == [("Boven.", 0), ("Onder.", 1)]


def test_one_click_makes_it_the_question_behind(
    as_anna: Client, anna: Member, park: Situation, talk: Encounter, make_insight: Make
) -> None:
    insight = make_insight(park, anna, "Hoe slapen we goed?", encounter=talk, audience=talk.audience)
    as_anna.post(f"/situaties/{park.pk}/ladder/{insight.pk}/vraag/")
    question = Question.objects.get()
    assert (question.kind, question.text, question.author) == ("behind", "Hoe slapen we goed?", anna)


def test_words_for_fewer_eyes_are_written_anew(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    insight = make_insight(park, anna, "Voor het team.")
    path = f"/situaties/{park.pk}/ladder/{insight.pk}/vraag/"
    page = as_anna.post(path).content.decode()
    assert "De vraag lezen meer mensen" in page
    assert "Voor het team." in page
    assert not Question.objects.exists()
    assert as_anna.post(path, {"text": ""}).status_code == 200
    as_anna.post(path, {"text": "Hoe blijft het rustig?"})
    assert Question.objects.get().text == "Hoe blijft het rustig?"


def test_words_of_another_team_are_written_anew(
    as_anna: Client, anna: Member, park: Situation, make_situation: Make, make_encounter: Make, make_insight: Make
) -> None:
    park.audience = park.team
    park.save()
    other = make_situation(anna, "Iets anders", encounters=()).team
    talk = make_encounter(anna, "Alleen voor het andere team.", audience=other)
    park.links.create(encounter=talk)
    insight = make_insight(park, anna, "Alleen voor het andere team.", encounter=talk, audience=other)
    page = as_anna.post(f"/situaties/{park.pk}/ladder/{insight.pk}/vraag/").content.decode()
    assert "De vraag lezen meer mensen" in page
    assert not Question.objects.exists()


def test_the_forms_take_the_same_queries_for_many(
    as_anna: Client,
    anna: Member,
    park: Situation,
    talk: Encounter,
    make_insight: Make,
    make_encounter: Make,
    make_party: Make,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in (10, 90):
        for place in range(number):
            other = make_encounter(anna, parties=(make_party(anna, f"Bewoner {number} {place}"),))
            park.encounters.add(other)
            make_insight(park, anna, encounter=talk)
        for path in ("erbij/", f"{park.insights.latest('pk').pk}/"):
            with django_assert_max_num_queries(24):
                as_anna.get(f"/situaties/{park.pk}/ladder/{path}")


def test_what_a_withdrawn_talk_taught_is_withdrawn_with_it(
    anna: Member, bart: Member, make_situation: Make, make_encounter: Make, make_insight: Make
) -> None:
    talk = make_encounter(anna)
    situation = make_situation(anna, team=(bart,), encounters=(talk,))
    insight = make_insight(situation, anna, "Ze wil rust.", encounter=talk)
    assert list(Insight.objects.visible_to(bart)) == [insight]
    talk.withdrawn_at = timezone.now()
    talk.save()
    assert not Insight.objects.visible_to(bart).exists()
    talk.withdrawn_at = None
    talk.save()
    assert list(Insight.objects.visible_to(bart)) == [insight]
