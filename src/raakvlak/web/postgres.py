"""What every session with PostgreSQL begins with."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def begin(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Let PostgreSQL compile no question: that takes longer than answering one of a page. See docs/decisions/0050."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
