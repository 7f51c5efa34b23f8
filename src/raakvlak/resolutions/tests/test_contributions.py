"""What people brought in is written down once, found again, and seen by who may see all that it comes from."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.conftest import logged_in, person
from raakvlak.municipality.models import Audience, Member, Municipality, Role
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.models import Contribution, Option
from raakvlak.resolutions.tests.rows import answer_of, contribution_of
from raakvlak.situations.models import Insight, Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def here(situation: Situation, name: str = "contributions", *more: Any) -> str:
    return reverse(f"resolutions:{name}", args=[situation.pk, *more])


def brought(text: str = "Een bank in de schaduw", **values: Any) -> dict[str, Any]:
    """Return what is sent to bring something in."""
    today = timezone.localdate().isoformat()
    return {
        "key": str(uuid.uuid4()),
        "text": text,
        "kind": "idea",
        "brought_on": today,
        "circle": "shared",
        **values,
    }


def shown(client: Client, situation: Situation, **asked: str) -> list[str]:
    return [one.text for one, _options in client.get(here(situation), asked).context["rows"]]


@pytest.fixture
def idea(anna: Member, situation: Situation, fatima: Party) -> Contribution:
    return contribution_of(anna, situation, situation.audience, "Een bank in de schaduw", party=fatima)


def test_something_is_brought_in_once(as_anna: Client, situation: Situation, fatima: Party, bench: Option) -> None:
    sent = brought(party=fatima.pk, option=bench.pk)
    answers = [as_anna.post(here(situation, "add_contribution"), sent) for _again in range(2)]
    made = Contribution.objects.get()
    assert {one["Location"] for one in answers} == {here(situation, "contribution", made.uuid)}
    assert (made.party, made.option, made.audience) == (fatima, bench, situation.audience)
    assert made.keep_until > timezone.localdate() + datetime.timedelta(days=4 * 365)


def test_what_was_typed_stays_when_something_is_wrong(as_anna: Client, situation: Situation) -> None:
    answer = as_anna.post(here(situation, "add_contribution"), brought(brought_on="gisteren"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Een bank in de schaduw" in text
    assert "Dit is geen dag die we kennen" in text
    assert not Contribution.objects.exists()


def test_a_name_is_asked_about(as_anna: Client, situation: Situation) -> None:
    sent = brought("Fatima wil een bank")
    assert "Hierin staat een naam" in as_anna.post(here(situation, "add_contribution"), sent).content.decode()
    assert as_anna.post(here(situation, "add_contribution"), {**sent, "is_no_name": "on"}).status_code == 302


def test_an_evening_is_pasted_line_by_line(as_anna: Client, situation: Situation) -> None:
    lines = "- Een bank\n\n2. Een hek\n* Meer licht\n"
    sent = {**brought(), "lines": lines}
    for _again in range(2):
        assert as_anna.post(here(situation, "add_contributions"), sent).status_code == 302
    assert sorted(Contribution.objects.values_list("text", flat=True)) == ["Een bank", "Een hek", "Meer licht"]


def test_too_many_lines_and_too_long_a_line_are_told(as_anna: Client, situation: Situation) -> None:
    for lines, told in (("a\n" * 201, "doe het in delen"), (f"kort\n{'a' * 4_001}", "Regel 2 is te lang"), ("-\n", "")):
        answer = as_anna.post(here(situation, "add_contributions"), {**brought(), "lines": lines})
        if told:
            assert answer.status_code == 422
            assert told in answer.content.decode()


def test_who_is_not_in_the_team_reads_and_does_not_write(situation: Situation, idea: Contribution) -> None:
    other = logged_in(person("Tim", situation.municipality, Role.FRONTLINE))
    assert shown(other, situation) == [idea.text]
    sent = other.post(here(situation, "add_contribution"), brought())
    assert sent["Location"] == reverse("situations:situation", args=[situation.pk])
    assert Contribution.objects.count() == 1


def test_another_municipality_finds_nothing(as_carla: Client, situation: Situation, idea: Contribution) -> None:
    for path in (here(situation), here(situation, "contribution", idea.uuid), here(situation, "report")):
        assert as_carla.get(path).status_code == 404
    assert as_carla.post(here(situation, "add_contribution"), brought()).status_code == 404


def test_it_is_found_by_word_kind_answer_and_day(
    as_anna: Client, anna: Member, situation: Situation, fatima: Party, idea: Contribution
) -> None:
    def make(text: str, outcome: str = "", days: int = 0, **values: Any) -> None:
        day = timezone.localdate() - datetime.timedelta(days=days)
        one = contribution_of(anna, situation, situation.audience, text, brought_on=day, **values)
        if outcome:
            answer_of(anna, one, "Het past.", outcome=outcome)

    make("Oude brief", "used", days=40, kind="letter", party=fatima)
    make("Een hek", "not", days=2, kind="condition")
    assert shown(as_anna, situation) == [idea.text, "Een hek", "Oude brief"]
    assert shown(as_anna, situation, q="schaduw bank") == [idea.text]
    assert shown(as_anna, situation, soort="letter") == ["Oude brief"]
    assert shown(as_anna, situation, antwoord="open") == [idea.text]
    assert shown(as_anna, situation, antwoord="beantwoord") == ["Een hek", "Oude brief"]
    assert shown(as_anna, situation, antwoord="not") == ["Een hek"]
    assert shown(as_anna, situation, antwoord="onverteld") == ["Oude brief"]
    week_ago = timezone.localdate() - datetime.timedelta(days=7)
    assert shown(as_anna, situation, vanaf=week_ago.isoformat()) == [idea.text, "Een hek"]
    page = as_anna.get(here(situation)).content.decode()
    assert "2 van 3 beantwoord" in page
    assert "1 mens hoorde nog niets" in page


def test_the_empty_list_helps(as_anna: Client, situation: Situation, anna: Member) -> None:
    assert "Zet het eerste erbij" in as_anna.get(here(situation)).content.decode()
    contribution_of(anna, situation, situation.audience, "Een bank")
    assert "Wis filter" in as_anna.get(here(situation), {"q": "olifant"}).content.decode()


def test_pages_follow_each_other(as_anna: Client, anna: Member, situation: Situation) -> None:
    for place in range(30):
        contribution_of(anna, situation, situation.audience, f"Idee {place}")
    first = as_anna.get(here(situation))
    assert len(first.context["rows"]) == 25
    second = as_anna.get(here(situation), {"cursor": first.context["page"].older})
    assert [one.text for one, _options in second.context["rows"]] == [f"Idee {place}" for place in range(4, -1, -1)]


@pytest.fixture
def klad_of_bart(bart: Member) -> Audience:
    return Audience.objects.klad_of(bart)


def test_both_are_asked_who_brought_it_in_and_where(
    as_anna: Client, bart: Member, situation: Situation, klad_of_bart: Audience, make_party: Make, make_encounter: Make
) -> None:
    """Neither a hidden party, nor a talk that is not for one's eyes, nor a klad lets its words be read."""
    hidden = make_party(bart, "Aad", audience=klad_of_bart)
    talk = make_encounter(bart, "Stil", audience=klad_of_bart)
    contribution_of(bart, situation, situation.audience, "Van wie verborgen is", party=hidden)
    contribution_of(bart, situation, situation.audience, "Uit een klad", encounter=talk)
    contribution_of(bart, situation, klad_of_bart, "Voor mij alleen")
    assert shown(as_anna, situation) == []
    assert shown(logged_in(bart), situation) == ["Voor mij alleen", "Uit een klad", "Van wie verborgen is"]


