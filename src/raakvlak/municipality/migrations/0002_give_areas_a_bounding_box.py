"""Give areas a bounding box, and a mark for those that no longer exist."""

from django.db import migrations, models

import raakvlak.municipality.models.place


class Migration(migrations.Migration):
    dependencies = [("municipality", "0001_initial")]

    operations = [
        *[
            migrations.AddField("area", side, raakvlak.municipality.models.place.EdgeField(editable=False, null=True))
            for side in ("west", "south", "east", "north")
        ],
        *[
            migrations.AddField(model, "is_former", models.BooleanField("bestaat niet meer", default=False))
            for model in ("area", "historicalarea")
        ],
    ]
