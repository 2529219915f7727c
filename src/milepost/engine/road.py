"""The road of an organisation: mileposts in their order, most with a gate. You cannot go round a gate, nor pass the third before the second."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from milepost.engine.reasons import Shortfall


class Kind(StrEnum):
    """Why a gate is closed, beside the reasons of those who are asked."""

    EMPLOYERS_UNOWNED = "employers_unowned"  # has, of
    EMPLOYERS_NONE = "employers_none"
    PROPOSALS_UNTIED = "proposals_untied"  # has, of
    PROPOSALS_NONE = "proposals_none"
    STEPS_NOT_SAMPLED = "steps_not_sampled"
    STEPS_NOT_LOOKED_AT = "steps_not_looked_at"  # has, of
    STEPS_TO_MEND = "steps_to_mend"  # has
    STANDARDS_BELOW = "standards_below"  # titles
    STANDARDS_NOT_COUNTED = "standards_not_counted"
    BREACHES_UNEXPLAINED = "breaches_unexplained"  # has
    IMPACT_OVERDUE = "impact_overdue"  # has
    IMPACT_NEVER = "impact_never"
    MILEPOST_BEFORE = "milepost_before"  # title
    MILEPOST_UNKNOWN = "milepost_unknown"
    MILEPOST_PASSED = "milepost_passed"


@dataclass(frozen=True, slots=True)
class Milepost:
    """One milepost. Without a gate it is passed by saying so."""

    key: str
    title: str
    about: str
    ours: bool
    gate: tuple[str, ...] = ()
    results: bool = False


def road_of(document: Mapping[str, Any]) -> tuple[Milepost, ...]:
    """The mileposts of a checked document, in their order."""
    return tuple(
        Milepost(one["key"], one["title"], one["about"], one["from"] == "ours", tuple(one.get("gate", ())), bool(one.get("results", False)))
        for one in document["mileposts"]
    )


def next_of(road: Sequence[Milepost], passed: Collection[str]) -> Milepost | None:
    """The first milepost that is not passed: where one stands now."""
    return next((one for one in road if one.key not in passed), None)


def closed(key: str, road: Sequence[Milepost], passed: Collection[str], facts: Mapping[str, Sequence[Shortfall]]) -> list[Shortfall]:
    """Every reason why nobody can pass this milepost now. `facts` says of each fact why it does not hold."""
    one = next((milepost for milepost in road if milepost.key == key), None)
    if one is None:
        return [Shortfall(Kind.MILEPOST_UNKNOWN)]
    if key in passed:
        return [Shortfall(Kind.MILEPOST_PASSED)]
    at = next_of(road, passed)
    before = [Shortfall(Kind.MILEPOST_BEFORE, {"title": at.title}, at.key)] if at and at.key != key else []
    return before + [reason for fact in one.gate for reason in facts[fact]]