def test_who_does_not_want_to_be_noted_is_not(
    as_anna: Client, situation: Situation, fatima: Party, idea: Contribution
) -> None:
    Party.objects.filter(pk=fatima.pk).update(is_not_to_be_noted=True)
    assert shown(as_anna, situation) == []


def test_it_goes_along_with_its_talk(as_anna: Client, anna: Member, situation: Situation, make_encounter: Make) -> None:
    talk: Encounter = make_encounter(anna, "Op straat")
    contribution_of(anna, situation, situation.audience, "Uit dat gesprek", encounter=talk)
    assert shown(as_anna, situation) == ["Uit dat gesprek"]
    Encounter.objects.filter(pk=talk.pk).update(withdrawn_at=timezone.now())
    assert shown(as_anna, situation) == []


def test_it_is_read_by_nobody_who_may_not_read_its_talk(
    as_anna: Client, anna: Member, situation: Situation, make_encounter: Make
) -> None:
    talk: Encounter = make_encounter(anna, "In het team", audience=situation.team)
    situation.links.create(encounter=talk)
    as_anna.post(here(situation, "add_contribution"), brought(encounter=talk.pk, circle="shared"))
    assert Contribution.objects.get().audience == situation.team
    klad: Encounter = make_encounter(anna, "Klad", audience=Audience.objects.klad_of(anna))
    situation.links.create(encounter=klad)
    answer = as_anna.post(here(situation, "add_contribution"), brought(encounter=klad.pk))
    assert answer.status_code == 422


