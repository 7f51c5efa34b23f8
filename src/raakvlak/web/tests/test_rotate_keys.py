import re
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction
from pytest_django import Settings

from raakvlak.web.keys import fresh_key
from raakvlak.web.management.commands import rotate_keys
from raakvlak.web.management.commands.rotate_keys import encrypted_fields
from raakvlak.web.models import Letter

pytestmark = pytest.mark.django_db
PACKAGE = django_settings.PACKAGE
ENCRYPTS = re.compile(r"\b(?:encrypt|MultiFernet|Fernet)\(")


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


def test_the_end_tells_that_the_first_key_reads_all(settings: Settings) -> None:
    make_letters(3)
    settings.RAAKVLAK_KEYS = [fresh_key(), *settings.RAAKVLAK_KEYS]
    assert "6 geheimen, alle leesbaar met de eerste sleutel alleen" in rotate()  # an empty text is no secret


def test_checking_changes_nothing(settings: Settings) -> None:
    make_letters(3)
    assert "6 geheimen" in rotate("--check")
    settings.RAAKVLAK_KEYS = [fresh_key(), *settings.RAAKVLAK_KEYS]
    for _time in range(2):
        with pytest.raises(CommandError, match="6 geheimen hebben nog een oudere sleutel"):
            rotate("--check")


def test_a_secret_that_no_key_fits_is_told_and_left_and_the_others_go_on(settings: Settings) -> None:
    make_letters(1)
    lost, old, new = fresh_key(), settings.RAAKVLAK_KEYS[0], fresh_key()
    settings.RAAKVLAK_KEYS = [lost]
    make_letters(1)
    settings.RAAKVLAK_KEYS = [new, old]
    with pytest.raises(CommandError, match="2 geheimen passen op geen sleutel"):
        rotate()
    settings.RAAKVLAK_KEYS = [new, lost]
    assert [letter.recipient for letter in Letter.objects.all()] == ["aan 0", "aan 0"]


def test_what_somebody_changes_meanwhile_is_left_as_she_wrote_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_letters(1)
    settings.RAAKVLAK_KEYS = [fresh_key(), *settings.RAAKVLAK_KEYS]
    before = rotate_keys.store

    def somebody_goes_first(*arguments: Any) -> None:
        Letter.objects.update(recipient="ander")
        before(*arguments)

    monkeypatch.setattr(rotate_keys, "store", somebody_goes_first)
    rotate()
    assert Letter.objects.get().recipient == "ander"


def test_two_who_stand_in_each_others_way_try_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    make_letters(1)
    settings.RAAKVLAK_KEYS = [fresh_key(), *settings.RAAKVLAK_KEYS]
    refusals = iter([OperationalError("deadlock detected")] * 2)
    before = transaction.atomic

    def refused_twice() -> Any:
        if error := next(refusals, None):
            raise error
        return before()

    monkeypatch.setattr("raakvlak.web.management.commands.rotate_keys.transaction.atomic", refused_twice)
    assert "2 geheimen, alle" in rotate()


def test_all_that_we_encrypt_is_rotated_or_ends_by_itself() -> None:
    """What encrypts otherwise than through a field must be named here, with why nothing of it has to be rotated."""
    known = {
        "web/fields.py": "the field, which is rotated",
        "web/paging.py": "a place in a list, in an address: after the old key is gone the list begins anew",
        "web/streams.py": "as above",
        "desk/finding/answer.py": "as above, of what was found",
        "web/management/commands/rotate_keys.py": "this",
        "web/keys.py": "where it is made",
    }
    sources = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]
    found = {str(path.relative_to(PACKAGE)) for path in sources if ENCRYPTS.search(path.read_text())}
    assert found == set(known)


def test_a_fresh_key_is_only_printed() -> None:
    make_letters(1)
    assert len(rotate("--fresh").strip()) == len(fresh_key())


def test_it_reaches_every_encrypted_field_and_its_history() -> None:
    reached = {model for model, _field in encrypted_fields()}
    assert Letter in reached
    histories = {model.history.model for model in reached if hasattr(model, "history")}
    assert histories <= reached
