"""Units whose facts stand far below their heading, tell no number, or stand in a document whose contents name parts of units as chapters."""

from typing import Any

from milepost.frameworks.importers import read_handbook

NUMBER_IN_THE_HEADING = """\
Contents
Assessment ....... 2
Units ....... 3

TL 01 Fly a kite (Y/813/4411)
Unit summary
This unit is about getting a kite into the air and keeping it there while the wind goes round the houses.
Assessment
This unit is internally assessed.
Mandatory
Achieved/Not Yet Achieved
Level 2
3 credits 22 GLH
Learning outcomes and assessment criteria
1. Be able to launch a kite
1.1 Turn to the wind
1.2 Let out line

TL 02 Land a kite (D/813/4412)
Unit summary
This unit is about bringing a kite down where nobody stands, and before the rain that every kite brings.
Assessment
This unit is internally assessed.
Optional
Achieved/Not Yet Achieved
Level 1
4 credits 30 GLH
Learning outcomes and assessment criteria
1. Be able to land a kite
1.1 Wind in line
1.2 Catch the kite
"""
NUMBER_IN_THE_LIST = """\
Unit code   Ofqual unit reference   Unit title    Credit value   GLH
KT20701     L/814/5521              Fly a kite    4              32
KT20702     R/814/5522              Land a kite   6              54

KT20701
Fly a kite
This is a unit about getting a kite into the air and keeping it there.
You will practise first without wind and then with it.
Level: 2
Credit value: 4
GLH: 32
Learning outcomes
1. Be able to launch a kite
1.1 Turn to the wind
1.2 Let out line

KT20702
Land a kite
This is a unit about bringing a kite down.
You will practise on an empty field.
Level: 2
Credit value: 6
GLH: 54
Learning outcomes
1. Be able to land a kite
1.1 Wind in line
1.2 Catch the kite
"""


def read(text: str) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = read_handbook(text.encode(), "kites.txt").document["units"]
    return units


def criteria(unit: dict[str, Any]) -> list[str]:
    return [f"{c['number']} {c['text']}" for outcome in unit["outcomes"] for c in outcome["criteria"]]


def test_facts_in_one_line_far_below_a_heading_with_the_number() -> None:
    units = read(NUMBER_IN_THE_HEADING)
    assert [(u["uan"], u["number"], u["title"], u["level"], u["credit"], u["glh"]) for u in units] == [
        ("Y/813/4411", "TL 01", "Fly a kite", "2", 3, 22),
        ("D/813/4412", "TL 02", "Land a kite", "1", 4, 30),
    ]


def test_a_part_of_each_unit_may_have_the_name_of_a_chapter() -> None:
    units = read(NUMBER_IN_THE_HEADING)
    assert [u["assessment"] for u in units] == ["This unit is internally assessed."] * 2
    assert [criteria(u) for u in units] == [["1.1 Turn to the wind", "1.2 Let out line"], ["1.1 Wind in line", "1.2 Catch the kite"]]


def test_pages_without_a_number_are_those_of_the_unit_whose_title_they_have() -> None:
    units = read(NUMBER_IN_THE_LIST)
    assert [(u["uan"], u["number"], u["title"], u["level"]) for u in units] == [
        ("L/814/5521", "KT20701", "Fly a kite", "2"),
        ("R/814/5522", "KT20702", "Land a kite", "2"),
    ]
    assert [criteria(u) for u in units] == [["1.1 Turn to the wind", "1.2 Let out line"], ["1.1 Wind in line", "1.2 Catch the kite"]]


OUTCOMES_IN_A_TABLE = """\
<h1>Unit 1: Fly a kite</h1>
<table><tr><td>Unit reference</td><td>Y/813/4411</td></tr><tr><td>Level</td><td>2</td></tr><tr><td>Credit</td><td>3</td></tr></table>
<table><tr><th>Learning outcomes</th></tr><tr><td>1. Be able to launch a kite</td></tr><tr><td>2. Be able to land a kite</td></tr></table>
<table><tr><th>Assessment criteria</th></tr><tr><td>1.1 Turn to the wind</td></tr><tr><td>2.1 Wind in line</td></tr></table>
<table><tr><th>Outcome</th><th>Indicative content</th></tr><tr><td>1</td><td>Winds, knots and tails</td></tr></table>
"""


def test_a_table_of_outcomes_alone_is_none_of_what_may_be_taught() -> None:
    (unit,) = read_handbook(OUTCOMES_IN_A_TABLE.encode(), "kites.html").document["units"]
    assert [o["text"] for o in unit["outcomes"]] == ["Be able to launch a kite", "Be able to land a kite"]
    assert criteria(unit) == ["1.1 Turn to the wind", "2.1 Wind in line"]
