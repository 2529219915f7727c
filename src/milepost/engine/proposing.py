"""Whether a proposal deals with what hurts: each solution names the issue it serves, how it is measured, and what happens otherwise."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from milepost.engine.pace import MOST_HOURS, WEEKS_A_MONTH
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
    SOLUTION_NO_ROUTE = "solution_no_route"
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
    no_route: str = ""  # the qualification that nobody can complete with these units


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
        if one.no_route:
            found.append(Shortfall(Kind.SOLUTION_NO_ROUTE, {**about, "title": one.no_route}))
    if not evaluation.strip():
        found.append(Shortfall(Kind.PROPOSAL_NO_EVALUATION))
    if not duties.strip():
        found.append(Shortfall(Kind.PROPOSAL_NO_DUTIES))
    return found


SPOKEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HOURS = re.compile(
    rf"\b(\d{{1,3}}(?:[.,]\d{{1,2}})?|{'|'.join(SPOKEN)})\s*(?:hours?|hrs?|h)\b(?:\s*(?:a|per|each|every|/)\s*(day|week|fortnight|month)\b)?",
    re.IGNORECASE,
)
IN_A_WEEK = {"day": Fraction(5), "week": Fraction(1), "fortnight": Fraction(1, 2), "month": 1 / WEEKS_A_MONTH}


def hours_a_week(text: str) -> Fraction | None:
    """The hours a week that a text speaks of first, as people say them: "Two hours a week", "4 h per fortnight". A bare number is hours."""
    bare = text.strip().replace(",", ".")
    if re.fullmatch(r"\d{1,3}(\.\d{1,2})?", bare):
        found = Fraction(bare)
    elif said := HOURS.search(text):
        number = said[1].lower().replace(",", ".")
        found = Fraction(SPOKEN.index(number) + 1 if number in SPOKEN else number) * IN_A_WEEK[(said[2] or "week").lower()]
    else:
        return None
    return found if 0 < found <= MOST_HOURS else None
