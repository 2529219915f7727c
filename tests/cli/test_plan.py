"""`milepost plan`: routes in a terminal, what stands in the way, and what cannot be asked."""

import subprocess
import sys

import pytest

from milepost.cli import main


def plan(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["plan", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_best_routes_are_told_with_what_could_stand_in_place_of_each_unit(capsys):
    status, said, _ = plan(capsys, "customer-service-diploma", "--achieved", "F3,F4", "--planned", "A3,A13,B11")
    assert status == 0
    assert "10 routes, fewest credits to go first:" in said
    assert "30 credits, 201 guided learning hours to go" in said
    assert "of the present choice: add C3 and D16, leave out A3" in said
    assert "one Level 3 unit from Group B (here A13); 4 fit" in said
    assert "one unit of 11 or more credits from Group E (here D16); 3 fit" in said


def test_the_nearest_route_keeps_what_is_chosen(capsys):
    status, said, _ = plan(capsys, "customer-service-diploma", "--planned", "F3,F4,A3,A13,B11,C5", "--by", "nearest", "--count", "1")
    assert status == 0
    assert "of the present choice: add D1\n" in said


def test_the_choice_may_be_there_already(capsys):
    _, said, _ = plan(capsys, "customer-service-diploma", "--achieved", "F3,F4,A3,A13,B11,C5,D6")
    assert "1. nothing more is needed" in said


def test_where_no_route_exists_the_smallest_conflict_is_told(capsys):
    status, said, _ = plan(capsys, "contact-centre-diploma", "--without", "401,405")
    assert status == 1
    assert "These cannot all be had; without any one of them the others can:\n  - mandatory 401 and 402\n  - 401 is ruled out\n" in said
    assert "405" not in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--count", "0"], "Ask for 1 to 50 routes with --count."),
        (["--pathway", "x"], "There is no pathway x. There are: none."),
        (["--fit", "A3=2"], "“A3=2” after --fit should be from 0 to 1."),
        (["--fit", "A3"], "“A3” is not understood after --fit. Write UNIT=NUMBER."),
        (["--without", "Z9"], "There is no unit Z9 in this specification."),
    ],
)
def test_what_cannot_be_asked_is_said(capsys, words, sentence):
    status, said, why = plan(capsys, "customer-service-diploma", *words)
    assert (status, said) == (2, "")
    assert sentence in why


def test_it_needs_neither_tables_nor_a_solver() -> None:
    code = (
        "import sys; from milepost.cli import main; main(['plan', 'customer-service-diploma']); "
        "bad = [m for m in ('milepost.models', 'numpy', 'highspy', 'jsonschema') if m in sys.modules]; sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
