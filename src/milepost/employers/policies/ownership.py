"""Why not: handing an employer over, taking one up, going on leave, standing in."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import EmployerFile, Handover, Leave
from milepost.employers.policies.common import why_not_act
from milepost.engine.journey import Journey
from milepost.engine.owning import Owner, Team
from milepost.people.models import Person
from milepost.people.permissions import Permission, may
from milepost.people.words import Role


def why_not_ask_handover(
    file: EmployerFile, *, by: Actor, to: Person, juncture: str, journey: Journey, owner: Owner, team: Team, waiting: Handover | None
) -> str | None:
    """`owner` owns it now; `waiting` is a handover of the same that nobody has answered."""
    if reason := why_not_act(file, by=by):
        return reason
    if juncture and juncture not in {one.key for one in journey.junctures}:
        return _("That is no juncture of your journey.")
    if by.person_id not in (owner.person, owner.named) and by.role != Role.CENTRE_MANAGER:
        return _("Only who owns it now, or a centre manager, hands it over.")
    if to.pk not in team.staff:
        return _("%(name)s does not look after employers here. Give them the role first.") % {"name": to.name}
    if to.pk == owner.named or (owner.named is None and to.pk == owner.person and owner.because == "named"):
        return _("%(name)s owns it already.") % {"name": to.name}
    if waiting is not None:
        return _("%(name)s has been asked and has not answered. Take that back first.") % {"name": waiting.to.name}
    return None


def _answered(handover: Handover) -> str | None:
    if handover.answered_at is not None:
        return _("This has been answered already.")
    return None


def why_not_accept_handover(handover: Handover, *, by: Actor, team: Team) -> str | None:
    if by.centre_id != handover.centre_id or by.person_id != handover.to_id:
        return _("Only %(name)s can say yes to this.") % {"name": handover.to.name}
    if not may(by.role, Permission.OWN_EMPLOYERS) or handover.to_id not in team.staff:
        return _("You no longer look after employers here.")
    if handover.file.merged_into_id is not None:
        return _("The employer was merged into another meanwhile, so there is nothing to take up.")
    return _answered(handover)


def why_not_decline_handover(handover: Handover, *, by: Actor, reason: str) -> str | None:
    if by.centre_id != handover.centre_id or by.person_id != handover.to_id:
        return _("Only %(name)s can say no to this.") % {"name": handover.to.name}
    if refusal := _answered(handover):
        return refusal
    return None if reason.strip() else _("Say why not, so that somebody else can be found.")


def why_not_take_back_handover(handover: Handover, *, by: Actor) -> str | None:
    if reason := why_not_act(None, by=by, centre_id=handover.centre_id):
        return reason
    if by.person_id != handover.asked_by.person_id and by.role != Role.CENTRE_MANAGER:
        return _("Only who asked, or a centre manager, takes it back.")
    return _answered(handover)


def why_not_note_leave(
    person: Person, *, by: Actor, starts_on: date, ends_on: date, stand_in: Person | None, team: Team, known: Iterable[Leave]
) -> str | None:
    """`known` are the leaves of either of them that have not been taken back."""
    if reason := why_not_act(None, by=by, centre_id=by.at_centre):
        return reason
    if by.person_id != person.pk and by.role != Role.CENTRE_MANAGER:
        return _("You note your own leave; a centre manager notes that of others.")
    if person.pk not in team.staff:
        return _("%(name)s does not look after employers here, so nothing needs cover.") % {"name": person.name}
    if ends_on < starts_on:
        return _("The last day lies before the first. Look at both.")
    if ends_on < clock.today():
        return _("These days have passed.")
    if stand_in is None or stand_in.pk == person.pk or stand_in.pk not in team.staff:
        return _("Choose who stands in: somebody else who looks after employers here.")
    for leave in known:
        if leave.starts_on <= ends_on and leave.ends_on >= starts_on:
            days = {"a": date_format(leave.starts_on, "j F"), "b": date_format(leave.ends_on, "j F Y"), "name": leave.person.name}
            if leave.person_id == person.pk:
                return _("A leave from %(a)s to %(b)s is noted already. Take it back first.") % days
            return _("%(name)s is away from %(a)s to %(b)s. Choose somebody else to stand in.") % days
    return None


def why_not_cover_leave(leave: Leave, *, by: Actor) -> str | None:
    return _why_not_answer(leave, by=by)


def why_not_decline_cover(leave: Leave, *, by: Actor) -> str | None:
    return _why_not_answer(leave, by=by)


def _why_not_answer(leave: Leave, *, by: Actor) -> str | None:
    if by.centre_id != leave.centre_id or by.person_id != leave.stand_in_id or not may(by.role, Permission.OWN_EMPLOYERS):
        return _("Only who was asked to stand in can answer this.")
    if leave.withdrawn_at is not None:
        return _("The leave was taken back.")
    if leave.accepted is not None:
        return _("You have answered this already.")
    return None


def why_not_take_back_leave(leave: Leave, *, by: Actor) -> str | None:
    if reason := why_not_act(None, by=by, centre_id=leave.centre_id):
        return reason
    if by.person_id != leave.person_id and by.role != Role.CENTRE_MANAGER:
        return _("Only %(name)s, or a centre manager, takes this leave back.") % {"name": leave.person.name}
    if leave.withdrawn_at is not None:
        return _("The leave was taken back already.")
    if leave.ends_on < clock.today():
        return _("This leave is over.")
    return None
