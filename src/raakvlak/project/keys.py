"""The secrets of an installation: Django's secret key, the encryption key ring, and the key for fingerprints."""

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


def fingerprint_key(data: Path, *, in_tests: bool) -> str:
    """Return the key under which secrets are found again without being read; it stays when the ring is rotated."""
    if in_tests:
        return "test"
    return os.environ.get("RAAKVLAK_FINGERPRINT_KEY") or kept(data / "fingerprint.key", secrets.token_urlsafe(50))


def kept(path: Path, fresh: str) -> str:
    """Read a secret from a file that only this user can read; write a fresh one when there is none."""
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(fresh)
    try:
        os.link(draft, path)  # the server and the worker start together: one is first, and its secret counts
    except FileExistsError:
        return path.read_text().strip()
    finally:
        draft.unlink()
    return fresh
