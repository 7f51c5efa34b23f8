import django.db.models.deletion
from django.db import migrations, models

from raakvlak.web.migrating import WithoutIndex


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0007_work_account"),
        ("relations", "0003_quicken_lists"),
        ("situations", "0002_place_a_situation"),
    ]

    operations = [
        WithoutIndex(
            model_name="insight",
            name="situation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="insights",
                to="situations.situation",
            ),
        ),
        WithoutIndex(
            model_name="situationencounter",
            name="situation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links",
                to="situations.situation",
            ),
        ),
        migrations.AddIndex(
            model_name="insight",
            index=models.Index(
                condition=models.Q(("basis", "hunch"), ("confirmed_on", None), ("refuted_on", None)),
                fields=["municipality", "fresh_on"],
                name="insight_fading",
            ),
        ),
    ]
