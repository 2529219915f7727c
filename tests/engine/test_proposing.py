"""A proposal is ready when each solution names the issue it serves, how it is measured, and what happens otherwise."""

from fractions import Fraction

import pytest

from milepost.engine.proposing import Solution, hours_a_week, shortfalls

WHOLE = Solution(what="Two afternoons", issue=1, measured="Each Monday", otherwise="A second desk")


def kinds(*solutions: Solution, issues: tuple[int, ...] = (1,), evaluation: str = "In July", duties: str = "Two hours") -> list[str]:
    return [one.kind for one in shortfalls(solutions, issues=issues, evaluation=evaluation, duties=duties)]


def test_a_whole_one_is_ready() -> None:
    assert kinds(WHOLE) == []


def test_each_solution_says_what_it_serves_how_it_is_measured_and_what_happens_otherwise() -> None:
    assert kinds(Solution(what="A course")) == ["solution_no_issue", "solution_no_measure", "solution_no_otherwise"]
    assert kinds(WHOLE, Solution(what="", issue=1, measured="m", otherwise="o", empty=True)) == ["solution_empty"]
    assert kinds(Solution(what="x", issue=7, measured="m", otherwise="o")) == ["solution_no_issue"]
    assert kinds(Solution(what="x", issue=1, measured="m", otherwise="o", unknown=("Q9",))) == ["solution_unknown_units"]


def test_without_an_issue_or_a_solution_there_is_none() -> None:
    assert kinds(issues=()) == ["proposal_no_issue", "proposal_no_solution"]
    assert kinds(WHOLE, evaluation=" ", duties="") == ["proposal_no_evaluation", "proposal_no_duties"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2", 2),
        ("1.5", Fraction(3, 2)),
        ("Two mornings, 3 hours a week in all", 3),
        ("2,5 hrs per week", Fraction(5, 2)),
        ("4 hours a fortnight", 2),
        ("1h every day, not in August", 5),
        ("Two hours a week for a learner, in the quiet hour after lunch.", 2),
        ("when it is quiet", None),
        ("70 hours", None),
        ("0", None),
        ("2027", None),
    ],
)
def test_hours_a_week_are_read_as_people_say_them(text: str, hours: Fraction | None) -> None:
    assert hours_a_week(text) == hours


def test_units_with_which_nobody_can_complete_are_named() -> None:
    one = Solution(what="It", issue=1, measured="Counted", otherwise="Worse", no_route="Level 3 Diploma")
    (found,) = shortfalls([one], issues=[1], evaluation="In May", duties="Time")
    assert (found.kind, found.args) == ("solution_no_route", {"number": 1, "title": "Level 3 Diploma"})
