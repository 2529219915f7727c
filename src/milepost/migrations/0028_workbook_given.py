"""What Milepost wrote into a workbook itself, and on which day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0027_quality_standards"),
    ]

    operations = [
        migrations.AddField(
            model_name="workbook",
            name="given",
            field=models.JSONField(default=dict),
        ),
    ]
