"""What broke lately is found without reading every clock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milepost", "0019_steps_open")]

    operations = [
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("state__in", ["broken", "running"])), fields=["centre", "counts_at"], name="clock_broke"
            ),
        ),
    ]
