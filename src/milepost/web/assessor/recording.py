"""The one act at the end of the day: evidence, claims, judgements and the visit, recorded together or not at all."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from milepost.assessment import actions as assessment
from milepost.assessment import policies
from milepost.engine.framework import Nature
from milepost.portfolios import actions, progress, queries
from milepost.portfolios.words import EvidenceKind
from milepost.web.assessor import noting
from milepost.web.assessor.observing import ANSWERS, PICTURES, TALK, VOICE, Ready, Subject

if TYPE_CHECKING:
    from milepost.assessment.models import Judgement
    from milepost.base.models import Actor
    from milepost.portfolios.models import Evidence
    from milepost.web.assessor.feedback import Feedback

KINDS = (EvidenceKind.OBSERVATION, EvidenceKind.QUESTIONS, EvidenceKind.DISCUSSION)


def recorded_before(subject: Subject, token: str, *, by: Actor) -> list[Evidence]:
    """What this form made already, when it is sent a second time."""
    uuids = [subject.evidence_uuid(token, kind) for kind in KINDS]
    return list(queries.evidence(by=by).filter(uuid__in=uuids).order_by("number")) if token else []


@transaction.atomic
def record(subject: Subject, ready: Ready, given: Feedback, *, by: Actor, day: date) -> tuple[list[Evidence], list[Judgement]]:
    """Evidence, claims, judgements and the visit together or not at all. Each act leaves its own event; the day has none besides."""
    registration = subject.registration
    progress.lock(registration)  # a form sent twice at once waits here, and then finds what the first one made
    if before := recorded_before(subject, ready.noted.token, by=by):
        return before, []
    made = [
        actions.record_evidence(
            registration, by=by, kind=kind, title=_titled(subject, ready.noted, kind), details=_details(subject, ready, given, kind),
            targets=noting.claims(ready.noted, kind, given.things), body=_body(ready.noted, kind), happened_on=day,
            nature=Nature.PERFORMANCE if kind == EvidenceKind.OBSERVATION else Nature.KNOWLEDGE, setting=given.setting,
            uuid=subject.evidence_uuid(ready.noted.token, kind), **_files(ready, kind),
        )
        for kind, there in zip(KINDS, (ready.noted.seen, ready.noted.answered, ready.noted.said), strict=True)
        if there
    ]  # fmt: skip
    decisions = given.decisions(noting.shown_by_target(ready.noted))
    judged = assessment.judge(registration, by=by, decisions=decisions) if decisions else []
    if subject.visit and policies.why_not_keep_visit(subject.visit, by=by) is None:
        assessment.keep_visit(subject.visit, by=by)
    return made, judged


def _titled(subject: Subject, noted: noting.Noted, kind: str) -> str:
    about = noted.about.strip() if kind == EvidenceKind.DISCUSSION and noted.about.strip() else subject.activity
    plain = {
        EvidenceKind.OBSERVATION: _("Observation"), EvidenceKind.QUESTIONS: _("Questions and answers"),
        EvidenceKind.DISCUSSION: _("Professional discussion"),
    }  # fmt: skip
    if not about:
        return str(plain[EvidenceKind(kind)])
    return about[:200] if kind == EvidenceKind.OBSERVATION else f"{plain[EvidenceKind(kind)]}: {about}"[:200]


def _body(noted: noting.Noted, kind: str) -> str:
    """All of it as plain words too, so that it can be searched and compared."""
    if kind == EvidenceKind.QUESTIONS:
        return "\n\n".join(f"{one.question.strip()}\n{one.answer.strip()}".strip() for one in noted.answered)
    moments, moment = (noted.seen, noting.clock_time) if kind == EvidenceKind.OBSERVATION else (noted.said, noting.place_in)
    return "\n\n".join(f"{moment(one.at)} {one.text.strip()}" for one in moments)


def _details(subject: Subject, ready: Ready, given: Feedback, kind: str) -> dict[str, Any]:
    noted = ready.noted
    details: dict[str, Any] = {"feedback": given.overall.strip()}
    if subject.visit:
        details["visit"] = str(subject.visit.uuid)
    if noted.device_time and ready.draft:
        details |= {"device_time": noted.device_time, "kept_at": ready.draft.kept_at.isoformat(timespec="seconds")}
    match kind:
        case EvidenceKind.OBSERVATION:
            details["moments"] = [{"at": noting.clock_time(m.at), "text": m.text.strip(), "targets": list(m.targets)} for m in noted.seen]
        case EvidenceKind.QUESTIONS:
            details["asked"] = [
                {"question": one.question.strip(), "answer": one.answer.strip(), "target": one.target, "recorded": one.recorded}
                for one in noted.answered
            ]
        case _:
            details["about"] = noted.about.strip()
            details["marks"] = [{"at": noting.place_in(m.at), "text": m.text.strip(), "targets": list(m.targets)} for m in noted.said]
    return json.loads(json.dumps(details))


def _files(ready: Ready, kind: str) -> dict[str, Any]:
    """Of a talk the recording is the evidence; beside what was seen and asked files only stand by."""
    if kind == EvidenceKind.OBSERVATION:
        voice = [(file, caption or _("Voice note")) for file, caption in ready.stored(VOICE)]
        return {"further_files": [*ready.stored(PICTURES), *voice]}
    if kind == EvidenceKind.QUESTIONS:
        return {"further_files": [(file, caption or _("Recorded answers")) for file, caption in ready.stored(ANSWERS)]}
    talk = ready.stored(TALK)
    return {"file": talk[0][0] if talk else None, "further_files": talk[1:]}
