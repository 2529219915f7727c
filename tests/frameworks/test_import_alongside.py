"""Plain text with columns that stand side by side, tables with narrow gaps, and forms whose words run over lines."""

from typing import Any

from milepost.frameworks.importers import read_handbook

PAGES = """\
Level 2 Certificate in Kite Making

 Unit no.   Reference      Mandatory units                     Level    Credit GLH
 Unit 1     M/931/1001 Build a kite that flies                 2        3          22

 Unit no.   Reference      Optional units                      Level    Credit GLH
 Unit 2     T/931/2005     Mend a torn sail                    2        4          28

Unit 1 Build a kite that flies (M/931/1001)
 Unit summary             Learners build a kite of paper and
                          cane, and fly it.
 Guided learning hours    22
 Level                    2
 Credit value             3

 Learning outcome 1       Assessment criteria               Evidence      Assessor
 The learner will:        The learner can:                  record        initials

 1. Be able to bend a     1.1 Choose cane that is free of
    frame of cane         knots and of the right length
                          1.2 Bend cane over steam without
                          breaking it

 Learning outcome 2       Assessment criteria               Evidence      Assessor
 The learner will:        The learner can:                  record        initials

 2. Know which tails      2.1 Explain what a tail does for:
    steady a kite          a) a light wind
                           b) a strong wind

Guidance on delivery
Kites may be flown on any open field.

Unit 2 Mend a torn sail (T/931/2005)
 Guided learning hours    28
 Level                    2
 Credit value             4

 Learning outcomes        Assessment criteria
 The learner will         The learner can
 1 Be able to patch it as a 1.1   Cut a patch
   sail-maker would         1.2   Sew the patch on
"""


def units() -> dict[str, dict[str, Any]]:
    return {u["uan"]: u for u in read_handbook(PAGES.encode(), "kites.txt").document["units"]}


def test_outcomes_stand_beside_their_criteria() -> None:
    first = units()["M/931/1001"]
    assert [(o["number"], o["text"]) for o in first["outcomes"]] == [
        ("1", "Be able to bend a frame of cane"),
        ("2", "Know which tails steady a kite"),
    ]
    assert [c["text"] for c in first["outcomes"][0]["criteria"]] == [
        "Choose cane that is free of knots and of the right length",
        "Bend cane over steam without breaking it",
    ]
    assert [i["text"] for i in first["outcomes"][1]["criteria"][0]["items"]] == ["a light wind", "a strong wind"]


def test_a_criterion_may_begin_left_of_its_column() -> None:
    outcome = units()["T/931/2005"]["outcomes"][0]
    assert outcome["text"] == "Be able to patch it as a sail-maker would"
    assert [(c["number"], c["text"]) for c in outcome["criteria"]] == [("1.1", "Cut a patch"), ("1.2", "Sew the patch on")]


def test_a_unit_number_ends_its_cell_and_the_head_tells_the_part() -> None:
    assert [(u["number"].removeprefix("Unit "), u["title"], u["mandatory"], u["glh"]) for u in units().values()] == [
        ("1", "Build a kite that flies", True, 22),
        ("2", "Mend a torn sail", False, 28),
    ]


def test_a_form_keeps_words_that_run_over_a_line() -> None:
    assert units()["M/931/1001"]["aim"] == "Learners build a kite of paper and cane, and fly it."


def test_a_table_to_be_signed_says_nothing() -> None:
    page = """<h2>Keep a lamp</h2><table><tr><td>Unit reference number</td><td>A/933/4006</td></tr><tr><td>Level</td><td>2</td></tr>
    <tr><td>Credit value</td><td>6</td></tr></table>
    <table><tr><th>Outcome</th><th>Assessor</th><th>Date</th></tr><tr><td>1</td><td></td><td></td></tr></table>
    <h3>Outcome 1</h3><p><b>Be able to trim a wick</b></p><p>You can:</p><ol type="a"><li>Cut it level</li><li>Light it</li></ol>"""
    (outcome,) = read_handbook(page.encode(), "lamp.html").document["units"][0]["outcomes"]
    assert outcome["text"] == "Be able to trim a wick"
    assert [(c["number"], c["text"]) for c in outcome["criteria"]] == [("a", "Cut it level"), ("b", "Light it")]
