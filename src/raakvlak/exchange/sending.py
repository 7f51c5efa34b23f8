"""What was sent, on its way to the worker: encrypted, and gone as soon as it was read."""

import json
from collections.abc import Sequence
from pathlib import Path

from raakvlak.exchange.models import Batch
from raakvlak.web.keys import decrypt_bytes, encrypt_bytes


def keep_file(path: Path, content: bytes) -> None:
    """Write what was sent to where it waits."""
    path.touch(mode=0o600)
    path.write_bytes(encrypt_bytes(content))


def content_of(batch: Batch) -> bytes:
    """Read what was sent."""
    return decrypt_bytes(batch.path.read_bytes())


def forget_file(batch: Batch) -> None:
    """Remove what was sent."""
    batch.path.unlink(missing_ok=True)


def packed_headers(headers: Sequence[str]) -> str:
    """Write the headers of a file as they are stored."""
    return json.dumps(list(headers), ensure_ascii=False)


def headers_of(batch: Batch) -> list[str]:
    """Return the headers of a file."""
    headers: list[str] = json.loads(batch.headers)
    return headers
