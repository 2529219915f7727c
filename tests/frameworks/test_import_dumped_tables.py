"""Tables of units, qualifications and changes as tools dump them: rows over several lines with one space between cells, or a line for each cell."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook

CRITERIA = """
Learning outcome 1: The learner will: Know kites
1.1 Name a kite
1.2 Name a spar
Learning outcome 2
The learner will: Be able to fly a kite
2.1 Launch a kite
2.2 Land a kite
"""
PAGES = "".join(
    f"\nUnit {number}: {title}\nUnit reference number: {uan}\nLevel: {level}\nCredit value: {credit}\n{CRITERIA}"
    for number, title, uan, level, credit in (
        ("KF1", "Make a kite", "R/913/3007", 1, 2),
        ("KF2", "Mend a kite that has met a tree", "T/913/3008", 2, 3),
    )
)
QUALIFICATIONS = """
Title Harbour code Ofqual number Level Credits Minimum
GLH
Harbour Level 1 Award in Kites
HK/A1 601/0001/1 1 5 40
Harbour Level 2 Certificate in
Kites and Kite Flying
HK/C2 601/0002/3 2 9 70
"""


def read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = read_handbook(text.encode(), "kites.txt").document
    return found


def of(document: dict[str, Any]) -> list[list[str]]:
    return [unit["qualifications"] for unit in document["units"]]


def test_the_words_before_an_outcome_are_not_its_own() -> None:
    unit = read(f"Kites\n{PAGES}")["units"][0]
    assert [outcome["text"] for outcome in unit["outcomes"]] == ["Know kites", "Be able to fly a kite"]


def test_a_row_may_take_several_lines_and_so_may_the_names_of_its_columns() -> None:
    rows = """
