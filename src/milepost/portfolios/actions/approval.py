"""What the awarding organisation says of a centre: noted here, so that nobody registers on what is not approved."""

from datetime import date

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people.models import Centre
from milepost.portfolios import policies, words
from milepost.portfolios.models import Approval


@transaction.atomic
def note_approval(
    specification: Specification,
    *,
    by: Actor,
    qualification: str,
    state: str,
    applied_on: date | None = None,
    approved_on: date | None = None,
    expires_on: date | None = None,
    conditions: str = "",
    reference: str = "",
) -> Approval:
    """Note whether this centre is approved for a qualification. It holds for every version of its specification."""
    if reason := policies.why_not_note_approval(
        specification, by=by, qualification=qualification, state=state, applied_on=applied_on, approved_on=approved_on,
        expires_on=expires_on, conditions=conditions,
    ):  # fmt: skip
        raise Refused(reason)
    centre = Centre.objects.select_for_update(no_key=True).get(pk=by.at_centre)
    chosen = framework_of(specification).qualification(qualification)
    name = chosen.number or chosen.title
    said = {
        "title": chosen.title, "state": state, "applied_on": applied_on,
        "approved_on": approved_on, "expires_on": expires_on, "conditions": conditions.strip(), "reference": reference.strip(),
        "noted_at": clock.now(), "noted_by": by,
    }  # fmt: skip
    approval, _ = Approval.objects.update_or_create(centre=centre, qualification=name, defaults=said)
    events.record(
        f"people:{centre.uuid}",
        words.APPROVAL_NOTED,
        by=by,
        args={
            "approval": approval.uuid, "qualification": name, "state": approval.state, "applied_on": applied_on,
            "approved_on": approved_on, "expires_on": expires_on,
        },
        personal={"conditions": approval.conditions, "reference": approval.reference},
    )  # fmt: skip
    return approval