def test_mending_it_does_not_widen_it(
    as_anna: Client, anna: Member, situation: Situation, make_encounter: Make
) -> None:
    """What a talk of the team brought stays with that talk, however old it is and whatever is sent."""
    talk: Encounter = make_encounter(anna, "In het team", audience=situation.team)
    one = contribution_of(anna, situation, situation.team, "Een bank", encounter=talk)
    as_anna.post(
        here(situation, "edit_contribution", one.uuid), brought("Een bank, rood", encounter="", circle="shared")
    )
    one.refresh_from_db()
    assert (one.text, one.encounter, one.audience) == ("Een bank, rood", talk, situation.team)


def test_a_condition_becomes_a_contribution_once(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    said = say(fatima, bench, "live_with", condition="hij laag blijft", said_on=datetime.date(2026, 5, 3))
    page = as_anna.get(reverse("resolutions:option", args=[situation.pk, bench.uuid])).content.decode()
    assert here(situation, "take_condition", said.pk) in page
    answers = [as_anna.post(here(situation, "take_condition", said.pk)) for _again in range(2)]
    made = Contribution.objects.get()
    assert {one["Location"] for one in answers} == {here(situation, "contribution", made.uuid)}
    assert (made.kind, made.party, made.option, made.brought_on) == ("condition", fatima, bench, said.said_on)
    assert made.audience == said.audience
    assert "hij laag blijft" in made.text
    page = as_anna.get(reverse("resolutions:option", args=[situation.pk, bench.uuid])).content.decode()
    assert "Staat bij de inbreng" in page
    assert here(situation, "take_condition", said.pk) not in page


def test_what_was_said_and_an_idea_become_one_too(
    as_anna: Client,
    anna: Member,
    situation: Situation,
    bench: Option,
    fatima: Party,
    make_insight: Make,
    make_encounter: Make,
) -> None:
    Option.objects.filter(pk=bench.pk).update(party=fatima)
    talk: Encounter = make_encounter(anna, "Op straat", parties=(fatima,))
    insight: Insight = make_insight(situation, anna, "Niemand kan hier zitten", party=fatima, encounter=talk)
    hunch: Insight = make_insight(situation, anna, "Het gaat om stilte", basis="hunch")
    for _again in range(2):
        as_anna.post(here(situation, "take_insight", insight.pk))
        as_anna.post(here(situation, "take_option", bench.uuid))
    assert set(Contribution.objects.values_list("kind", "party")) == {("statement", fatima.pk), ("idea", fatima.pk)}
    assert as_anna.post(here(situation, "take_insight", hunch.pk)).status_code == 404


def test_what_nobody_answered_is_mended_and_taken_away(
    as_anna: Client, anna: Member, situation: Situation, idea: Contribution
) -> None:
    edit, drop = here(situation, "edit_contribution", idea.uuid), here(situation, "drop_contribution", idea.uuid)
    assert "Een bank in de schaduw" in as_anna.get(edit).content.decode()
    as_anna.post(edit, brought("Een bank in de zon"))
    idea.refresh_from_db()
    assert idea.text == "Een bank in de zon"
    answer_of(anna, idea, "Die komt er.")
    as_anna.post(edit, brought("Iets heel anders"))
    as_anna.post(drop)
    idea.refresh_from_db()
    assert idea.text == "Een bank in de zon"
    other = contribution_of(anna, situation, situation.audience, "Een vergissing")
    as_anna.post(here(situation, "drop_contribution", other.uuid))
    assert Contribution.objects.get() == idea


@pytest.mark.parametrize("many", [10, 100])
def test_a_long_list_takes_no_more_queries(
    as_anna: Client, anna: Member, waterhoek: Municipality, situation: Situation, bench: Option, fatima: Party,
    django_assert_max_num_queries: Any, many: int,
) -> None:  # fmt: skip
    for place in range(many):
        one = contribution_of(anna, situation, situation.audience, f"Idee {place}", party=fatima, option=bench)
        answer_of(anna, one, "Eerst niet.")
        answer_of(anna, one, "Nu wel.", bench)
    with django_assert_max_num_queries(18):
        as_anna.get(here(situation))
    with django_assert_max_num_queries(22):
        as_anna.get(here(situation, "report"))
    with django_assert_max_num_queries(22):
        as_anna.get(here(situation, "tell"))
