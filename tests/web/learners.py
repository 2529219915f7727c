"""More learners than Lena, made by the same builders."""

from dataclasses import replace
from datetime import date

from milepost.base.actors import system
from milepost.frameworks.models import Specification
from milepost.people import actions
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast

NAMES = ("Mira Okoye", "Jon Falk")


def in_place_of_lena(cast: Cast, name: str) -> Cast:
    """The same cast, with another learner where builders look for Lena."""
    email = f"{name.split()[0].lower()}@larkmoor.example"
    made = actions.appoint(cast.centre, by=system(), email=email, name=name, role=Role.LEARNER, born_on=date(2001, 5, 4))
    return replace(cast, lena=made.person)


def two_more(cast: Cast, of: Specification) -> list[tuple[Cast, Registration]]:
    """Two more learners with agreed units, so that a list has three rows."""
    others = [in_place_of_lena(cast, name) for name in NAMES]
    return [(other, build.with_units(other, of=of)) for other in others]
