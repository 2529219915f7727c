"""Watches over who speaks up, and what they found."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["watchalert"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0030_sealed_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="WatchAlert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=12, unique=True)),
                ("found", models.JSONField()),
                ("raised_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("raised_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=12, unique=True)),
                ("since_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("case", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.case")),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("centre", "person"), name="watch_one")],
            },
        ),
        migrations.CreateModel(
            name="AlertReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("alert", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="readers", to="milepost.watchalert")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("alert", "person"), name="alert_reader_once")],
            },
        ),
        migrations.RunPython(put_on, take_off),
    ]
