"""Why not: saying where a learner works, and when."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from milepost.portfolios.words import RegistrationState

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_SHIFTS = 21  # three a day


def why_not_keep_workplace(
    registration: Registration, *, by: Actor, place: str, shifts: Sequence[Mapping[str, Any]], note: str
) -> str | None:
    """`shifts` as `Workplace` keeps them."""
    as_learner = by.role == Role.LEARNER and by.person_id == registration.learner_id
    as_assessor = by.role == Role.ASSESSOR and by.person_id == registration.assessor_id
    if not may(by.role, Permission.VISIT) or by.centre_id != registration.centre_id or not (as_learner or as_assessor):
        return _("%(learner)s or their assessor says where and when they work.") % {"learner": registration.learner.first_name}
    if registration.state not in (RegistrationState.ACTIVE, RegistrationState.ON_BREAK):
        return _("This registration is closed, so nothing can be changed.")
    if len(place.strip()) > 300 or len(note.strip()) > 300:
        return _("That is too long: the place and the note have room for 300 characters each.")
    if len(shifts) > MOST_SHIFTS:
        return _("At most three shifts a day can be kept.")
    for shift in shifts:
        if shift.get("day") not in WEEKDAYS:
            return _("Choose a day of the week for each shift.")
        named = {"day": WEEKDAYS[shift["day"]]}
        times = str(shift.get("from", "")), str(shift.get("to", ""))
        if not all(TIME.fullmatch(time) for time in times):
            return _("Give the beginning and the end of the shift on %(day)s, such as 08:00 and 16:30.") % named
        if times[0] == times[1]:
            return _("The shift on %(day)s ends when it begins. A shift through the night ends earlier than it begins.") % named
    return None