Unit reference HK code Unit title Level Credit
value
GLH Award
L1
Cert
L2
R/913/3007 K/E3/01 Make a kite Entry 3 2 20 Yes –
T/913/3008 K/L2/02 Mend a kite that
has met a tree
2 3 28 No Yes
"""
    document = read(f"Kites\n{QUALIFICATIONS}\nUnits\n{rows}\n{PAGES}")
    assert [(q["number"], q["accreditation_number"]) for q in document["qualifications"]] == [
        ("HK/A1", "601/0001/1"),
        ("HK/C2", "601/0002/3"),
    ]
    assert [(u["title"], u["glh"]) for u in document["units"]] == [("Make a kite", 20), ("Mend a kite that has met a tree", 28)]
    assert of(document) == [["HK/A1"], ["HK/C2"]]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_unit_has_a_number_of_its_own_beside_the_regulators(gap: str) -> None:
    cells = "Unit|Number|Title|Level|Credit|GLH|HKA1 HKC2|KF1|R/913/3007|Make a kite|1|2|20|M|O|KF2|T/913/3008|Mend a kite that|has met a tree|2|3|28|–|M"
    table = cells.replace("|", gap)
    named = "Harbour Level 1 Award in Kites (601/0001/1)\nHarbour Level 2 Certificate in Kites (601/0002/3)\n"
    document = read(f"{named}\nVersion 2\n\nWhich units\n\n{table}\n\nAssessment\n\nBy watching.\n{PAGES}")
    assert [(u["number"], u["title"]) for u in document["units"]] == [("KF1", "Make a kite"), ("KF2", "Mend a kite that has met a tree")]
    assert of(document) == [["HKA1", "HKC2"], ["HKC2"]]


def test_the_heading_above_the_heads_of_changes_is_none_of_them() -> None:
    log = "Summary of changes\nIssue\n\nDate\n\nSummary of change\n\n2\n\nMay 2019\n\nSpars are counted\n\n3\n\nJune 2020\n\nKF2 is new\n"
    changes = read(f"Kites\n\n{log}\n\nIntroduction\n\nKites fly.\n{PAGES}")["change_log"]
    assert [(c["version"], c["date"], c["detail"]) for c in changes] == [
        ("2", "May 2019", "Spars are counted"),
        ("3", "June 2020", "KF2 is new"),
    ]


def test_numbers_of_wales_are_numbers_of_qualifications() -> None:
    table = "Code\tTitle\tLevel\tApproval number\tCredits\nHK1\tLevel 1 Award in Kites\tLevel 1\tC00/4417/1\t8\n"
    (found,) = read(f"Kites\n\n{table}\n{PAGES}")["qualifications"]
    assert (found["number"], found["accreditation_number"]) == ("HK1", "C00/4417/1")


def test_a_head_may_name_the_part_and_the_group_and_be_broken_by_its_column() -> None:
    table = "Unit\tMandatory units – Group A\tUnit reference\tCre dit\tAwar d\nKF1\tMake a kite\tR/913/3007\t2\tYes\n"
    more = "Unit\tOptional units – Group B\tUnit reference\tCre dit\tAwar d\nKF2\tMend a kite that has met a tree\tT/913/3008\t3\tYes\n"
    document = read(f"Kites\n\n{table}\nAll of these.\n\n{more}\nOne of these.\n{PAGES}")
    assert [(u["group"], u["mandatory"], u["credit"]) for u in document["units"]] == [("A", True, 2), ("B", False, 3)]


@pytest.mark.parametrize(
    ("told", "parts"),
    [
        ("Unit R/913/3007 is mandatory. All other units are optional.", [True, False]),
        ("There are no mandatory units.", [False, False]),
        ("Unit KF2 is optional. The remaining units are mandatory.", [True, False]),
        ("Kites are flown.", [None, None]),
    ],
)
def test_sentences_tell_the_part_of_the_rest(told: str, parts: list[bool | None]) -> None:
    table = "Unit\tTitle\tUnit reference\tLevel\tCredit\nKF1\tMake a kite\tR/913/3007\t1\t2\nKF2\tMend a kite that has met a tree\tT/913/3008\t2\t3\n"
    document = read(f"Kites\n\nStructure\n\n{told}\n\n{table}\nThe end.\n{PAGES}")
    assert [unit.get("mandatory") for unit in document["units"]] == parts


def test_a_label_that_its_column_broke_keeps_its_value() -> None:
    pages = PAGES.replace("Unit reference number: ", "Unit reference\nnumber:\n").replace("\nLevel", " Level")
    assert [(u["uan"], u["level"], u["credit"]) for u in read(f"Kites\n{pages}")["units"]] == [
        ("R/913/3007", "1", 2),
        ("T/913/3008", "2", 3),
    ]


def test_grades_with_their_lead_ins_go_on_over_the_page_and_weights_are_no_outcomes() -> None:
    head = "  Pass                         Merit                          Distinction\n"
    head += "  The learner can:             In addition, to achieve a      In addition, to achieve a\n"
    head += "                               merit the learner can:         distinction the learner can:\n\n"
    foot = "\n\n\n© Harbour 2018                    {}                 Kites and kite flying\n"
    first = "  P1: Fold a kite of one       M1: Compare two kites          D1: Judge a kite\n  sheet\n\n"
    second = "  P2: Fly a kite               M2: Fly two kites\n"
    pages = [
        "Kites\n",
        f"Unit 1: Make a kite\nUnit reference number   R/913/3007\nLevel   3\n\nGrading criteria\n{head}  LO1 Be able to make a kite\n\n{first}",
        f"{head}{second}\n\nLearning outcome    Weighting\nLO1                 20–30%\n",
        "Addresses\n",
    ]
    (unit,) = read("\f".join(page + foot.format(number) for number, page in enumerate(pages, 1)))["units"]
    found = [(c["number"], c["text"]) for outcome in unit["outcomes"] for c in outcome["criteria"]]
    assert sorted(found) == [
        ("D1", "Judge a kite"),
        ("M1", "Compare two kites"),
        ("M2", "Fly two kites"),
        ("P1", "Fold a kite of one sheet"),
        ("P2", "Fly a kite"),
    ]
    assert [outcome["text"] for outcome in unit["outcomes"]] == ["Be able to make a kite"]
