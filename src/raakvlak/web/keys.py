"""Our own key ring: keys that encrypt, and a key that fingerprints, both apart from Django's SECRET_KEY."""

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class UnreadableSecretError(Exception):
    """A stored secret was made with a key that is no longer on the ring, or was changed."""


def fresh_key() -> str:
    """Make a new key for the ring."""
    return Fernet.generate_key().decode("ascii")


def encrypt(text: str) -> str:
    """Encrypt with the first key of the ring."""
    return encrypt_bytes(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """Decrypt with whichever key of the ring fits."""
    return decrypt_bytes(token.encode()).decode()


def encrypt_bytes(content: bytes) -> bytes:
    """Encrypt what is no text, a file for example."""
    return _ring().encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """Decrypt what is no text."""
    try:
        return _ring().decrypt(token)
    except InvalidToken:
        message = "A stored secret does not fit any key of RAAKVLAK_KEYS; put back the key that it was made with."
        raise UnreadableSecretError(message) from None


def is_made_with_first_key(token: str) -> bool:
    """Tell whether the key in use made this token."""
    try:
        Fernet(_keys()[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def fingerprint(value: str, *, salt: str) -> str:
    """Give a value that is equal for equal input under the same salt, and tells nothing without our key."""
    key = hmac.new(settings.RAAKVLAK_FINGERPRINT_KEY.encode(), salt.encode(), hashlib.sha256).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def _keys() -> list[str]:
    keys: list[str] = settings.RAAKVLAK_KEYS
    if not keys:
        message = "RAAKVLAK_KEYS is empty; without a key nothing can be encrypted."
        raise ImproperlyConfigured(message)
    return keys


def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])
