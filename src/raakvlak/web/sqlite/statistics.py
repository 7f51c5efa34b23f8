"""What SQLite knows of its tables, by which it chooses the index for a query."""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from raakvlak.web.search.steps import WORDS

MANY: Final = "1000000"
ROWS_LOOKED_AT: Final = 1_000  # of each index: enough to choose by, and done in a moment however large the table


def look_at_tables(connection: BaseDatabaseWrapper) -> None:
    """Let SQLite look how full its tables are; PostgreSQL does so by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
        # The index of words must not be told that its pages are two, as they are in the beginning: it would then
        # read all of them at each step from then on, while they grow to hundreds of thousands.
        cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE tbl = %s AND idx IS NULL", [MANY, f"{WORDS}_data"])
        cursor.execute("ANALYZE sqlite_schema")
