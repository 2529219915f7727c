from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milepost", "0012_service_standards")]

    operations = [
        migrations.AddField("organisation", "particulars", models.JSONField(blank=True, default=dict)),
    ]
