"""Promises that are in force, what people answer, what is owed to them; findings and corrective actions."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["promiseversion", "finding"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0022_workbooks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("source", models.CharField(choices=[("promise", "A broken promise")], max_length=12)),
                ("key", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=300)),
                ("found_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("found_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="CorrectiveAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("what", models.CharField(max_length=300)),
                ("by_on", models.DateField()),
                ("agreed_at", models.DateTimeField()),
                ("proof", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("worked", models.BooleanField(null=True)),
                ("check_said", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("agreed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "checked_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "done_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("who", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("finding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="milepost.finding")),
            ],
        ),
        migrations.CreateModel(
            name="PromiseVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("in_force_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("in_force_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="PromiseAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("promise", models.CharField(max_length=40)),
                ("because", models.UUIDField()),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("month", models.DateField()),
                ("answer", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "registration",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="milepost.registration"),
                ),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.promiseversion")),
            ],
        ),
        migrations.CreateModel(
            name="Remedy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("promise", models.CharField(max_length=40)),
                ("clock", models.UUIDField()),
                ("owed_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("delivered", models.CharField(blank=True, max_length=500)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "delivered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "file",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="milepost.employerfile"),
                ),
                ("owed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "registration",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="milepost.registration"),
                ),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.promiseversion")),
            ],
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("centre", "key"), name="finding_once"),
        ),
        migrations.AddConstraint(
            model_name="promiseversion",
            constraint=models.UniqueConstraint(fields=("centre", "number"), name="promise_version_number"),
        ),
        migrations.AddIndex(
            model_name="promiseask",
            index=models.Index(fields=["centre", "month"], name="promise_ask_month"),
        ),
        migrations.AddConstraint(
            model_name="promiseask",
            constraint=models.UniqueConstraint(fields=("promise", "because", "registration"), name="promise_asked_once"),
        ),
        migrations.AddIndex(
            model_name="remedy",
            index=models.Index(condition=models.Q(("delivered_at", None)), fields=["centre", "due_on"], name="remedy_owed"),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.UniqueConstraint(fields=("promise", "clock"), name="remedy_once"),
        ),
        migrations.RunPython(put_on, take_off),
    ]
