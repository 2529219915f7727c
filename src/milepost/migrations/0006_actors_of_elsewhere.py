from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milepost", "0005_lists_and_merges")]
    operations = [
        migrations.AlterField(
            model_name="actor",
            name="kind",
            field=models.CharField(
                choices=[
                    ("person", "Person"),
                    ("link", "Link"),
                    ("anonymous", "Anonymous"),
                    ("system", "System"),
                    ("elsewhere", "Elsewhere"),
                ],
                max_length=12,
            ),
        ),
    ]
