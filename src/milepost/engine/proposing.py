"""Whether a proposal deals with what hurts: each solution names the issue it serves, how it is measured, and what happens otherwise."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from milepost.engine.reasons import Shortfall


class Kind(StrEnum):
    """What a proposal may lack."""

    PROPOSAL_NO_ISSUE = "proposal_no_issue"
    PROPOSAL_NO_SOLUTION = "proposal_no_solution"
    SOLUTION_EMPTY = "solution_empty"
    SOLUTION_NO_ISSUE = "solution_no_issue"
    SOLUTION_NO_MEASURE = "solution_no_measure"
    SOLUTION_NO_OTHERWISE = "solution_no_otherwise"
    SOLUTION_UNKNOWN_UNITS = "solution_unknown_units"
    PROPOSAL_NO_EVALUATION = "proposal_no_evaluation"
    PROPOSAL_NO_DUTIES = "proposal_no_duties"


@dataclass(frozen=True)
class Solution:
    """One thing that is proposed. `issue` is the number of the business issue it serves; `unknown` are units that nobody knows."""

    what: str
    issue: int | None = None
    measured: str = ""
    otherwise: str = ""
    unknown: tuple[str, ...] = ()
    empty: bool = False  # says neither units nor words


def shortfalls(solutions: Sequence[Solution], *, issues: Collection[int], evaluation: str, duties: str) -> list[Shortfall]:
    """What keeps a proposal from being sent. `issues` are the numbers of the employer's open business issues."""
    found: list[Shortfall] = []
    if not issues:
        found.append(Shortfall(Kind.PROPOSAL_NO_ISSUE))
    if not solutions:
        found.append(Shortfall(Kind.PROPOSAL_NO_SOLUTION))
    for number, one in enumerate(solutions, start=1):
        about: dict[str, object] = {"number": number}
        if one.empty:
            found.append(Shortfall(Kind.SOLUTION_EMPTY, about))
        if one.issue is None or one.issue not in issues:
            found.append(Shortfall(Kind.SOLUTION_NO_ISSUE, about))
        if not one.measured.strip():
            found.append(Shortfall(Kind.SOLUTION_NO_MEASURE, about))
        if not one.otherwise.strip():
            found.append(Shortfall(Kind.SOLUTION_NO_OTHERWISE, about))
        if one.unknown:
            found.append(Shortfall(Kind.SOLUTION_UNKNOWN_UNITS, {**about, "units": list(one.unknown)}))
    if not evaluation.strip():
        found.append(Shortfall(Kind.PROPOSAL_NO_EVALUATION))
    if not duties.strip():
        found.append(Shortfall(Kind.PROPOSAL_NO_DUTIES))
    return found
