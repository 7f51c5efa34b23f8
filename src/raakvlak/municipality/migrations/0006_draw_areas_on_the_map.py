import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from raakvlak.municipality.outlines import drawing_of


def draw(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Draw the areas that were there already."""
    outlines = apps.get_model("municipality", "AreaOutline").objects
    for pk, geometry in apps.get_model("municipality", "Area").objects.values_list("pk", "geometry").iterator():
        if drawing := drawing_of(geometry):
            outlines.create(area_id=pk, **drawing._asdict())


class Migration(migrations.Migration):
    dependencies = [("municipality", "0005_find_in_an_index")]

    operations = [
        migrations.CreateModel(
            name="AreaOutline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                ("content", models.BinaryField()),
                ("version", models.BigIntegerField()),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outline",
                        to="municipality.area",
                    ),
                ),
            ],
        ),
        migrations.RunPython(draw, migrations.RunPython.noop),
    ]
