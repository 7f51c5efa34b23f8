import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep(_apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Change nothing on the way up."""


def forget_possibilities(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Forget, on the way back, how possibilities were brought in: the possibilities themselves are not of this app."""
    apps.get_model("exchange", "Made").objects.filter(party=None, encounter=None).delete()
    for name in ("Batch", "KnownColumns"):
        apps.get_model("exchange", name).objects.filter(what="mogelijkheden").delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("alignment", "0002_write_down_possibilities"),
        ("exchange", "0001_bring_files_in"),
        ("municipality", "0017_keep_requests_and_thresholds"),
        ("relations", "0009_keep_ties_apart_per_circle"),
        ("web", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="batch",
            name="batch_is_settled_before_it_is_stored",
        ),
        migrations.RemoveConstraint(
            model_name="made",
            name="made_is_one_thing",
        ),
        migrations.RunPython(keep, forget_possibilities),
        migrations.AddField(
            model_name="made",
            name="possibility",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="alignment.possibility"
            ),
        ),
        migrations.AlterField(
            model_name="batch",
            name="what",
            field=models.CharField(
                choices=[
                    ("organisaties", "organisaties"),
                    ("relaties", "eigen relaties"),
                    ("notities", "eigen notities"),
                    ("mogelijkheden", "mogelijkheden in huis"),
                ],
                max_length=20,
                verbose_name="wat",
            ),
        ),
        migrations.AlterField(
            model_name="knowncolumns",
            name="what",
            field=models.CharField(
                choices=[
                    ("organisaties", "organisaties"),
                    ("relaties", "eigen relaties"),
                    ("notities", "eigen notities"),
                    ("mogelijkheden", "mogelijkheden in huis"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["checking", "ready", "storing", "done"]), _negated=True),
                    ("what", "mogelijkheden"),
                    models.Q(
                        ("ends_on__isnull", False),
                        ("audience__isnull", False),
                        models.Q(("purpose", ""), _negated=True),
                        models.Q(("ground", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="batch_is_settled_before_it_is_stored",
            ),
        ),
        migrations.AddConstraint(
            model_name="made",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("encounter", None), ("party__isnull", False), ("possibility", None)),
                    models.Q(("encounter__isnull", False), ("party", None), ("possibility", None)),
                    models.Q(("encounter", None), ("party", None), ("possibility__isnull", False)),
                    _connector="OR",
                ),
                name="made_is_one_thing",
            ),
        ),
    ]
