"""Why not: a plan for the relationship with an employer, and its next step."""

from datetime import date

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import EmployerFile, RelationshipPlan
from milepost.employers.policies.common import why_not_act

LONGEST = 52  # weeks between two contacts


def why_not_agree_relationship(
    file: EmployerFile, *, by: Actor, every_weeks: int | None, next_step: str, next_on: date | None
) -> str | None:
    if reason := why_not_act(file, by=by):
        return reason
    if every_weeks is None or not 1 <= every_weeks <= LONGEST:
        return _("Say every how many weeks somebody is in touch: from 1 to %(n)d.") % {"n": LONGEST}
    if not next_step.strip():
        return _("Say what comes next.")
    if next_on is None or next_on < clock.today():
        return _("Say by which day the next step is done. That day cannot have passed.")
    return None


def why_not_finish_relationship_step(plan: RelationshipPlan, *, by: Actor, newest: bool) -> str | None:
    """`newest`: no later plan has taken its place."""
    if reason := why_not_act(plan.file, by=by):
        return reason
    if not newest:
        return _("A newer plan has taken the place of this one.")
    if plan.done_at is not None:
        return _("That step is done already.")
    return None
