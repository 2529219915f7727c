"""What an assessor does: judge, undo a judgement, sign a unit off. Nothing is edited; a change is a new row."""

from collections.abc import Sequence

from django.db import transaction

from milepost.assessment import facts, policies, queries, words
from milepost.assessment.models import Countersigning, Judgement, SignOff
from milepost.assessment.words import Decision, Verdict
from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.frameworks.queries import framework_of
from milepost.people.queries import Fitness
from milepost.people.words import CompetenceState
from milepost.portfolios import progress
from milepost.portfolios.models import Registration


@transaction.atomic
def judge(registration: Registration, *, by: Actor, decisions: Sequence[Decision]) -> list[Judgement]:
    """Decide on claims: one judgement a target, each replacing the one before. The learner is told once, of all."""
    row = progress.lock(registration)
    claimed = facts.claims_by_target(registration, [d.target for d in decisions])
    in_force = {j.target: j for j in queries.judgements_in_force(registration).filter(target__in=[d.target for d in decisions])}
    changed = {d.target for d in decisions if d.basis is not None and d.basis != facts.basis(claimed.get(d.target, []))}
    fitness = facts.fitness(registration, by=by)
    if reason := policies.why_not_judge(
        registration, by=by, decisions=decisions, claimed=claimed, in_force=in_force, final=progress.closed_units(row), changed=changed,
        fitness=fitness,
    ):  # fmt: skip
        raise Refused(reason)
    now = clock.now()
    made = Judgement.objects.bulk_create(
        Judgement(
            centre_id=registration.centre_id,
            registration=registration,
            target=decision.target,
            verdict=decision.verdict,
            feedback=decision.feedback.strip(),
            prompts=decision.prompts,
            rests_on=claimed[decision.target],
            supersedes=in_force.get(decision.target),
            made_at=now,
            made_by=by,
        )
        for decision in decisions
    )
    asked = _ask_to_countersign(made, fitness)
    for judgement in made:
        facts.mark(row, judgement, waits="asked" if judgement.target in asked else "")
    progress.reopen(row, (j.target for j in made))
    progress.refresh(registration, row, acted_at=now)
    events.record(
        registration.stream,
        words.CRITERIA_JUDGED,
        by=by,
        args={
            "registration": registration.uuid,
            "met": [j.target for j in made if j.verdict == Verdict.MET],
            "not_yet": [j.target for j in made if j.verdict == Verdict.NOT_YET],
            "ask": [j.target for j in made if j.verdict == Verdict.ASK],
            "waits": list(asked),
            **facts.bound(registration, fitness, (j.target for j in made)),
        },
        personal={"feedback": {j.target: j.feedback for j in made if j.feedback}},
        rows=[*made, *asked.values()],
    )
    return made


def _ask_to_countersign(made: Sequence[Judgement], fitness: Fitness) -> dict[str, Countersigning]:
    """By target: what somebody in training decided, so that it waits."""
    asked = []
    for judgement in made:
        entry = fitness.entry(judgement.target.rpartition(":")[0])
        if entry and entry.state == CompetenceState.TRAINING and entry.countersigner_id:
            asked.append(
                Countersigning(
                    judgement=judgement, competence=entry, countersigner_id=entry.countersigner_id, asked_at=judgement.made_at
                )
            )  # fmt: skip
    return {one.judgement.target: one for one in Countersigning.objects.bulk_create(asked)} if asked else {}


@transaction.atomic
def undo(judgement: Judgement, *, by: Actor) -> Judgement:
    """Take a judgement back by one that supersedes it. The claims wait again."""
    registration = judgement.registration
    row = progress.lock(registration)
    superseded = Judgement.objects.filter(supersedes=judgement).exists()
    fitness = facts.fitness(registration, by=by)
    if reason := policies.why_not_undo(judgement, by=by, final=progress.closed_units(row), superseded=superseded, fitness=fitness):
        raise Refused(reason)
    undone = Judgement.objects.create(
        centre_id=registration.centre_id,
        registration=registration,
        target=judgement.target,
        verdict=Verdict.UNDONE,
        supersedes=judgement,
        made_at=clock.now(),
        made_by=by,
    )
    facts.mark(row, undone)
    progress.reopen(row, [undone.target])
    progress.refresh(registration, row, acted_at=undone.made_at)
    events.record(
        registration.stream,
        words.JUDGEMENT_UNDONE,
        by=by,
        args={"registration": registration.uuid, "target": judgement.target, "was": judgement.verdict},
        rows=[undone],
    )
    return undone


@transaction.atomic
def sign_off(registration: Registration, *, by: Actor, unit: str, comment: str = "") -> SignOff:
    """Sign a unit off once its gate is open."""
    row = progress.lock(registration)
    framework = framework_of(registration.specification)
    if unit not in row.units:
        raise Refused(policies.not_agreed(unit))
    gate = facts.sign_off_gate(registration, framework.unit_by_key[unit], row)
    if reason := policies.why_not_sign_off(
        registration, by=by, framework=framework, gate=gate, signed=progress.signed_state(row, unit), unit=unit,
        fitness=facts.fitness(registration, by=by),
    ):  # fmt: skip
        raise Refused(reason)
    signed = SignOff.objects.create(
        centre_id=registration.centre_id,
        registration=registration,
        unit=unit,
        comment=comment.strip(),
        supersedes=queries.sign_offs_in_force(registration).filter(unit=unit).first(),
        signed_at=clock.now(),
        signed_by=by,
    )
    row.signed[unit] = "signed"
    progress.refresh(registration, row, acted_at=signed.signed_at)
    events.record(
        registration.stream,
        words.UNIT_SIGNED_OFF,
        by=by,
        args={"registration": registration.uuid, "unit": unit, "sign_off": signed.uuid},
        personal={"comment": signed.comment},
        rows=[signed],
    )
    return signed
