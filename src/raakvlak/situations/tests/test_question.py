"""The question as it was put, and the question behind it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Question, Situation
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


def address(situation: Situation, below: str = "vraag/") -> str:
    return f"/situaties/{situation.pk}/{below}"


def write(client: Client, situation: Situation, text: str, *, kind: str = "behind", seen: int | str = "") -> Any:
    return client.post(address(situation, "vraag/schrijf/"), {"kind": kind, "text": text, "seen": seen}, follow=True)


def test_a_new_wording_stands_above_the_earlier_ones(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    for text in ("Waarom een hek?", "Hoe blijft het veilig?"):
        write(as_anna, situation, text)
    asked = as_anna.get(address(situation)).context["questions"][1]
    assert asked.newest.text == "Hoe blijft het veilig?"
    assert [wording.text for wording in asked.earlier] == ["Waarom een hek?"]
    assert asked.newest.author == anna


def test_both_questions_have_their_own_wordings(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    write(as_anna, situation, "Mag het hek weg?", kind="as_put")
    write(as_anna, situation, "Hoe blijft het veilig?")
    newest = [asked.newest.text for asked in as_anna.get(address(situation)).context["questions"]]
    assert newest == ["Mag het hek weg?", "Hoe blijft het veilig?"]


def test_the_same_words_again_are_no_new_wording(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    for _time in range(2):
        write(as_anna, situation, "Hoe blijft het veilig?")
    assert situation.questions.count() == 1


def test_two_who_write_at_once_both_stay_and_the_second_is_told(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make
) -> None:
    situation = make_situation(anna, team=(bart,))
    write(as_bart, situation, "De vraag van Bart")
    response = write(as_anna, situation, "De vraag van Anna")
    content = response.content.decode()
    assert "Bart schreef intussen ook" in content
    assert "De vraag van Bart" in content
    assert "De vraag van Anna" in content


def test_who_saw_the_newest_wording_is_told_nothing(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make
) -> None:
    situation = make_situation(anna, team=(bart,))
    write(as_bart, situation, "De vraag van Bart")
    seen = as_anna.get(address(situation)).context["questions"][1].form["seen"].value()
    assert "schreef intussen ook" not in write(as_anna, situation, "Beter", seen=seen).content.decode()


def test_names_become_references(anna: Member, as_anna: Client, make_situation: Make, make_party: Make) -> None:
    situation = make_situation(anna)
    party = make_party(anna, "Fatima Yilmaz")
    write(as_anna, situation, "Wat wil @Fatima Yilmaz?")
    assert Question.objects.get().text == f"Wat wil {party_reference(party.pk).token}?"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "x" * 2_001}, "text"),
        ({"text": "123456782"}, "text"),
        ({"kind": "<script>"}, "kind"),
        ({"seen": "onzin"}, "seen"),
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(
    anna: Member, as_anna: Client, make_situation: Make, wrong: dict[str, str], field: str
) -> None:
    situation = make_situation(anna)
    response = as_anna.post(
        address(situation, "vraag/schrijf/"), {"kind": "behind", "text": "Hoe blijft het veilig?"} | wrong
    )
    assert response.status_code == 200
    assert not Question.objects.exists()
    if "kind" not in wrong:
        failed = response.context["questions"][1].form
        assert field in failed.errors
        assert failed["text"].value() == wrong.get("text", "Hoe blijft het veilig?")


def test_words_about_health_get_a_gentle_question_once(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    sent = {"kind": "behind", "text": "Waar kan wie verslaafd is terecht?"}
    where = address(situation, "vraag/schrijf/")
    assert "is_needed" in as_anna.post(where, sent).context["questions"][1].form.errors
    as_anna.post(where, sent | {"is_needed": "on"})
    assert Question.objects.get().text == sent["text"]


def test_html_is_shown_as_it_is(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    content = write(as_anna, situation, "<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


def test_who_is_not_in_the_team_reads_and_does_not_write(anna: Member, as_bart: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    assert "vraag/schrijf/" not in as_bart.get(address(situation)).content.decode()
    assert "Alleen het team" in write(as_bart, situation, "Van buiten").content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("client", "status"), [("as_carla", 404), ("as_dirk", 403), ("as_esma", 403), ("as_gert", 403)]
)
def test_others_find_nothing(
    client: str, status: int, anna: Member, request: pytest.FixtureRequest, make_situation: Make
) -> None:
    browser: Client = request.getfixturevalue(client)
    situation = make_situation(anna)
    assert browser.get(address(situation)).status_code == status
    assert write(browser, situation, "Van buiten").status_code == status
    assert Client().get(address(situation)).status_code == 302
