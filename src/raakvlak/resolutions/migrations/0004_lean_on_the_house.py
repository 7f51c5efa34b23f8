import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("alignment", "0003_choose_what_fits"),
        ("resolutions", "0003_answer_contributions"),
        ("support", "0001_lend_and_reserve"),
    ]

    operations = [
        migrations.CreateModel(
            name="OptionPossibility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="waarom")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="OptionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="OptionReservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.AddField(
            model_name="optioncost",
            name="from_on",
            field=models.DateField(blank=True, null=True, verbose_name="nodig vanaf"),
        ),
        migrations.AddField(
            model_name="optioncost",
            name="means",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="option_costs",
                to="support.means",
                verbose_name="uit welk middel",
            ),
        ),
        migrations.AddField(
            model_name="optioncost",
            name="until_on",
            field=models.DateField(blank=True, null=True, verbose_name="nodig tot en met"),
        ),
        migrations.AddConstraint(
            model_name="optioncost",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_on", None), ("until_on", None)),
                    ("until_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="cost_begins_before_it_ends",
            ),
        ),
        migrations.AddField(
            model_name="optionpossibility",
            name="option",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="possibility_links",
                to="resolutions.option",
            ),
        ),
        migrations.AddField(
            model_name="optionpossibility",
            name="possibility",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="option_links", to="alignment.possibility"
            ),
        ),
        migrations.AddField(
            model_name="optionrequest",
            name="option",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="request_links",
                to="resolutions.option",
            ),
        ),
        migrations.AddField(
            model_name="optionrequest",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="option_links", to="alignment.request"
            ),
        ),
        migrations.AddField(
            model_name="optionreservation",
            name="option",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reservation_links",
                to="resolutions.option",
            ),
        ),
        migrations.AddField(
            model_name="optionreservation",
            name="reservation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="option_links", to="support.reservation"
            ),
        ),
        migrations.AddConstraint(
            model_name="optionpossibility",
            constraint=models.UniqueConstraint(fields=("option", "possibility"), name="leans_once_on_a_possibility"),
        ),
        migrations.AddConstraint(
            model_name="optionrequest",
            constraint=models.UniqueConstraint(fields=("option", "request"), name="asked_once_for_an_option"),
        ),
        migrations.AddConstraint(
            model_name="optionreservation",
            constraint=models.UniqueConstraint(fields=("option", "reservation"), name="reserved_once_for_an_option"),
        ),
    ]
