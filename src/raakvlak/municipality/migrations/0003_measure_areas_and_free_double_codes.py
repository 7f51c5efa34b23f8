"""Measure the areas that stand, and leave a code to the first area that has it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def measure(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for area in apps.get_model("municipality", "Area").objects.exclude(geometry=None).iterator(chunk_size=100):
        area.save(update_fields=["west", "south", "east", "north"])


def free_double_codes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    areas = apps.get_model("municipality", "Area").objects
    seen: set[tuple[int, str]] = set()
    for pk, municipality, code in areas.exclude(code="").order_by("pk").values_list("pk", "municipality", "code"):
        if (municipality, code) in seen:
            areas.filter(pk=pk).update(code="")
        seen.add((municipality, code))


class Migration(migrations.Migration):
    dependencies = [("municipality", "0002_give_areas_a_bounding_box")]

    operations = [
        migrations.RunPython(measure, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(free_double_codes, migrations.RunPython.noop, elidable=True),
    ]
