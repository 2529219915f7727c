"""Content in a third column, in a text that writes each cell below the one before."""

from milepost.frameworks.importers import read_handbook

HEAD = "Unit 7 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\nGLH: 30\n\nLearning outcome\n\nAssessment criteria\n\n"
TABLE = """\
LO1 Understand what a kite is
made of

1.1 Compare spars of three
woods

• Ash; spruce; the price of

1.2 Explain how a spar bends

• Wind; a load that

LO2 Be able to sew

2.1 Hem a sail
"""
POINT = "\n• Thread; a machine;\n"
ENDS = "\nIndicative content\n\nimported wood\ngrows\n\na hand needle\n"
CLOSE = "\nAssessment\nThis unit is assessed with a portfolio.\n"


def criteria(text: str) -> list[tuple[str, list[str]]]:
    (unit,) = read_handbook(text.encode(), "kite.txt").document["units"]
    return [(c["text"], [i["text"] for i in c.get("items", [])]) for o in unit["outcomes"] for c in o["criteria"]]


def test_a_point_for_each_criterion_below_the_head_of_a_column_is_none_of_the_criterion() -> None:
    told = [("Compare spars of three woods", []), ("Explain how a spar bends", []), ("Hem a sail", [])]
    assert criteria(HEAD + TABLE + POINT + ENDS + CLOSE) == told


def test_points_stay_where_the_content_is_a_section_of_its_own() -> None:
    assert criteria(HEAD + TABLE + POINT + "\nIndicative content\n\nA look at kites.\n" + CLOSE)[0][1] != []
    assert criteria(HEAD + TABLE + POINT + CLOSE)[0][1] != []


def test_points_stay_where_few_criteria_have_them() -> None:
    few = TABLE.replace("• Wind; a load that\n", "") + ENDS + CLOSE
    assert criteria(HEAD + few)[0][1] != []
