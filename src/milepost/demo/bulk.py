"""The learners of `shape.py` in bulk: the rows, events and chains that `acted.py` would have written, many at a time.

A test builds learners both ways and finds the same rows, events and verification. PostgreSQL takes them by COPY,
SQLite by executemany.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import batched
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction
from django.utils import timezone

from milepost.assessment import facts as assessment_facts
from milepost.assessment import words as assessment
from milepost.assessment.models import Judgement
from milepost.assessment.words import Verdict
from milepost.base import events
from milepost.base.actors import system
from milepost.base.files.kinds import kind_of
from milepost.base.files.storage import STORED, keep
from milepost.base.models import Actor, Event, StoredFile, StreamHead, Telling
from milepost.demo import shape
from milepost.demo.acted import FEEDBACK, MORE, Stage
from milepost.engine.framework import Framework, Nature, Setting
from milepost.engine.requirements import Evidence as EvidenceFact
from milepost.engine.requirements import Key
from milepost.frameworks.queries import framework_of
from milepost.people import words as people
from milepost.people.models import Appointment, Person
from milepost.people.words import Role
from milepost.portfolios import progress
from milepost.portfolios import words as portfolios
from milepost.portfolios.facts import ClaimRow
from milepost.portfolios.models import Claim, Evidence, EvidenceVersion, HandIn, Progress, Registration, UnitPlan
from milepost.portfolios.words import EvidenceKind

BATCH = 100  # learners in one transaction

# In the order in which foreign keys want them.
TABLES: list[type[models.Model]] = [
    Person, EmailAddress, Actor, Appointment, Registration, UnitPlan, StoredFile, Evidence, EvidenceVersion, HandIn,
    Claim, Judgement, Progress, StreamHead, Event, Telling,
]  # fmt: skip


def build(stories: Iterable[shape.Story], on: Stage, *, source: bytes, told: Callable[[int], None] = lambda n: None) -> None:
    """Write these learners. Everything that happened to them counts as told: no notice goes out for it."""
    kept = _keep(source)
    by, people, files = system(), f"people:{on.centre.uuid}", f"files:{on.centre.uuid}"
    StreamHead.objects.get_or_create(stream=files)
    writer = Writer(TABLES)
    for batch in batched(stories, BATCH):
        with transaction.atomic():
            heads = {name: StreamHead.objects.select_for_update().get(stream=name) for name in (people, files)}
            for story in batch:
                Learner(story, on, kept, writer, heads[people], heads[files], by).write()
            for head in heads.values():
                head.save(update_fields=["position", "hash"])
            writer.flush()
        told(batch[-1].index + 1)
    writer.reset_sequences()


def _keep(source: bytes) -> StoredFile:
    """Lay the bytes down once; every learner's file is a row that points to them."""
    with NamedTemporaryFile(dir=uploads_folder(), delete=False) as arrived:
        arrived.write(source)
    path = Path(arrived.name)
    sha256, size = keep(path)
    kind = kind_of(path, "record.txt")
    path.unlink()
    return StoredFile(sha256=sha256, size=size, kind=kind)


