"""What a route is worked out from, and the rules that are lifted for one learner."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from milepost.base import clock
from milepost.engine import combination
from milepost.engine.framework import How
from milepost.portfolios.models import Registration, RouteWish, Waiver
from milepost.portfolios.queries import progress


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


def taken(units: Iterable[str], wish: RouteWish | None) -> list[str | combination.Taken]:
    """The chosen units, each with how it is come by where that was said."""
    come_by = wish.come_by if wish else {}
    return [combination.Taken(key, How(come_by[key])) if key in come_by else key for key in units]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the rules are held against for one learner, beside the units."""

    wish: RouteWish | None = None
    waivers: Sequence[combination.Waiver] = ()

    @property
    def pathway(self) -> str:
        return self.wish.pathway if self.wish else ""

    def taken(self, units: Iterable[str]) -> list[str | combination.Taken]:
        return taken(units, self.wish)


def ground_of(registration: Registration) -> Ground:
    """What was said and what is waived today. Two queries."""
    return Ground(wish=wish_of(registration), waivers=waivers_in_force(registration))


def grounds_of(registrations: Iterable[Registration]) -> dict[int, Ground]:
    """The same for a list, by primary key: of those alone for whom anything is said or waived. Two queries."""
    keys = [one.pk for one in registrations]
    if not keys:
        return {}
    wishes = {one.registration_id: one for one in RouteWish.objects.filter(registration__in=keys)}
    waivers: dict[int, list[combination.Waiver]] = {}
    for one in Waiver.objects.filter(registration__in=keys, ended_at=None):
        if holds(one):
            waivers.setdefault(one.registration_id, []).append(combination.Waiver(one.rule, one.reason, one.signed_by, one.until))
    return {key: Ground(wish=wishes.get(key), waivers=waivers.get(key, ())) for key in {*wishes, *waivers}}


def achieved(registration: Registration, ground: Ground) -> list[str | combination.Taken]:
    """Units that are signed off, and those that are come by otherwise than by assessment here."""
    row = registration.progress
    signed = [key for key in row.units if progress.signed_state(row, key) in progress.FINAL_WITHOUT_REVIEW]
    return ground.taken(dict.fromkeys([*signed, *(ground.wish.come_by if ground.wish else ())]))


def shown_in_units(registration: Registration) -> Counter[str]:
    """By unit key: how many of its criteria and parts of requirements have evidence already. One query."""
    targets = registration.claims.filter(withdrawn_at=None, evidence__withdrawn_at=None).values_list("target", flat=True).distinct()
    return Counter(target.rpartition(":")[0] for target in targets.order_by("target"))
