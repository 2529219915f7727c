"""Whether a proposal deals with what hurts: each solution names the issue it serves, how it is measured, and what happens otherwise."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from milepost.engine.reasons import Shortfall


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
        found.append(Shortfall("proposal_no_issue"))
    if not solutions:
        found.append(Shortfall("proposal_no_solution"))
    for number, one in enumerate(solutions, start=1):
        about: dict[str, object] = {"number": number}
        if one.empty:
            found.append(Shortfall("solution_empty", about))
        if one.issue is None or one.issue not in issues:
            found.append(Shortfall("solution_no_issue", about))
        if not one.measured.strip():
            found.append(Shortfall("solution_no_measure", about))
        if not one.otherwise.strip():
            found.append(Shortfall("solution_no_otherwise", about))
        if one.unknown:
            found.append(Shortfall("solution_unknown_units", {**about, "units": list(one.unknown)}))
    if not evaluation.strip():
        found.append(Shortfall("proposal_no_evaluation"))
    if not duties.strip():
        found.append(Shortfall("proposal_no_duties"))
    return found
