"""Why not: saying what a case was about, changing a policy because of a pattern, and saying whether that worked."""

from datetime import date

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.concerns.models import Case, PolicyChange
from milepost.people.permissions import Permission, may


def why_not_say_theme(case: Case, *, by: Actor) -> str | None:
    if not may(by.role, Permission.TAKE_CASE) or case.caseworker_id is None or case.caseworker_id != by.person_id:
        return _("Only the caseworker who has it does this.")
    return None if case.closed_at else _("First write the final letter.")


def why_not_change_policy(*, by: Actor, from_on: date, look_on: date) -> str | None:
    if not may(by.role, Permission.KEEP_PROCEDURE):
        return _("Only the quality manager keeps this.")
    return None if look_on > from_on else _("Look whether it worked after it began: choose a later day.")


def why_not_note_policy_due(change: PolicyChange, *, by: Actor, noted: bool) -> str | None:
    """`noted`: who keeps quality was reminded already."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Who keeps quality is reminded by itself.")
    if change.look_on > clock.today():
        return _("The day on which one looks is still to come.")
    return _("Who keeps quality has been reminded.") if noted or change.judged_at else None


def why_not_judge_policy(change: PolicyChange, *, by: Actor) -> str | None:
    if not may(by.role, Permission.KEEP_PROCEDURE) or by.centre_id != change.centre_id:
        return _("Only the quality manager keeps this.")
    if change.judged_at is not None:
        return _("It was said already whether this worked. Write down another change.")
    return None if change.from_on < clock.today() else _("It has not begun yet.")
