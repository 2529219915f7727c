"""Why not: noting what the awarding organisation says of this centre, and registering where it has said nothing."""

from datetime import date

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Approval
from milepost.portfolios.words import ApprovalState

IN_FORCE = (ApprovalState.APPROVED, ApprovalState.CONDITIONS)


def why_not_approved(approval: Approval | None, *, title: str) -> str | None:
    """Why nobody can be registered on this qualification today, with where to put it right."""
    words = {"title": title}
    if approval is None:
        return (
            _("Nothing says that this centre is approved for %(title)s. Note the approval on the page of the qualification first.") % words
        )
    if approval.state == ApprovalState.APPLIED:
        return (
            _(
                "Approval for %(title)s is applied for and not given yet. Note it on the page of the qualification when it comes; "
                "then learners can be registered."
            )
            % words
        )
    if approval.state == ApprovalState.WITHDRAWN:
        return _("Approval for %(title)s was withdrawn, so nobody is registered on it. Its learners stay and can be certificated.") % words
    if approval.expires_on and approval.expires_on < clock.today():
        words["day"] = f"{approval.expires_on:%-d %B %Y}"
        return _("Approval for %(title)s ended on %(day)s. Note the new one on the page of the qualification first.") % words
    return None


def why_not_note_approval(
    specification: Specification,
    *,
    by: Actor,
    qualification: str,
    state: str,
    applied_on: date | None = None,
    approved_on: date | None = None,
    expires_on: date | None = None,
    conditions: str = "",
) -> str | None:
    if not may(by.role, Permission.REGISTER) or specification.centre_id != by.centre_id:
        return _("Only the centre manager notes what the awarding organisation has approved.")
    try:
        framework_of(specification).qualification(qualification)
    except KeyError:
        return _("%(specification)s has no qualification “%(name)s”. Choose one that it lists.") % {
            "specification": specification.title,
            "name": qualification,
        }
    if state not in ApprovalState.values:
        return _("Say what the awarding organisation has answered.")
    if reason := _why_not_days(state, applied_on=applied_on, approved_on=approved_on, expires_on=expires_on):
        return reason
    if state == ApprovalState.CONDITIONS and not conditions.strip():
        return _("Write down the conditions, as the awarding organisation put them.")
    if state == ApprovalState.APPROVED and conditions.strip():
        return _("You wrote down conditions. Choose “approved with conditions”, or take them out.")
    return None


def _why_not_days(state: str, *, applied_on: date | None, approved_on: date | None, expires_on: date | None) -> str | None:
    today = clock.today()
    if any(day and day > today for day in (applied_on, approved_on)):
        return _("That day has not come yet. Give the day of the letter.")
    if state == ApprovalState.APPLIED and applied_on is None:
        return _("Give the day on which the centre applied.")
    if state in IN_FORCE and approved_on is None:
        return _("Give the day from which the centre is approved.")
    if applied_on and approved_on and approved_on < applied_on:
        return _("The centre can’t be approved before it applied. Check the two days.")
    if approved_on and expires_on and expires_on <= approved_on:
        return _("The approval must end after the day it was given. Leave the end out where it has none.")
    return None
