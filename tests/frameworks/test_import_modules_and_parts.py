"""Modules for units, what is asked of each part in words, qualifications side by side, content that is none of the criteria."""

from typing import Any

from milepost.frameworks.importers import read_handbook

UNIT = """\
Unit 1: Fly a kite
Unit reference: R/913/3007
Level: 3
Credit: 5
GLH: 30

"""
KITES = ("flat", "bowed", "box", "sled", "stunt")
CRITERIA = """\
Learning outcomes and assessment criteria
1 Understand kites
1.1 Say which kites fly in a light wind
1.2 Name the parts of a kite
"""


def read(*parts: str) -> dict[str, Any]:
    return read_handbook("".join(parts).encode(), "kites.txt").document


def rules(text: str) -> set[tuple[str, str, int]]:
    found = read(text, "\n\n", UNIT, CRITERIA)["rules_of_combination"]
    return {(rule["type"], rule["scope"], rule["value"]) for rule in found}


def test_modules_are_units() -> None:
    told = "Rules of combination\n\nCandidates must pass the three core modules and at least one option module."
    assert rules(told) == {("min_units", "mandatory", 3), ("min_units", "optional", 1)}


def test_a_heading_of_rules_may_lead_in_on_their_own_line() -> None:
    first = "Sutor Level 1 Award in Kites\n\nRules of Combination: Learners must achieve 8 credits. All three mandatory units must be completed.\n\n"
    second = "Sutor Level 2 Certificate in Kites\n\nRules of Combination: Learners must achieve at least 18 credits. At least two units must come from Group C."
    assert rules(first + second) >= {("min_credits", "total", 8), ("min_credits", "total", 18), ("min_units", "group:C", 2)}


def test_what_is_asked_of_a_part_stands_below_its_name() -> None:
    cells = ["Mandatory units", "15 credits: all three units must be achieved", "Group A", "One unit must be achieved"]
    cells += ["Group B", "A minimum of 6 credits must be achieved"]
    told = "Rules of combination\n\n" + "\n\n".join(cells)
    assert rules(told) >= {("min_credits", "mandatory", 15), ("min_units", "group:A", 1), ("min_credits", "group:B", 6)}
    columns = "\n".join(f"{a:<30}{b}" for a, b in zip(["Component", *cells[::2]], ["Requirement", *cells[1::2]], strict=True))
    assert ("min_units", "group:A", 1) in rules("Rules of combination\n\n" + columns)


def test_qualifications_side_by_side_below_titles_without_a_label() -> None:
    table = """\
                                     Sutor Level 3 Award in          Sutor Level 3 Certificate
                                     Kites                           in Kites and Lines
 Ofqual qualification number         601/2208/X                      601/2209/1
 Level                               3                               3
 Total credits                       8                               31

"""
    found = read("Qualification overview\n\n", table, UNIT, CRITERIA)["qualifications"]
    assert [(q["title"], q["accreditation_number"]) for q in found] == [
        ("Sutor Level 3 Award in Kites", "601/2208/X"),
        ("Sutor Level 3 Certificate in Kites and Lines", "601/2209/1"),
    ]


def test_a_title_goes_on_below_with_a_small_letter() -> None:
    cover = "Sutor Level 3 Certificate in Kites\nand Long Lines\n\nQualification number: 610/2290/8\n\n"
    (found,) = read(cover, UNIT, CRITERIA)["qualifications"]
    assert found["title"] == "Sutor Level 3 Certificate in Kites and Long Lines"


def test_content_below_each_criterion_is_none_of_it() -> None:
    told = "".join(
        f"1.{k} Tell of {kite} kites\nIndicative content          Guidance\na. Its spars          A sketch will do.\n\n"
        for k, kite in enumerate(KITES, 1)
    )
    (unit,) = read(UNIT, "Learning outcomes and assessment criteria\n1 Understand kites (30%) (K2)\n", told)["units"]
    ((outcome),) = unit["outcomes"]
    assert outcome["text"] == "Understand kites"
    assert [(c["text"], c.get("items")) for c in outcome["criteria"]] == [(f"Tell of {kite} kites", None) for kite in KITES]


def test_a_level_alone_above_the_heading_is_that_of_the_unit() -> None:
    (unit,) = read("LEVEL 3\n\n", UNIT.replace("Level: 3\n", ""), CRITERIA)["units"]
    assert unit["level"] == "3"
