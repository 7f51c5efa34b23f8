"""Options: put on the table, changed, merged, split, taken off; what people said stays with what they said it of."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.tests.conftest import filled_in
from raakvlak.resolutions.tests.rows import option_of
from raakvlak.situations.models import Situation, Task

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def at(name: str, situation: Situation, *rest: Any) -> str:
    return reverse(f"resolutions:{name}", args=[situation.pk, *rest])


def test_an_option_is_put_on_the_table_with_what_it_costs(as_anna: Client, situation: Situation, fatima: Party) -> None:
    sent = filled_in(party=fatima.pk, text="Van hout.", cost_money="1.250,50", note_hours="vier avonden")
    response = as_anna.post(at("add_option", situation), sent)
    option = Option.objects.get()
    assert response["Location"] == at("option", situation, option.uuid)
    assert (option.title, option.party, option.audience) == ("Een bank aan het water", fatima, situation.audience)
    assert [(one.kind, one.unit, one.amount, one.note) for one in option.costs.all()] == [
        ("money", "euro", 1250.50, ""),
        ("hours", "hour", None, "vier avonden"),
    ]
    page = as_anna.get(response["Location"]).content.decode()
    assert "€ 1.250,50" in page
    assert "Fatima Yilmaz" in page


def test_the_same_form_sent_twice_puts_down_one_option(as_anna: Client, situation: Situation) -> None:
    sent = filled_in()
    for _ in range(2):
        as_anna.post(at("add_option", situation), sent)
    assert Option.objects.count() == 1


def test_a_key_of_an_option_for_other_eyes_makes_nothing(
    as_anna: Client, bart: Member, make_situation: Make, situation: Situation
) -> None:
    hidden = make_situation(bart, "Stil")
    key = option_of(hidden, hidden.team, "Stil").uuid
    assert as_anna.post(at("add_option", situation), filled_in(uuid=str(key))).status_code == 404


def test_a_form_that_is_wrong_keeps_what_was_typed(as_anna: Client, situation: Situation) -> None:
    response = as_anna.post(at("add_option", situation), filled_in(title="", needs="Een vergunning"))
    assert response.status_code == 422
    assert "Een vergunning" in response.content.decode()
    assert "Schrijf in één zin op wat er zou kunnen." in response.content.decode()


def test_a_name_in_an_option_is_asked_about(as_anna: Client, situation: Situation) -> None:
    sent = filled_in(text="Fatima Yilmaz krijgt een bank.")
    assert "Hierin staat een naam" in as_anna.post(at("add_option", situation), sent).content.decode()
    assert as_anna.post(at("add_option", situation), {**sent, "is_no_name": "on"}).status_code == 302


def test_who_does_not_see_the_proposer_does_not_read_who_it_was(
    as_bart: Client, anna: Member, situation: Situation, make_party: Make, make_situation: Make
) -> None:
    elsewhere = make_situation(anna, "Elders").team
    option = option_of(
        situation, situation.audience, "Een bank", party=make_party(anna, "Stille Sien", audience=elsewhere)
    )
    assert "Sien" not in as_bart.get(at("option", situation, option.uuid)).content.decode()


def test_an_option_for_the_team_does_not_exist_for_others(as_fatma: Client, situation: Situation) -> None:
    option = option_of(situation, situation.team, "Voor het team")
    assert as_fatma.get(at("option", situation, option.uuid)).status_code == 404
    for page in ("options", "matrix", "cards"):
        assert "Voor het team" not in as_fatma.get(at(page, situation)).content.decode()
    assert "Voor het team" not in as_fatma.get(f"/situaties/{situation.pk}/").content.decode()


def test_who_is_not_in_the_team_is_sent_back(as_fatma: Client, situation: Situation, bench: Option) -> None:
    response = as_fatma.post(at("add_option", situation), filled_in())
    assert response["Location"] == reverse("situations:situation", args=[situation.pk])
    as_fatma.post(at("withdraw_option", situation, bench.uuid), {"because": "Nee"})
    bench.refresh_from_db()
    assert bench.is_open
    assert Option.objects.count() == 1


def test_it_hides_other_municipalities(as_carla: Client, situation: Situation, bench: Option) -> None:
    assert as_carla.get(at("options", situation)).status_code == 404
    assert as_carla.get(at("option", situation, bench.uuid)).status_code == 404


def test_another_text_asks_whether_it_is_another_proposal(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want")
    sent = filled_in(title="Twee banken")
    response = as_anna.post(at("edit_option", situation, bench.uuid), sent)
    assert "Kies of het nog hetzelfde voorstel is." in response.content.decode()
    as_anna.post(at("edit_option", situation, bench.uuid), {**sent, "is_other": "anders"})
    bench.refresh_from_db()
    assert (bench.title, bench.version) == ("Twee banken", 2)
    assert bench.earlier_texts.get(version=1).title == "Een bank aan het water"
    page = as_anna.get(at("option", situation, bench.uuid)).content.decode()
    assert "Over een eerder voorstel" in page
    assert "alleen over een eerdere tekst" in page


def test_the_same_proposal_in_clearer_words_keeps_its_reactions(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want")
    as_anna.post(at("edit_option", situation, bench.uuid), filled_in(title="Een zitbank", is_other="zelfde"))
    bench.refresh_from_db()
    assert (bench.title, bench.version) == ("Een zitbank", 1)
    assert "Over een eerder voorstel" not in as_anna.get(at("option", situation, bench.uuid)).content.decode()


def test_merged_options_keep_their_reactions_and_give_none_away(
    as_anna: Client, situation: Situation, bench: Option, fence: Option, fatima: Party, henk: Party, say: Make
) -> None:
    say(fatima, bench, "want")
    say(henk, fence, "unacceptable")
    sent = filled_in(title="Een bank met een hek", merged=[bench.pk, fence.pk], because="Ze horen bij elkaar.")
    as_anna.post(at("merge_options", situation), sent)
    response = as_anna.post(at("merge_options", situation), sent)
    made = Option.objects.get(title="Een bank met een hek")
    assert response["Location"] == at("option", situation, made.uuid)
    assert not made.reactions.exists()
    assert {one.state for one in Option.objects.exclude(pk=made.pk)} == {"merged"}
    page = as_anna.get(response["Location"]).content.decode()
    assert "Over een eerder voorstel" in page
    assert "<strong>2</strong> nog niet gehoord" in page
    matrix = as_anna.get(at("matrix", situation)).content.decode()
    assert matrix.count("over een eerder voorstel</span>") == 2
    earlier = as_anna.get(at("option", situation, bench.uuid)).content.decode()
    assert "Hieruit kwam:" in earlier
    assert "<strong>1</strong> dat wil ik" in earlier


def test_one_option_is_no_merger_and_what_is_gone_is_told(
    as_anna: Client, situation: Situation, bench: Option, fence: Option
) -> None:
    alone = filled_in(merged=[bench.pk], because="Zomaar")
    assert "Kies nog een optie" in as_anna.post(at("merge_options", situation), alone).content.decode()
    as_anna.post(at("withdraw_option", situation, fence.uuid), {"because": "Kan niet."})
    both = filled_in(merged=[bench.pk, fence.pk], because="Zomaar")
    assert as_anna.post(at("merge_options", situation), both).status_code == 422
    bench.refresh_from_db()
    assert bench.is_open


def test_a_merger_begins_with_the_texts_of_what_was_chosen(
    as_anna: Client, situation: Situation, bench: Option
) -> None:
    page = as_anna.get(at("merge_options", situation) + f"?optie={bench.uuid}&optie=geen").content.decode()
    assert "checked" in page
    assert bench.text in page


def test_an_option_is_split_and_its_parts_begin_unheard(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want")
    sent = {"uuid": str(uuid.uuid4()), "circle": "shared", "title_1": "Een bank", "title_2": "Een tafel"}
    for _ in range(2):
        as_anna.post(at("split_option", situation, bench.uuid), {**sent, "because": "Twee dingen."})
    parts = Option.objects.open()
    assert [one.title for one in parts.in_order()] == ["Een bank", "Een tafel"]
    assert Reaction.objects.get().option == bench
    wrong = {**sent, "uuid": str(uuid.uuid4()), "text_3": "Zonder titel", "because": "Ja"}
    response = as_anna.post(at("split_option", situation, parts[0].uuid), wrong)
    assert "Geef deze optie ook een zin" in response.content.decode()


def test_what_was_split_already_is_not_split_again(as_anna: Client, situation: Situation, bench: Option) -> None:
    sent = {"circle": "shared", "title_1": "Een bank", "title_2": "Een tafel", "because": "Twee dingen."}
    as_anna.post(at("split_option", situation, bench.uuid), {**sent, "uuid": str(uuid.uuid4())})
    response = as_anna.post(at("split_option", situation, bench.uuid), {**sent, "uuid": str(uuid.uuid4())})
    assert response.status_code == 422
    assert Option.objects.count() == 3


def test_an_option_goes_off_the_table_with_a_reason_and_comes_back(
    as_anna: Client, situation: Situation, bench: Option
) -> None:
    here = at("withdraw_option", situation, bench.uuid)
    assert as_anna.post(here, {"because": ""}).status_code == 422
    as_anna.post(here, {"because": "De brandweer moet erdoor."})
    as_anna.post(here, {"because": "Nog een keer."})
    page = as_anna.get(at("option", situation, bench.uuid)).content.decode()
    assert "De brandweer moet erdoor." in page
    assert bench.title not in as_anna.get(at("options", situation)).content.decode()
    assert bench.title in as_anna.get(at("options", situation) + "?stand=weg").content.decode()
    for _ in range(2):
        as_anna.post(at("put_back_option", situation, bench.uuid))
    bench.refresh_from_db()
    assert (bench.is_open, bench.because) == (True, "")


def test_an_option_says_what_it_does_for_what_lies_behind(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, make_insight: Make
) -> None:
    serves, hurts = (make_insight(situation, anna, text) for text in ("Samen zitten", "Stil blijven"))
    here = at("option_interests", situation, bench.uuid)
    as_anna.post(here, {f"i{serves.pk}": "serves", f"i{hurts.pk}": "hurts"})
    page = as_anna.get(at("option", situation, bench.uuid)).content.decode()
    assert page.index("Helpt") < page.index("Samen zitten") < page.index("Schaadt") < page.index("Stil blijven")
    assert bench.title in as_anna.get(at("options", situation) + f"?belang={serves.pk}").content.decode()
    as_anna.post(here, {f"i{serves.pk}": "", f"i{hurts.pk}": "hurts"})
    assert [link.insight for link in bench.insight_links.all()] == [hurts]


def test_an_interest_for_other_eyes_is_not_told(
    as_fatma: Client, anna: Member, situation: Situation, bench: Option, make_insight: Make
) -> None:
    bench.insight_links.create(insight=make_insight(situation, anna, "Alleen voor het team"), effect="serves")
    assert "Alleen voor het team" not in as_fatma.get(at("option", situation, bench.uuid)).content.decode()


def test_an_option_cannot_need_and_exclude_the_same(
    as_anna: Client, situation: Situation, bench: Option, fence: Option
) -> None:
    sent = filled_in(requires=[fence.pk], excludes=[fence.pk])
    assert as_anna.post(at("edit_option", situation, bench.uuid), sent).status_code == 422
    as_anna.post(at("edit_option", situation, bench.uuid), {**sent, "requires": []})
    page = as_anna.get(at("option", situation, fence.uuid)).content.decode()
    assert "Gaat niet samen met" in page


def test_options_are_found_and_an_empty_list_helps(as_anna: Client, situation: Situation) -> None:
    assert "Schrijf de eerste op" in as_anna.get(at("options", situation)).content.decode()
    option_of(situation, situation.audience, "Een bank aan het water")
    found = as_anna.get(at("options", situation) + "?q=water").content.decode()
    assert "Een bank aan het water" in found
    assert "Niets gevonden" in as_anna.get(at("options", situation) + "?q=raket&stand=onzin").content.decode()


def test_no_option_stands_above_another(
    as_anna: Client, situation: Situation, bench: Option, fence: Option, fatima: Party, say: Make
) -> None:
    say(fatima, fence, "want")
    say(fatima, bench, "unacceptable")
    page = as_anna.get(at("options", situation)).content.decode()
    assert page.index(bench.title) < page.index(fence.title)


def test_an_option_becomes_a_task_once(as_anna: Client, as_carla: Client, bench: Option) -> None:
    url = reverse("resolutions:make_task", args=[bench.situation_id, bench.uuid])
    assert url in as_anna.get(reverse("resolutions:option", args=[bench.situation_id, bench.uuid])).content.decode()
    assert as_anna.get(url).context["form"].initial["text"] == bench.title
    sent = {"key": str(uuid.uuid4()), "text": "Een bank zoeken", "circle": "team", "who": ""}
    for _time in range(2):
        assert as_anna.post(url, sent).status_code == 302
    assert Task.objects.get().text == "Een bank zoeken"
    assert as_anna.post(url, {"text": ""}).status_code == 422
    assert as_carla.get(url).status_code == 404
