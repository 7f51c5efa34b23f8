"""Many who write at once lose nothing: every reaction stands there, and options are merged once, on both databases."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.tests.conftest import filled_in, heard
from raakvlak.situations.models import Situation
from raakvlak.web.tests.racing import Race

AT_ONCE = 12


@pytest.fixture
def browsers(transactional_db: None, anna: Member, bart: Member) -> list[Client]:
    return [logged_in(anna if number % 2 else bart) for number in range(AT_ONCE)]


def test_nobody_who_fills_in_the_grid_at_once_is_overwritten(
    browsers: list[Client],
    tmp_path: Path,
    situation: Situation,
    bench: Option,
    fatima: Party,
    henk: Party,
) -> None:
    here = reverse("resolutions:grid", args=[situation.pk])

    def send(number: int) -> int:
        places = ("want", "live_with", "unsure", "object")
        cells = {f"r{party.pk}-{bench.pk}": places[number % 4] for party in (fatima, henk)}
        return browsers[number].post(here, heard(bench, people=(fatima, henk), **cells)).status_code

    race = Race(tmp_path)
    assert race.at_once(send, range(AT_ONCE)) == [302] * AT_ONCE
    assert race.look(Reaction.objects.count) == 2 * AT_ONCE


def test_options_are_merged_once(
    browsers: list[Client], tmp_path: Path, situation: Situation, bench: Option, fence: Option
) -> None:
    here = reverse("resolutions:merge_options", args=[situation.pk])

    def send(number: int) -> int:
        sent = filled_in(title=f"Samen {number}", merged=[bench.pk, fence.pk], because="Ze horen bij elkaar.")
        return browsers[number].post(here, sent).status_code

    race = Race(tmp_path)
    assert sorted(race.at_once(send, range(AT_ONCE))) == [302, *[422] * (AT_ONCE - 1)]
    assert race.look(Option.objects.open().count) == 1
