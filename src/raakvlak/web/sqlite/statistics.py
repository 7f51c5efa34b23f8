"""What SQLite knows of its tables, by which it chooses the index for a query."""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

ROWS_LOOKED_AT: Final = 1_000  # of each index: enough to choose by, and done in a moment however large the table


def look_at_tables(connection: BaseDatabaseWrapper) -> None:
    """Let SQLite look how full its tables are; PostgreSQL does so by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
