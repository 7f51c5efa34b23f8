import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps as Apps
from django.db.models.functions import TruncDate


def say_that_it_is_not_known(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let what was promised before this was asked say so: who allowed it, and what was told when it was broken."""
    promises = apps.get_model("relations.Promise").objects
    binding = promises.filter(kind="binding", allowed_by="")
    binding.update(allowed_by="niet vastgelegd", allowed_on=TruncDate("created_at"))
    promises.filter(is_kept=False, outcome="").update(outcome="niet vastgelegd")
    # A row that was changed twice waits to be checked; PostgreSQL alters no table while any does.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("municipality", "0009_log_widened_promises"),
        ("relations", "0004_walk_talks_by_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="PromiseHandover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[("asked", "overgedragen"), ("taken", "overgenomen"), ("passed_on", "doorgegeven")],
                        default="asked",
                        max_length=20,
                        verbose_name="hoe",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="waarom")),
                ("handed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-handed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PromiseSettling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_kept", models.BooleanField(blank=True, null=True, verbose_name="nagekomen")),
                (
                    "outcome",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="waaruit dat blijkt, of wat er is verteld"
                    ),
                ),
                ("settled_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-settled_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="historicalpromise",
            name="allowed_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="wie dit mocht toezeggen"),
        ),
        migrations.AddField(
            model_name="historicalpromise",
            name="allowed_on",
            field=models.DateField(blank=True, null=True, verbose_name="toegestaan op"),
        ),
        migrations.AddField(
            model_name="historicalpromise",
            name="key",
            field=models.UUIDField(blank=True, db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="promise",
            name="allowed_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="wie dit mocht toezeggen"),
        ),
        migrations.AddField(
            model_name="promise",
            name="allowed_on",
            field=models.DateField(blank=True, null=True, verbose_name="toegestaan op"),
        ),
        migrations.AddField(
            model_name="promise",
            name="key",
            field=models.UUIDField(blank=True, editable=False, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="promise",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises",
                to="municipality.member",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["municipality", "settled_on", "id"], name="promise_settled"),
        ),
        migrations.RunPython(say_that_it_is_not_known, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "binding"), _negated=True),
                    models.Q(models.Q(("allowed_by", ""), _negated=True), ("allowed_on__isnull", False)),
                    _connector="OR",
                ),
                name="binding_promise_says_who_allowed_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_kept", None), ("is_kept", True), models.Q(("outcome", ""), _negated=True), _connector="OR"
                ),
                name="broken_promise_says_what_was_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__isnull", False), ("settled_on", None), _connector="OR"),
                name="only_an_open_promise_waits_for_an_owner",
            ),
        ),
        migrations.AddField(
            model_name="promisehandover",
            name="giver",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipality.member",
            ),
        ),
        migrations.AddField(
            model_name="promisehandover",
            name="promise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="relations.promise"
            ),
        ),
        migrations.AddField(
            model_name="promisehandover",
            name="taker",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipality.member",
            ),
        ),
        migrations.AddField(
            model_name="promisesettling",
            name="member",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipality.member",
            ),
        ),
        migrations.AddField(
            model_name="promisesettling",
            name="promise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="settlings", to="relations.promise"
            ),
        ),
        migrations.AddField(
            model_name="promisesettling",
            name="shown_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="relations.encounter",
            ),
        ),
        migrations.AddConstraint(
            model_name="promisehandover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("giver", None),
                    ("taker", None),
                    models.Q(("giver", models.F("taker")), _negated=True),
                    _connector="OR",
                ),
                name="a_promise_is_handed_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="promisehandover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", "asked"), _negated=True), models.Q(("why", ""), _negated=True), _connector="OR"
                ),
                name="who_hands_over_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="promisesettling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_kept", None), ("is_kept", True), models.Q(("outcome", ""), _negated=True), _connector="OR"
                ),
                name="settling_as_broken_says_what_was_told",
            ),
        ),
    ]
