"""Triggers that refuse UPDATE and DELETE on the append-only tables of 0003."""

from django.db import migrations

from milepost.base import append_only

GUARDED = [
    "evidencefile", "consent", "arrival", "testimony", "callback", "reviewversion", "reviewsignature", "countersigning", "countersignature",
]  # fmt: skip


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [("milepost", "0003_people_at_work")]
    operations = [migrations.RunPython(put_on, take_off)]
