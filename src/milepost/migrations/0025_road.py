"""The road of an organisation: two dates, work, mileposts that are passed, checkpoints."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["roaddates", "milepostpassed", "checkpoint", "checkpointjudged"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0024_cases_at_the_door"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("on", models.DateField()),
                ("expected", models.PositiveSmallIntegerField(null=True)),
                ("chance", models.PositiveSmallIntegerField(null=True)),
                ("set_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="CheckpointJudged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("was", models.PositiveSmallIntegerField()),
                ("chance", models.PositiveSmallIntegerField(null=True)),
                ("said", models.CharField(max_length=300)),
                ("judged_at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="judged", to="milepost.checkpoint"),
                ),
                ("judged_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="MilepostPassed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("milepost", models.CharField(max_length=40)),
                ("said", models.CharField(max_length=300)),
                ("passed_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("passed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="RoadDates",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("register_by", models.DateField()),
                ("registered_on", models.DateField(null=True)),
                ("ready_by", models.DateField()),
                ("hours_a_week", models.DecimalField(decimal_places=1, max_digits=5)),
                ("set_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="RoadWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("milepost", models.CharField(max_length=40)),
                ("what", models.CharField(max_length=200)),
                ("hours", models.DecimalField(decimal_places=1, max_digits=5)),
                ("known_on", models.DateField()),
                ("done_on", models.DateField(null=True)),
                ("dropped_on", models.DateField(null=True)),
                ("noted_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "closed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("noted_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.AddConstraint(
            model_name="checkpoint",
            constraint=models.UniqueConstraint(fields=("centre", "on"), name="checkpoint_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="milepostpassed",
            constraint=models.UniqueConstraint(fields=("centre", "milepost"), name="milepost_passed_once"),
        ),
        migrations.AddIndex(
            model_name="roadwork",
            index=models.Index(fields=["centre", "known_on"], name="road_work_known"),
        ),
        migrations.RunPython(put_on, take_off),
    ]
