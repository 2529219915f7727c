"""Workbooks that a colleague may read, and what they say of them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0031_watches"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkbookShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("shared_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("shared_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                ("workbook", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="milepost.workbook")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("workbook", "person"), name="workbook_shared_once"
                    )
                ],
            },
        ),
    ]
