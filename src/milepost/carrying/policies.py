"""Why not: asking for a package, receiving one."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base.models import Actor, StoredFile
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Arrival, Package, Registration


def why_not_ask_package(registration: Registration, *, by: Actor, waiting: Package | None = None) -> str | None:
    """`waiting` is a package of this portfolio that is being made already."""
    own = by.role != Role.LEARNER or by.person_id == registration.learner_id
    if not may(by.role, Permission.PACK) or by.centre_id != registration.centre_id or not own:
        return _("Only the learner and a manager of the centre pack a portfolio.")
    if registration.programme:
        return _("A programme has no portfolio to take along: the plan and what was agreed stand on its page, which can be printed.")
    if waiting is not None:
        return _("A package is being made already. It will be here in a moment.")
    return None


def why_not_receive_package(
    file: StoredFile,
    *,
    by: Actor,
    problems: Sequence[str] = (),
    arrived: Arrival | None = None,
    here: Registration | None = None,
) -> str | None:
    """`problems` are the faults of the package; `arrived` came in this very package; `here` is the same portfolio in another one."""
    if not may(by.role, Permission.BRING_IN) or by.centre_id != file.centre_id:
        return _("Only a manager of the centre receives portfolios for it.")
    if arrived is not None:
        return _("This package was received on %(day)s already. Open the portfolio of %(name)s.") % {
            "day": date_format(arrived.arrived_at, "j F Y"),
            "name": arrived.registration.learner.name,
        }
    if problems:
        return _("The package is not whole, so nothing of it is taken: %(why)s") % {"why": problems[0]}
    if here is not None:
        return _("The portfolio of %(name)s is at this centre already. A portfolio is received once.") % {"name": here.learner.name}
    return None
