"""Editions of a quality standard that a centre left for another."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["heldedition"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0039_workbooks_handed_over"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("document", models.JSONField()),
                ("parts", models.JSONField()),
                ("moves", models.JSONField()),
                ("left_at", models.DateTimeField()),
                (
                    "held",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="milepost.heldstandard"),
                ),
                ("left_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("held", "number"), name="held_edition_number_once")],
            },
        ),
        migrations.RunPython(put_on, take_off),
    ]
