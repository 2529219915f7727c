"""Why not: steps of a programme, and what participants tell of themselves."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Disclosure, Registration
from milepost.portfolios.policies.running import why_not_open
from milepost.portfolios.words import DisclosureKind

MOST_WORDS = 2000


def why_not_assessed(registration: Registration) -> str | None:
    """Why there is nothing to show and nothing to judge."""
    if registration.programme:
        return _("Nobody is assessed on a programme: there is nothing to show and nothing to judge.")
    return None


def takes_part(registration: Registration, by: Actor) -> bool:
    """The participant, or their adviser."""
    if registration.centre_id != by.centre_id or by.person_id is None or not may(by.role, Permission.AGREE_UNITS):
        return False
    if by.role == Role.LEARNER:
        return by.person_id == registration.learner_id
    return by.person_id == registration.assessor_id


def _why_not_take(registration: Registration, *, by: Actor, step: str, units: Collection[str]) -> str | None:
    if not registration.programme:
        return _("Units are signed off, not ticked.")
    if not takes_part(registration, by):
        return _("Only %(name)s and their adviser say this.") % {"name": registration.learner.first_name}
    if reason := why_not_open(registration, by=by):
        return reason
    if step not in units:
        return _("That step is not in the agreed plan.")
    return None


def why_not_take_step(registration: Registration, *, by: Actor, step: str, units: Collection[str], taken: bool) -> str | None:
    """`units` are the steps agreed; `taken`: it is behind them already."""
    if reason := _why_not_take(registration, by=by, step=step, units=units):
        return reason
    return _("That step is behind you already.") if taken else None


def why_not_untake_step(registration: Registration, *, by: Actor, step: str, units: Collection[str], taken: bool) -> str | None:
    if reason := _why_not_take(registration, by=by, step=step, units=units):
        return reason
    return None if taken else _("That step is open already.")


# Strengths and circumstances -----------------------------------------------------------------------------------------


def why_not_tell(registration: Registration, *, by: Actor) -> str | None:
    """Why nothing can be told here by this person at all."""
    name = registration.learner.first_name
    if not registration.programme:
        return _("Strengths and circumstances are noted on programmes only.")
    if not takes_part(registration, by) or not (may(by.role, Permission.DISCLOSE) or may(by.role, Permission.NOTE_DISCLOSURE)):
        return _("Only %(name)s tells this, or their adviser notes it while %(name)s is there.") % {"name": name}
    if reason := why_not_open(registration, by=by):
        return reason
    if registration.assessor_id is None:
        return _("Nobody advises %(name)s yet, so nobody would read it. The centre names somebody first.") % {"name": name}
    return None


def why_not_disclose(
    registration: Registration, *, by: Actor, kind: str, body: str, purpose: str, agreed: bool, manager_too: bool = False,  # noqa: ARG001 - the yes covers it
) -> str | None:  # fmt: skip
    """`agreed`: the participant said yes to what it is for and to who reads it, the manager where `manager_too`, here and now."""
    if reason := why_not_tell(registration, by=by):
        return reason
    if kind not in DisclosureKind.values:
        return _("Say whether it is a strength or a circumstance.")
    if not body.strip():
        return _("Write it in a few words.")
    if len(body) > MOST_WORDS:
        return _("That is longer than %(n)d characters. Say what matters for the plan.") % {"n": MOST_WORDS}
    if not purpose.strip():
        return _("Say what it may be used for. Without that nobody may keep it.")
    if not agreed:
        if by.role == Role.LEARNER:
            return _("Say yes to who reads it. Without your yes nothing is kept.")
        return _("It is kept only if %(name)s was there, heard these words and said yes.") % {"name": registration.learner.first_name}
    return None


def why_not_take_back_disclosure(disclosure: Disclosure, *, by: Actor) -> str | None:
    registration = disclosure.registration
    if not takes_part(registration, by):
        return _("Only %(name)s takes this back, or their adviser when asked to.") % {"name": registration.learner.first_name}
    if by.role != Role.LEARNER and disclosure.reader_id != by.person_id:
        return _("This was told to somebody else. Only %(name)s takes it back.") % {"name": registration.learner.first_name}
    return None


def why_not_let_read(disclosure: Disclosure, *, by: Actor) -> str | None:
    """Who advises now reads it too late or not at all, unless the participant says so."""
    registration = disclosure.registration
    if by.person_id != registration.learner_id or by.centre_id != registration.centre_id or not may(by.role, Permission.DISCLOSE):
        return _("Only %(name)s says who reads this.") % {"name": registration.learner.first_name}
    if registration.assessor_id is None:
        return _("Nobody advises you at the moment, so there is nobody to let read it.")
    if disclosure.reader_id == registration.assessor_id:
        return _("Your adviser reads it already.")
    return None
