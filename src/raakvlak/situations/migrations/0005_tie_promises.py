import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("relations", "0005_keep_promises_in_sight"),
        ("situations", "0004_walk_talks_by_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="SituationPromise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ties", to="relations.promise"
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="situations.situation",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("situation", "promise"), name="tied_once")],
            },
        ),
    ]
