"""Moving to a newer version: claims and decisions follow the words that they were made on.

What is asked in the same words stays decided, under its new number too. What is asked in other words was not decided by
anybody yet: the decision is taken back by a new row, and the claim waits for the assessor again. Nothing is deleted.
"""

from collections.abc import Iterable

from django.db import transaction

from milepost.assessment import facts, policies, queries, words
from milepost.assessment.models import Judgement, Visit, WitnessRequest
from milepost.assessment.words import Verdict
from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.engine.difference import Change, Difference
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress
from milepost.portfolios import queries as portfolios
from milepost.portfolios.models import Claim, Progress, Registration, UnitPlan, VersionOffer

STAND = (Change.SAME, Change.MOVED)


@transaction.atomic
def move_version(offer: VersionOffer, *, by: Actor) -> Registration:
    """The learner moves to the version that was offered, with everything that they have shown."""
    registration, to = offer.registration, offer.specification
    row = progress.lock(registration)
    offer.refresh_from_db(fields=["answered_at"])
    found = portfolios.changes_between(offer.left, to)
    qualification = found.qualification_after(registration.qualification)
    name = (qualification.number or qualification.title) if qualification else ""
    approval = portfolios.approval_of(registration.centre_id, name)
    if reason := policies.why_not_move_version(offer, by=by, qualification=qualification, approval=approval):
        raise Refused(reason)
    assert qualification is not None
    withdrawn = _move_claims(registration, found, by=by)
    followed = _move_appointments(registration, found)
    made, carried = _move_judgements(registration, found, by=by)
    registration.specification, registration.qualification, registration.qualification_title = to, name, qualification.title
    registration.save(update_fields=["specification", "qualification", "qualification_title"])
    plan = _move_plan(registration, row, found, by=by)
    row.marks = facts.marks(registration)
    reopened = _reopen(row, found)
    progress.refresh(registration, row, units=plan.units if plan else [], acted_at=clock.now())
    offer.answer, offer.answered_at, offer.answered_by = VersionOffer.Answer.MOVED, clock.now(), by
    offer.save(update_fields=["answer", "answered_at", "answered_by"])
    events.record(
        registration.stream,
        words.VERSION_MOVED,
        by=by,
        args={
            "registration": registration.uuid, "offer": offer.uuid, "specification": to.uuid, "version": to.version, "digest": to.digest,
            "left": offer.left.digest, "qualification": name, "units": row.units, "carried": carried,
            "again": sorted(j.target for j in made if j.verdict == Verdict.UNDONE), "withdrawn": withdrawn, "reopened": reopened, "followed": followed,
        },
        rows=made,
    )  # fmt: skip
    return registration


def _move_claims(registration: Registration, found: Difference, *, by: Actor) -> list[str]:
    """Claims go to the new numbers; what is asked no more is claimed no more. Returns the targets that went."""
    now, gone, moving = clock.now(), [], []
    for claim in registration.claims.filter(withdrawn_at=None).order_by("id"):
        line = found.line_by_target.get(claim.target)
        if line is None or line.change is Change.GONE:
            claim.withdrawn_at, claim.withdrawn_by = now, by
            claim.save(update_fields=["withdrawn_at", "withdrawn_by"])
            gone.append(claim.target)
        elif line.after != claim.target:
            moving.append((claim, line.after))
    # Two steps, because one claim may take the number that another is just leaving.
    for claim, _after in moving:
        Claim.objects.filter(pk=claim.pk).update(target=f"~{claim.pk}")
    for claim, after in moving:
        Claim.objects.filter(pk=claim.pk).update(target=after)
    return sorted(set(gone))


def _move_appointments(registration: Registration, found: Difference) -> list[str]:
    """Visits and what witnesses were asked follow to the new numbers. Returns which of them changed."""
    changed = []
    asked: list[Visit | WitnessRequest] = [*registration.visits.order_by("id"), *registration.witness_requests.order_by("id")]
    for one in asked:
        lines = [found.line_by_target.get(target) for target in one.targets]
        targets = list(dict.fromkeys(line.after for line in lines if line and line.after))
        if targets == one.targets:
            continue
        one.targets = targets
        fields = ["targets"]
        if isinstance(one, Visit):
            one.sequence += 1  # calendars read it anew
            fields.append("sequence")
        one.save(update_fields=fields)
        changed.append(str(one.uuid))
    return changed


def _move_judgements(registration: Registration, found: Difference, *, by: Actor) -> tuple[list[Judgement], dict[str, str]]:
    """The rows that make the decisions in force those of the new version, and by new target the judgement that each repeats."""
    in_force = {j.target: j for j in queries.judgements_in_force(registration).select_related("countersigning__signature")}
    stays: dict[str, Judgement] = {}
    for target, judgement in in_force.items():
        line = found.line_by_target.get(target)
        if line is None or line.change not in STAND or judgement.verdict == Verdict.UNDONE:
            continue
        if target == line.after or not facts.waits_for(judgement):  # renumbered, what waits for a countersignature is judged anew
            stays[line.after] = judgement
    rows, carried = [], {}
    for target, judgement in stays.items():
        if judgement.target != target:
            rows.append(_row(registration, judgement, target, in_force.get(target)))
            carried[target] = str(judgement.uuid)
    for target, judgement in in_force.items():
        if target not in stays and judgement.verdict != Verdict.UNDONE:
            rows.append(
                Judgement(
                    centre_id=registration.centre_id, registration=registration, target=target, verdict=Verdict.UNDONE,
                    supersedes=judgement, made_at=clock.now(), made_by=by,
                )
            )  # fmt: skip
    return Judgement.objects.bulk_create(rows), carried


def _row(registration: Registration, judgement: Judgement, target: str, before: Judgement | None) -> Judgement:
    """The same decision of the same person under another number."""
    return Judgement(
        centre_id=registration.centre_id, registration=registration, target=target, verdict=judgement.verdict,
        feedback=judgement.feedback, prompts=judgement.prompts, rests_on=judgement.rests_on, supersedes=before,
        made_at=judgement.made_at, made_by=judgement.made_by,
    )  # fmt: skip


def _move_plan(registration: Registration, row: Progress, found: Difference, *, by: Actor) -> UnitPlan | None:
    """The agreed units under their new names, without those that are gone."""
    plan = portfolios.plan_in_force(registration)
    units = [found.unit_after[key] for key in row.units if key in found.unit_after]
    order = {unit.key: i for i, unit in enumerate(framework_of(registration.specification).units)}
    units.sort(key=order.__getitem__)
    if plan is None or (units == list(plan.units) and portfolios.plan_proposed(registration) is None):
        return plan
    answers = {found.unit_after[key]: said for key, said in plan.answers.items() if key in found.unit_after}
    now = clock.now()
    return UnitPlan.objects.create(
        registration=registration, units=units, answers=answers, proposed_at=now, proposed_by=by, agreed_at=now, agreed_by=by
    )


def _reopen(row: Progress, found: Difference) -> list[str]:
    """Units that were signed off and ask something else now are open again."""
    changed = [unit for unit in found.units if unit.before and unit.after and (unit.changed or unit.before.key != unit.after.key)]
    before = dict(row.signed)
    progress.reopen(row, _targets(unit.before.key for unit in changed if unit.before))
    for unit in changed:
        if unit.before and unit.after and unit.before.key != unit.after.key:
            row.signed.pop(unit.before.key, None)
    return sorted(key for key, state in before.items() if row.signed.get(key) != state)


def _targets(units: Iterable[str]) -> list[str]:
    return [f"{unit}:" for unit in units]
