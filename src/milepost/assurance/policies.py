"""Why not: agreeing a unit, returning it; opening a finding, saying that its action is done, checking that it worked."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.assessment.models import SignOff
from milepost.assurance.models import CorrectiveAction, Finding
from milepost.base import clock
from milepost.base.models import Actor
from milepost.people.models import Centre, Person
from milepost.people.permissions import Permission, may

FAR = timedelta(days=365 * 5)


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


def _why_not_agree(centre: Centre, *, by: Actor, what: str, who: Person | None, works_here: bool, by_on: date) -> str | None:
    if by.kind != Actor.Kind.SYSTEM and (not may(by.role, Permission.CHECK_ACTION) or by.centre_id != centre.pk):
        return _("Only who assures quality at this centre notes a finding.")
    if not what.strip():
        return _("Say what was found, and what is to be done.")
    if who is None:
        return _("Choose who does it.")
    if by.kind != Actor.Kind.SYSTEM and not works_here:
        return _("%(name)s does not work at this centre. Choose somebody who does.") % {"name": who.name}
    if by_on < clock.today():
        return _("The day by which it is done cannot have passed.")
    return _("The day lies more than five years ahead. Give an earlier one.") if by_on > clock.today() + FAR else None


def why_not_open_finding(
    centre: Centre, *, by: Actor, title: str, what: str, who: Person | None, by_on: date, known: bool, works_here: bool
) -> str | None:
    """`known`: the same was found before. `works_here`: `who` has an appointment at the centre today."""
    if reason := _why_not_agree(centre, by=by, what=what, who=who, works_here=works_here, by_on=by_on):
        return reason
    if known:
        return _("This was found already, and stands with its corrective action.")
    return None if title.strip() else _("Say what was found, and what is to be done.")


def why_not_add_corrective_action(
    finding: Finding, *, by: Actor, what: str, who: Person | None, by_on: date, works_here: bool, before: Collection[CorrectiveAction]
) -> str | None:
    """`before`: what was agreed about the same finding so far."""
    if reason := _why_not_agree(finding.centre, by=by, what=what, who=who, works_here=works_here, by_on=by_on):
        return reason
    if any(one.done_at is None and one.what == what.strip() for one in before):
        return _("This is agreed already, and is not done yet.")
    return None


def why_not_finish_corrective_action(action: CorrectiveAction, *, by: Actor, proof: str) -> str | None:
    if by.centre_id != action.finding.centre_id or by.person_id != action.who_id:
        return _("Only %(name)s, who owns it, says what was done. Who assures quality can hand it over.") % {"name": action.who.name}
    if action.done_at is not None:
        return _("What was done stands here already.")
    return None if proof.strip() else _("Say what was done, and where its proof is.")


def why_not_hand_over_corrective_action(action: CorrectiveAction, *, by: Actor, who: Person | None, works: bool) -> str | None:
    """`works`: `who` works at the centre in a role that puts things right."""
    if by.kind != Actor.Kind.SYSTEM and (not may(by.role, Permission.CHECK_ACTION) or by.centre_id != action.finding.centre_id):
        return _("Only who assures quality at this centre hands it over.")
    if action.done_at is not None:
        return _("What was done stands here already.")
    if who is None or not works:
        return _("Choose somebody who works at the centre.")
    if who.pk == action.who_id:
        return _("It is theirs already.")
    return None


def why_not_note_action_due(action: CorrectiveAction, *, by: Actor, noted: bool) -> str | None:
    """`noted`: its owner was reminded already; of one that is overdue, that it is."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Who owns it is reminded by itself.")
    if action.done_at is not None:
        return _("What was done stands here already.")
    if not (action.soon or action.late):
        return _("Its day is still to come.")
    return _("Who owns it has been reminded.") if noted else None


def why_not_check_corrective_action(action: CorrectiveAction, *, by: Actor, worked: bool | None, said: str) -> str | None:
    if not may(by.role, Permission.CHECK_ACTION) or by.centre_id != action.finding.centre_id:
        return _("Only who assures quality at this centre checks whether it worked.")
    if action.done_at is None:
        return _("Nothing has been done yet, so there is nothing to check.")
    if by.person_id == action.who_id or (action.done_by and by.person_id == action.done_by.person_id):
        return _("You did it, so somebody else must check whether it worked.")
    if action.checked_at is not None:
        return _("Somebody has checked it already.")
    if worked is None:
        return _("Say whether it worked.")
    return None if said.strip() else _("Say what you looked at.")
