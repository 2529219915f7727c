"""Whether the units of a proposal lead anywhere and fit the employer: the rules and the planner are asked, and what the employer told.

Roles come from the newest needs analysis, hours a week from the solution or, where it says none, from what was said of release.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from milepost.employers import queries
from milepost.employers.models import EmployerFile
from milepost.employers.proposing import chosen_units
from milepost.employers.words import SolutionKind
from milepost.engine import pace
from milepost.engine.framework import Framework, Qualification
from milepost.engine.planner import Objective, Position, Route, hours, routes
from milepost.engine.proposing import hours_a_week
from milepost.frameworks.suggestions import unit_fits

FITS = 0.5  # half as well as the unit that fits best
MOST_STEPS = 20_000  # a page waits for it


@dataclass(frozen=True)
class Told:
    """What the employer said of roles, release and shifts in the newest needs analysis."""

    roles: str = ""
    release: str = ""
    shifts: str = ""

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> "Told":
        roles = "\n".join(filter(None, [answers.get("roles", ""), answers.get("gaps", "")]))
        return cls(roles, answers.get("release", ""), answers.get("shifts", ""))


def told_by(file: EmployerFile) -> Told:
    """What this employer, or one merged into it, said last: two queries."""
    newest = queries.analyses_of(queries.parts_of(file)).first()
    return Told.of(newest.answers) if newest else Told()


@dataclass(frozen=True)
class Fitted:
    """One solution of units, held against the rules and against the employer. Units are given by code, hours are guided hours."""

    title: str
    chosen: tuple[str, ...] = ()
    alone: int = 0  # hours of the chosen units
    whole: int = 0  # hours of the shortest way to the award with them; 0 where the search was stopped
    units: tuple[str, ...] = ()  # of that way
    fits: tuple[str, ...] = ()  # of these the ones that fit the roles
    asks: tuple[str, ...] = ()  # of these the ones that are not for everybody
    a_week: Fraction | None = None
    impossible: bool = False  # no way to any award holds all of the chosen units

    def months(self, hours: int) -> int | None:
        """How many months so many hours take, begun ones whole. None where nobody said how many hours a week there are."""
        return pace.months(Fraction(hours) / self.a_week) if self.a_week and hours else None

    @property
    def weeks(self) -> int | None:
        return ceil(Fraction(self.whole) / self.a_week) if self.a_week and self.whole else None

    @property
    def makes_it(self) -> bool:
        """Whether the chosen units are the whole way."""
        return bool(self.chosen) and set(self.chosen) == set(self.units)


def fitted(solution: Mapping[str, Any], frameworks: Mapping[str, Framework], told: Told) -> Fitted | None:
    """None where it is no solution of units, or names no qualification."""
    framework = frameworks.get(solution.get("specification", ""))
    if framework is None or solution["kind"] != SolutionKind.UNITS:
        return None
    chosen = chosen_units(solution, framework)
    by_key = framework.unit_by_key
    fit = unit_fits(framework.units, told.roles) if told.roles else {}
    found, impossible = _way(framework, chosen, fit)
    keys = found[1].units if found else chosen
    codes = lambda wanted: tuple(by_key[key].code for key in wanted)  # noqa: E731
    return Fitted(
        title=(found[0] if found else framework.qualifications[0]).title, chosen=codes(chosen), alone=sum(hours(by_key[key]) for key in chosen),
        whole=found[1].hours if found else 0, units=codes(keys if found else ()), impossible=impossible,
        fits=codes(key for key in keys if fit.get(key, 0.0) >= FITS), asks=codes(key for key in keys if by_key[key].conditions),
        a_week=hours_a_week(str(solution.get("hours", ""))) or hours_a_week(told.release),
    )  # fmt: skip


def _way(framework: Framework, chosen: Sequence[str], fit: Mapping[str, float]) -> tuple[tuple[Qualification, Route] | None, bool]:
    """The best way to an award that holds the chosen units: the one that fits the roles best where they are known, else the shortest."""
    stuck = []
    for qualification in framework.qualifications:
        found = routes(
            framework, qualification, Position(wanted=chosen, fit=fit), objective=Objective.FIT if fit else Objective.GLH, count=1,
            most_steps=MOST_STEPS,
        )  # fmt: skip
        if found.routes:
            return (qualification, found.routes[0]), False
        stuck.append(found.impossible)
    return None, all(stuck)


def fitted_all(body: Mapping[str, Any], frameworks: Mapping[str, Framework], told: Told) -> list[Fitted | None]:
    return [fitted(one, frameworks, told) for one in body.get("solutions", ())]
