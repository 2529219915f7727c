"""Why not: saying what a route is worked out from, lifting a rule for one learner, ending that."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Actor
from milepost.engine.framework import How
from milepost.engine.pace import MOST_HOURS
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may
from milepost.people.words import Role
from milepost.portfolios.models import Registration, Waiver
from milepost.portfolios.words import OPEN_STATES

COME_BY = (How.RPL, How.TRANSFER, How.EXEMPT)


def why_not_say_wishes(
    registration: Registration,
    *,
    by: Actor,
    hours_a_week: Decimal | None = None,
    finish_by: date | None = None,
    pathway: str = "",
    units: Collection[str] = (),
    come_by: Mapping[str, str] | None = None,
) -> str | None:
    """`units` are all keys that are preferred or impossible."""
    mine = by.role == Role.LEARNER and by.person_id == registration.learner_id
    if not may(by.role, Permission.PLAN_ROUTE) or not (mine or (by.role == Role.ASSESSOR and by.person_id == registration.assessor_id)):
        return _("Only the learner and their assessor say what the route is planned from.")
    if registration.state not in OPEN_STATES:
        return _("This registration is closed, so there is no route to plan.")
    if hours_a_week is not None and not Decimal("0.5") <= hours_a_week <= MOST_HOURS:
        return _("Give the hours a week as a number from 0.5 to %(most)d.") % {"most": MOST_HOURS}
    if finish_by is not None and finish_by <= clock.today():
        return _("The day to finish by must lie ahead.")
    framework = framework_of(registration.specification)
    if strange := [key for key in [*units, *(come_by or {})] if key not in framework.unit_by_key]:
        return _("There is no unit “%(unit)s” in this qualification. Go back to the list of units.") % {"unit": strange[0]}
    if any(how not in COME_BY for how in (come_by or {}).values()):
        return _("Say of such a unit whether its credit is transferred, it was learnt before, or the learner is exempt.")
    qualification = framework.qualification(registration.qualification)
    if pathway and pathway not in [one.key for one in qualification.pathways]:
        return _("This qualification has no such pathway. Choose one of those that it lists.")
    return None


def why_not_waive_rule(
    registration: Registration,
    *,
    by: Actor,
    rule: str,
    reason: str,
    signed_by: str,
    until: date | None = None,
    waived: Collection[str] = (),
) -> str | None:
    """`waived` are the labels of the rules that are lifted for this learner today."""
    if not may(by.role, Permission.WAIVE) or registration.centre_id != by.centre_id:
        return _("Only the centre manager notes that the awarding organisation lifts a rule for somebody.")
    if registration.state not in OPEN_STATES:
        return _("This registration is closed, so no rule is lifted any more.")
    qualification = framework_of(registration.specification).qualification(registration.qualification)
    rules = [*qualification.rules, *(one for pathway in qualification.pathways for one in pathway.rules)]
    if rule not in [one.label for one in rules]:
        return _("Choose one of the rules of %(title)s.") % {"title": qualification.title}
    if rule in waived:
        return _("This rule is lifted already. End that first, if its reason or its end has changed.")
    if not reason.strip():
        return _("Say why the rule is lifted: whoever verifies the award asks for it.")
    if not signed_by.strip():
        return _("Say who at the awarding organisation allowed it: a name and an office.")
    if until is not None and until < clock.today():
        return _("That day has passed. Give the last day on which the rule is lifted, or leave it empty.")
    return None


def why_not_end_waiver(waiver: Waiver, *, by: Actor) -> str | None:
    if not may(by.role, Permission.WAIVE) or waiver.centre_id != by.centre_id:
        return _("Only the centre manager ends what was waived.")
    if waiver.ended_at:
        return _("This has ended already.")
    return None
