"""What people do in a portfolio. Each act writes its rows, one event and the progress, together or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.engine.framework import Nature, Setting
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people.models import Organisation, Person
from milepost.portfolios import policies, progress, words
from milepost.portfolios.actions.pieces import next_piece
from milepost.portfolios.models import Claim, Evidence, EvidenceVersion, HandIn, Progress, Registration, UnitPlan


@dataclass(frozen=True, slots=True)
class Target:
    """What one claim says: which target, where in the evidence, and what thing it is where things are counted."""

    target: str
    locator: str = ""
    thing: str = ""


@transaction.atomic
def register(
    learner: Person,
    *,
    by: Actor,
    specification: Specification,
    qualification: str,
    starts_on: date,
    ends_on: date,
    uln: str = "",
    employer: Organisation | None = None,
    assessor: Person | None = None,
    iqa: Person | None = None,
    quiet: bool = False,
) -> Registration:
    """Put a learner on a qualification of a published specification, or a participant on a programme, and pin them to that version.

    `quiet`: it is one of many, so people find it in their messages and get no letter for each.
    """
    uln = uln.replace(" ", "")
    Person.objects.select_for_update(no_key=True).get(pk=learner.pk)  # a form sent twice registers once
    if reason := policies.why_not_register(
        learner,
        by=by,
        specification=specification,
        qualification=qualification,
        starts_on=starts_on,
        ends_on=ends_on,
        uln=uln,
        employer=employer,
        assessor=assessor,
        iqa=iqa,
    ):
        raise Refused(reason)
    framework = framework_of(specification)
    chosen = framework.qualification(qualification)
    registration = Registration.objects.create(
        centre_id=by.at_centre,
        learner=learner,
        specification=specification,
        qualification=qualification,
        qualification_title=chosen.title,
        programme=framework.awards_nothing,
        employer=employer,
        assessor=assessor,
        iqa=iqa,
        uln=uln,
        starts_on=starts_on,
        ends_on=ends_on,
        registered_at=clock.now(),
        registered_by=by,
    )
    Progress.objects.create(registration=registration, centre_id=by.at_centre, assessor=assessor, last_act_at=registration.registered_at)
    events.record(
        registration.stream,
        words.LEARNER_REGISTERED,
        by=by,
        args={
            "registration": registration.uuid,
            "specification": specification.uuid,
            "digest": specification.digest,
            "qualification": qualification,
            "starts_on": starts_on,
            "ends_on": ends_on,
            **({"programme": True} if framework.awards_nothing else {}),
            **({"quiet": True} if quiet else {}),
        },
        personal={"learner": learner.name, "assessor": assessor.name if assessor else ""},
    )
    return registration


@transaction.atomic
def allocate(registration: Registration, *, by: Actor, assessor: Person | None, iqa: Person | None, reason: str = "") -> Registration:
    """Say who assesses this learner and who looks a second time."""
    if refusal := policies.why_not_allocate(registration, by=by, assessor=assessor, iqa=iqa):
        raise Refused(refusal)
    row = progress.lock(registration)
    before = Registration.objects.select_related("assessor").get(pk=registration.pk).assessor
    registration.assessor, registration.iqa = assessor, iqa
    registration.save(update_fields=["assessor", "iqa"])
    row.assessor = assessor
    row.save(update_fields=["assessor"])
    events.record(
        registration.stream,
        words.ASSESSOR_ALLOCATED,
        by=by,
        args={"registration": registration.uuid, "before": before.uuid if before else None, "changed": before != assessor},
        personal={"assessor": assessor.name if assessor else "", "iqa": iqa.name if iqa else "", "reason": reason.strip()},
    )
    return registration


@transaction.atomic
def propose_units(registration: Registration, *, by: Actor, units: Sequence[str], answers: Mapping[str, str] | None = None) -> UnitPlan:
    """Propose a choice of units that makes the award; the other side agrees it."""
    answers = {key: text.strip() for key, text in (answers or {}).items() if key in units and text.strip()}
    if reason := policies.why_not_propose_units(registration, by=by, units=units, answers=answers):
        raise Refused(reason)
    progress.lock(registration)
    order = {unit.key: i for i, unit in enumerate(framework_of(registration.specification).units)}
    plan = UnitPlan.objects.create(
        registration=registration,
        units=sorted(set(units), key=order.__getitem__),
        answers=answers,
        proposed_at=clock.now(),
        proposed_by=by,
    )
    events.record(
        registration.stream,
        words.UNITS_PROPOSED,
        by=by,
        args={"registration": registration.uuid, "plan": plan.uuid, "units": plan.units},
        personal={"answers": answers},
    )
    return plan


@transaction.atomic
def agree_units(plan: UnitPlan, *, by: Actor) -> UnitPlan:
    """Agree the units that the other side proposed. From now on these are the learner's units."""
    row = progress.lock(plan.registration)
    plan.refresh_from_db(fields=["agreed_at"])
    if reason := policies.why_not_agree_units(plan, by=by):
        raise Refused(reason)
    plan.agreed_at, plan.agreed_by = clock.now(), by
    plan.save(update_fields=["agreed_at", "agreed_by"])
    progress.refresh(plan.registration, row, units=plan.units, acted_at=plan.agreed_at)
    events.record(
        plan.registration.stream,
        words.UNITS_AGREED,
        by=by,
        args={"registration": plan.registration.uuid, "plan": plan.uuid, "units": plan.units},
    )
    return plan


