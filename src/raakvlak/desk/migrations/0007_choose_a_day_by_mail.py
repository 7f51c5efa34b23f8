"""Let a member choose to hear of her day by mail."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0006_know_the_phones_of_members"),
        ("municipality", "0023_find_possibilities_and_filter_the_house"),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("day", "elke werkdag"), ("week", "elke week, op maandag")],
                        max_length=10,
                        verbose_name="hoe vaak",
                    ),
                ),
                ("site", models.CharField(max_length=200, verbose_name="adres van Raakvlak")),
                ("looked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="laatst gekeken")),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="municipality.member"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["rhythm", "looked_on"], name="digest_due")]},
        ),
    ]
