"""Why not: agreeing a unit, returning it."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment.models import SignOff
from milepost.base.models import Actor
from milepost.people.permissions import Permission, may


def why_not_review(
    sign_off: SignOff, *, by: Actor, judged_by: Collection[int], superseded: bool, reviewed: bool, reopened: bool = False
) -> str | None:
    """`judged_by` holds the person of each judgement that the sign-off rests on; `reopened`: some were made after it."""
    if not may(by.role, Permission.REVIEW_UNIT) or by.centre_id != sign_off.centre_id:
        return _("Only an internal quality assurer of this centre looks at a unit the second time.")
    own = sum(person == by.person_id for person in judged_by)
    if own:
        return ngettext(
            "You made %(n)d of these judgements, so someone else must look at them.",
            "You made %(n)d of these judgements, so someone else must look at them.",
            own,
        ) % {"n": own}
    if sign_off.signed_by.person_id == by.person_id:
        return _("You signed this unit off, so someone else must look at it.")
    if by.person_id == sign_off.registration.learner_id:
        return _("This is your own portfolio.")
    if superseded:
        return _("The unit has been signed off anew since. Look at the newest sign-off.")
    if reviewed:
        return _("Somebody has looked at this sign-off already.")
    if reopened:
        return _("Judgements changed since this sign-off, so the unit is open again. It comes back when it is signed off anew.")
    return None


def why_not_agree_unit(
    sign_off: SignOff, *, by: Actor, judged_by: Collection[int], superseded: bool, reviewed: bool, reopened: bool = False, doubt: int = 0
) -> str | None:
    if reason := why_not_review(sign_off, by=by, judged_by=judged_by, superseded=superseded, reviewed=reviewed, reopened=reopened):
        return reason
    if doubt:
        return ngettext(
            "%(n)d judgement is in doubt because evidence changed since. Return the unit, so that the assessor looks again.",
            "%(n)d judgements are in doubt because evidence changed since. Return the unit, so that the assessor looks again.",
            doubt,
        ) % {"n": doubt}
    return None


def why_not_return_unit(
    sign_off: SignOff, *, by: Actor, judged_by: Collection[int], superseded: bool, reviewed: bool, reopened: bool = False, reason: str = ""
) -> str | None:
    if refusal := why_not_review(sign_off, by=by, judged_by=judged_by, superseded=superseded, reviewed=reviewed, reopened=reopened):
        return refusal
    if not reason.strip():
        return _("Say why, so that the assessor knows what to look at.")
    return None
