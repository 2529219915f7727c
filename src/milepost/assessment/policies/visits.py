"""Why not: proposing, agreeing, moving, keeping, missing and calling off a visit; the private calendar."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from milepost.assessment.models import CalendarFeed, Visit
from milepost.assessment.words import OPEN_VISITS, MissedBy, Side, VisitKind, VisitState
from milepost.base import clock
from milepost.base.models import Actor
from milepost.frameworks.queries import framework_of
from milepost.people.models import Person
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from milepost.portfolios.policies import why_not_open
from milepost.portfolios.wording import by_mark
from milepost.portfolios.words import RegistrationState

LONGEST, FURTHEST = timedelta(hours=12), timedelta(days=366)


def side_of(registration: Registration, *, by: Actor) -> Side | None:
    """On which side of a visit somebody stands: the learner's, their assessor's, or none."""
    if registration.centre_id != by.centre_id or not may(by.role, Permission.VISIT):
        return None
    if by.role == Role.LEARNER and by.person_id == registration.learner_id:
        return Side.LEARNER
    if by.role == Role.ASSESSOR and by.person_id == registration.assessor_id:
        return Side.ASSESSOR
    return None


def proposed_side(visit: Visit) -> Side:
    """Whose side proposed the visit as it stands now."""
    return Side.LEARNER if visit.proposed_by.role == Role.LEARNER else Side.ASSESSOR


def has_begun(visit: Visit) -> bool:
    return visit.starts_at <= clock.now()


def _why_not_take_part(registration: Registration, by: Actor) -> str | None:
    if side_of(registration, by=by):
        return None
    said = by_mark(
        registration, _("A visit is between %(learner)s and their assessor."), _("An appointment is between %(learner)s and their adviser.")
    )
    return said % {"learner": registration.learner.first_name}


def _why_not_time(registration: Registration, starts_at: datetime, ends_at: datetime) -> str | None:
    if ends_at <= starts_at:
        return by_mark(registration, _("The visit must end after it begins."), _("The appointment must end after it begins."))
    if ends_at - starts_at > LONGEST:
        return by_mark(
            registration, _("A visit is at most 12 hours long. Plan a second one for the rest."),
            _("An appointment is at most 12 hours long. Make a second one for the rest."),
        )  # fmt: skip
    if starts_at <= clock.now():
        return _("That time has passed. Give one that is still to come.")
    if starts_at - clock.now() > FURTHEST:
        return _("That is more than a year away. Look at the year again.")
    return None


def why_not_plan_visit(registration: Registration, *, by: Actor) -> str | None:
    """Why somebody can't plan a visit at all, whatever they would say of it."""
    if registration.state != RegistrationState.ACTIVE:
        said = by_mark(
            registration, _("%(learner)s is not learning at the moment, so no visit can be planned."),
            _("%(learner)s does not take part at the moment, so no appointment can be made."),
        )  # fmt: skip
        return said % {"learner": registration.learner.first_name}
    if registration.assessor_id is None:
        said = by_mark(
            registration, _("Nobody assesses %(learner)s yet. The centre has to name somebody first."),
            _("Nobody advises %(learner)s yet. The centre has to name somebody first."),
        )  # fmt: skip
        return said % {"learner": registration.learner.first_name}
    if reason := _why_not_take_part(registration, by):
        return reason
    if side_of(registration, by=by) != Side.ASSESSOR and not registration.programme:
        return _("Your assessor plans a visit, and you agree it. Ask %(name)s for one.") % {
            "name": registration.assessor.name if registration.assessor else ""
        }
    return None


def why_not_propose_visit(
    registration: Registration,
    *,
    by: Actor,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    activity: str,
    place: str,
    targets: Collection[str],
    units: Collection[str],
) -> str | None:
    """`units` are the ones agreed."""
    if reason := why_not_plan_visit(registration, by=by):
        return reason
    if not activity.strip():
        said = by_mark(
            registration, _("Say what you will watch, so that %(learner)s can prepare it."),
            _("Say what it is about, so that both of you can prepare it."),
        )  # fmt: skip
        return said % {"learner": registration.learner.first_name}
    if reason := _why_not_where(kind, place) or _why_not_time(registration, starts_at, ends_at):
        return reason
    framework = framework_of(registration.specification)
    for target in targets:
        if target not in framework.criterion_by_target and target not in framework.requirement_by_target:
            return _("“%(target)s” is not in this qualification.") % {"target": target}
        if target.rpartition(":")[0] not in units:
            return _("%(target)s belongs to a unit that is not among the ones agreed.") % {"target": target.replace(":", ", ")}
    return None


