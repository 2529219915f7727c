"""Which open criteria a visit could show, ready to be ticked: what was put off to it, what to watch, what to ask about, the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from milepost.assessment import facts
from milepost.base.text import listed
from milepost.engine import visiting
from milepost.engine.verbs import Demand
from milepost.engine.visiting import Likely
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress
from milepost.web.learner.mine import spoken, words_of

if TYPE_CHECKING:
    from milepost.engine.framework import Framework
    from milepost.portfolios.models import Registration

SHOWN = 16  # of what shares words; more would be read by nobody


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One target as a box to tick."""

    target: str
    code: str
    text: str
    why: str = ""
    redo: bool = False
    ticked: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    title: str
    ticks: list[Tick] = field(default_factory=list)

    @property
    def ticked(self) -> int:
        return sum(one.ticked for one in self.ticks)


@dataclass(frozen=True, kw_only=True)
class Could:
    activity: str
    later: list[Tick]
    watch: list[Group]
    ask: list[Group]
    rest: list[Group]
    number: int  # of all that is open

    @property
    def shares_nothing(self) -> bool:
        return bool(self.activity) and not self.watch and not self.ask


def could(registration: Registration, activity: str, *, ticked: Collection[str] = ()) -> Could:
    """Every open target once. What is ticked and not open any more is left out."""
    framework = framework_of(registration.specification)
    asked = facts.still_asked(registration)
    later, states = facts.to_ask(registration), progress.states(registration.progress, registration)
    outcomes = _outcomes(framework, registration.progress.units)

    def tick(one: Likely) -> Tick:
        why = _("because of %(words)s") % {"words": listed(f"“{word}”" for word in one.words)} if one.words else ""
        return Tick(
            target=one.target, code=spoken(one.target, framework), text=words_of(one.target, framework), why=why,
            redo=states.get(one.target) == "r", ticked=one.target in ticked,
        )  # fmt: skip

    ranked = [one for one in visiting.likely(asked, activity) if one.target not in later]
    near, rest = ranked[:SHOWN], ranked[SHOWN:]
    shared = [one for one in near if one.words]
    left = {one.target for one in [*near[len(shared) :], *rest]}
    by_target = {one.target: one for one in ranked}
    return Could(
        activity=activity.strip(),
        later=[tick(Likely(one.target, Demand.EXPLAIN)) for one in asked if one.target in later],
        watch=_grouped((outcomes[one.target][1], tick(one)) for one in shared if one.demand is Demand.DO),
        ask=_grouped((outcomes[one.target][1], tick(one)) for one in shared if one.demand is Demand.EXPLAIN),
        rest=_grouped((outcomes[one.target][0], tick(by_target[one.target])) for one in asked if one.target in left),
        number=len(asked),
    )


def chosen(registration: Registration, targets: Iterable[str]) -> list[Group]:
    """The criteria of a visit, by unit, with the words of each and where it stands now."""
    framework = framework_of(registration.specification)
    states = progress.states(registration.progress, registration)
    outcomes = _outcomes(framework, [unit.key for unit in framework.units])
    return _grouped(
        (
            outcomes[target][0],
            Tick(
                target=target,
                code=target.rpartition(":")[2].removeprefix("R"),
                text=words_of(target, framework),
                why=states.get(target, "o"),
            ),
        )
        for target in targets
        if target in outcomes
    )


def _outcomes(framework: Framework, units: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By target: the title of its unit, and of its outcome with the unit's code."""
    found: dict[str, tuple[str, str]] = {}
    for unit in (framework.unit_by_key[key] for key in units if key in framework.unit_by_key):
        title = f"{unit.code} {unit.title}"
        for outcome in unit.outcomes:
            for criterion in outcome.criteria:
                found[unit.target(criterion.number)] = (title, f"{unit.code}, {outcome.number}: {outcome.text}")
        for target in unit.requirement_targets:
            found[target] = (title, _("%(unit)s, evidence requirements") % {"unit": unit.code})
    return found


def _grouped(pairs: Iterable[tuple[str, Tick]]) -> list[Group]:
    """Ticks under their titles; the title of the first comes first."""
    found: dict[str, Group] = {}
    for title, tick in pairs:
        found.setdefault(title, Group(title=title)).ticks.append(tick)
    return list(found.values())
