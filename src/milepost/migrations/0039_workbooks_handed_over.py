"""Who goes on with a workbook of somebody who handed it over or has left."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0038_participants"),
    ]

    operations = [
        migrations.AddField(
            model_name="workbook",
            name="continues",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="continued", to="milepost.workbook"
            ),
        ),
    ]
