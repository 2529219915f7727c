"""Several qualifications in one document: a column for each, a form for each, a code below each title; and units that all of them share."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.covers import code_beside_title, each_in_form, each_with_code, is_title, level_in
from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.tables import QualificationRow, match_qualification

AT_A_GLANCE = """\
                                   Certificate                                      Diploma

 Full title                        LTB Level 2 NVQ Certificate in Lamp              LTB Level 3 NVQ Diploma in Lamp
                                   Trimming and Signals                             Trimming and Signals

 Entry code                        07311                                            07312

 Qualification Accreditation       601/7311/4                                       601/7312/6
 Number (QAN)

 Level                             2                                                3

 Last date for registration        31/12/2028                                       31/12/2028
"""
UNITS = """\
LTB unit     Unit accreditation   Unit title                              Level   Credit   GLH
LT1          K/911/5001           Trim a lamp                             2       4        30
LT2          M/911/5002           Clean a lens                            2       3        22
LT3          T/911/5003           Lead a watch                            3       6        40
"""


def document(*parts: str) -> dict[str, Any]:
    return read_handbook("\n\n".join(("LAMP TRIMMING", *parts)).encode(), "lamps.txt").document


def passages(*lines: str, cells: bool = False) -> list[Passage]:
    return [
        Passage("" if cells else line, Place(1, k, k), cells=tuple(line.split("|")) if cells else ()) for k, line in enumerate(lines, 1)
    ]


def test_qualifications_that_have_a_column_each_are_read_with_the_rest_of_their_titles() -> None:
    found = document(AT_A_GLANCE, UNITS)["qualifications"]
    assert [(q["number"], q["title"], q["level"], q["accreditation_number"]) for q in found] == [
        ("07311", "LTB Level 2 NVQ Certificate in Lamp Trimming and Signals", "2", "601/7311/4"),
        ("07312", "LTB Level 3 NVQ Diploma in Lamp Trimming and Signals", "3", "601/7312/6"),
    ]


@pytest.mark.parametrize(
    ("sentence", "of_lt3"),
    [
        ("Unit LT3 is not available to candidates for the Certificate.", ["07312"]),
        ("Unit LT3 may not be counted towards the Certificate.", ["07312"]),
        ("Unit LT3 is available in the Diploma only.", ["07312"]),
        ("Units may be used in either of the two qualifications, save that LT3 is available in the Diploma only.", ["07312"]),
        ("Units may be used in any of the qualifications.", ["07311", "07312"]),
    ],
)
def test_units_serve_every_qualification_but_those_that_a_sentence_keeps_them_from(sentence: str, of_lt3: list[str]) -> None:
    units = {u["number"]: u["qualifications"] for u in document(AT_A_GLANCE, f"Structure\n\n{sentence}", UNITS)["units"]}
    assert units == {"LT1": ["07311", "07312"], "LT2": ["07311", "07312"], "LT3": of_lt3}


def test_units_that_are_listed_once_serve_every_qualification() -> None:
    units = document(AT_A_GLANCE, "Structure\n\nUnits LT1 and LT2 may not be taken together.", UNITS)["units"]
    assert [u["qualifications"] for u in units] == [["07311", "07312"]] * 3


def test_where_each_has_a_list_of_its_own_the_lists_tell() -> None:
    again = UNITS.replace("LT3          T/911/5003", "LT4          A/911/5004")
    units = document(AT_A_GLANCE, "First list", UNITS, "Second list", again)["units"]
    assert not any(u.get("qualifications") for u in units)


@pytest.mark.parametrize(("counts", "of"), [("L2", ["07311"]), ("L2, L3", ["07311", "07312"]), ("07312", ["07312"])])
def test_a_column_may_tell_by_level_what_a_unit_counts_towards(counts: str, of: list[str]) -> None:
    head, *rows = UNITS.splitlines()
    table = "\n".join([f"{head}   Counts towards", *(f"{row}      {counts}" for row in rows)])
    assert [u["qualifications"] for u in document(AT_A_GLANCE, table)["units"]] == [of] * 3


def test_this_award_is_the_one_whose_heading_stands_above() -> None:
    structure = (
        "2.1 LTB Level 2 NVQ Certificate in Lamp Trimming and Signals\n\nLT3 may not be counted towards this qualification.\n\n"
        "2.2 LTB Level 3 NVQ Diploma in Lamp Trimming and Signals\n\nAll units are open to candidates.\n"
    )
    units = {u["number"]: u["qualifications"] for u in document(AT_A_GLANCE, structure, UNITS)["units"]}
    assert units["LT3"] == ["07312"] and units["LT1"] == ["07311", "07312"]


def test_a_code_below_each_title_and_a_form_for_each_tell_them_apart() -> None:
    cover = passages(
        "SVQ 2 in Lamp Trimming at SCQF level 5", "Group Award Code: GT4M 22", "SVQ 3 in Lamp Trimming at SCQF level 6", "Group Award Code: GT4N 23"
    )  # fmt: skip
    assert [(q.number, q.level) for q in each_with_code(cover)] == [("GT4M 22", "5"), ("GT4N 23", "6")]
    forms = passages(
        "Title|LTB Level 2 Award in Lamp Trimming", "Qualification number|603/1177/9", "Credit value|9",
        "Title|LTB Level 3 Certificate in Lamp Trimming", "Qualification number|603/1178/0", cells=True,
    )  # fmt: skip
    assert [(q.title, q.accreditation_number) for q in each_in_form(forms)] == [
        ("LTB Level 2 Award in Lamp Trimming", "603/1177/9"),
        ("LTB Level 3 Certificate in Lamp Trimming", "603/1178/0"),
    ]
    assert not each_in_form(forms[:2] * 2)[1:]  # the same form twice is one qualification


@pytest.mark.parametrize("code", ["SB2D1", "BA2D07", "SV2D0611", "GX61 22", "AB20487"])
def test_a_code_alone_beside_the_title_is_the_qualifications(code: str) -> None:
    assert code_beside_title(passages(code, "Level 2 Diploma in Lamp Trimming", "Unit handbook")) == code


def test_a_title_names_its_level_in_its_own_words() -> None:
    assert is_title("SVQ 2 Lamp Trimming at SCQF level 5")
    assert [level_in(t) for t in ("SVQ 2 in Lamp Trimming at SCQF level 5", "NVQ 2 in Lamp Trimming")] == ["5", "2"]


def test_a_letter_over_a_column_is_the_size_of_its_qualification() -> None:
    place = Place(1, 1, 1)
    rows = [QualificationRow(place, f"LT-{size}", f"Level 2 {size} in Lamp Trimming", "2") for size in ("Award", "Certificate", "Diploma")]
    assert [match_qualification(letter, rows) for letter in "ACDX"] == [*rows, None]
