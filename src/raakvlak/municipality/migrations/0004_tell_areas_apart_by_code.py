"""Let official areas share a name: their code tells them apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0003_measure_areas_and_free_double_codes")]

    operations = [
        migrations.RemoveConstraint("area", "one_area_per_name"),
        migrations.AddConstraint(
            "area",
            models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("municipality", "code"),
                name="one_area_per_code",
            ),
        ),
        migrations.AddConstraint(
            "area",
            models.UniqueConstraint(
                condition=models.Q(("code", "")),
                fields=("municipality", "kind", "name"),
                name="one_area_per_kind_and_name",
            ),
        ),
        migrations.AddIndex(
            "area",
            models.Index(
                fields=["municipality", "west", "east", "south", "north"],
                name="area_bounding_box",
            ),
        ),
    ]
