"""Keep the words of what can be found in one table, with an index of words of the database's own under it."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The words themselves stand in the table; this holds only which word is in which row, the rows by their number.
SQLITE = [
    """
    CREATE VIRTUAL TABLE municipality_searchword USING fts5(
        stems, content='municipality_searchentry', content_rowid='id', columnsize=0, tokenize='ascii'
    )
    """
]
SQLITE_BACK = ["DROP TABLE municipality_searchword"]
POSTGRESQL = [
    """
    ALTER TABLE municipality_searchentry
    ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, stems)) STORED
    """,
    "CREATE INDEX search_entry_words ON municipality_searchentry USING gin (words)",
]
POSTGRESQL_BACK = [
    "DROP INDEX search_entry_words",
    "ALTER TABLE municipality_searchentry DROP COLUMN words",
]


def execute(editor: BaseDatabaseSchemaEditor, sqlite: list[str], postgresql: list[str]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgresql:
        editor.execute(statement)


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    execute(editor, SQLITE, POSTGRESQL)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    execute(editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("municipality", "0004_tell_areas_apart_by_code")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("insight", "inzicht"),
                            ("encounter", "gesprek"),
                            ("party", "mens"),
                            ("situation", "situatie"),
                        ],
                        max_length=10,
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("moment", models.DateField()),
                ("stems", models.TextField()),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.audience",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipality.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "search entries",
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="one_search_entry_per_row")],
            },
        ),
        migrations.RunPython(make, drop),
    ]
