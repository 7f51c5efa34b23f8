"""What is chosen is remembered and teaches, and shows to nobody what she may not read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.actions.related_words import put_lines
from raakvlak.alignment.cases import cases_like
from raakvlak.alignment.learning import learn_anew
from raakvlak.alignment.models import Choice, RelatedWords
from raakvlak.alignment.tests.conftest import FURNITURE
from raakvlak.alignment.tests.wishing import chosen, page, sent, titles
from raakvlak.alignment.wishes import find_wish
from raakvlak.municipality.models import Area, Audience, Department, Member
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Insight, Question, Situation
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def test_choosing_again_sets_the_earlier_choice_aside(
    as_anna: Client, situation: Situation, wish: str, possible: Make
) -> None:
    row = possible()
    url = reverse("alignment:choose", args=[situation.pk, wish, row.pk])
    data = sent()
    for _time in range(2):
        assert as_anna.post(url, data).status_code == 302
    assert as_anna.post(url, sent(outcome="past-niet", why="Te smal.")).status_code == 302
    made = [(one.is_accepted, one.why, one.replaced_at is None) for one in Choice.objects.order_by("pk")]
    assert made == [(True, "", False), (False, "Te smal.", True)]
    assert titles(as_anna, situation, wish) == []
    standing = Choice.objects.standing().get()
    assert (standing.wish, standing.possibility_title) == ("Wij willen een bankje.", FURNITURE)
    undo = reverse("alignment:take_back_choice", args=[situation.pk, standing.pk])
    for _time in range(2):
        assert as_anna.post(undo).status_code == 302
    assert not Choice.objects.standing().exists()
    assert titles(as_anna, situation, wish) == [FURNITURE]


def test_a_choice_remembers_by_which_pairs(as_anna: Client, situation: Situation, wish: str, possible: Make) -> None:
    as_anna.post(reverse("alignment:choose", args=[situation.pk, wish, possible().pk]), sent())
    assert ["bankje", "straatmeubilair"] in Choice.objects.get().by_pairs


def test_bad_input_is_refused_kindly(
    as_anna: Client, as_carla: Client, as_dirk: Client, situation: Situation, wish: str, possible: Make
) -> None:
    row = possible()
    url = reverse("alignment:choose", args=[situation.pk, wish, row.pk])
    assert as_anna.get(url, {"keuze": "past-niet"}).status_code == 200
    assert as_anna.post(url, {"key": "x", "outcome": "misschien"}).status_code == 422
    assert as_anna.post(url, sent(why="x" * 501)).status_code == 422
    assert as_anna.post(url, sent(why="Hij is ziek en depressief.")).status_code == 422
    assert as_carla.post(url, sent()).status_code == 404
    assert as_dirk.post(url, sent()).status_code == 403
    for strange in ("niets", "inzicht-0", "inzicht-9999999999999999999999", "inzicht-x"):
        assert page(as_anna, situation, strange).status_code == 404
    assert not Choice.objects.exists()


def test_only_the_team_chooses(as_fatma: Client, situation: Situation, wish: str, possible: Make) -> None:
    row = possible()
    assert titles(as_fatma, situation, wish) == [FURNITURE]
    as_fatma.post(reverse("alignment:choose", args=[situation.pk, wish, row.pk]), sent())
    assert not Choice.objects.exists()


@pytest.fixture
def elsewhere(make_situation: Make, bart: Member) -> Situation:
    """Let Bart work in another situation, that everybody who works outside may find."""
    made: Situation = make_situation(bart, "Het plein")
    return made


def test_like_cases_are_told_the_nearest_first(
    as_anna: Client, anna: Member, bart: Member, situation: Situation, wish: str, possible: Make, make_situation: Make
) -> None:
    district = Area.objects.create(municipality=anna.municipality, name="Wijk")
    areas = [Area.objects.create(municipality=anna.municipality, name=name, parent=district) for name in "AB"]
    Situation.objects.filter(pk=situation.pk).update(area=areas[0])
    row = possible()
    for title, area, is_fit in (("Ver", None, True), ("Naast", areas[1], False), ("Hier", areas[0], True)):
        place = make_situation(bart, title, area=area)
        Question.objects.create(situation=place, kind="as_put", text=f"Een bankje bij {title}", author=bart)
        chosen(bart, place, "gesteld", row, is_accepted=is_fit, why="" if is_fit else "Te smal.")
    answer = page(as_anna, situation, wish)
    cases = [(case.choice.situation.title, case.choice.is_accepted) for case in answer.context["cases"]]
    assert cases == [("Hier", True), ("Naast", False), ("Ver", True)]
    words = answer.content.decode()
    assert "Te smal." in words
    assert "in een gebied ernaast" in words
    assert [one.situation.title for one in answer.context["one"].suggested[0].earlier] == ["Hier", "Ver"]


def hidden(anna: Member, bart: Member, place: Situation, make: Make, how: str) -> Insight:
    """Let Bart learn something that Anna may not read."""
    audience = {"klad": Audience.objects.klad_of(bart), "team": place.team}.get(how, place.audience)
    insight: Insight = make(place, bart, "Een bankje voor Zwanenzang", audience=audience)
    return insight


@pytest.mark.parametrize("how", ["klad", "team", "situation", "withdrawn"])
def test_no_choice_leaks_for_a_wish_that_one_may_not_read(
    as_anna: Client,
    anna: Member,
    bart: Member,
    situation: Situation,
    wish: str,
    possible: Make,
    elsewhere: Situation,
    make_insight: Make,
    make_encounter: Make,
    how: str,
) -> None:
    possible(f"{FURNITURE} eerst")
    row = possible()
    before = titles(as_anna, situation, wish)
    secret = hidden(anna, bart, elsewhere, make_insight, how)
    choice = chosen(bart, elsewhere, f"inzicht-{secret.pk}", row, why="Om Zwanenzang")
    if how == "situation":
        Situation.objects.filter(pk=elsewhere.pk).update(audience=elsewhere.team)
    if how == "withdrawn":
        talk: Encounter = make_encounter(bart, withdrawn_at=timezone.now())
        Insight.objects.filter(pk=secret.pk).update(encounter=talk, basis="said")
    answer = page(as_anna, situation, wish)
    assert "Zwanenzang" not in answer.content.decode()
    assert answer.context["cases"] == []
    assert titles(as_anna, situation, wish) == before
    assert not Choice.objects.visible_to(anna).exists()
    undo = reverse("alignment:take_back_choice", args=[elsewhere.pk, choice.pk])
    assert as_anna.post(undo).status_code in {302, 404}
    assert Choice.objects.standing().filter(pk=choice.pk).exists()
    seen = cases_like(find_wish(situation, bart, wish), bart)  # type: ignore[arg-type]  # it is there
    assert len(seen) == (how != "withdrawn")


def test_nothing_is_learned_of_one_situation_a_team_or_a_name(
    anna: Member, possible: Make, make_situation: Make, make_insight: Make, make_party: Make
) -> None:
    party = make_party(anna, "Fatima Kwetter")
    put_lines(anna.municipality, "hek > afscheiding", is_whole_list=True)
    row = possible("Plaatsing sokkel")
    texts = ("Een zwanendans", f"Een zwanendans voor Kwetter en {party_reference(party.pk).token}")
    one, two = make_situation(anna, "Een"), make_situation(anna, "Twee")
    frontline = one.audience

    def learned() -> set[tuple[str, str]]:
        learn_anew(anna.municipality)
        rows = RelatedWords.objects.within(anna.municipality).learned()
        return {(row.word.casefold(), row.related.casefold()) for row in rows}

    for text in texts:  # twice in one situation
        insight = make_insight(one, anna, text, audience=frontline)
        chosen(anna, one, f"inzicht-{insight.pk}", row)
    assert learned() == set()
    for_team = make_insight(two, anna, "Een zwanendans voor Kwetter", audience=two.team)
    chosen(anna, two, f"inzicht-{for_team.pk}", row)
    assert learned() == set()
    insight = make_insight(two, anna, "Zwanendans met Kwetter", audience=frontline)
    choice = chosen(anna, two, f"inzicht-{insight.pk}", row)
    assert ("zwanendans", "sokkel") in learned()
    assert not any("kwetter" in pair for pair in learned())
    RelatedWords.objects.filter(word="zwanendans", related="sokkel").update(is_refused=True)
    learned()
    assert RelatedWords.objects.get(word="zwanendans", related="sokkel").is_refused
    Choice.objects.filter(pk=choice.pk).delete()
    RelatedWords.objects.filter(is_refused=True).update(is_refused=False)
    assert learned() == set()


def test_a_rejection_lowers_the_pair_that_caused_it(
    as_anna: Client, anna: Member, situation: Situation, wish: str, possible: Make
) -> None:
    put_lines(anna.municipality, "bankje > straatmeubilair", is_whole_list=True)
    as_anna.post(reverse("alignment:choose", args=[situation.pk, wish, possible().pk]), sent(outcome="past-niet"))
    learn_anew(anna.municipality)
    pair = RelatedWords.objects.get(word="bankje")
    assert pair.weight == 0.6
    assert pair.moved_weight == pytest.approx(0.48)


def test_the_end_of_an_insight_is_the_end_of_its_choices(
    anna: Member, situation: Situation, possible: Make, make_insight: Make
) -> None:
    insight = make_insight(situation, anna, "Een bankje")
    chosen(anna, situation, f"inzicht-{insight.pk}", possible())
    insight.delete()
    assert not Choice.objects.exists()


def test_a_removed_possibility_stays_in_the_memory(
    as_anna: Client, anna: Member, situation: Situation, wish: str, possible: Make
) -> None:
    row = possible()
    chosen(anna, situation, wish, row)
    row.delete()
    words = page(as_anna, situation, wish).content.decode()
    assert FURNITURE in words
    assert "is er niet meer" in words
    assert as_anna.get(reverse("alignment:situation", args=[situation.pk])).status_code == 200


def test_a_request_begins_with_what_was_chosen(
    as_anna: Client, anna: Member, bart: Member, situation: Situation, wish: str, possible: Make, mobility: Department
) -> None:
    choice = chosen(anna, situation, wish, possible(contact_member=bart, contact="Loket wijken"))
    house = as_anna.get(reverse("alignment:situation", args=[situation.pk])).content.decode()
    url = f"{reverse('alignment:make_request', args=[situation.pk])}?keuze={choice.pk}"
    assert url in house
    answer = as_anna.get(url)
    form = answer.context["form"]
    assert form.initial["departments"] == [mobility.pk]
    assert form.initial["colleague"] == bart.pk
    assert FURNITURE in form.initial["what"]
    assert "Wij willen een bankje." in form.initial["why"]
    assert "Loket wijken" in answer.content.decode()
    assert as_anna.get(f"{url}0").status_code == 200


def test_the_page_of_the_house_puts_all_beside_each_other(
    as_anna: Client,
    anna: Member,
    situation: Situation,
    wish: str,
    possible: Make,
    make_threshold: Make,
    make_insight: Make,
) -> None:
    chosen(anna, situation, wish, possible())
    possible(f"{FURNITURE} ook")
    stand = make_insight(situation, anna, "Er moet een bankje komen", kind="position")
    chosen(anna, situation, f"inzicht-{stand.pk}", possible(f"{FURNITURE} hier"))
    make_threshold(anna, "De stoep is te smal.")
    answer = as_anna.get(reverse("alignment:situation", args=[situation.pk]))
    words = answer.content.decode()
    assert [choice.possibility_title for choice, _means in answer.context["chosen"]] == [FURNITURE, f"{FURNITURE} hier"]
    assert [one.possibility.title for _wish, one in answer.context["suggested"]] == [f"{FURNITURE} ook"]
    assert "De stoep is te smal." in words
    card = as_anna.get(reverse("situations:situation", args=[situation.pk])).content.decode()
    assert "2 mogelijkheden gekozen" in card
    assert "1 drempel nog dicht" in card
