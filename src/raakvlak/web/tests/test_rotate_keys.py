from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from pytest_django import Settings

from raakvlak.web.keys import fresh_key
from raakvlak.web.management.commands.rotate_keys import encrypted_fields
from raakvlak.web.models import Letter

pytestmark = pytest.mark.django_db


def rotate(*options: str) -> str:
    output = StringIO()
    call_command("rotate_keys", *options, stdout=output)
    return output.getvalue()


def make_letters(number: int) -> None:
    Letter.objects.bulk_create(Letter(recipient=f"aan {index}", subject="", body="x") for index in range(number))


def test_after_rotating_the_old_key_can_go(settings: Settings) -> None:
    make_letters(3)
    new = fresh_key()
    settings.RAAKVLAK_KEYS = [new, *settings.RAAKVLAK_KEYS]
    assert "web.Letter.recipient: 3" in rotate()
    settings.RAAKVLAK_KEYS = [new]
    assert sorted(letter.recipient for letter in Letter.objects.all()) == ["aan 0", "aan 1", "aan 2"]


def test_a_second_run_has_nothing_left_to_do(settings: Settings) -> None:
    make_letters(3)
    settings.RAAKVLAK_KEYS = [fresh_key(), *settings.RAAKVLAK_KEYS]
    rotate()
    assert "web.Letter.recipient: 0" in rotate()


def test_a_run_that_was_cut_off_goes_on(settings: Settings) -> None:
    make_letters(5)
    settings.RAAKVLAK_KEYS = [fresh_key(), *settings.RAAKVLAK_KEYS]
    with patch("raakvlak.web.management.commands.rotate_keys.BATCH", 2):
        first, second = Letter.objects.order_by("pk")[:2]
        first.save()
        second.save()
        assert "web.Letter.recipient: 3" in rotate()


def test_a_fresh_key_is_only_printed() -> None:
    make_letters(1)
    assert len(rotate("--fresh").strip()) == len(fresh_key())


def test_it_reaches_every_encrypted_field_and_its_history() -> None:
    reached = {model for model, _field in encrypted_fields()}
    assert Letter in reached
    histories = {model.history.model for model in reached if hasattr(model, "history")}
    assert histories <= reached
