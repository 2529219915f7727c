"""Since when something waits to be done again: so that lists need not read every judgement."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0006_actors_of_elsewhere"),
    ]

    operations = [
        migrations.AddField(
            model_name="progress",
            name="redo_since",
            field=models.DateTimeField(null=True),
        ),
    ]
