"""The unit that a sign-off is about, though the learner has moved to a version without it."""

from django.utils.translation import gettext as _

from milepost.assessment.models import SignOff
from milepost.engine.framework import Unit
from milepost.frameworks.queries import framework_of


def unit_signed(one: SignOff) -> Unit:
    """The unit as the learner's version has it; where it is gone, its key and a word that it is."""
    known = framework_of(one.registration.specification).unit_by_key.get(one.unit)
    return known or Unit(key=one.unit, code=one.unit, title=_("gone from the version that the learner moved to"))


def still_asked(one: SignOff) -> bool:
    """Whether the unit is among the learner's. What they left behind by moving waits for nobody."""
    return one.unit in one.registration.progress.units
