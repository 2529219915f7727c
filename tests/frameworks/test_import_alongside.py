"""Plain text with columns that stand side by side, tables with narrow gaps, and forms whose words run over lines."""

from typing import Any

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.running import flatten
from milepost.frameworks.importers.source import Place, Row, Table

HERE = Place(1, 1, 1)

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


SPACED_FORM = """\
SO1 Fly a kite for the town
 Unit reference             L/517/3104                                     Level                 2

 Credit value               4                                              GLH                   26

 Learning outcomes                        Assessment criteria
 The learner will:                        The learner can:

 1. Be able to fly a kite                 1.1. Launch the kite into the wind that the forecast
                                               names
 2. Be able to bring it down again 2.1. Wind the line onto its reel
                                          2.2. Fold the sail

 Additional information about the unit

 Unit aim(s)                     This unit assesses what is needed to fly the
                                 units of a train of kites.

 Details of the relationship     This unit is derived from KF1 of the National
 between the unit and            Occupational Standards for Kites.
 national occupational
 standards

 Assessment requirements         N/A
 specified by a sector body

Evidence requirements
1. You must fly on at least two separate days.
"""


def test_the_rows_of_a_form_stand_apart_and_its_labels_run_over_lines() -> None:
    unit = read_handbook(SPACED_FORM.encode(), "kites.txt").document["units"][0]
    assert (unit["aim"], unit["nos"], unit["assessment"]) == (
        "This unit assesses what is needed to fly the units of a train of kites.",
        "This unit is derived from KF1 of the National Occupational Standards for Kites.",
        None,
    )
    assert [o["text"] for o in unit["outcomes"]] == ["Be able to fly a kite", "Be able to bring it down again"]
    assert [c["number"] for o in unit["outcomes"] for c in o["criteria"]] == ["1.1", "2.1", "2.2"]
    assert len(unit["evidence_requirements"]) == 1


def test_an_outcome_goes_on_in_the_row_below_where_no_line_is_drawn() -> None:
    heads = Row(["Learning outcomes", "Assessment criteria"], HERE)
    rows = (["1. Know the parts of", "1.1. Name the parts"], ["a kite and its", "1.2. Describe the wear in"], ["faults", "seams"])
    table = Table([heads, *(Row(cells, HERE) for cells in rows)])
    assert [p.text for p in flatten(table, [])][1:] == [
        "1. Know the parts of a kite and its faults",
        "1.1. Name the parts",
        "1.2. Describe the wear in seams",
    ]


CENTRED = """\
Group B: Optional units
Unit    UAN                Unit title                                  Level   Credit   Cert.     Dip.

304     H/504/4415         Plan a kite festival                        3       5        ✔         ✔

                           Make a kite of many cells, from first
313     K/504/4433                                                     4       7                  ✔
                           sketch to flight
"""


def test_a_row_set_in_the_middle_of_its_title_is_whole() -> None:
    units = read_handbook(CENTRED.encode(), "kites.txt").document["units"]
    assert [(u["number"], u["title"], u["level"], u["credit"]) for u in units] == [
        ("304", "Plan a kite festival", "3", 5),
        ("313", "Make a kite of many cells, from first sketch to flight", "4", 7),
    ]
