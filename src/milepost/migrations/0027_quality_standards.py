"""Quality standards that a centre holds a portfolio against, and applications that were frozen."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["statement", "shownevidence", "indicatorscore", "application"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0026_cases_written_down"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldStandard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=40)),
                ("document", models.JSONField()),
                ("parts", models.JSONField()),
                ("apply_by", models.DateField(null=True)),
                ("held_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("held_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("body", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("frozen_at", models.DateTimeField()),
                ("frozen_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "held",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="milepost.heldstandard"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IndicatorScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("indicator", models.CharField(max_length=30)),
                (
                    "stage",
                    models.CharField(
                        choices=[("self", "self-assessment"), ("peer", "a peer's assessment"), ("moderation", "moderation")], max_length=12
                    ),
                ),
                ("band", models.CharField(max_length=30)),
                ("percent", models.PositiveSmallIntegerField()),
                ("because", models.TextField()),
                ("scored_at", models.DateTimeField()),
                ("held", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="milepost.heldstandard")),
                ("scored_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="LicensedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("indicator", models.CharField(max_length=30)),
                ("text", models.TextField()),
                ("pasted_at", models.DateTimeField()),
                (
                    "held",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="licensed_texts", to="milepost.heldstandard"
                    ),
                ),
                ("pasted_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="ShownEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("sentence", "a sentence"), ("file", "a file"), ("measure", "a live measure")], max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("question", models.CharField(max_length=80)),
                ("shown_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "file",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.storedfile"),
                ),
                ("shown_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="EvidencePlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("indicator", models.CharField(max_length=30)),
                ("placed_at", models.DateTimeField()),
                ("taken_away_at", models.DateTimeField(null=True)),
                ("placed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "taken_away_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("held", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="places", to="milepost.heldstandard")),
                (
                    "evidence",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="places", to="milepost.shownevidence"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("indicator", models.CharField(max_length=30)),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "held",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="milepost.heldstandard"),
                ),
                ("written_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.AddConstraint(
            model_name="heldstandard",
            constraint=models.UniqueConstraint(fields=("centre", "key"), name="standard_held_once"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(fields=("held", "number"), name="application_number_once"),
        ),
        migrations.AddIndex(
            model_name="indicatorscore",
            index=models.Index(fields=["held", "stage", "indicator"], name="score_stage_indicator"),
        ),
        migrations.AddConstraint(
            model_name="licensedtext",
            constraint=models.UniqueConstraint(fields=("held", "indicator"), name="licensed_text_once"),
        ),
        migrations.AddConstraint(
            model_name="evidenceplace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_away_at", None)), fields=("held", "indicator", "evidence"), name="evidence_placed_once"
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["held", "indicator"], name="statement_indicator"),
        ),
        migrations.RunPython(put_on, take_off),
    ]
