"""Keep the day of a talk beside who and what it is about, and walk along it."""

from django.db import migrations, models

import raakvlak.relations.models.day

FILL = """
UPDATE relations_presence SET happened_on =
(SELECT happened_on FROM relations_encounter WHERE relations_encounter.id = relations_presence.encounter_id)
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_quicken_lists")]

    operations = [
        migrations.AddField(
            model_name="presence",
            name="happened_on",
            field=raakvlak.relations.models.day.DayOfTalkField(null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop, elidable=True),
        migrations.AlterField(
            model_name="presence",
            name="happened_on",
            field=raakvlak.relations.models.day.DayOfTalkField(),
        ),
        migrations.RemoveIndex(model_name="presence", name="presence_of_party"),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(
                fields=["party", "-happened_on", "-encounter", "is_only_mentioned"], name="presence_newest"
            ),
        ),
    ]
