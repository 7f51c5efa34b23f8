"""Keep the day of a talk beside who and what it is about, and walk along it."""

from django.db import migrations, models

import raakvlak.relations.models.day

FILL = """
UPDATE situations_situationencounter SET happened_on =
(SELECT happened_on FROM relations_encounter WHERE relations_encounter.id = situations_situationencounter.encounter_id)
"""


class Migration(migrations.Migration):
    dependencies = [("relations", "0004_walk_talks_by_day"), ("situations", "0003_quicken_lists")]

    operations = [
        migrations.AddField(
            model_name="situationencounter",
            name="happened_on",
            field=raakvlak.relations.models.day.DayOfTalkField(null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop, elidable=True),
        migrations.AlterField(
            model_name="situationencounter",
            name="happened_on",
            field=raakvlak.relations.models.day.DayOfTalkField(),
        ),
        migrations.AddIndex(
            model_name="situationencounter",
            index=models.Index(fields=["situation", "-happened_on", "-encounter"], name="link_newest"),
        ),
    ]
