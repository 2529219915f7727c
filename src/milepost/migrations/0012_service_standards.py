"""Service standards: what a centre sets, its clocks, what was said of a breach, months counted by hand."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


from milepost.base import append_only

GUARDED = ["standardsversion", "officehours", "clockmark", "breachaccount", "handcount"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0011_employers"),
    ]

    operations = [
        migrations.CreateModel(
            name="BreachAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("clock", models.UUIDField(db_index=True)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("illness", "Somebody was ill or away"),
                            ("load", "There was too much at once"),
                            ("missed", "It was overlooked"),
                            ("waited", "We waited for somebody else"),
                            ("clock", "It was done in time, but noted later"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=500)),
                ("done", models.CharField(max_length=500)),
                ("given_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("given_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("from_on", models.DateField()),
                (
                    "division",
                    models.CharField(
                        choices=[
                            ("england-and-wales", "England and Wales"),
                            ("scotland", "Scotland"),
                            ("northern-ireland", "Northern Ireland"),
                        ],
                        max_length=20,
                    ),
                ),
                ("week", models.CharField(max_length=200)),
                ("cut_off", models.CharField(blank=True, max_length=5)),
                ("zone", models.CharField(max_length=60)),
                ("set_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(editable=False, unique=True)),
                ("standard", models.CharField(max_length=40)),
                ("edition", models.PositiveIntegerField()),
                ("stream", models.CharField(max_length=64)),
                ("started", models.UUIDField()),
                ("thing", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "running"),
                            ("paused", "stands still"),
                            ("kept", "kept"),
                            ("broken", "broken"),
                            ("moved", "moved by us"),
                            ("stopped", "nothing to wait for"),
                        ],
                        max_length=8,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("was_due_at", models.DateTimeField(null=True)),
                ("always_at", models.DateTimeField(null=True)),
                ("warn_at", models.DateTimeField(null=True)),
                ("counts_at", models.DateTimeField(null=True)),
                ("month", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="milepost.centre")),
                (
                    "ended_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="milepost.actor"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="milepost.employerfile"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="milepost.registration"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state__in", ["running", "paused"])), fields=["centre", "due_at"], name="clock_open"),
                    models.Index(fields=["centre", "month"], name="clock_month"),
                    models.Index(fields=["stream"], name="clock_stream"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("clock", models.UUIDField()),
                ("what", models.CharField(choices=[("warned", "warned"), ("broken", "broken")], max_length=8)),
                ("made_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("clock", "what"), name="clock_mark_once")],
            },
        ),
        migrations.CreateModel(
            name="DayOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("day", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("closure", "The centre is closed"), ("bank_holiday", "A bank holiday that was announced late")],
                        max_length=14,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("announced_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("announced_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "taken_back_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("taken_back_at", None)), fields=("centre", "day"), name="day_off_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HandCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("standard", models.CharField(max_length=40)),
                ("month", models.DateField()),
                ("of", models.PositiveIntegerField()),
                ("kept", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
            options={
                "indexes": [models.Index(fields=["centre", "month"], name="hand_count_month")],
            },
        ),
        migrations.CreateModel(
            name="OpenPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "closed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("opened_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
            options={
                "constraints": [models.UniqueConstraint(condition=models.Q(("closed_at", None)), fields=("centre",), name="open_page_one")],
            },
        ),
        migrations.CreateModel(
            name="StandardsVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("published_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("centre", "number"), name="standards_version_number")],
            },
        ),
        migrations.RunPython(put_on, take_off),
    ]
