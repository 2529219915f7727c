"""Evidence that the learner did not bring: what an assessor saw and asked, what a witness says."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.engine.framework import Nature, Setting
from milepost.portfolios import policies, progress, words
from milepost.portfolios.actions.pieces import next_piece
from milepost.portfolios.actions.portfolio import Target
from milepost.portfolios.models import Claim, Evidence, EvidenceFile, EvidenceVersion, HandIn, Registration


@transaction.atomic
def record_evidence(
    registration: Registration,
    *,
    by: Actor,
    kind: str,
    title: str,
    targets: Sequence[Target],
    body: str = "",
    details: Mapping[str, Any] | None = None,
    file: StoredFile | None = None,
    further_files: Sequence[tuple[StoredFile, str]] = (),
    happened_on: date | None = None,
    nature: str = Nature.PERFORMANCE,
    setting: str = Setting.REAL_WORK,
    uuid: UUID | None = None,
) -> Evidence:
    """Put what somebody else saw into a portfolio, with what it shows, ready to be judged.

    `further_files` are (file, caption). `uuid` may come from the form, so that a form sent twice records once.
    """
    row = progress.lock(registration)
    if uuid and (before := registration.evidence.filter(uuid=uuid).first()):
        return before
    files = [one for one in (file, *(further for further, _ in further_files)) if one]
    if reason := policies.why_not_record_evidence(
        registration, by=by, kind=kind, title=title, targets=[t.target for t in targets], units=row.units, files=files,
        happened_on=happened_on,
    ):  # fmt: skip
        raise Refused(reason)
    now = clock.now()
    evidence = next_piece(registration, kind, title, by, now, uuid)
    version = EvidenceVersion.objects.create(
        evidence=evidence, number=1, file=file, body=body, details=dict(details or {}), happened_on=happened_on, nature=nature,
        setting=setting, made_at=now, made_by=by,
    )  # fmt: skip
    further = EvidenceFile.objects.bulk_create(
        EvidenceFile(version=version, number=number, file=one, caption=caption.strip())
        for number, (one, caption) in enumerate(further_files, start=1)
    )
    handed = HandIn.objects.create(registration=registration, declared_own=False, handed_in_at=now, handed_in_by=by)
    wanted = {(t.target, t.locator.strip()): t for t in targets}
    Claim.objects.bulk_create(
        Claim(
            registration=registration, evidence=evidence, target=target, locator=locator, thing=t.thing.strip(), made_at=now, made_by=by,
            hand_in=handed,
        )
        for (target, locator), t in wanted.items()
    )  # fmt: skip
    progress.refresh(registration, row, acted_at=now)
    events.record(
        registration.stream,
        words.EVIDENCE_RECORDED,
        by=by,
        centre_id=registration.centre_id,
        args={
            "registration": registration.uuid,
            "evidence": evidence.uuid,
            "number": evidence.number,
            "kind": kind,
            "targets": sorted({t.target for t in targets}),
        },
        personal={"title": evidence.title},
        rows=[version, *further, handed],
    )
    return evidence


@transaction.atomic
def record_again(
    evidence: Evidence,
    *,
    by: Actor,
    targets: Sequence[Target],
    body: str = "",
    details: Mapping[str, Any] | None = None,
    file: StoredFile | None = None,
    further_files: Sequence[tuple[StoredFile, str]] = (),
    happened_on: date | None = None,
    reason: str = "",
) -> EvidenceVersion:
    """Correct what was written down by a new version. The old one stays readable; judgements that rest on it fall in doubt.

    `targets` are all that it shows now: claims that are not among them are taken back, new ones are handed in.
    """
    registration = evidence.registration
    row = progress.lock(registration)
    evidence.refresh_from_db(fields=["version", "withdrawn_at"])
    files = [one for one in (file, *(further for further, _ in further_files)) if one]
    if refusal := policies.why_not_record_again(
        evidence, by=by, targets=[t.target for t in targets], units=row.units, files=files, happened_on=happened_on
    ):
        raise Refused(refusal)
    before = evidence.versions.get(number=evidence.version)
    now = clock.now()
    version = EvidenceVersion.objects.create(
        evidence=evidence, number=evidence.version + 1, file=file, body=body, details=dict(details or {}),
        happened_on=happened_on or before.happened_on, nature=before.nature, setting=before.setting, reason=reason.strip(),
        made_at=now, made_by=by,
    )  # fmt: skip
    further = EvidenceFile.objects.bulk_create(
        EvidenceFile(version=version, number=number, file=one, caption=caption.strip())
        for number, (one, caption) in enumerate(further_files, start=1)
    )
    evidence.version = version.number
    evidence.save(update_fields=["version"])
    handed = HandIn.objects.create(registration=registration, declared_own=False, handed_in_at=now, handed_in_by=by)
    _claim_anew(evidence, targets, handed)
    doubt_before = progress.doubts(row)
    progress.refresh(registration, row, acted_at=now)
    events.record(
        registration.stream,
        words.EVIDENCE_RECORDED_AGAIN,
        by=by,
        centre_id=registration.centre_id,
        args={
            "registration": registration.uuid,
            "evidence": evidence.uuid,
            "number": evidence.number,
            "version": version.number,
            "kind": evidence.kind,
            "targets": sorted({t.target for t in targets}),
            "in_doubt": progress.doubts(row) - doubt_before,
        },
        personal={"title": evidence.title, "reason": version.reason},
        rows=[version, *further, handed],
    )
    return version


def _claim_anew(evidence: Evidence, targets: Sequence[Target], handed: HandIn) -> None:
    """Make the claims of a piece these and no others. Those that stood already stay as they are."""
    wanted = {(t.target, t.locator.strip()): t for t in targets}
    standing = {(c.target, c.locator): c for c in evidence.claims.filter(withdrawn_at=None)}
    gone = [claim.pk for key, claim in standing.items() if key not in wanted]
    evidence.claims.filter(pk__in=gone).update(withdrawn_at=handed.handed_in_at, withdrawn_by=handed.handed_in_by)
    Claim.objects.bulk_create(
        Claim(
            registration_id=evidence.registration_id, evidence=evidence, target=target, locator=locator, thing=t.thing.strip(),
            made_at=handed.handed_in_at, made_by=handed.handed_in_by, hand_in=handed,
        )
        for (target, locator), t in wanted.items()
        if (target, locator) not in standing
    )  # fmt: skip
