"""Klopt dit?, for the team: making the page, laying it before residents, reading what they say."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.check_actions import Sent, close_check, publish_check, receive_reply
from raakvlak.situations.checks import summary, unread_for
from raakvlak.situations.models import Check, CheckReply, Insight, Question, Situation
from raakvlak.situations.plain_words import hard_words, long_sentences
from raakvlak.situations.references import party_reference
from raakvlak.web.models import PersonalLink

Make = Callable[..., Any]
TEXTS = {
    "heard": "Je wilt rust.\nKinderen spelen graag.",
    "question": "Hoe leven we samen?",
    "fixed": "",
    "next_step": "",
}


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
    situation: Situation = make_situation(anna, team=(bart,), encounters=(talk,), fixed="De bomen blijven.")
    return situation


@pytest.fixture
def published(park: Situation, anna: Member) -> Check:
    return publish_check(park, anna, TEXTS, [], days=21)


def make_page(situation: Situation) -> str:
    return f"/situaties/{situation.pk}/klopt-dit/maken/"


def filled(**values: Any) -> dict[str, Any]:
    return {**TEXTS, "days": "21", "stap": "publiceer", **values}


def sent(note: str = "", *, is_right: bool = False, **values: Any) -> Sent:
    return Sent(uuid4(), is_right, note, **values)


def test_it_is_prefilled_from_the_ladder_without_names(
    as_anna: Client, anna: Member, park: Situation, talk: Encounter, fatima: Party, make_insight: Make
) -> None:
    make_insight(park, anna, f"{party_reference(fatima.pk).token} wil rust", encounter=talk)
    make_insight(park, anna, "ze zijn bang voor drukte")
    Question.objects.create(situation=park, kind="behind", text="Hoe blijft het rustig?", author=anna)
    page = as_anna.get(make_page(park)).content.decode()
    assert "Iemand wil rust." in page
    assert "Misschien: Ze zijn bang voor drukte." in page
    assert "Hoe blijft het rustig?" in page
    assert "De bomen blijven." in page
    assert "Fatima" not in page


def test_residents_read_dutch_also_when_the_member_reads_english(
    as_anna: Client, anna: Member, park: Situation, published: Check, make_insight: Make
) -> None:
    anna.user.language = "en"
    anna.user.save()
    make_insight(park, anna, "ze zijn bang voor drukte")
    assert "Misschien: Ze zijn bang voor drukte." in as_anna.get(make_page(park)).content.decode()
    leaflet = as_anna.get(f"/situaties/{park.pk}/klopt-dit/{published.pk}/papier/").content.decode()
    assert "Dit hoorden we" in leaflet
    assert "Nee, niet helemaal. Zo zit het wel:" in leaflet


def test_no_klad_nothing_faded_and_nothing_refuted_is_laid_before(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    long_ago = timezone.localdate() - timedelta(days=61)
    make_insight(park, anna, "Klad.", audience=Audience.objects.klad_of(anna))
    make_insight(park, anna, "Verbleekt.", fresh_on=long_ago)
    make_insight(park, anna, "Weerlegd.", refuted_on=long_ago)
    page = as_anna.get(make_page(park)).content.decode()
    assert not [word for word in ("Klad.", "Verbleekt.", "Weerlegd.") if word in page]


def test_words_of_another_team_are_not_laid_before(
    as_anna: Client, anna: Member, park: Situation, make_situation: Make, make_insight: Make
) -> None:
    make_insight(park, anna, "Van elders.", audience=make_situation(anna, "Iets anders", encounters=()).team)
    make_insight(park, anna, "Van buiten.", audience=Audience.objects.frontline_of(anna.municipality))
    page = as_anna.get(make_page(park)).content.decode()
    assert "Van buiten." in page
    assert "Van elders." not in page


def test_chosen_lines_are_taken_over_and_own_words_stay(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    one, two = make_insight(park, anna, "Een."), make_insight(park, anna, "Twee.")
    data = filled(heard="Mijn eigen regel\nMisschien: Een.", insights=[two.pk], stap="overnemen")
    page = as_anna.post(make_page(park), data).content.decode()
    written = re.search(r"<textarea[^>]*name=\"heard\"[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert written
    assert written[1].strip() == "Mijn eigen regel\nMisschien: Twee."
    assert one.text in page


def test_the_preview_is_what_residents_see(as_anna: Client, client: Client, park: Situation) -> None:
    preview = as_anna.post(make_page(park), filled(stap="bekijk")).content.decode()
    assert not Check.objects.exists()
    as_anna.post(make_page(park), filled())
    public = client.get(f"/klopt-dit/{Check.objects.get().token}/").content.decode()
    inside = re.compile(r'<article class="paper" lang="nl">.*?</article>', re.DOTALL)
    assert inside.findall(preview) == inside.findall(public) != []


def test_publishing_freezes_it_and_makes_a_link(
    as_anna: Client, anna: Member, park: Situation, make_insight: Make
) -> None:
    insight = make_insight(park, anna)
    as_anna.post(make_page(park), filled(insights=[insight.pk]))
    check = Check.objects.get()
    assert list(check.insights.all()) == [insight]
    assert check.open_until == timezone.localdate() + timedelta(days=21)
    assert PersonalLink.objects.get().subject_id == check.pk
    assert check.token not in str(PersonalLink.objects.values_list())
    insight.text = "Iets anders."
    insight.save()
    check.refresh_from_db()
    assert check.heard == TEXTS["heard"]


@pytest.mark.parametrize("name", ["Fatima Yilmaz", "Fatima", "Yilmaz", "FATIMA YILMAZ", "Fatima's"])
@pytest.mark.parametrize("field", ["heard", "question", "fixed", "next_step"])
def test_nobody_is_named(name: str, field: str, as_anna: Client, park: Situation) -> None:
    page = as_anna.post(make_page(park), filled(**{field: f"Volgens {name} is het druk."})).content.decode()
    assert "Op deze pagina staat niemand met naam" in page
    assert not Check.objects.exists()


def test_the_title_names_nobody_either(as_anna: Client, park: Situation) -> None:
    Situation.objects.update(title="De schutting van Yilmaz")
    assert "In de titel van deze situatie staat een naam" in as_anna.post(make_page(park), filled()).content.decode()
    assert not Check.objects.exists()


def test_a_reference_that_is_smuggled_in_is_cleaned(as_anna: Client, park: Situation, fatima: Party) -> None:
    as_anna.post(make_page(park), filled(heard=f"Hoi {party_reference(fatima.pk).token}"))
    assert "\ue000" not in Check.objects.get().heard


def test_insights_of_another_situation_cannot_be_chosen(
    as_anna: Client, anna: Member, park: Situation, make_situation: Make, make_insight: Make
) -> None:
    make_insight(park, anna)
    other = make_insight(make_situation(anna, "Elders"), anna)
    as_anna.post(make_page(park), filled(insights=[other.pk]))
    assert not Check.objects.exists()


@pytest.mark.parametrize(
    "values", [{"heard": ""}, {"heard": "\x00"}, {"heard": "a" * 6000}, {"days": "9999"}, {"heard": "Bel 111222333"}]
)
def test_what_does_not_fit_is_told_and_stays_typed(values: dict[str, str], as_anna: Client, park: Situation) -> None:
    response = as_anna.post(make_page(park), filled(**{"next_step": "Ik kom terug.", **values}))
    assert response.status_code == 200
    assert "Ik kom terug." in response.content.decode()
    assert not Check.objects.exists()


def test_long_sentences_and_hard_words_are_advice_only(as_anna: Client, park: Situation) -> None:
    heard = "Wij gaan middels participatie faciliteren. " + "woord " * 25 + "klaar."
    page = as_anna.post(make_page(park), filled(heard=heard, stap="bekijk")).content.decode()
    assert "“middels”" in page
    assert "Deze zinnen zijn lang" in page
    as_anna.post(make_page(park), filled(heard=heard))
    assert Check.objects.exists()


def test_plain_words_are_left_alone() -> None:
    assert hard_words("We maken het plein groen. Kaderspel.") == []
    assert hard_words("Kaders en kaders")[0][0] == "kaders"
    assert long_sentences("Kort. " * 50) == []


def test_a_new_page_closes_the_one_before(as_anna: Client, client: Client, park: Situation, published: Check) -> None:
    token = published.token
    as_anna.post(make_page(park), filled())
    published.refresh_from_db()
    assert not published.is_open
    assert client.get(f"/klopt-dit/{token}/").status_code == 404


def test_the_team_reads_the_page_the_code_and_the_paper(as_bart: Client, park: Situation, published: Check) -> None:
    base = f"/situaties/{park.pk}/klopt-dit/{published.pk}/"
    address = f"http://testserver/klopt-dit/{published.token}/"
    assert address in as_bart.get(base).content.decode()
    assert address in as_bart.get(f"{base}papier/").content.decode()
    code = as_bart.get(f"{base}qr.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<svg")


def test_only_the_team_gets_there(
    client: Client, as_fatma: Client, as_carla: Client, as_dirk: Client, park: Situation, published: Check
) -> None:
    base = f"/situaties/{park.pk}/klopt-dit/{published.pk}/"
    for path in (make_page(park), base, f"{base}papier/", f"{base}qr.svg", f"{base}invoeren/", f"{base}sluiten/"):
        assert client.get(path).status_code == 302
        assert as_fatma.get(path)["Location"] == f"/situaties/{park.pk}/"
        assert as_carla.get(path).status_code == 404
        assert as_dirk.get(path).status_code == 403


def test_a_page_of_another_situation_is_not_found(
    as_anna: Client, anna: Member, published: Check, make_situation: Make
) -> None:
    elsewhere = make_situation(anna, "Elders")
    base = f"/situaties/{elsewhere.pk}/klopt-dit/{published.pk}/"
    for below in ("", "papier/", "qr.svg", "invoeren/", "sluiten/"):
        assert as_anna.get(f"{base}{below}").status_code == 404
    assert as_anna.post(f"{base}langer/").status_code == 404


def test_it_can_be_open_for_longer(as_anna: Client, client: Client, park: Situation, published: Check) -> None:
    old = published.token
    Check.objects.update(open_until=timezone.localdate())
    as_anna.post(f"/situaties/{park.pk}/klopt-dit/{published.pk}/langer/")
    published.refresh_from_db()
    assert published.open_until == timezone.localdate() + timedelta(days=21)
    assert published.token != old
    assert client.get(f"/klopt-dit/{published.token}/").status_code == 200
    assert client.get(f"/klopt-dit/{old}/").status_code == 200


def test_it_can_be_closed(as_anna: Client, client: Client, park: Situation, published: Check) -> None:
    path = f"/situaties/{park.pk}/klopt-dit/{published.pk}/"
    assert "De pagina sluiten?" in as_anna.get(f"{path}sluiten/").content.decode()
    as_anna.post(f"{path}sluiten/")
    assert client.get(f"/klopt-dit/{published.token}/").status_code == 404
    page = as_anna.get(path).content.decode()
    assert "Deze pagina is dicht" in page
    assert published.token not in page


def test_a_reply_on_paper_is_keyed_in(as_bart: Client, bart: Member, park: Situation, published: Check) -> None:
    path = f"/situaties/{park.pk}/klopt-dit/{published.pk}/invoeren/"
    page = as_bart.get(path).content.decode()
    key = re.findall(r'name="uuid" value="([^"]+)"', page)[0]
    data = {"uuid": key, "source": "paper", "is_right": "nee", "words": "Het gaat om de bussen.", "lines": ["1"]}
    as_bart.post(path, data)
    as_bart.post(path, data)
    reply = CheckReply.objects.get()
    assert (reply.source, reply.is_right) == ("paper", False)
    assert reply.encounter
    assert reply.encounter.author == bart
    assert reply.encounter.channel == ""
    assert reply.encounter.working_note == "Klopt niet helemaal: “Kinderen spelen graag.”\n\nHet gaat om de bussen."


def test_the_team_sees_what_residents_said(
    as_anna: Client, anna: Member, fatma: Member, park: Situation, published: Check
) -> None:
    receive_reply(published, sent("Het gaat om de bussen."))
    receive_reply(published, sent(is_right=True))
    told = summary(park, anna)
    assert (told.right, told.corrected, len(told.replies)) == (1, 1, 2)
    assert "Het gaat om de bussen." in as_anna.get(f"/situaties/{park.pk}/").content.decode()
    assert "Het gaat om de bussen." in as_anna.get(f"/situaties/{park.pk}/klopt-dit/{published.pk}/").content.decode()
    other = summary(park, fatma)
    assert (other.check, other.right, other.corrected, other.replies) == (published, 0, 0, [])


def test_a_withdrawn_reply_is_not_shown(as_anna: Client, park: Situation, published: Check) -> None:
    reply = receive_reply(published, sent("Het gaat om de bussen."))
    assert reply.encounter
    Encounter.objects.update(withdrawn_at=timezone.now())
    assert "bussen" not in as_anna.get(f"/situaties/{park.pk}/klopt-dit/{published.pk}/").content.decode()


def test_what_is_new_waits_for_the_team(
    anna: Member, bart: Member, fatma: Member, carla: Member, published: Check
) -> None:
    words, yes = receive_reply(published, sent("Bussen.")), receive_reply(published, sent(is_right=True))
    assert set(unread_for(anna)) == set(unread_for(bart)) == {words, yes}
    assert not unread_for(fatma).exists()
    assert not unread_for(carla).exists()
    CheckReply.objects.filter(pk=yes.pk).update(replied_on=timezone.localdate() - timedelta(days=8))
    Encounter.objects.update(worked_out_at=timezone.now())
    assert not unread_for(anna).exists()


def test_a_reply_goes_to_somebody_of_the_team_when_its_maker_left(
    anna: Member, bart: Member, park: Situation, published: Check
) -> None:
    park.team.readers.remove(anna)
    reply = receive_reply(published, sent("Bussen."))
    assert reply.encounter
    assert reply.encounter.author == bart
    bart.left_on = timezone.localdate()
    bart.save()
    alone = receive_reply(published, sent("Trams."))
    assert alone.encounter
    assert alone.encounter.author == anna


def test_a_yes_confirms_what_it_was_about(anna: Member, park: Situation, make_insight: Make) -> None:
    hunch, other, wrong = (make_insight(park, anna) for _place in range(3))
    check = publish_check(park, anna, TEXTS, [hunch, wrong], days=7)
    Insight.objects.filter(pk=wrong.pk).update(refuted_on=timezone.localdate())
    receive_reply(check, sent("Nee hoor."))
    assert Insight.objects.filter(confirmed_on=None).count() == 3
    receive_reply(check, sent(is_right=True))
    confirmed = Insight.objects.exclude(confirmed_on=None)
    assert list(confirmed) == [hunch]
    assert other.confirmed_on is None


def test_its_queries_stay_the_same(
    as_anna: Client, park: Situation, published: Check, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in (10, 90):
        for place in range(number):
            receive_reply(published, sent(f"Reactie {number} {place}"))
        with django_assert_max_num_queries(20):
            page = as_anna.get(f"/situaties/{park.pk}/klopt-dit/{published.pk}/").content.decode()
        assert page.count('id="reactie-') == min(number, 25)


def test_a_page_that_was_closed_stays_to_be_read(anna: Member, park: Situation, published: Check) -> None:
    close_check(published)
    told = summary(park, anna)
    assert told.check == published
    assert not told.check.is_open
    assert told.earlier == 0
