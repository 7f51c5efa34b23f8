import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast
from pytest_django import Settings

from raakvlak.web.fields import EncryptedTextField, SortNameField
from raakvlak.web.keys import UnreadableSecretError, fresh_key
from raakvlak.web.models import Letter

pytestmark = pytest.mark.django_db


def stored(letter: Letter) -> str:
    """Give what the database holds, past the field that decrypts."""
    return str(Letter.objects.annotate(raw=Cast(F("recipient"), TextField())).values("raw").get(pk=letter.pk)["raw"])


def test_what_is_stored_is_ciphertext_and_what_is_read_is_text() -> None:
    letter = Letter.objects.create(recipient="anna@waterhoek.example", subject="Hoi 🎉", body="x" * 20_000)
    assert "anna" not in stored(letter)
    read = Letter.objects.get()
    assert (read.recipient, read.subject, read.body) == ("anna@waterhoek.example", "Hoi 🎉", "x" * 20_000)
    assert Letter.objects.values_list("recipient", flat=True).get() == "anna@waterhoek.example"


def test_the_same_text_never_looks_the_same() -> None:
    one, two = (Letter.objects.create(recipient="gelijk", subject="", body="") for _ in range(2))
    assert stored(one) != stored(two)


def test_nothing_stays_nothing() -> None:
    letter = Letter.objects.create(recipient="", subject="x", body="y")
    assert stored(letter) == ""
    assert Letter.objects.get().recipient == ""
    assert EncryptedTextField().get_prep_value(None) is None


def test_updates_and_bulk_writes_are_encrypted_too() -> None:
    letter = Letter.objects.bulk_create([Letter(recipient="een", subject="", body="")])[0]
    Letter.objects.update(recipient="twee")
    assert "twee" not in stored(letter)
    letter.recipient = "drie"
    Letter.objects.bulk_update([letter], ["recipient"])
    assert "drie" not in stored(letter)
    assert Letter.objects.get().recipient == "drie"


@pytest.mark.parametrize("lookup", ["recipient", "recipient__icontains", "recipient__in", "recipient__gt"])
def test_it_cannot_be_looked_up(lookup: str) -> None:
    with pytest.raises(FieldError, match="fingerprint"):
        Letter.objects.filter(**{lookup: "x"})


def test_it_can_be_asked_whether_there_is_anything() -> None:
    Letter.objects.create(recipient="x", subject="", body="")
    assert Letter.objects.filter(recipient__isnull=False).exists()


def test_a_lost_key_is_an_error_and_not_an_empty_value(settings: Settings) -> None:
    Letter.objects.create(recipient="x", subject="", body="")
    settings.RAAKVLAK_KEYS = [fresh_key()]
    with pytest.raises(UnreadableSecretError):
        Letter.objects.get()


def test_a_letter_is_named_after_its_day_and_not_its_recipient() -> None:
    letter = Letter(recipient="anna@waterhoek.example", subject="", body="")
    assert str(letter) == f"{letter.made_at:%Y-%m-%d}"


def test_a_sort_name_is_compared_letter_by_letter() -> None:
    field = SortNameField()
    field.set_attributes_from_name("sort_name")
    expected = "C" if connection.vendor == "postgresql" else None
    assert field.db_parameters(connection).get("collation") == expected
    assert field.clone().max_length == 200
