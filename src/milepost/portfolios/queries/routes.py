"""What a route is worked out from, and the rules that are lifted for one learner."""

from milepost.base import clock
from milepost.engine import combination
from milepost.engine.framework import How
from milepost.portfolios.models import Registration, RouteWish, Waiver


def wish_of(registration: Registration) -> RouteWish | None:
    """What was said, or None. One query."""
    return RouteWish.objects.filter(registration=registration).first()


def waivers_of(registration: Registration) -> list[Waiver]:
    """Every rule that was ever lifted, the newest first."""
    return list(registration.waivers.select_related("given_by", "ended_by").order_by("-given_at", "-pk"))


def holds(waiver: Waiver) -> bool:
    """Whether a rule is lifted today."""
    return waiver.ended_at is None and (waiver.until is None or waiver.until >= clock.today())


def waivers_in_force(registration: Registration) -> list[combination.Waiver]:
    """The rules that are lifted for this learner today, as the engine reads them. One query."""
    rows = registration.waivers.filter(ended_at=None)
    return [combination.Waiver(one.rule, one.reason, one.signed_by, one.until) for one in rows if holds(one)]


def taken(units: list[str], wish: RouteWish | None) -> list[str | combination.Taken]:
    """The chosen units, each with how it is come by where that was said."""
    come_by = wish.come_by if wish else {}
    return [combination.Taken(key, How(come_by[key])) if key in come_by else key for key in units]
