"""Tables in a text whose heads nobody could foresee: where outcomes and criteria stand, their numbers tell."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook

FRONT = """\
Level 2 Certificate in Kite Making

 Unit no.   Reference      Mandatory units                     Level    Credit GLH
 Unit 1     M/931/1001     Build a kite that flies             2        3          22

Unit 1 Build a kite that flies (M/931/1001)
 Guided learning hours    22
 Level                    2
 Credit value             3

"""
ROWS = [
    ("1 Be able to bend a", "1.1 Choose cane that is free of", "Two canes, and why"),
    ("frame of cane", "knots and of the right length", "each was taken"),
    ("", "1.2 Bend cane over steam", "One frame"),
    ("2 Know which tails", "2.1 Explain what a tail does for:", "Answers in writing"),
    ("steady a kite", "a) a light wind", ""),
    ("", "b) a strong wind", ""),
    ("", "2.2 State how long a tail is", "Three kites"),
]
SAID = {
    "1 Be able to bend a frame of cane": ["1.1 Choose cane that is free of knots and of the right length", "1.2 Bend cane over steam"],
    "2 Know which tails steady a kite": [
        "2.1 Explain what a tail does for: a) a light wind b) a strong wind",
        "2.2 State how long a tail is",
    ],
}
HEADS = [
    [("Learning outcomes", "Assessment criteria", "Sufficiency")],
    [("Learning outcomes", "Assessment criteria", "Assessment"), ("The learner will:", "The learner can:", "task")],
    [("Performance outcomes", "Performance requirements", "Where seen"), ("The learner must be able to:", "The learner must:", "")],
    [("What is learnt", "What is shown", "How much is enough")],
    [("Aim", "Task", "Mark scheme")],
    [],
]


def laid_out(rows: list[tuple[str, ...]], at: tuple[int, ...], *, apart: bool = False) -> str:
    lines = []
    for row in rows:
        text = ""
        for column, words in zip(at, row, strict=True):
            text = text.ljust(column) + words
        lines += [text.rstrip(), *([""] if apart else [])]
    return "\n".join(lines)


def outcomes_of(text: str) -> dict[str, list[str]]:
    (unit,) = read_handbook((FRONT + text).encode(), "kites.txt").document["units"]
    return {f"{o['number']} {o['text']}": [said(c) for c in o["criteria"]] for o in unit["outcomes"]}


def said(criterion: dict[str, Any]) -> str:
    return " ".join([f"{criterion['number']} {criterion['text']}", *(f"{i['letter']}) {i['text']}" for i in criterion.get("items", ()))])


@pytest.mark.parametrize("heads", HEADS, ids=lambda heads: " | ".join(heads[0]) if heads else "none")
@pytest.mark.parametrize("at", [(1, 30, 70), (2, 26, 64)])
def test_numbers_side_by_side_tell_the_columns_below_any_heads(heads: list[tuple[str, ...]], at: tuple[int, ...]) -> None:
    assert outcomes_of(laid_out([*heads, *ROWS], at)) == SAID


def test_a_further_column_is_left_out_where_its_gap_is_narrower_in_one_line() -> None:
    drifted = laid_out(ROWS, (1, 30, 70)).replace("knots and of the right length" + " " * 11, "knots and of the right length" + " " * 7)
    assert outcomes_of(laid_out(HEADS[0], (1, 30, 70)) + "\n" + drifted) == SAID


def test_an_outcome_in_the_middle_of_its_row_has_the_criteria_above_it_too() -> None:
    rows = [
        ("Outcome", "You show", "Seen"),
        ("", "1.1 Choose cane that is dry", "x"),
        ("1 Be able to bend it", "1.2 Bend cane over steam", "x"),
        ("", "1.3 Tie the frame", "x"),
        ("", "2.1 Explain what a tail does", "x"),
        ("2 Know tails", "2.2 State how long a tail is", "x"),
        ("", "2.3 Tie on a tail", "x"),
    ]
    found = outcomes_of(laid_out([("Learning outcomes", "Assessment criteria", "Seen"), *rows[1:]], (1, 30, 70)))
    assert {k: len(v) for k, v in found.items()} == {"1 Be able to bend it": 3, "2 Know tails": 3}


def test_a_form_above_a_table_is_no_head_of_it() -> None:
    assert read_handbook((FRONT + laid_out(ROWS, (1, 30, 70))).encode(), "kites.txt").document["units"][0]["credit"] == 3


RUNNING_ON = """\
Outcome 1
Be able to bend a frame
What you must do. Your assessor sees this twice.
You can:                                                                  Obs 1      Obs 2
1. Choose cane that is free of knots
2. Bend cane over steam
Date achieved

Outcome 2
Know which tails steady a kite
What you must know.
You can:                                                                  Portfolio reference
3. Explain what a tail does in each of these:
   a. a light wind
   b. a strong wind
4. State how long a tail is
"""


def test_criteria_whose_numbers_run_on_from_one_outcome_to_the_next_are_those_of_their_outcomes() -> None:
    assert outcomes_of(RUNNING_ON) == {
        "1 Be able to bend a frame": ["1 Choose cane that is free of knots", "2 Bend cane over steam"],
        "2 Know which tails steady a kite": [
            "3 Explain what a tail does in each of these: a) a light wind b) a strong wind",
            "4 State how long a tail is",
        ],
    }


def test_rules_in_the_words_of_a_table_are_those_of_the_part_that_the_row_names() -> None:
    table = """\
Rules of combination

 Group              Requirement                                                            Pathway
 Group A            All three mandatory units must be achieved (13 credits)                Both
 Group B            A minimum of 5 credits must be achieved from the optional units        Sails
"""
    rules = read_handbook(FRONT.replace("Unit no.", table + "\nUnit no.", 1).encode(), "kites.txt").document["rules_of_combination"]
    assert {(r["type"], r["scope"], r["value"]) for r in rules} == {("min_credits", "group:A", 13), ("min_credits", "group:B", 5)}
