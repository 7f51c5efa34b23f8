"""The two secrets of an installation: Django's secret key, and the key ring for what is stored encrypted."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

TEST_KEY = "dGVzdC1rZXktb2YtcmFha3ZsYWstMzItYnl0ZXMtISE="


def secret_key(data: Path, *, in_tests: bool) -> str:
    """Return the secret key from the environment or the data folder, made on first use."""
    if in_tests:
        return "test"
    return os.environ.get("RAAKVLAK_SECRET_KEY") or kept(data / "secret.key", secrets.token_urlsafe(50))


def key_ring(data: Path, *, in_tests: bool) -> list[str]:
    """Return the encryption keys, the newest first: the first encrypts, all decrypt."""
    if in_tests:
        return [TEST_KEY]
    text = os.environ.get("RAAKVLAK_KEYS") or kept(data / "keys", Fernet.generate_key().decode())
    return text.replace(",", " ").split()


def kept(path: Path, fresh: str) -> str:
    """Read a secret from a file that only this user can read; write a fresh one when there is none."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(fresh)
    return fresh
