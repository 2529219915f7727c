"""Whether the steps of the journey are followed: files that were drawn, what was found in each, what is done about it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["filesample", "filepick", "stepfinding"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0016_copied_mail_and_saved_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileSample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("asked", models.PositiveIntegerField()),
                ("among", models.PositiveIntegerField()),
                ("seed", models.CharField(max_length=40)),
                ("journey", models.PositiveIntegerField()),
                ("drawn_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("drawn_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="FilePick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("place", models.PositiveIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="picks", to="milepost.employerfile")),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("sample", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="picks", to="milepost.filesample")),
            ],
        ),
        migrations.CreateModel(
            name="StepAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("juncture", models.CharField(max_length=40)),
                ("what", models.CharField(max_length=500)),
                ("by_on", models.DateField()),
                ("agreed_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=500)),
                ("agreed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "done_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("pick", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="milepost.filepick")),
                ("who", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="StepFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("juncture", models.CharField(max_length=40)),
                ("check_key", models.CharField(max_length=40)),
                (
                    "journal",
                    models.CharField(choices=[("done", "done"), ("not_done", "not done"), ("not_due", "not due yet")], max_length=8),
                ),
                ("event", models.UUIDField(null=True)),
                ("found", models.CharField(choices=[("done", "done"), ("not_done", "not done"), ("not_due", "not due yet")], max_length=8)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("pick", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="milepost.filepick")),
            ],
        ),
        migrations.AddConstraint(
            model_name="filepick",
            constraint=models.UniqueConstraint(fields=("sample", "file"), name="file_picked_once"),
        ),
        migrations.AddConstraint(
            model_name="stepfinding",
            constraint=models.UniqueConstraint(fields=("pick", "juncture", "check_key"), name="step_found_once"),
        ),
        migrations.RunPython(put_on, take_off),
    ]
