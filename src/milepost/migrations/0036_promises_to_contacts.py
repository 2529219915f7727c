"""Contacts of employers who have an account are asked whether a promise was kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0035_standards_ask_for_the_same"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="promiseask",
            name="promise_asks_one",
        ),
        migrations.AddField(
            model_name="promiseask",
            name="contact",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="milepost.appointment"),
        ),
        migrations.AddConstraint(
            model_name="promiseask",
            constraint=models.UniqueConstraint(fields=("promise", "because", "contact"), name="promise_asked_of_contact_once"),
        ),
        migrations.AddConstraint(
            model_name="promiseask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact", None), ("letter", None), ("registration__isnull", False)),
                    models.Q(("contact", None), ("letter__isnull", False), ("registration", None)),
                    models.Q(("contact__isnull", False), ("letter", None), ("registration", None)),
                    _connector="OR",
                ),
                name="promise_asks_one",
            ),
        ),
    ]
