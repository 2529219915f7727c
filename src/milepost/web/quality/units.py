"""The unit that a sign-off is about, though the learner has moved to a version without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from milepost.engine.framework import Unit
from milepost.frameworks.queries import framework_of

if TYPE_CHECKING:
    from milepost.assessment.models import SignOff
    from milepost.portfolios.models import Registration


def unit_signed(registration: Registration, key: str) -> Unit:
    """The unit as the learner's version has it; where it is gone, its key and a word that it is."""
    known = framework_of(registration.specification).unit_by_key.get(key)
    return known or Unit(key=key, code=key, title=_("gone from the version that the learner moved to"))


def still_asked(one: SignOff) -> bool:
    """Whether the unit is among the learner's. What they left behind by moving waits for nobody."""
    return one.unit in one.registration.progress.units
