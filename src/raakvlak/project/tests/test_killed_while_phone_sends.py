"""The server is killed and the connection drops while a phone sends: each note is stored once, unchanged, in order.

Twenty seeds of 200 notes are walked by `make bench ONLY=outside`; here one, shorter.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.project.tests.keeper import kept_running
from raakvlak.project.tests.killing import seed
from raakvlak.project.tests.leaky import leaky_line
from raakvlak.project.tests.street import walk
from raakvlak.relations.models import Encounter
from raakvlak.web.tests.stage import Stage, staged

pytestmark = pytest.mark.browser
NOTES = 40


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        yield stage


def test_every_note_arrives_once_and_in_order(
    stage: Stage, anna: Member, browser_type: BrowserType, tmp_path: Path
) -> None:
    texts = [f"Gesprek {number}: de bank, de lamp en ‘het pad’." for number in range(NOTES)]
    drawn = seed()
    chance = random.Random(drawn)  # noqa: S311 – chance, no secret
    with kept_running(stage) as keeper, leaky_line(keeper.port, chance) as line:
        walk(browser_type, tmp_path / "phone", keeper, line, client=logged_in(anna), texts=texts, seed=drawn)
        print(line.dropped, keeper.starts)  # noqa: T201 – for who repeats it
    assert list(Encounter.objects.order_by("pk").values_list("working_note", flat=True)) == texts
