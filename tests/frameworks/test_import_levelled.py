"""Criteria of two levels side by side, with numbers that tell the level, the learning aim and the grade: 1A.1, 2A.P1, 2A.M1."""

import re

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.numbering import of_aim

FORM = """\
Unit 1: Principles of Kites
                Level:                         1 and 2
                Unit type:                     Core
                Guided learning hours:         30
                Assessment type:               Internal
                Unit reference number:         M/505/3305

Learning aims
In this unit you will:
A understand the forces on a kite
B fly a kite in a team

What needs to be learned
Learning aim A: Understand the forces on a kite
• Lift and drag.

Assessment criteria
"""
CELLS = """\
Level 1

Level 2 Pass

Level 2 Merit

2A.M1 Explain how a bridle
alters the balance.

Learning aim A: Understand the forces on a kite
1A.1 Identify the forces
on a kite.

2A.P1 Describe how the
forces act.

Learning aim B: Fly a kite in a team
1B.2 Fly, with support.

2B.P2 Follow calls.
"""
READ = {
    "A": {
        "1A.1": "Identify the forces on a kite.",
        "2A.P1": "Describe how the forces act.",
        "2A.M1": "Explain how a bridle alters the balance.",
    },
    "B": {"1B.2": "Fly, with support.", "2B.P2": "Follow calls."},
}


def test_cells_below_each_other_go_to_the_aims_that_their_numbers_name():
    read = read_handbook((FORM + CELLS).encode(), "kites.txt")
    (unit,) = read.document["units"]
    assert (unit["number"], unit["title"], unit["glh"]) == ("1", "Principles of Kites", 30)
    assert [o["text"] for o in unit["outcomes"]] == ["Understand the forces on a kite", "Fly a kite in a team"]
    assert {o["number"]: {c["number"]: c["text"] for c in o["criteria"]} for o in unit["outcomes"]} == READ
    assert not [w for w in read.warnings if w.field == "criteria"]


def test_the_aim_that_a_number_names():
    assert [of_aim(number) for number in ("1A.1", "2B.P3", "C.D2", "AB.D1", "P1", "1.1")] == ["A", "B", "C", "", "", ""]


COLUMNS = """\
Level 1                     Level 2 Pass                Level 2 Merit               Level 2 Distinction
Learning aim A: Understand the forces on a kite

1A.1 Identify the forces    2A.P1 Describe how the      2A.M1 Explain how a         2A.D1 Judge the balance
on a kite, with             forces act.                 bridle alters the           of two kites.
guidance.                                               balance.
Learning aim B: Fly a kite in a team

1B.2 Fly, with support.     2B.P2 Follow calls.                                     2B.D2 Lead a
                                                                                    flight.
Opportunity to assess English and mathematics where it arises naturally in the work of the team.
"""


def test_four_columns_beside_each_other():
    (unit,) = read_handbook((FORM + COLUMNS).encode(), "kites.txt").document["units"]
    assert {o["number"]: {c["number"]: c["text"] for c in o["criteria"]} for o in unit["outcomes"]} == {
        "A": {
            "1A.1": "Identify the forces on a kite, with guidance.",
            "2A.P1": "Describe how the forces act.",
            "2A.M1": "Explain how a bridle alters the balance.",
            "2A.D1": "Judge the balance of two kites.",
        },
        "B": {"1B.2": "Fly, with support.", "2B.P2": "Follow calls.", "2B.D2": "Lead a flight."},
    }


def test_the_last_word_of_a_criterion_is_no_heading():
    cells = CELLS.replace("1A.1 Identify the forces\non a kite.", "1A.1 Identify the forces, with\nguidance.")
    (unit,) = read_handbook((FORM + cells).encode(), "kites.txt").document["units"]
    assert unit["outcomes"][0]["criteria"][1]["text"] == "Identify the forces, with guidance."


RAW = """\
Assessment criteria
Level 1 Level 2 Pass Level 2 Merit Level 2 Distinction
Learning aim A: Understand the forces on a kite
Level 1 Level 2 Pass Level 2 Merit Level 2 Distinction
1A.1 Identify the forces
on a kite.
2A.P1 Describe how the
forces act.
2A.M1 Explain how a bridle
alters the balance.
Learning aim B: Fly a kite in a team
1B.2 Fly, with support.
2B.P2 Follow calls.
"""


def test_lines_without_gaps_keep_the_heading_and_pass_over_heads_in_one_line():
    form = re.sub(r" {3,}", " ", re.sub(r"^ +", "", FORM.replace("Assessment criteria\n", ""), flags=re.MULTILINE))
    (unit,) = read_handbook((form + RAW).encode(), "kites.txt").document["units"]
    assert (unit["number"], unit["title"], unit["glh"]) == ("1", "Principles of Kites", 30)
    assert {o["number"]: {c["number"]: c["text"] for c in o["criteria"]} for o in unit["outcomes"]} == READ


WOVEN = """\
Level 1 Level 2 Pass Level 2 Merit Level 2 Distinction
Learning aim A: Understand the forces on a kite
1A.1 Identify the four forces 2A.P1 Describe how the forces 2A.M1 Explain how a change 2A.D1 Evaluate the effect
that act on a kite in the air. act on a kite in steady flight. of bridle alters the balance. of a tail on two kites.
1A.2 Outline what is meant 2A.P2 Explain how the speed
by the speed of the wind. of the wind is measured.
Learning aim B: Fly a kite in a team
1B.3 Fly a given kite in one 2B.P3 Fly a given kite in two 2B.M2 Analyse the response 2B.D2 Recommend a kite for
wind, with some support. winds of different strength. of a kite in two such winds. each of three given winds.
"""


def test_four_columns_in_lines_without_gaps():
    (unit,) = read_handbook((FORM + WOVEN).encode(), "kites.txt").document["units"]
    assert {o["number"]: {c["number"]: c["text"] for c in o["criteria"]} for o in unit["outcomes"]} == {
        "A": {
            "1A.1": "Identify the four forces that act on a kite in the air.",
            "2A.P1": "Describe how the forces act on a kite in steady flight.",
            "2A.M1": "Explain how a change of bridle alters the balance.",
            "2A.D1": "Evaluate the effect of a tail on two kites.",
            "1A.2": "Outline what is meant by the speed of the wind.",
            "2A.P2": "Explain how the speed of the wind is measured.",
        },
        "B": {
            "1B.3": "Fly a given kite in one wind, with some support.",
            "2B.P3": "Fly a given kite in two winds of different strength.",
            "2B.M2": "Analyse the response of a kite in two such winds.",
            "2B.D2": "Recommend a kite for each of three given winds.",
        },
    }
