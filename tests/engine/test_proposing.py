"""A proposal is ready when each solution names the issue it serves, how it is measured, and what happens otherwise."""

from milepost.engine.proposing import Solution, shortfalls

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
