"""What was on paper stands with the contact that was noted: a scanned letter, an invoice."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milepost", "0020_clocks_broke")]

    operations = [
        migrations.CreateModel(
            name="ContactFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="milepost.contact")),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.storedfile")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("contact", "file"), name="contact_file_once")]},
        ),
    ]