def _why_not_where(kind: str, place: str) -> str | None:
    if kind not in VisitKind.values:
        return _("Choose whether you meet in person, or by video or telephone.")
    if kind == VisitKind.AT_WORK and not place.strip():
        return _("Say where you meet, so that nobody has to look for the other.")
    return None


def why_not_agree_visit(visit: Visit, *, by: Actor) -> str | None:
    if reason := _why_not_take_part(visit.registration, by):
        return reason
    if visit.state != VisitState.PROPOSED:
        return _("This visit does not wait for an answer any more: it is %(state)s.") % {"state": visit.get_state_display()}
    if proposed_side(visit) == side_of(visit.registration, by=by):
        return _("You proposed this time, so the other side agrees it.")
    if reason := why_not_open(visit.registration, by=by):
        return reason
    if has_begun(visit):
        return _("That time has passed. Propose another one.")
    return None


def why_not_change_visit(visit: Visit, *, by: Actor) -> str | None:
    """Why somebody can't move a visit at all, whatever time they would name."""
    if reason := _why_not_take_part(visit.registration, by):
        return reason
    if visit.state not in OPEN_VISITS:
        return _("This visit is %(state)s, so it can’t be moved. A new one can be planned.") % {"state": visit.get_state_display()}
    if visit.registration.state != RegistrationState.ACTIVE:
        said = by_mark(
            visit.registration, _("%(learner)s is not learning at the moment. Call the visit off instead."),
            _("%(learner)s does not take part at the moment. Call it off instead."),
        )  # fmt: skip
        return said % {"learner": visit.registration.learner.first_name}
    if visit.state == VisitState.AGREED and has_begun(visit):
        return _("The time of this visit has come. Say whether it was held; a new one can be planned.")
    return None


def why_not_move_visit(visit: Visit, *, by: Actor, starts_at: datetime, ends_at: datetime, place: str) -> str | None:
    if (
        reason := why_not_change_visit(visit, by=by)
        or _why_not_where(visit.kind, place)
        or _why_not_time(visit.registration, starts_at, ends_at)
    ):
        return reason
    if (starts_at, ends_at, place.strip()) == (visit.starts_at, visit.ends_at, visit.place):
        return _("That is when and where it stands already. Give another time or place.")
    return None


def why_not_keep_visit(visit: Visit, *, by: Actor) -> str | None:
    """It may be said on the day itself, also before the hour: people come early."""
    if reason := _why_not_take_part(visit.registration, by):
        return reason
    if side_of(visit.registration, by=by) != Side.ASSESSOR:
        return by_mark(
            visit.registration, _("The assessor says that a visit was held, with what they saw."), _("The adviser says that it was kept.")
        )
    if visit.state not in OPEN_VISITS:
        return _("This visit is %(state)s already.") % {"state": visit.get_state_display()}
    if timezone.localtime(visit.starts_at).date() > clock.today():
        return _("The day of this visit has not come yet. Move it if you met earlier.")
    return None


def why_not_miss_visit(visit: Visit, *, by: Actor, missed_by: str) -> str | None:
    if reason := _why_not_take_part(visit.registration, by):
        return reason
    if visit.state != VisitState.AGREED:
        return _("Only a visit that both have agreed can be missed; this one is %(state)s.") % {"state": visit.get_state_display()}
    if not has_begun(visit):
        return _("The time of this visit has not come yet. Move it, or call it off.")
    if missed_by not in MissedBy.values:
        return _("Say on whose side it lay.")
    return None


def why_not_call_off_visit(visit: Visit, *, by: Actor, reason: str) -> str | None:
    if why_not := _why_not_take_part(visit.registration, by):
        return why_not
    if visit.state not in OPEN_VISITS:
        return _("This visit is %(state)s already.") % {"state": visit.get_state_display()}
    if visit.state == VisitState.AGREED and has_begun(visit):
        return _("The time of this visit has come. Say that it did not take place, and on whose side it lay.")
    if not reason.strip():
        return _("Say in a few words why, so that the other knows.")
    return None


# The private calendar ------------------------------------------------------------------------------------------------


def why_not_open_calendar(person: Person, *, by: Actor, standing: bool) -> str | None:
    """`standing`: an address is open already."""
    if by.person_id != person.pk or not may(by.role, Permission.VISIT):
        return _("Only the one whose calendar it is opens it, as learner or as assessor.")
    if standing:
        return _("Your calendar has an address already. Take that one back before you make a new one.")
    return None


def why_not_revoke_calendar(feed: CalendarFeed, *, by: Actor) -> str | None:
    if by.person_id != feed.person_id or by.centre_id != feed.centre_id or not may(by.role, Permission.VISIT):
        return _("Only the one whose calendar it is takes its address back.")
    if feed.revoked_at:
        return _("This address is taken back already.")
    return None