def uploads_folder() -> Path:
    folder = Path(settings.HOME) / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Writer:
    """Rows by table, with ids given out beforehand. The tables come in the order in which foreign keys want them."""

    def __init__(self, tables: Sequence[type[models.Model]]) -> None:
        self.rows: dict[type[models.Model], list[models.Model]] = {table: [] for table in tables}
        self.next: dict[type[models.Model], int] = {}
        for table in tables:
            if table is not Progress:
                newest = table._default_manager.order_by("-pk").values_list("pk", flat=True).first()
                self.next[table] = (newest or 0) + 1

    def add[T: models.Model](self, row: T) -> T:
        table = type(row)
        if table in self.next:
            row.pk = self.next[table]
            self.next[table] += 1
        self.rows[table].append(row)
        return row

    def flush(self) -> None:
        for table, rows in self.rows.items():
            if rows:
                _insert(table, rows)
                self.rows[table] = []

    def reset_sequences(self) -> None:
        """Let the database go on counting after our ids."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for table, free in self.next.items():
                    cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [table._meta.db_table, free])


def _plain(field: models.Field, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return None if value is None else json.dumps(value)
    return str(value) if isinstance(value, UUID) else value


def _insert(table: type[models.Model], rows: list[models.Model]) -> None:
    fields = table._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(f.attname) for f in fields)
    name = connection.ops.quote_name(table._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([_plain(f, getattr(row, f.attname)) for f in fields])
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(
                f"INSERT INTO {name} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own tables
                [[f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields] for row in rows],
            )


class Learner:
    """Writes one story. The order of events, and what each holds, is that of the actions."""

    def __init__(
        self,
        story: shape.Story,
        on: Stage,
        kept: StoredFile,
        writer: Writer,
        people_head: StreamHead,
        files_head: StreamHead,
        system: Actor,
    ) -> None:
        self.story, self.on, self.kept, self.writer, self.system = story, on, kept, writer, system
        self.people_head, self.files_head = people_head, files_head
        self.framework: Framework = framework_of(on.specification)
        self.assessor = on.assessors[story.assessor]

    def write(self) -> None:
        self._appoint()
        self._register()
        self._agree_units()
        self.claim_rows: list[ClaimRow] = []
        self.versions: dict[Key, EvidenceFact] = {}
        for piece in self.story.pieces:
            self._show(piece)
        self._finish()

    def _event(
        self, head: StreamHead, name: str, *, by: Actor, at: datetime, args: Any, personal: Any = None, rows: Iterable[Any] = ()
    ) -> None:
        made = events.build(head, name, by=by, at=at, centre_id=self.on.centre.pk, args=args, personal=personal, rows=rows)
        event = self.writer.add(made)
        self.writer.add(Telling(event=event, done_at=at))

    def _record(self, name: str, *, by: Actor, at: datetime, args: Any, personal: Any = None, rows: Iterable[Any] = ()) -> None:
        args = {"registration": self.registration.uuid, **args}
        self._event(self.head, name, by=by, at=at, args=args, personal=personal, rows=rows)

    def _appoint(self) -> None:
        story, on, add, at = self.story, self.on, self.writer.add, self.story.registered_at
        by = self.system
        person = add(Person(email=story.email, name=story.name, password=make_password(None), joined_on=_day(at)))
        add(EmailAddress(user=person, email=person.email, verified=True, primary=True))
        self.learner = add(Actor(kind=Actor.Kind.PERSON, person=person, centre=on.centre, role=Role.LEARNER.value, name=person.name))
        appointment = add(
            Appointment(
                person=person,
                centre=on.centre,
                role=Role.LEARNER.value,
                starts_on=_day(at),
                made_at=at,
                made_by=by,
                taken_up_at=at,
                taken_up_by=by,
                actor=self.learner,
            )
        )
        args = {"appointment": appointment.uuid, "person": person.uuid, "role": Role.LEARNER}
        named = {"name": person.name, "email": person.email}
        self._event(self.people_head, people.APPOINTMENT_MADE, by=by, at=at, args=args, personal=named)

    def _register(self) -> None:
        story, on = self.story, self.on
        qualification = self.framework.qualification(shape.QUALIFICATION)
        self.registration = self.writer.add(
            Registration(
                centre=on.centre,
                learner=self.learner.person,
                specification=on.specification,
                qualification=shape.QUALIFICATION,
                qualification_title=qualification.title,
                employer=on.employer_of(story.index),
                assessor=self.assessor.person,
                starts_on=_day(story.registered_at),
                ends_on=story.ends_on,
                registered_at=story.registered_at,
                registered_by=on.manager,
                evidence_count=len(story.pieces),
            )
        )
        self.head = self.writer.add(StreamHead(stream=self.registration.stream))
        self.row = Progress(registration=self.registration, centre=on.centre, assessor=self.assessor.person)
        self._record(
            portfolios.LEARNER_REGISTERED,
            by=on.manager,
            at=story.registered_at,
            args={
                "specification": on.specification.uuid,
                "digest": on.specification.digest,
                "qualification": shape.QUALIFICATION,
                "starts_on": self.registration.starts_on,
                "ends_on": self.registration.ends_on,
            },
            personal={"learner": story.name, "assessor": self.assessor.person.name},
        )

    def _agree_units(self) -> None:
        story, units = self.story, [unit.key for unit in self.framework.units]
        plan = self.writer.add(
            UnitPlan(
                registration=self.registration,
                units=units,
                proposed_at=story.proposed_at,
                proposed_by=self.assessor.actor,
                agreed_at=story.agreed_at,
                agreed_by=self.learner,
            )
        )
        args = {"plan": plan.uuid, "units": units}
        self._record(portfolios.UNITS_PROPOSED, by=self.assessor.actor, at=story.proposed_at, args=args, personal={"answers": {}})
        self._record(portfolios.UNITS_AGREED, by=self.learner, at=story.agreed_at, args=args)
        self.row.units, self.row.last_act_at = units, story.agreed_at

    def _show(self, piece: shape.Piece) -> None:
        evidence = self._add(piece)
        claims = self._claim(piece, evidence)
        self._hand_in(piece, claims)
        self.row.last_act_at = piece.handed_in_at
        if piece.judged_at:
            self._judge(piece, claims)
            self.row.last_act_at = piece.judged_at

    def _add(self, piece: shape.Piece) -> Evidence:
        add, at = self.writer.add, piece.added_at
        file = add(
            StoredFile(
                centre=self.on.centre,
                sha256=self.kept.sha256,
                size=self.kept.size,
                name=f"{piece.title}.txt",
                kind=self.kept.kind,
                stored_at=at,
                stored_by=self.learner,
            )
        )
        self._event(
            self.files_head,
            STORED,
            by=self.learner,
            at=at,
            args={"file": file.uuid, "size": file.size, "kind": file.kind},
            personal={"name": file.name},
            rows=[file],
        )
        evidence = add(
            Evidence(
                centre=self.on.centre,
                registration=self.registration,
                number=piece.number,
                kind=EvidenceKind.FILE.value,
                title=piece.title,
                added_at=at,
                added_by=self.learner,
            )
        )
        version = add(
            EvidenceVersion(
                evidence=evidence, number=1, file=file, happened_on=_day(at), made_at=at, made_by=self.learner,
                nature=Nature.PERFORMANCE.value, setting=Setting.REAL_WORK.value,
            )
        )  # fmt: skip
        self.versions[piece.number] = EvidenceFact(piece.number, 1, setting=Setting.REAL_WORK, nature=Nature.PERFORMANCE, dates=(_day(at),))
        args = {"evidence": evidence.uuid, "number": piece.number, "kind": evidence.kind}
        self._record(portfolios.EVIDENCE_ADDED, by=self.learner, at=at, args=args, personal={"title": piece.title}, rows=[version])
        return evidence

    def _claim(self, piece: shape.Piece, evidence: Evidence) -> list[Claim]:
        claims = [
            self.writer.add(
                Claim(
                    registration=self.registration,
                    evidence=evidence,
                    target=target,
                    locator=shape.LOCATOR,
                    made_at=piece.claimed_at,
                    made_by=self.learner,
                )
            )
            for target in piece.targets
        ]
        args = {"evidence": evidence.uuid, "number": piece.number, "targets": list(piece.targets)}
        self._record(portfolios.CRITERIA_CLAIMED, by=self.learner, at=piece.claimed_at, args=args, personal={"title": piece.title})
        return claims

    def _hand_in(self, piece: shape.Piece, claims: list[Claim]) -> None:
        at = piece.handed_in_at
        handed = self.writer.add(HandIn(registration=self.registration, declared_own=True, handed_in_at=at, handed_in_by=self.learner))
        for claim in claims:
            claim.hand_in = handed
            self.claim_rows.append((str(claim.uuid), claim.target, piece.number, "", at))
        args = {"hand_in": handed.uuid, "targets": list(piece.targets), "evidence": [piece.number]}
        self._record(portfolios.CLAIMS_HANDED_IN, by=self.learner, at=at, args=args, rows=[handed])

    def _judge(self, piece: shape.Piece, claims: list[Claim]) -> None:
        judgements, at = [], piece.judged_at or piece.handed_in_at
        for claim in claims:
            met = claim.target in piece.met
            judgement = Judgement(
                centre=self.on.centre,
                registration=self.registration,
                target=claim.target,
                verdict=(Verdict.MET if met else Verdict.NOT_YET).value,
                feedback=FEEDBACK if met else MORE,
                rests_on=[[str(claim.uuid), piece.number, 1]],
                made_at=at,
                made_by=self.assessor.actor,
            )
            judgements.append(self.writer.add(judgement))
            assessment_facts.mark(self.row, judgement)
        self._record(
            assessment.CRITERIA_JUDGED,
            by=self.assessor.actor,
            at=at,
            args={
                "met": list(piece.met),
                "not_yet": list(piece.not_yet),
                "ask": [],
                "waits": [],
                "competence": {},
                "specification": self.on.specification.digest,
            },
            personal={"feedback": {j.target: j.feedback for j in judgements}},
            rows=judgements,
        )

    def _finish(self) -> None:
        progress.work_out(self.row, self.framework, claims=self.claim_rows, evidence=self.versions, second_look=self.on.centre.second_look)
        self.writer.add(self.row)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
