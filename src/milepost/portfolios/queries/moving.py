"""What a newer version of a specification would mean for a registration, and what was offered to whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from milepost.base.models import Actor
from milepost.engine import combination
from milepost.engine.difference import Change, Difference, Line, difference
from milepost.engine.framework import Framework, Qualification, Unit
from milepost.engine.reasons import Shortfall
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration, VersionOffer
from milepost.portfolios.queries import progress
from milepost.portfolios.queries.portfolio import registrations
from milepost.portfolios.queries.routes import Ground
from milepost.portfolios.words import OPEN_STATES

JUDGED, HANDED_IN = "mr", "c"  # letters of progress that say that somebody has worked on it


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What moving would mean for one registration, of its agreed units alone."""

    kept: int  # judged met, and still so
    again: tuple[Line, ...]  # judged, and to be looked at again because the words are others
    lost: tuple[Line, ...]  # judged or claimed, and asked no more
    new: tuple[Line, ...]  # asked for the first time
    units_gone: tuple[Unit, ...]  # agreed, and no part of the new version
    reopened: tuple[Unit, ...]  # signed off, and open again
    short: tuple[Shortfall, ...]  # what the choice of units would be short of under the new rules
    was_short: bool  # whether it is short of something under the old ones
    qualification: Qualification | None  # what the learner's qualification is in the new version; None: it is not there

    @property
    def harmless(self) -> bool:
        return not (self.again or self.lost or self.new or self.units_gone or self.reopened or (self.short and not self.was_short))


def changes_between(before: Specification, after: Specification) -> Difference:
    """What `after` changed against `before`, kept in this process: both never change."""
    pair = (before.digest, after.digest)
    if pair not in _kept:
        if len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[pair] = difference(framework_of(before), framework_of(after))
    return _kept[pair]


KEPT = 16  # pairs of versions
_kept: dict[tuple[str, str], Difference] = {}


def effect(registration: Registration, found: Difference, to: Specification, *, ground: Ground | None = None) -> Effect:
    """What moving this registration to `to` would mean. `found` is what `to` changed against the version that it stands on.

    `ground` is what was said and what is waived, where there is anything.
    """
    ground = ground or Ground()
    row = registration.progress
    states = progress.states(row, registration)
    old, new = framework_of(registration.specification), framework_of(to)
    agreed = {found.unit_after[key] for key in row.units if key in found.unit_after}
    lines = [line for unit in found.units for line in unit.lines if (unit.after and unit.after.key in agreed) or (line.before in states)]
    worked = [line for line in lines if line.before and states.get(line.before, "o") != "o"]
    qualification = found.qualification_after(registration.qualification)
    changed = {line.before.rpartition(":")[0] for line in lines if line.change is not Change.SAME and line.before} | {
        unit.before.key for unit in found.units if unit.before and any(line.change is Change.NEW for line in unit.lines)
    }
    final = [key for key in row.units if progress.signed_state(row, key) in progress.FINAL_WITHOUT_REVIEW]
    return Effect(
        kept=sum(states.get(line.before) == "m" for line in lines if line.change in (Change.SAME, Change.MOVED)),
        again=tuple(line for line in worked if line.change is Change.REWORDED and states[line.before] in "mrd"),
        lost=tuple(line for line in worked if line.change is Change.GONE),
        new=tuple(line for line in lines if line.change is Change.NEW),
        units_gone=tuple(old.unit_by_key[key] for key in row.units if key not in found.unit_after),
        reopened=tuple(old.unit_by_key[key] for key in final if key in changed and key in found.unit_after),
        short=_short(new, qualification, _moved(ground.taken(row.units), found), ground) if qualification and row.units else (),
        was_short=bool(row.units and _short(old, old.qualification(registration.qualification), ground.taken(row.units), ground)),
        qualification=qualification,
    )


def _short(framework: Framework, qualification: Qualification, units: combination.Choice, ground: Ground) -> tuple[Shortfall, ...]:
    return combination.verdict(framework, qualification, units, pathway=ground.pathway, waivers=ground.waivers).shortfalls


def _moved(units: combination.Choice, found: Difference) -> list[combination.Taken]:
    """The units under the keys of the new version, each come by as before. What is not there any more is left out."""
    known = [one if isinstance(one, combination.Taken) else combination.Taken(one) for one in units]
    return [combination.Taken(found.unit_after[one.unit], one.how) for one in known if one.unit in found.unit_after]


def registrations_on_older(specification: Specification, *, by: Actor) -> QuerySet[Registration]:
    """Those who still learn on an older version under the same name, the oldest version first, then by name."""
    older = registrations(by=by).filter(
        specification__centre_id=specification.centre_id, specification__title=specification.title,
        specification__version__lt=specification.version, state__in=OPEN_STATES,
    )  # fmt: skip
    return older.order_by("specification__version", "learner__name", "pk")


def registrations_on(specification: Specification, *, by: Actor) -> QuerySet[Registration]:
    """Those who still learn on this version, by name."""
    return registrations(by=by).filter(specification=specification, state__in=OPEN_STATES).order_by("learner__name", "pk")


def older_versions(specification: Specification, *, by: Actor) -> Sequence[Specification]:
    """The versions of the same specification that were published before, the newest first."""
    if not may(by.role, Permission.READ_FRAMEWORK):
        return []
    same = Specification.objects.filter(centre_id=by.at_centre, title=specification.title, version__lt=specification.version)
    return list(same.defer("document").order_by("-version"))


def version_offers(*, by: Actor) -> QuerySet[VersionOffer]:
    """Offers of the portfolios that `by` may open, the newest first."""
    visible = registrations(by=by).values("pk")
    return (
        VersionOffer.objects.filter(registration__in=visible)
        .select_related(
            "registration__progress", "registration__learner", "registration__specification", "specification", "left", "offered_by"
        )
        .defer("specification__document", "left__document", "registration__specification__document")
        .order_by("-offered_at", "-pk")
    )


def open_offer(registration: Registration) -> VersionOffer | None:
    """The newer version that somebody has to answer."""
    return registration.version_offers.filter(answered_at=None).select_related("specification", "left", "offered_by").first()
