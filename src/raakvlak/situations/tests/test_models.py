"""The rows of a situation."""

from collections.abc import Callable
from typing import Any

from raakvlak.municipality.models import Member
from raakvlak.situations.models import PhaseChange, Question, SituationEncounter

Make = Callable[..., Any]


def test_each_row_says_what_it_is(anna: Member, make_situation: Make, make_encounter: Make) -> None:
    situation = make_situation(anna)
    link = SituationEncounter.objects.create(situation=situation, encounter=make_encounter(anna))
    rows = [
        situation,
        Question(situation=situation, text="Waarom?"),
        PhaseChange(situation=situation, phase="doing"),
        situation.sides.create(name="Ouders"),
        situation.outreach.create(who="De buurt", how="brief"),
    ]
    assert [str(row) for row in rows] == ["Het park aan de Gracht", "Waarom?", "doen", "Ouders", "De buurt"]
    assert str(link) == f"{situation.pk} {link.encounter_id}"


def test_the_newest_wording_of_each_question_is_the_current_one(anna: Member, make_situation: Make) -> None:
    first, second = make_situation(anna), make_situation(anna, "Een ander plein")
    for situation in (first, second):
        for kind in Question.Kind:
            for text in ("Eerst", "Nu"):
                Question.objects.create(situation=situation, kind=kind, text=text, author=anna)
    assert [question.text for question in Question.objects.current()] == ["Nu"] * 4
