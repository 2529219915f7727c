"""What a route is worked out from, rules waived for one learner, and newer versions offered to them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0007_redo_since"),
    ]

    operations = [
        migrations.CreateModel(
            name="RouteWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("job", models.TextField(blank=True)),
                ("hours_a_week", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("finish_by", models.DateField(null=True)),
                ("pathway", models.CharField(blank=True, max_length=60)),
                ("preferred", models.JSONField(default=list)),
                ("impossible", models.JSONField(default=list)),
                ("come_by", models.JSONField(default=dict)),
                ("said_at", models.DateTimeField()),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="route_wish", to="milepost.registration"
                    ),
                ),
                ("said_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="VersionOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("note", models.TextField(blank=True)),
                ("offered_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("moved", "Moved"), ("stayed", "Stayed"), ("taken_back", "Taken Back")], max_length=10
                    ),
                ),
                ("answer_note", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("left", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.specification")),
                ("offered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="version_offers", to="milepost.registration"
                    ),
                ),
                (
                    "specification",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.specification"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)), fields=("registration",), name="version_offer_one_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("rule", models.CharField(max_length=300)),
                ("reason", models.TextField()),
                ("signed_by", models.CharField(max_length=200)),
                ("until", models.DateField(null=True)),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "ended_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("given_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "registration",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="milepost.registration"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("registration", "rule"), name="waiver_one_in_force"
                    )
                ],
            },
        ),
    ]
