"""Why something on the road may not be done now; None means go ahead."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from milepost.base import clock, text
from milepost.base.models import Actor
from milepost.engine import road
from milepost.engine.reasons import Shortfall
from milepost.people.models import Centre
from milepost.people.permissions import Permission, may
from milepost.readiness import roadfile
from milepost.readiness.models import Checkpoint, RoadWork

MOST_HOURS_A_WEEK, MOST_HOURS = Decimal(400), Decimal(400)
FAR = timedelta(days=365 * 5)


def _why_not_keep(centre_id: int, by: Actor) -> str | None:
    if not may(by.role, Permission.KEEP_ROAD) or by.centre_id != centre_id:
        return _("Only who keeps quality or runs this centre keeps its road.")
    return None


def why_not_set_dates(
    centre: Centre, *, by: Actor, register_by: date, ready_by: date, hours_a_week: Decimal, registered_on: date | None
) -> str | None:
    if reason := _why_not_keep(centre.pk, by):
        return reason
    today = clock.today()
    if ready_by <= today:
        return _("The day to be ready has passed. Give one that lies ahead.")
    if ready_by > today + FAR:
        return _("The day to be ready lies more than five years ahead. Nobody can foresee that; give an earlier one.")
    if registered_on is not None and registered_on > today:
        return _("You cannot have registered on a day that lies ahead. Leave it out until you have.")
    if registered_on is None and register_by < today:
        return _("The day to register has passed. If you registered, say on which day; otherwise give the next day on which one can.")
    if register_by > ready_by:
        return _("One registers before one is ready. Look at both days: the day to register lies after the day to be ready.")
    if not 0 < hours_a_week <= MOST_HOURS_A_WEEK:
        return _("Give the hours that all of you have for this in a usual week: more than 0, and no more than %(most)d.") % {
            "most": MOST_HOURS_A_WEEK
        }
    return None


def why_not_note_work(centre: Centre, *, by: Actor, milepost: str, what: str, hours: Decimal, known_on: date) -> str | None:
    if reason := _why_not_keep(centre.pk, by):
        return reason
    if milepost not in {one.key for one in roadfile.shipped()}:
        return _("Choose the milepost that this work is for.")
    if not what.strip():
        return _("Say what is to be done.")
    if not 0 < hours <= MOST_HOURS:
        return _("Give the hours that it takes: more than 0, and no more than %(most)d. Take larger work apart.") % {"most": MOST_HOURS}
    if known_on > clock.today():
        return _("You cannot know of it since a day that lies ahead.")
    return None


def why_not_finish_work(work: RoadWork, *, by: Actor, done_on: date) -> str | None:
    if reason := _why_not_keep(work.centre_id, by):
        return reason
    if work.done_on or work.dropped_on:
        return _("This work is closed already.")
    if not work.known_on <= done_on <= clock.today():
        return _("Give a day from %(day)s, since when the work is known, until today.") % {"day": work.known_on}
    return None


def why_not_drop_work(work: RoadWork, *, by: Actor) -> str | None:
    if reason := _why_not_keep(work.centre_id, by):
        return reason
    return _("This work is closed already.") if work.done_on or work.dropped_on else None


def why_not_pass_milepost(
    centre: Centre, *, by: Actor, key: str, said: str, passed: Collection[str], facts: Mapping[str, Sequence[Shortfall]]
) -> str | None:
    """`facts` says of each fact that the gate asks for why it does not hold."""
    if reason := _why_not_keep(centre.pk, by):
        return reason
    if reasons := road.closed(key, roadfile.shipped(), passed, facts):
        said_why = "; ".join(text.sentence(one, {}) for one in reasons)
        return _("The gate is closed: %(why)s.") % {"why": said_why}
    return None if said.strip() else _("Say in a sentence what you saw that makes it true.")


def why_not_set_checkpoint(centre: Centre, *, by: Actor, on: date, taken: Collection[date]) -> str | None:
    if reason := _why_not_keep(centre.pk, by):
        return reason
    if on <= clock.today():
        return _("A checkpoint lies ahead: give a later day than today.")
    if on > clock.today() + FAR:
        return _("A checkpoint lies at most five years ahead.")
    return _("There is a checkpoint on this day already.") if on in taken else None


def why_not_note_checkpoint_due(checkpoint: Checkpoint, *, by: Actor, judged: bool, noted: bool) -> str | None:
    """`noted`: who keeps the road knows already."""
    if by.kind != Actor.Kind.SYSTEM:
        return _("Who keeps the road is reminded by itself.")
    if checkpoint.on > clock.today():
        return _("This checkpoint is still to come.")
    return _("Who keeps the road has been reminded.") if judged or noted else None


def why_not_judge_checkpoint(checkpoint: Checkpoint, *, by: Actor, judged: bool, said: str) -> str | None:
    if reason := _why_not_keep(checkpoint.centre_id, by):
        return reason
    if judged:
        return _("This checkpoint is judged already.")
    if checkpoint.on > clock.today():
        return _("This checkpoint is still to come.")
    return None if said.strip() else _("Say what follows from it.")
