"""Lines of the regulator's public register, as a centre brought them in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0009_rights_marks"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=300)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("level", models.CharField(blank=True, max_length=60)),
                ("kind", models.CharField(blank=True, max_length=100)),
                ("status", models.CharField(blank=True, max_length=60)),
                ("credits", models.PositiveIntegerField(null=True)),
                ("glh", models.PositiveIntegerField(null=True)),
                ("tqt", models.PositiveIntegerField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("operational_end", models.DateField(null=True)),
                ("certification_end", models.DateField(null=True)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="milepost.centre")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("centre", "number"), name="register_entry_once")],
            },
        ),
    ]
