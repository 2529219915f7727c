"""Why not: bringing in a list, and what is done with its plan."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base.models import Actor, StoredFile
from milepost.people.permissions import Permission, may
from milepost.people.uln import TEMPORARY, why_not_uln
from milepost.portfolios import queries
from milepost.portfolios.models import Intake, Registration
from milepost.portfolios.words import IntakeKind, IntakeState


def _why_not_here(centre_id: int, by: Actor) -> str | None:
    if not may(by.role, Permission.BRING_IN) or centre_id != by.centre_id:
        return _("Only the centre manager brings in lists.")
    return None


def why_not_read_list(file: StoredFile, *, by: Actor, kind: str) -> str | None:
    if reason := _why_not_here(file.centre_id, by):
        return reason
    if kind not in IntakeKind.values:
        return _("Say what the list holds: learners, staff, employers, or an ILR.")
    return None


def _why_not_open(intake: Intake, by: Actor) -> str | None:
    if reason := _why_not_here(intake.centre_id, by):
        return reason
    if intake.state == IntakeState.APPLIED and intake.applied_at:
        return _("This list was brought in on %(day)s.") % {"day": date_format(intake.applied_at, "j F Y")}
    if intake.state == IntakeState.GIVEN_UP:
        return _("This list was given up. Choose the file again to bring it in after all.")
    return None


def why_not_plan_anew(intake: Intake, *, by: Actor) -> str | None:
    return _why_not_open(intake, by)


def why_not_apply_intake(intake: Intake, *, by: Actor) -> str | None:
    if reason := _why_not_open(intake, by):
        return reason
    if not queries.tally(intake).todo:
        return _("No line of this list has anything to bring in. Put right what is wrong, or give the list up.")
    return None


def why_not_give_up_intake(intake: Intake, *, by: Actor) -> str | None:
    return _why_not_open(intake, by)


def why_not_send_letters(intake: Intake, *, by: Actor) -> str | None:
    """`held` letters are looked for by the act itself: a button pressed twice sends each once."""
    if reason := _why_not_here(intake.centre_id, by):
        return reason
    if intake.state != IntakeState.APPLIED:
        return _("Bring the list in first. Then its invitations can be sent.")
    if queries.tally(intake).waiting:
        return _("The list is still being brought in. Send the invitations when it is done.")
    return None


def why_not_note_uln(registration: Registration, *, by: Actor, uln: str) -> str | None:
    if not may(by.role, Permission.REGISTER) or registration.centre_id != by.centre_id:
        return _("Only the centre manager notes a learner’s number.")
    if registration.uln and registration.uln != TEMPORARY:
        return _("%(name)s’s number is known already: %(uln)s.") % {"name": registration.learner.first_name, "uln": registration.uln}
    return why_not_uln(uln)
