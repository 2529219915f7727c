"""Employers: their files and journey, who owns them, enquiries, contacts, meetings, needs, proposals."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from milepost.base import append_only

GUARDED = ["journeyversion", "stagepassed", "ownership", "measurement", "proposalversion", "proposalanswer"]


def put_on(apps, schema_editor):
    append_only.install(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


def take_off(apps, schema_editor):
    append_only.remove(schema_editor.connection, [apps.get_model("milepost", name) for name in GUARDED])


class Migration(migrations.Migration):
    dependencies = [
        ("milepost", "0010_the_register"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("stage", models.CharField(max_length=40)),
                ("stage_since", models.DateTimeField()),
                ("does", models.CharField(blank=True, max_length=300)),
                ("size", models.PositiveIntegerField(null=True)),
                ("sites", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=12)),
                ("website", models.CharField(blank=True, max_length=200)),
                ("contact_name", models.CharField(blank=True, max_length=150)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=40)),
                ("opened_at", models.DateTimeField()),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "employer",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="file", to="milepost.organisation"),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged_from", to="milepost.employerfile"
                    ),
                ),
                ("opened_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("call", "Call"), ("mail", "E-mail or letter"), ("meeting", "Meeting"), ("visit", "Visit to them")],
                        max_length=10,
                    ),
                ),
                ("with_whom", models.CharField(blank=True, max_length=150)),
                ("happened_at", models.DateTimeField()),
                ("text", models.TextField()),
                ("next_step", models.CharField(blank=True, max_length=300)),
                ("next_on", models.DateField(null=True)),
                ("next_done_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="milepost.employerfile"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BusinessIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("hurts", models.TextField(blank=True)),
                ("measure", models.CharField(max_length=200)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("baseline", models.DecimalField(decimal_places=3, max_digits=14)),
                ("baseline_on", models.DateField()),
                ("target", models.DecimalField(decimal_places=3, max_digits=14)),
                ("target_on", models.DateField()),
                ("noted_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_reason", models.CharField(blank=True, max_length=300)),
                (
                    "closed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("noted_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="milepost.employerfile")),
            ],
        ),
        migrations.CreateModel(
            name="EmployerMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reason", models.CharField(max_length=300)),
                ("merged_at", models.DateTimeField()),
                ("parted_at", models.DateTimeField(null=True)),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("kept", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.employerfile")),
                (
                    "merged",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="milepost.employerfile"),
                ),
                ("merged_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "parted_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("form", "by the form on our pages"),
                            ("phone", "by telephone"),
                            ("mail", "by e-mail or letter"),
                            ("event", "at an event"),
                            ("referral", "recommended by somebody"),
                            ("visit", "in person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("organisation", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                ("may_contact", models.BooleanField(default=True)),
                ("received_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_reason", models.CharField(blank=True, max_length=300)),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "closed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="enquiries", to="milepost.employerfile"
                    ),
                ),
                ("received_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("juncture", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("accepted", models.BooleanField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="milepost.employerfile"),
                ),
                ("to", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="JourneyVersion",
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
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("accepted", models.BooleanField(null=True)),
                ("noted_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.centre")),
                ("noted_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="leaves", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "stand_in",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("value", models.DecimalField(decimal_places=3, max_digits=14)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("measured_on", models.DateField()),
                ("share", models.PositiveSmallIntegerField(null=True)),
                ("said_by", models.CharField(blank=True, max_length=150)),
                ("note", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measurements", to="milepost.businessissue"
                    ),
                ),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("visit", "Visit to them"), ("here", "They come to us"), ("online", "By video or telephone")],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("with_whom", models.CharField(blank=True, max_length=150)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("about", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("held", "held"), ("missed", "missed"), ("called_off", "called off")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("missed_by", models.CharField(blank=True, choices=[("us", "We did"), ("them", "They did")], max_length=5)),
                ("planned_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="milepost.employerfile"),
                ),
                ("planned_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.CreateModel(
            name="NeedsAnalysis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("answers", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField()),
                ("written_at", models.DateTimeField(null=True)),
                ("signed_name", models.CharField(blank=True, max_length=150)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="analyses", to="milepost.employerfile"),
                ),
                ("opened_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "signed_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "written_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="businessissue",
            name="analysis",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="milepost.needsanalysis"
            ),
        ),
        migrations.CreateModel(
            name="Ownership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("juncture", models.CharField(blank=True, max_length=40)),
                ("since", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="ownerships", to="milepost.employerfile"),
                ),
                (
                    "handover",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.handover"),
                ),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("body", models.JSONField(default=dict)),
                ("edits", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="milepost.employerfile"),
                ),
                ("opened_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "withdrawn_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProposalVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("body", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "proposal",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="milepost.proposal"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProposalLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=150)),
                ("email", models.EmailField(max_length=254)),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("sent_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "withdrawn_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor"),
                ),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="milepost.proposalversion"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProposalAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("accepted", "accepted"), ("question", "asked a question"), ("declined", "declined")], max_length=10
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("text", models.TextField(blank=True)),
                ("newest", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "answers",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="milepost.proposalanswer"
                    ),
                ),
                ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="milepost.proposalversion"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StagePassed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("stage", models.CharField(max_length=40)),
                ("to", models.CharField(max_length=40)),
                ("journey", models.PositiveIntegerField()),
                ("shown", models.JSONField(default=dict)),
                ("passed_at", models.DateTimeField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="passed", to="milepost.employerfile")),
                ("passed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="milepost.actor")),
            ],
        ),
        migrations.AddIndex(
            model_name="employerfile",
            index=models.Index(fields=["centre", "stage"], name="employer_file_stage"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["file", "happened_at"], name="contact_newest"),
        ),
        migrations.AddConstraint(
            model_name="employermerge",
            constraint=models.UniqueConstraint(condition=models.Q(("parted_at", None)), fields=("merged",), name="employer_merged_once"),
        ),
        migrations.AddIndex(
            model_name="enquiry",
            index=models.Index(fields=["centre", "answered_at"], name="enquiry_open"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)), fields=("file", "juncture"), name="handover_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="journeyversion",
            constraint=models.UniqueConstraint(fields=("centre", "number"), name="journey_version_number"),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(fields=["centre", "ends_on"], name="leave_centre_end"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["file", "state", "starts_at"], name="meeting_planned"),
        ),
        migrations.AddConstraint(
            model_name="needsanalysis",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="needs_analysis_number"),
        ),
        migrations.AddConstraint(
            model_name="businessissue",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="business_issue_number"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("file", "number"), name="proposal_number"),
        ),
        migrations.AddConstraint(
            model_name="proposalversion",
            constraint=models.UniqueConstraint(fields=("proposal", "number"), name="proposal_version_number"),
        ),
        migrations.RunPython(put_on, take_off),
    ]
