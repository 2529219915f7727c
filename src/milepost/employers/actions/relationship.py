"""The plan for the relationship: what comes next, and how often somebody is in touch."""

from datetime import date

from django.db import transaction

from milepost.base import clock
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.employers import policies, words
from milepost.employers.models import EmployerFile, RelationshipPlan
from milepost.employers.recording import locked, record


@transaction.atomic
def agree_relationship(
    file: EmployerFile, *, by: Actor, every_weeks: int | None, next_step: str, next_on: date | None, year: str = "", agreed_with: str = ""
) -> RelationshipPlan:  # fmt: skip
    """A plan for the year to come takes the place of the one before."""
    file = locked(file)
    if reason := policies.why_not_agree_relationship(file, by=by, every_weeks=every_weeks, next_step=next_step, next_on=next_on):
        raise Refused(reason)
    assert every_weeks is not None and next_on is not None
    plan = RelationshipPlan.objects.create(
        file=file, number=file.plans.count() + 1, year=year.strip(), every_weeks=every_weeks, next_step=next_step.strip()[:300],
        next_on=next_on, agreed_with=agreed_with.strip()[:150], made_at=clock.now(), made_by=by,
    )  # fmt: skip
    args = {"plan": plan.uuid, "number": plan.number, "every_weeks": every_weeks, "next_on": next_on}
    record(file, words.PLAN_AGREED, by=by, args=args, personal={"next_step": plan.next_step, "with": plan.agreed_with})
    return plan


@transaction.atomic
def finish_relationship_step(plan: RelationshipPlan, *, by: Actor) -> RelationshipPlan:
    """The next step of the plan is done."""
    locked(plan.file)
    plan = RelationshipPlan.objects.select_related("file").get(pk=plan.pk)
    newest = not plan.file.plans.filter(number__gt=plan.number).exists()
    if reason := policies.why_not_finish_relationship_step(plan, by=by, newest=newest):
        raise Refused(reason)
    plan.done_at, plan.done_by = clock.now(), by
    plan.save(update_fields=["done_at", "done_by"])
    record(plan.file, words.PLAN_STEP_DONE, by=by, args={"plan": plan.uuid, "number": plan.number}, personal={"next_step": plan.next_step})
    return plan
