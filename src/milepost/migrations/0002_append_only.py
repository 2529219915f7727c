"""Triggers that refuse UPDATE and DELETE on the append-only tables."""

from django.db import migrations

from milepost.base import append_only

GUARDED = ["event", "storedfile", "specification", "evidenceversion", "handin", "judgement", "signoff", "unitreview"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [("milepost", "0001_first_tables")]
    operations = [migrations.RunPython(put_on, take_off)]
