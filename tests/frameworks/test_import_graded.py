"""Criteria in columns of grades, tables without the regulator's numbers, and facts below a summary, in plain text."""

from milepost.frameworks.importers import read_handbook

GRADED = """\
 Unit          Unit title                                    GLH            Type
 1             Fly a kite for a crowd                        60             Mandatory
 2             Tell the story of kites                       30             Optional

Unit 1: Fly a kite for a crowd
Level:                              3
Unit reference number:              K/650/9417
Credit value:                       10
Guided learning hours:              60

Assessment criteria
 Pass                                            Merit                                   Distinction
 Learning aim A: Plan a show of kites that       D1 Assess what the show would
 can be seen from every seat                     cost in a week of rain.
 P1 Explain where the crowd                      M1 Compare two fields for a             D2 Justify the choice
 is to stand.                                    show of this size.                      of a field.

Essential information for assignments
One assignment covers learning aim A.
"""


def test_grades_beside_each_other_in_columns() -> None:
    (unit,) = read_handbook(
        GRADED.replace("a show of kites that       D1", "a show of kites that                                           D1")
        .replace("seat                     cost", "seat                                                                     cost")
        .encode(),
        "kites.txt",
    ).document["units"]
    (outcome,) = unit["outcomes"]
    assert (outcome["number"], outcome["text"]) == ("A", "Plan a show of kites that can be seen from every seat")
    assert {c["number"]: c["text"] for c in outcome["criteria"]} == {
        "D1": "Assess what the show would cost in a week of rain.",
        "P1": "Explain where the crowd is to stand.",
        "M1": "Compare two fields for a show of this size.",
        "D2": "Justify the choice of a field.",
    }


def test_a_table_without_the_regulators_numbers_says_which_units_are_mandatory() -> None:
    (unit,) = read_handbook(GRADED.encode(), "kites.txt").document["units"]
    assert (unit["uan"], unit["mandatory"]) == ("K/650/9417", True)


def test_qualifications_in_lines_that_end_with_their_numbers() -> None:
    text = """\
Title and level GLH TQT Fennel Ofqual accreditation
qualification number number
Level 2 Certificate in Kite 120 210 7718-21 909/0062/5
Repair
Level 3 Diploma in Kite Repair 215 400 7718-31 909/0063/7
and Teaching
Unit 1: Mend a sail
Level: 2
Unit reference number: K/650/9417
Credit value: 3
"""
    found = read_handbook(text.replace("Unit 1", "Kite Repair and Teaching\nUnit 1").encode(), "kites.txt").document["qualifications"]
    assert [(q["number"], q["title"], q["level"], q["accreditation_number"]) for q in found] == [
        ("7718-21", "Level 2 Certificate in Kite Repair", "2", "909/0062/5"),
        ("7718-31", "Level 3 Diploma in Kite Repair and Teaching", "3", "909/0063/7"),
    ]


def test_a_summary_stands_between_a_heading_and_its_facts() -> None:
    text = """\
Unit 01 Mend a sail of paper (H/906/0011)
Unit summary In this unit learners find out what paper can bear, and what it cannot bear at all.
Guided learning hours 22
Level 2
Credit value 3
Learning outcome 1: Know how paper tears
1.1 Name the grain of a sheet
"""
    (unit,) = read_handbook(text.encode(), "kites.txt").document["units"]
    assert (unit["uan"], unit["title"], unit["level"], unit["credit"], unit["glh"]) == ("H/906/0011", "Mend a sail of paper", "2", 3, 22)
    assert [c["text"] for c in unit["outcomes"][0]["criteria"]] == ["Name the grain of a sheet"]
