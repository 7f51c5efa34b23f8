"""Carry a whole installation in one file: written while people work, read by whoever holds the key alone.

Inside the encryption (age, https://age-encryption.org/v1) and the compression (gzip) stands a JSON text on each line:

    {"raakvlak-backup": 1, "made_at": …, "version": …, "migrations": [[app, name], …], "keys": {…}, "tables": 45}
    {"table": "relations_party", "columns": ["id", "name", …]}
    [12, "Fatima Yilmaz", …]
    {"rows": 1, "sha256": "of those lines", "last": 12}
    {"tables": 45, "rows": 1234}

Values are those of no database in particular (`values.py`): what came from SQLite goes into PostgreSQL, and back.
"""


class BackupError(Exception):
    """Something that whoever runs the command can mend; the message says what, where, and how."""
