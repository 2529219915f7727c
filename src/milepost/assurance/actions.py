"""What the internal quality assurer does: agree a signed-off unit, or return it with a reason."""

from django.db import transaction

from milepost.assessment.models import SignOff
from milepost.assurance import policies, queries, words
from milepost.assurance.models import UnitReview
from milepost.assurance.words import ReviewVerdict
from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.portfolios import progress
from milepost.portfolios.models import Progress


def _stands(sign_off: SignOff, row: Progress) -> dict[str, bool]:
    return {
        "reopened": progress.signed_state(row, sign_off.unit) == "reopened",
        "superseded": SignOff.objects.filter(supersedes=sign_off).exists(),
        "reviewed": UnitReview.objects.filter(sign_off=sign_off).exists(),
    }


def _judged_by(sign_off: SignOff) -> list[int]:
    return [j.made_by.person_id for j in queries.judgements_behind(sign_off) if j.made_by.person_id]


def _review(sign_off: SignOff, row: Progress, *, by: Actor, verdict: ReviewVerdict, reason: str, event: str) -> UnitReview:
    review = UnitReview.objects.create(
        centre_id=sign_off.centre_id,
        registration=sign_off.registration,
        sign_off=sign_off,
        verdict=verdict,
        reason=reason.strip(),
        made_at=clock.now(),
        made_by=by,
    )
    row.signed[sign_off.unit] = verdict.value
    progress.refresh(sign_off.registration, row, acted_at=review.made_at)
    events.record(
        sign_off.registration.stream,
        event,
        by=by,
        args={"registration": sign_off.registration.uuid, "unit": sign_off.unit, "sign_off": sign_off.uuid},
        personal={"reason": review.reason},
        rows=[review],
    )
    return review


@transaction.atomic
def agree_unit(sign_off: SignOff, *, by: Actor, comment: str = "") -> UnitReview:
    """Agree with a sign-off: where the centre wants a second look, the unit is final now."""
    row = progress.lock(sign_off.registration)
    doubt = progress.doubts_in(row, sign_off.unit)
    if refusal := policies.why_not_agree_unit(sign_off, by=by, judged_by=_judged_by(sign_off), doubt=doubt, **_stands(sign_off, row)):
        raise Refused(refusal)
    return _review(sign_off, row, by=by, verdict=ReviewVerdict.AGREED, reason=comment, event=words.UNIT_AGREED)


@transaction.atomic
def return_unit(sign_off: SignOff, *, by: Actor, reason: str) -> UnitReview:
    """Return a unit to the assessor: it is open again."""
    row = progress.lock(sign_off.registration)
    if refusal := policies.why_not_return_unit(sign_off, by=by, judged_by=_judged_by(sign_off), reason=reason, **_stands(sign_off, row)):
        raise Refused(refusal)
    return _review(sign_off, row, by=by, verdict=ReviewVerdict.RETURNED, reason=reason, event=words.UNIT_RETURNED)
