"""Many who write at once lose nothing: every reaction stands there, and options are merged once, on both databases."""

import contextlib
import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.relations.actions import add_contact_point
from raakvlak.relations.models import Party
from raakvlak.resolutions.jobs import NotDeliveredError, tell
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Option, Reaction, Telling
from raakvlak.resolutions.tests.conftest import filled_in, heard
from raakvlak.resolutions.tests.rows import answer_of, contribution_of, reaction_of
from raakvlak.situations.models import Situation
from raakvlak.web.jobs import Progress
from raakvlak.web.models import Job
from raakvlak.web.tests.racing import Race

AT_ONCE = 12


@pytest.fixture
def browsers(transactional_db: None, anna: Member, bart: Member) -> list[Client]:
    return [logged_in(anna if number % 2 else bart) for number in range(AT_ONCE)]


@pytest.fixture
def brought(anna: Member, situation: Situation, bench: Option, fatima: Party) -> Contribution:
    """Let Fatima bring something in, with an answer that she did not hear yet."""
    add_contact_point(fatima, "email", "fatima@voorbeeld.example", is_shielded=False)
    reaction_of(anna, bench, fatima, situation.team, "hij laag blijft")
    one = contribution_of(anna, situation, situation.audience, "Een bank", party=fatima)
    answer_of(anna, one, "Die komt er.")
    return one


def test_nobody_who_fills_in_the_grid_at_once_is_overwritten(
    browsers: list[Client],
    tmp_path: Path,
    situation: Situation,
    bench: Option,
    fatima: Party,
    henk: Party,
) -> None:
    race = Race(tmp_path)
    here = reverse("resolutions:grid", args=[situation.pk])

    def send(number: int) -> int:
        places = ("want", "live_with", "unsure", "object")
        cells = {f"r{party.pk}-{bench.pk}": places[number % 4] for party in (fatima, henk)}
        return browsers[number].post(here, heard(bench, people=(fatima, henk), **cells)).status_code

    assert race.at_once(send, range(AT_ONCE)) == [302] * AT_ONCE
    assert race.look(Reaction.objects.filter(condition="").count) == 2 * AT_ONCE


def test_options_are_merged_once(
    browsers: list[Client], tmp_path: Path, situation: Situation, bench: Option, fence: Option
) -> None:
    race = Race(tmp_path)
    here = reverse("resolutions:merge_options", args=[situation.pk])

    def send(number: int) -> int:
        sent = filled_in(title=f"Samen {number}", merged=[bench.pk, fence.pk], because="Ze horen bij elkaar.")
        return browsers[number].post(here, sent).status_code

    assert sorted(race.at_once(send, range(AT_ONCE))) == [302, *[422] * (AT_ONCE - 1)]
    assert race.look(Option.objects.open().count) == 1


def test_nobody_who_answers_at_once_is_overwritten_and_the_last_one_counts(
    browsers: list[Client], tmp_path: Path, situation: Situation, brought: Contribution
) -> None:
    race = Race(tmp_path)
    here = reverse("resolutions:answer", args=[situation.pk]) + f"?rij={brought.uuid}"

    def send(number: int) -> int:
        sent = {"key": str(uuid.UUID(int=number + 1)), "seen": "0", "because": f"Want {number}"}
        return browsers[number].post(here, {**sent, "outcome": ("used", "not")[number % 2]}).status_code

    assert race.at_once(send, range(AT_ONCE)) == [302] * AT_ONCE
    answers = race.look(lambda: list(ContributionAnswer.objects.order_by("pk").values_list("outcome", flat=True)))
    assert len(answers) == AT_ONCE + 1
    assert race.look(lambda: Contribution.objects.get().outcome) == answers[-1]


def test_a_condition_is_taken_once(
    browsers: list[Client], tmp_path: Path, situation: Situation, brought: Contribution
) -> None:
    race = Race(tmp_path)
    here = reverse("resolutions:take_condition", args=[situation.pk, Reaction.objects.get().pk])
    assert race.at_once(lambda number: browsers[number].post(here).status_code, range(AT_ONCE)) == [302] * AT_ONCE
    assert race.look(Contribution.objects.count) == 2


def test_it_is_told_once_however_many_press_and_however_many_work(
    browsers: list[Client],
    tmp_path: Path,
    situation: Situation,
    brought: Contribution,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    race = Race(tmp_path)
    gone: list[str] = []
    monkeypatch.setattr("raakvlak.resolutions.jobs.hand_over", lambda mail, _name: gone.append(mail.to[0]))
    here = reverse("resolutions:tell", args=[situation.pk])
    sent = {"antwoord": [brought.answers.get().pk]}
    assert race.at_once(lambda number: browsers[number].post(here, sent).status_code, range(AT_ONCE)) == [302] * AT_ONCE
    message = str(race.look(lambda: Telling.objects.get().message))
    job = race.look(lambda: Job.objects.get(name="resolutions.tell"))

    def do_work(_number: int) -> None:
        with contextlib.suppress(NotDeliveredError):  # another worker has it in hand
            tell(Progress(job), message=message, municipality_id=situation.municipality_id)

    race.at_once(do_work, range(AT_ONCE))
    assert gone == ["fatima@voorbeeld.example"]
    assert race.look(lambda: Telling.objects.get().state) == "told"
