"""Texts that a tool wrote out column by column: numbers in one stack, their words in another, labels above their values."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook

HEAD = """\
Kitemark Level 2 Certificate in Kite Flying
600/1244/4

Structure

Minimum number of credits that must be achieved

5

Number of mandatory credits that must be achieved (Group A)

3

Maximum number of credits that may be achieved from Group B

2

Unit

Unit reference
number

Mandatory units – Group A

Level

Credit

Guided
learning
hours

1

T/601/1235

Fly kites from a
beach

2

3

24

Learners must complete all units in this group.
Unit

Unit reference
number

Optional units – Group B

Level

Credit

Guided
learning
hours

2

K/601/1524

Mend torn kites

2

2

14

Learners must achieve at least one unit from this group.
"""
FACTS = """
Unit {number}: {title}
Unit reference number

{uan}

Level

2

Credit value

{credit}

Guided learning hours

{hours}

Unit aim
This unit is about kites.

"""
BELOW = """\
Learning outcomes

Assessment criteria

1

1.1

choose a line that suits
the wind

1.2

say when a beach is too crowded

1.3

look out for
power lines

2.1

keep tension on the line

2.2

let line out evenly

2

Be able to choose a
beach

Be able to hold a kite

Evidence
type

Date

Learner signature: ____________
"""
OTHERS_BELOW = BELOW.replace("line", "thread").replace("beach", "loft")
IN_STACKS = """\
Learning outcomes

Assessment criteria

1

1.1
1.2

Know why kites tear

1.3

2

Be able to mend a kite

2.1
2.2

Name the threads of a sail
Tell a tear from a
loose seam
Explain what a knot does to a line
Sew a seam
Splice a spar
"""


def handbook(first: str, second: str) -> dict[str, Any]:
    pages = FACTS.format(number=1, title="Fly kites from a beach", uan="T/601/1235", credit=3, hours=24) + first
    pages += FACTS.format(number=2, title="Mend torn kites", uan="K/601/1524", credit=2, hours=14) + second
    return read_handbook((HEAD + pages).encode(), "kites.txt").document


def outcomes(document: dict[str, Any], uan: str) -> dict[str, list[str]]:
    (unit,) = (u for u in document["units"] if u["uan"] == uan)
    return {o["text"]: [f"{c['number']} {c['text']}" for c in o["criteria"]] for o in unit["outcomes"]}


@pytest.mark.parametrize("others", [OTHERS_BELOW, IN_STACKS])
def test_outcomes_below_the_criteria_go_above_their_own(others: str) -> None:
    document = handbook(BELOW, others)
    assert outcomes(document, "T/601/1235") == {
        "Be able to choose a beach": [
            "1.1 choose a line that suits the wind",
            "1.2 say when a beach is too crowded",
            "1.3 look out for power lines",
        ],
        "Be able to hold a kite": ["2.1 keep tension on the line", "2.2 let line out evenly"],
    }


def test_a_stack_of_numbers_gets_the_stack_of_words_in_its_order() -> None:
    assert outcomes(handbook(BELOW, IN_STACKS), "K/601/1524") == {
        "Know why kites tear": [
            "1.1 Name the threads of a sail",
            "1.2 Tell a tear from a loose seam",
            "1.3 Explain what a knot does to a line",
        ],
        "Be able to mend a kite": ["2.1 Sew a seam", "2.2 Splice a spar"],
    }


def test_a_number_too_few_is_not_guessed() -> None:
    short = IN_STACKS.replace("Splice a spar\n", "")
    assert "2.2 Splice a spar" not in str(outcomes(handbook(BELOW, short), "K/601/1524"))
    assert outcomes(handbook(BELOW, short), "T/601/1235")["Be able to hold a kite"] == [
        "2.1 keep tension on the line",
        "2.2 let line out evenly",
    ]


def test_values_below_their_labels_are_no_numbers_of_what_comes_next() -> None:
    (unit,) = (u for u in handbook(BELOW, BELOW)["units"] if u["uan"] == "K/601/1524")
    assert (unit["level"], unit["credit"], unit["glh"]) == ("2", 2, 14)


def test_a_head_that_names_the_part_stands_over_the_titles() -> None:
    units = {u["uan"]: u for u in handbook(BELOW, BELOW)["units"]}
    assert [(u["group"], u["mandatory"], u["title"]) for u in units.values()] == [
        ("A", True, "Fly kites from a beach"),
        ("B", False, "Mend torn kites"),
    ]


def test_amounts_below_what_asks_for_them_and_this_group() -> None:
    rules = handbook(BELOW, BELOW)["rules_of_combination"]
    assert sorted((r["type"], r["scope"], r["value"]) for r in rules) == [
        ("max_credits", "group:B", 2),
        ("min_credits", "group:A", 3),
        ("min_credits", "total", 5),
        ("min_units", "group:B", 1),
    ]


def test_a_line_of_a_table_that_is_only_a_stroke_is_read() -> None:
    table = "Learning outcomes Assessment criteria\n1 Know kites 1.1 Name kites\n/\n2 Fly kites 2.1 Hold on\n/\n3 Mend kites 3.1 Sew\n"
    assert outcomes(handbook(BELOW, table), "T/601/1235")


FIRSTS = """\
Learning outcomes

Assessment criteria

1. Know the parts of a

1.1
1.2

Name the parts of a kite

2.1
2.2
2.3

Choose thread that suits the sail

2.

kite

Say which part tears first

Be able to mend a kite

Sew a seam without
creases
Splice a spar, to include:

a) ash
b) spruce
"""
WITH_BULLETS = """\
Learning outcomes

Assessment criteria

1. Know why kites tear

1.1

Name what tears a kite, such as:

•
•

1.2
2. Be able to mend a kite in
a loft

2.1

thorns
wet sand
Explain what a knot does to a line
Sew a seam
"""


def test_the_first_words_below_each_stack_are_those_of_its_first_number() -> None:
    """The others come below the table, in the order of their numbers; so does the end of an outcome's words."""
    assert outcomes(handbook(BELOW, FIRSTS), "K/601/1524") == {
        "Know the parts of a kite": ["1.1 Name the parts of a kite", "1.2 Say which part tears first"],
        "Be able to mend a kite": [
            "2.1 Choose thread that suits the sail",
            "2.2 Sew a seam without creases",
            "2.3 Splice a spar, to include:",
        ],
    }


def test_bullets_above_the_words_of_all_get_the_first_of_them() -> None:
    (unit,) = (u for u in handbook(BELOW, WITH_BULLETS)["units"] if u["uan"] == "K/601/1524")
    first, second = unit["outcomes"]
    assert [i["text"] for i in first["criteria"][0]["items"]] == ["thorns", "wet sand"]
    assert [c["text"] for c in [*first["criteria"][1:], *second["criteria"]]] == ["Explain what a knot does to a line", "Sew a seam"]
