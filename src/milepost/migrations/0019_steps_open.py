"""What was agreed with employers and is not done is found without reading every contact."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("milepost", "0018_stakeholders")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("next_done_at", None), models.Q(("next_step", ""), _negated=True)),
                fields=["file", "next_on"],
                name="contact_step_open",
            ),
        ),
    ]
