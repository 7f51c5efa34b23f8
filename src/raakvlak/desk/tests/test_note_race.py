"""The same note that arrives several times at the same moment is stored once, on both databases."""

import uuid
from pathlib import Path

import pytest
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.web.tests.racing import Race

AT_ONCE = 4


@pytest.fixture
def browsers(transactional_db: None, anna: Member, bart: Member) -> list[Client]:
    """Anna sends her note from several browsers at once, and Bart one with the same key."""
    return [*(logged_in(anna) for _ in range(AT_ONCE)), logged_in(bart)]


def test_the_same_note_at_the_same_moment_is_stored_once(anna: Member, browsers: list[Client], tmp_path: Path) -> None:
    note = {"working_note": "Eens.", "key": str(uuid.uuid4()), "new_party": ["Truus"]}
    race = Race(tmp_path)
    answers = race.at_once(lambda browser: browser.post("/noteer/", note).status_code, browsers)
    author = race.look(lambda: Encounter.objects.get().author_id)
    assert race.look(Party.objects.count) == 1
    assert answers == ([302] * AT_ONCE + [404] if author == anna.pk else [404] * AT_ONCE + [302])
