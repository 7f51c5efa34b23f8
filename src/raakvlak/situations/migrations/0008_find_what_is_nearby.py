"""Find the open situations of a piece of the map along an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("situations", "0007_say_who_does_what")]

    operations = [
        migrations.AddIndex(
            model_name="situation",
            index=models.Index(
                condition=models.Q(closed_on=None, latitude__isnull=False),
                fields=["municipality", "latitude", "longitude"],
                name="situation_nearby",
            ),
        ),
    ]
