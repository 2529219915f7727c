"""Mails that were copied to us, saved lists of employers, and the reference of an invoice or a letter."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0015_concerns"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="reference",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name="contact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call", "Call"),
                    ("mail", "E-mail"),
                    ("letter", "Letter"),
                    ("invoice", "Invoice"),
                    ("meeting", "Meeting"),
                    ("visit", "Visit to them"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="MailAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=40, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mail_addresses", to="milepost.employerfile"
                    ),
                ),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="mail_addresses", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("message_id", models.CharField(blank=True, max_length=300)),
                ("fingerprint", models.CharField(max_length=64)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("sender_name", models.CharField(blank=True, max_length=150)),
                ("sender_email", models.CharField(blank=True, max_length=254)),
                ("people", models.JSONField(default=list)),
                ("text", models.TextField(blank=True)),
                ("problems", models.JSONField(default=list)),
                ("automatic", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_reason", models.CharField(blank=True, max_length=300)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("raw", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.storedfile")),
                ("received_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "set_aside_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "address",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="mails", to="milepost.mailaddress"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MailAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("size", models.BigIntegerField()),
                ("why_not", models.CharField(blank=True, max_length=400)),
                (
                    "file",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.storedfile"),
                ),
                ("mail", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="milepost.mail")),
            ],
        ),
        migrations.CreateModel(
            name="MailPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("address", "it came to this employer’s own address"),
                            ("contact", "%(shown)s speaks for them"),
                            ("thread", "it answers a mail that stands here"),
                            ("domain", "%(shown)s is theirs"),
                            ("hand", "somebody put it here"),
                        ],
                        max_length=8,
                    ),
                ),
                ("shown", models.CharField(blank=True, max_length=254)),
                ("placed_at", models.DateTimeField()),
                ("taken_off_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="mail_places", to="milepost.employerfile"),
                ),
                ("mail", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="places", to="milepost.mail")),
                ("placed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "taken_off_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("choice", models.JSONField(default=dict)),
                ("shared", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="saved_lists", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "removed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="mailaddress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)), fields=("centre", "person"), name="mail_address_one_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="mailaddress",
            constraint=models.UniqueConstraint(condition=models.Q(("revoked_at", None)), fields=("file",), name="mail_address_one_a_file"),
        ),
        migrations.AddConstraint(
            model_name="mailaddress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", False), ("person", None)),
                    models.Q(("file", None), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="mail_address_of_one",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["centre", "message_id"], name="mail_number"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["address", "received_at"], name="mail_of_address"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(fields=("centre", "fingerprint"), name="mail_kept_once"),
        ),
        migrations.AddConstraint(
            model_name="mailattachment",
            constraint=models.UniqueConstraint(fields=("mail", "number"), name="mail_attachment_number"),
        ),
        migrations.AddConstraint(
            model_name="mailplace",
            constraint=models.UniqueConstraint(condition=models.Q(("taken_off_at", None)), fields=("mail", "file"), name="mail_place_once"),
        ),
        migrations.AddConstraint(
            model_name="savedlist",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)), fields=("centre", "person", "name"), name="saved_list_name"
            ),
        ),
    ]