@transaction.atomic
def add_evidence(
    registration: Registration,
    *,
    by: Actor,
    kind: str,
    title: str,
    file: StoredFile | None = None,
    body: str = "",
    url: str = "",
    details: Mapping[str, Any] | None = None,
    happened_on: date | None = None,
    nature: str = Nature.PERFORMANCE,
    setting: str = Setting.REAL_WORK,
    uuid: UUID | None = None,
) -> Evidence:
    """Put something into the portfolio: a file, a statement, a link, or a thing that was seen where it stays.

    `uuid` may come from the form, so that a form sent twice adds one piece: the second time says what the first made.
    """
    if reason := policies.why_not_add_evidence(
        registration, by=by, kind=kind, title=title, file=file, body=body, url=url, details=details, happened_on=happened_on
    ):
        raise Refused(reason)
    row = progress.lock(registration)
    if uuid and (before := registration.evidence.filter(uuid=uuid).first()):
        return before
    now = clock.now()
    evidence = next_piece(registration, kind, title, by, now, uuid)
    version = EvidenceVersion.objects.create(
        evidence=evidence,
        number=1,
        file=file,
        body=body,
        url=url,
        details=dict(details or {}),
        happened_on=happened_on,
        nature=nature,
        setting=setting,
        made_at=now,
        made_by=by,
    )
    progress.touch(row, now)
    events.record(
        registration.stream,
        words.EVIDENCE_ADDED,
        by=by,
        args={"registration": registration.uuid, "evidence": evidence.uuid, "number": evidence.number, "kind": kind},
        personal={"title": evidence.title},
        rows=[version],
    )
    return evidence


@transaction.atomic
def replace_evidence(
    evidence: Evidence,
    *,
    by: Actor,
    reason: str = "",
    file: StoredFile | None = None,
    body: str = "",
    url: str = "",
    details: Mapping[str, Any] | None = None,
    happened_on: date | None = None,
) -> EvidenceVersion:
    """A new version of a piece of evidence. Judgements that rest on the old one fall in doubt; it stays readable."""
    registration = evidence.registration
    row = progress.lock(registration)
    evidence.refresh_from_db(fields=["version", "withdrawn_at"])
    if refusal := policies.why_not_replace_evidence(
        evidence, by=by, file=file, body=body, url=url, details=details, happened_on=happened_on
    ):
        raise Refused(refusal)
    before = evidence.versions.get(number=evidence.version)
    now = clock.now()
    version = EvidenceVersion.objects.create(
        evidence=evidence,
        number=evidence.version + 1,
        file=file,
        body=body,
        url=url,
        details=dict(details or {}),
        happened_on=happened_on or before.happened_on,
        nature=before.nature,
        setting=before.setting,
        reason=reason.strip(),
        made_at=now,
        made_by=by,
    )
    evidence.version = version.number
    evidence.save(update_fields=["version"])
    doubt_before = progress.doubts(row)
    progress.refresh(registration, row, acted_at=now)
    events.record(
        registration.stream,
        words.EVIDENCE_REPLACED,
        by=by,
        args={
            "registration": registration.uuid,
            "evidence": evidence.uuid,
            "number": evidence.number,
            "version": version.number,
            "in_doubt": progress.doubts(row) - doubt_before,
        },
        personal={"title": evidence.title, "reason": version.reason},
        rows=[version],
    )
    return version


