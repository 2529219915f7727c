"""Where a learner stands, and what a route is measured by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from milepost.engine.combination import Choice
from milepost.engine.framework import Unit
from milepost.engine.pace import HOURS_A_CREDIT

THINGS_A_CREDIT = 4  # criteria and requirements where a unit's are not known


class Objective(StrEnum):
    """What a route has as little of as can be."""

    CREDITS = "credits"  # credits still to go
    GLH = "glh"  # guided learning hours still to go
    EVIDENCE = "evidence"  # criteria and requirements for which the portfolio holds nothing yet
    FIT = "fit"  # credits that do not fit the job
    NEAREST = "nearest"  # units that the present choice does not hold


@dataclass(frozen=True)
class Position:
    """What is settled and what is wished. Units are given by key; `achieved` also as `Taken`.

    Achieved units are there and cost nothing; they may count or not. Wanted units are part of every route, impossible ones
    of none. Among routes that are equally good, those with preferred units and with units of the present choice are looked
    for first.
    """

    achieved: Choice = ()
    planned: Collection[str] = ()
    wanted: Collection[str] = ()
    impossible: Collection[str] = ()
    preferred: Collection[str] = ()
    shown: Mapping[str, int] = field(default_factory=dict)  # how many criteria and requirements of a unit have evidence already
    fit: Mapping[str, float] = field(default_factory=dict)  # from 0 (nothing in common with the job) to 1


def hours(unit: Unit) -> int:
    """Guided learning hours of a unit, reckoned from its credit where it states none."""
    return unit.glh if unit.glh is not None else round(HOURS_A_CREDIT * unit.credit)


def cost(objective: Objective, unit: Unit, position: Position) -> int:
    """What taking the unit adds to a route. Fit is told in tenths of a credit."""
    if objective is Objective.CREDITS:
        return unit.credit
    if objective is Objective.GLH:
        return hours(unit)
    if objective is Objective.EVIDENCE:
        things = len(unit.criterion_targets) + len(unit.requirement_targets) or THINGS_A_CREDIT * unit.credit
        return max(0, things - position.shown.get(unit.key, 0))
    if objective is Objective.FIT:
        return round(10 * unit.credit * (1 - min(1.0, max(0.0, position.fit.get(unit.key, 0.0)))))
    return 1


STEPS = {Objective.CREDITS: 1, Objective.GLH: 1, Objective.EVIDENCE: 1, Objective.FIT: 10, Objective.NEAREST: 1}
