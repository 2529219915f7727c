"""Workbooks: forms filled in at work, version by version; a version is only added to. A workbook may be evidence."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["workbookversion"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [("milepost", "0021_contact_files")]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="kind",
            field=models.CharField(
                choices=[
                    ("file", "file or photo"),
                    ("statement", "written statement"),
                    ("link", "link"),
                    ("in_situ", "seen, stays there"),
                    ("observation", "observation"),
                    ("questions", "questions and answers"),
                    ("discussion", "professional discussion"),
                    ("testimony", "witness testimony"),
                    ("rpl", "learnt before"),
                    ("workbook", "workbook"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Workbook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("form", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("version", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                (
                    "centre",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="workbooks", to="milepost.centre"),
                ),
                ("opened_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "owner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="workbooks", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={"indexes": [models.Index(fields=["owner", "centre"], name="workbook_owner")]},
        ),
        migrations.CreateModel(
            name="WorkbookVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("form", models.JSONField()),
                ("answers", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "workbook",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="milepost.workbook"),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("workbook", "number"), name="workbook_version_number")]},
        ),
        migrations.RunPython(put_on, take_off),
    ]
