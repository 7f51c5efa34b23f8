"""Whatever one does at the desk, in whatever order, the index says what its sources say."""

import random
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from raakvlak.desk import actions as desk
from raakvlak.municipality.models import Audience, Member, SearchEntry
from raakvlak.relations import actions
from raakvlak.relations.models import Encounter, Party
from raakvlak.relations.notes import Note
from raakvlak.situations.actions import change_phase, make_situation, show_to, write_question
from raakvlak.situations.ladder_actions import add_insight, change_insight, remove_insight
from raakvlak.situations.models import Insight, Question, Situation
from raakvlak.situations.whole_index import differences

STEPS = 60
WORDS = "bank park hond overlast parkeren school feest fatima truus".split()
pytestmark = pytest.mark.django_db


class Desk:
    """Anna, who does one thing after another."""

    def __init__(self, anna: Member, seed: int) -> None:
        self.anna = anna
        self.chance = random.Random(seed)  # noqa: S311 – chance, no secret
        self.situation = make_situation(anna, "Het park")
        self.circles = [
            Audience.objects.klad_of(anna),
            self.situation.team,
            Audience.objects.frontline_of(anna.municipality),
        ]

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=4))

    def one(self, model: Any) -> Any:
        """Return a row of this kind, or nothing."""
        return model._base_manager.order_by("pk")[self.chance.randrange(9) :].first()

    def typed(self) -> desk.Typed:
        known = self.one(Party)
        named = f" @{known.name}" if known else ""
        new = (self.words(),) if self.chance.random() < 0.5 else ()
        return desk.Typed(note=Note(working_note=self.words() + named), new_names=new)

    def note(self) -> None:
        desk.note_once(self.anna, self.chance.choice(self.circles), self.typed(), key=uuid.uuid4())

    def correct(self) -> None:
        if encounter := self.one(Encounter):
            desk.correct(encounter, self.typed())

    def widen(self) -> None:
        if encounter := self.one(Encounter):
            desk.widen(encounter, self.anna, self.chance.choice(self.circles))

    def revert(self) -> None:
        if encounter := self.one(Encounter):
            actions.revert(encounter)

    def withdraw(self) -> None:
        if encounter := self.one(Encounter):
            actions.withdraw(encounter)

    def restore(self) -> None:
        if encounter := self.one(Encounter):
            desk.restore(encounter)

    def rename(self) -> None:
        if party := self.one(Party):
            actions.correct_party(party, {"name": self.words()}, self.anna)

    def learn(self) -> None:
        encounter = Encounter.objects.standing().order_by("?").first()
        basis = Insight.Basis.SAID if encounter else Insight.Basis.HUNCH
        values = {"kind": Insight.Kind.NEED, "basis": basis, "text": self.words(), "quote": ""}
        add_insight(self.situation, self.anna, encounter=encounter, parent=None, **values)

    def reword(self) -> None:
        if insight := self.one(Insight):
            change_insight(insight, insight.version, {"text": self.words()})

    def unlearn(self) -> None:
        if insight := self.one(Insight):
            remove_insight(self.situation, insight)

    def ask(self) -> None:
        write_question(self.situation, self.anna, self.chance.choice(list(Question.Kind)), self.words())

    def go_on(self) -> None:
        phase = self.chance.choice(list(Situation.Phase))
        change_phase(self.situation, self.anna, phase, outcome=self.words())

    def show(self) -> None:
        situation = Situation.objects.get(pk=self.situation.pk)
        show_to(situation, self.anna, team_only=self.chance.random() < 0.5)

    def step(self) -> None:
        steps: list[Callable[[], None]] = [
            *[self.note, self.note, self.learn, self.correct, self.widen, self.revert, self.withdraw, self.restore],
            *[self.rename, self.reword, self.unlearn, self.ask, self.go_on, self.show],
        ]
        self.chance.choice(steps)()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_index_follows_whatever_is_done(anna: Member, seed: int) -> None:
    anna_at_work = Desk(anna, seed)
    for number in range(STEPS):
        anna_at_work.step()
        if number % 5 == 0:
            assert differences() == []
    assert differences() == []
    assert SearchEntry.objects.count() > 5
