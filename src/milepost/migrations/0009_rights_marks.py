"""What is said of a specification's text after it was published; such a mark is only added to."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["rightsmark"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0008_routes_and_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="RightsMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "rights",
                    models.CharField(
                        choices=[
                            ("imported", "imported: the text belongs to its owner and stays inside this centre"),
                            ("own", "own: written by this centre"),
                            ("open", "open: under an open licence"),
                        ],
                        max_length=10,
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=200)),
                ("marked_at", models.DateTimeField()),
                ("marked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "specification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rights_marks", to="milepost.specification"
                    ),
                ),
            ],
        ),
        migrations.RunPython(put_on, take_off),
    ]
