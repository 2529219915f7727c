"""Gates: may a unit be signed off, may the award be claimed, and if not, every reason why not."""

from collections.abc import Collection
from enum import StrEnum

from milepost.engine import combination, requirements
from milepost.engine.framework import Framework, Qualification, Unit, split_target
from milepost.engine.reasons import Shortfall
from milepost.engine.standing import Facts, SignedState, Standing, State, unit_facts


class Kind(StrEnum):
    """The kinds of reason this module gives, beside those of the rules and requirements that it asks."""

    CRITERIA_OPEN = "criteria_open"  # criteria: numbers; count; all
    CRITERIA_CLAIMED = "criteria_claimed"
    CRITERIA_REDO = "criteria_redo"
    CRITERIA_IN_DOUBT = "criteria_in_doubt"
    REQUIREMENTS_IN_DOUBT = "requirements_in_doubt"  # requirements: numbers; count
    NO_CRITERIA = "no_criteria"
    DECLARATION = "declaration"
    UNIT_UNSIGNED = "unit_unsigned"  # unit, met, all
    UNIT_WAITING = "unit_waiting"  # unit
    UNIT_RETURNED = "unit_returned"  # unit
    UNIT_IN_DOUBT = "unit_in_doubt"  # unit, criteria, count


NOT_MET = {
    State.OPEN: Kind.CRITERIA_OPEN,
    State.CLAIMED: Kind.CRITERIA_CLAIMED,
    State.REDO: Kind.CRITERIA_REDO,
    State.DOUBT: Kind.CRITERIA_IN_DOUBT,
}


def sign_off_gate(unit: Unit, standing: Standing, facts: Facts, *, declared: bool) -> list[Shortfall]:
    """Every reason why the unit cannot be signed off yet. `declared`: the learner has declared the work their own."""
    reasons: list[Shortfall] = []
    targets = unit.criterion_targets
    if not targets:
        reasons.append(Shortfall(Kind.NO_CRITERIA, {}, unit.key))
    for state, kind in NOT_MET.items():
        numbers = _numbers(targets, standing, state)
        if numbers:
            reasons.append(Shortfall(kind, {"criteria": numbers, "count": len(numbers), "all": len(targets)}, unit.key))
    doubtful = tuple(n.removeprefix("R") for n in _numbers(unit.requirement_targets, standing, State.DOUBT))
    if doubtful:
        reasons.append(Shortfall(Kind.REQUIREMENTS_IN_DOUBT, {"requirements": doubtful, "count": len(doubtful)}, unit.key))
    reasons.extend(requirements.shortfalls(unit, unit_facts(unit, facts, standing)))
    if not declared:
        reasons.append(Shortfall(Kind.DECLARATION, {}, unit.key))
    return reasons


def award_gate(framework: Framework, qualification: Qualification, agreed: Collection[str], standing: Standing) -> list[Shortfall]:
    """Every reason why the award cannot be claimed yet: units that are not final, and rules the final units do not meet."""
    reasons: list[Shortfall] = []
    for key in agreed:
        unit = standing.units.get(key)
        match unit.signed if unit else SignedState.UNSIGNED:
            case SignedState.UNSIGNED:
                met, whole = (unit.counts.met, unit.counts.all) if unit else (0, 0)
                reasons.append(Shortfall(Kind.UNIT_UNSIGNED, {"unit": key, "met": met, "all": whole}, key))
            case SignedState.WAITING:
                reasons.append(Shortfall(Kind.UNIT_WAITING, {"unit": key}, key))
            case SignedState.RETURNED:
                reasons.append(Shortfall(Kind.UNIT_RETURNED, {"unit": key}, key))
            case SignedState.FINAL:
                reasons.extend(_doubts(framework, key, standing))
    final = [key for key, unit in standing.units.items() if unit.final]
    return reasons + combination.shortfalls(framework, qualification, final)


def _doubts(framework: Framework, key: str, standing: Standing) -> list[Shortfall]:
    unit = framework.unit_by_key.get(key)
    numbers = tuple(split_target(t)[1] for t in standing.targets(unit, State.DOUBT)) if unit else ()
    return [Shortfall(Kind.UNIT_IN_DOUBT, {"unit": key, "criteria": numbers, "count": len(numbers)}, key)] if numbers else []


def _numbers(targets: tuple[str, ...], standing: Standing, state: State) -> tuple[str, ...]:
    return tuple(split_target(t)[1] for t in targets if standing.state(t) is state)
