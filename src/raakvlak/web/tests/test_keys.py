import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from raakvlak.web import keys
from raakvlak.web.keys import UnreadableSecretError, decrypt, encrypt, fingerprint, fresh_key


def test_what_an_older_key_made_stays_readable(settings: Settings) -> None:
    old, new = fresh_key(), fresh_key()
    settings.RAAKVLAK_KEYS = [old]
    token = encrypt("06 12345678")
    settings.RAAKVLAK_KEYS = [new, old]
    assert decrypt(token) == "06 12345678"
    assert not keys.is_made_with_first_key(token)
    assert keys.is_made_with_first_key(encrypt("x"))


def test_a_key_that_is_gone_is_named_without_the_secret(settings: Settings) -> None:
    token = encrypt("06 12345678")
    settings.RAAKVLAK_KEYS = [fresh_key()]
    with pytest.raises(UnreadableSecretError, match="RAAKVLAK_KEYS") as error:
        decrypt(token)
    assert token not in str(error.value)


def test_without_a_key_nothing_is_encrypted(settings: Settings) -> None:
    settings.RAAKVLAK_KEYS = []
    with pytest.raises(ImproperlyConfigured):
        encrypt("x")


def test_a_fingerprint_is_equal_only_for_equal_value_salt_and_key(settings: Settings) -> None:
    mark = fingerprint("0612345678", salt="waterhoek")
    assert mark == fingerprint("0612345678", salt="waterhoek")
    assert mark != fingerprint("0612345679", salt="waterhoek")
    assert mark != fingerprint("0612345678", salt="zandrecht")
    settings.RAAKVLAK_FINGERPRINT_KEY = "een andere"
    assert mark != fingerprint("0612345678", salt="waterhoek")
