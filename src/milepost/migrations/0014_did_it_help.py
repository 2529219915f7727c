"""Whether it helped: impact checks, what was asked by letter and said, series whose unit changed, assumptions; and relationship plans."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


from milepost.base import append_only

GUARDED = ["impactview", "pastseries", "assumption"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0013_particulars_of_employers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assumption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("price", "What they paid us"),
                            ("own_cost", "What it cost them besides: people’s time, cover, travel"),
                            ("value", "What one unit of the measure is worth"),
                            ("times", "How many times in the time that is looked at"),
                            ("share", "Share of the change that is due to the work with us"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.DecimalField(decimal_places=3, max_digits=14)),
                ("said_by", models.CharField(max_length=150)),
                ("said_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField()),
                (
                    "issue",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.businessissue"
                    ),
                ),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "proposal",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="assumptions", to="milepost.proposal"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImpactCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("due_on", models.DateField()),
                ("planned_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("conclusion", models.TextField(blank=True)),
                ("uncounted", models.CharField(blank=True, max_length=300)),
                ("called_off", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="impact_checks", to="milepost.employerfile"
                    ),
                ),
                ("measurements", models.ManyToManyField(related_name="+", to="milepost.measurement")),
                ("planned_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="impact_checks", to="milepost.proposalversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImpactLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("party", models.CharField(choices=[("learner", "learner"), ("manager", "manager")], max_length=10)),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(max_length=254)),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "impact",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="milepost.impactcheck"),
                ),
                (
                    "registration",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.registration"),
                ),
                ("sent_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "withdrawn_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImpactView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=150)),
                ("useful", models.PositiveSmallIntegerField(null=True)),
                ("doing", models.CharField(blank=True, max_length=10)),
                ("example", models.TextField(blank=True)),
                ("hinders", models.TextField(blank=True)),
                ("recommend", models.PositiveSmallIntegerField(null=True)),
                ("shares", models.JSONField(default=dict)),
                ("given_at", models.DateTimeField()),
                ("given_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "letter",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="view", to="milepost.impactletter"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PastSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("measure", models.CharField(max_length=200)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("baseline", models.DecimalField(decimal_places=3, max_digits=14)),
                ("baseline_on", models.DateField()),
                ("target", models.DecimalField(decimal_places=3, max_digits=14)),
                ("target_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("ended_at", models.DateTimeField()),
                ("ended_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "issue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="past_series", to="milepost.businessissue"),
                ),
                (
                    "last",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.measurement"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RelationshipPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("year", models.TextField(blank=True)),
                ("every_weeks", models.PositiveSmallIntegerField()),
                ("next_step", models.CharField(max_length=300)),
                ("next_on", models.DateField()),
                ("agreed_with", models.CharField(blank=True, max_length=150)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="milepost.employerfile")),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.AddIndex(
            model_name="impactcheck",
            index=models.Index(fields=["closed_at", "due_on"], name="impact_check_due"),
        ),
        migrations.AddConstraint(
            model_name="impactcheck",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="impact_check_number"),
        ),
        migrations.AddConstraint(
            model_name="pastseries",
            constraint=models.UniqueConstraint(fields=("issue", "number"), name="past_series_number"),
        ),
        migrations.AddConstraint(
            model_name="relationshipplan",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="relationship_plan_number"),
        ),
        migrations.RunPython(put_on, take_off),
    ]
