"""What Django's own steps of a migration do not do well."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AlterField
from django.db.migrations.state import ProjectState


class WithoutIndex(AlterField):
    """Alter a field in nothing but this: it no longer has an index of its own.

    On SQLite Django would copy the whole table for it, for each field anew, and lose the triggers that stand on it.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        connection = schema_editor.connection
        table, column = self._place(app_label, from_state)
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        for name, index in found.items():
            if index["index"] and not index["unique"] and index["columns"] == [column]:
                schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table, column = self._place(app_label, to_state)
        name, table, column = (schema_editor.quote_name(word) for word in (f"{table}_{column}", table, column))
        schema_editor.execute(f"CREATE INDEX {name} ON {table} ({column})")

    def _place(self, app_label: str, state: ProjectState) -> tuple[str, str]:
        model = state.apps.get_model(app_label, self.model_name)
        return model._meta.db_table, str(model._meta.get_field(self.name).column)