@transaction.atomic
def withdraw_evidence(evidence: Evidence, *, by: Actor) -> Evidence:
    """Take back evidence that no judgement rests on, with its claims. It stays readable in the history."""
    registration = evidence.registration
    row = progress.lock(registration)
    evidence.refresh_from_db(fields=["withdrawn_at"])
    if reason := policies.why_not_withdraw_evidence(evidence, by=by, judged=progress.rests_on_evidence(row, evidence.number)):
        raise Refused(reason)
    now = clock.now()
    evidence.withdrawn_at, evidence.withdrawn_by = now, by
    evidence.save(update_fields=["withdrawn_at", "withdrawn_by"])
    evidence.claims.filter(withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)
    progress.refresh(registration, row, acted_at=now)
    events.record(
        registration.stream,
        words.EVIDENCE_WITHDRAWN,
        by=by,
        args={"registration": registration.uuid, "evidence": evidence.uuid, "number": evidence.number},
        personal={"title": evidence.title},
    )
    return evidence


@transaction.atomic
def claim(evidence: Evidence, *, by: Actor, targets: Sequence[Target]) -> list[Claim]:
    """Say what a piece of evidence shows: many criteria and parts of requirements at once, each with its place.

    What was claimed before at the same place is left as it is, so that a form sent twice does no harm.
    """
    registration = evidence.registration
    row = progress.lock(registration)
    evidence.refresh_from_db(fields=["withdrawn_at"])
    framework = framework_of(registration.specification)
    known = framework.criterion_by_target.keys() | framework.requirement_by_target.keys()
    if reason := policies.why_not_claim(evidence, by=by, targets=[t.target for t in targets], units=row.units, known=known):
        raise Refused(reason)
    standing = set(evidence.claims.filter(withdrawn_at=None).values_list("target", "locator"))
    now = clock.now()
    wanted = {(t.target, t.locator.strip()): t for t in targets}
    made = Claim.objects.bulk_create(
        Claim(
            registration=registration,
            evidence=evidence,
            target=target,
            locator=locator,
            thing=t.thing.strip(),
            made_at=now,
            made_by=by,
        )
        for (target, locator), t in wanted.items()
        if (target, locator) not in standing
    )
    progress.touch(row, now)
    events.record(
        registration.stream,
        words.CRITERIA_CLAIMED,
        by=by,
        args={
            "registration": registration.uuid,
            "evidence": evidence.uuid,
            "number": evidence.number,
            "targets": [c.target for c in made],
        },
        personal={"title": evidence.title},
    )
    return made


@transaction.atomic
def withdraw_claim(claim: Claim, *, by: Actor) -> Claim:
    """Take back a claim that nobody has judged."""
    registration = claim.registration
    row = progress.lock(registration)
    claim.refresh_from_db(fields=["withdrawn_at"])
    if reason := policies.why_not_withdraw_claim(claim, by=by, judged=progress.rests_on_claim(row, claim)):
        raise Refused(reason)
    claim.withdrawn_at, claim.withdrawn_by = clock.now(), by
    claim.save(update_fields=["withdrawn_at", "withdrawn_by"])
    progress.refresh(registration, row, acted_at=claim.withdrawn_at)
    events.record(
        registration.stream,
        words.CLAIM_WITHDRAWN,
        by=by,
        args={"registration": registration.uuid, "claim": claim.uuid, "target": claim.target},
    )
    return claim


@transaction.atomic
def hand_in(registration: Registration, *, by: Actor, claims: Sequence[Claim], declared_own: bool) -> HandIn:
    """Hand claims in to the assessor, declaring the work one's own."""
    row = progress.lock(registration)
    claims = list(Claim.objects.filter(pk__in=[c.pk for c in claims]).select_related("evidence").order_by("id"))
    if reason := policies.why_not_hand_in(registration, by=by, claims=claims, declared_own=declared_own):
        raise Refused(reason)
    handed = HandIn.objects.create(registration=registration, declared_own=declared_own, handed_in_at=clock.now(), handed_in_by=by)
    Claim.objects.filter(pk__in=[c.pk for c in claims]).update(hand_in=handed)
    progress.refresh(registration, row, acted_at=handed.handed_in_at)
    events.record(
        registration.stream,
        words.CLAIMS_HANDED_IN,
        by=by,
        args={
            "registration": registration.uuid,
            "hand_in": handed.uuid,
            "targets": [c.target for c in claims],
            "evidence": sorted({c.evidence.number for c in claims}),
        },
        rows=[handed],
    )
    return handed
