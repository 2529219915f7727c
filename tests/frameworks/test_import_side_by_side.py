"""Several qualifications in one document: a column for each, a form for each, a code below each title; and units that all of them share."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.covers import code_beside_title, each_in_form, each_with_code, is_title, level_in
from milepost.frameworks.importers.draft import trim
from milepost.frameworks.importers.labels import apart_from_first
from milepost.frameworks.importers.source import Passage, Place, Row, Table
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
        ("Candidates must achieve Units LT1 and LT2. No other unit counts towards the Certificate.", ["07312"]),
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


def test_the_heading_above_a_list_tells_whose_it_is_though_a_sentence_below_it_speaks_of_another() -> None:
    again = UNITS.replace("LT3          T/911/5003", "LT4          A/911/5004")
    headings = "LTB Level 2 NVQ Certificate in Lamp Trimming and Signals", "LTB Level 3 NVQ Diploma in Lamp Trimming and Signals"
    carried = "Whoever already holds 07311 may carry forward any unit that is listed in both."
    units = {u["number"]: u["qualifications"] for u in document(AT_A_GLANCE, headings[0], UNITS, headings[1], carried, again)["units"]}
    assert units == {"LT1": ["07311", "07312"], "LT2": ["07311", "07312"], "LT3": ["07311"], "LT4": ["07312"]}


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
    assert is_title("SVQ 2 Lamp Trimming at SCQF level 5") and is_title("NPA in Lamp Trimming at SCQF level 5")
    assert [level_in(t) for t in ("SVQ 2 in Lamp Trimming at SCQF level 5", "NVQ 2 in Lamp Trimming")] == ["5", "2"]


def test_a_letter_over_a_column_is_the_size_of_its_qualification() -> None:
    place = Place(1, 1, 1)
    rows = [QualificationRow(place, f"LT-{size}", f"Level 2 {size} in Lamp Trimming", "2") for size in ("Award", "Certificate", "Diploma")]
    assert [match_qualification(letter, rows) for letter in "ACDX"] == [*rows, None]


SHEET = """{code} {title}

Unit title

{title}

CA code

{code}

Unit Reference Number (URN)

{uan}

SCQF level

{level}

SCQF credit points

7

Element 1: Do the work

1.1

Do it with care

1.2

Do it in time
"""
HEADS = """CA code

SSC code

Unit title

SCQF
level

SCQF credit
points
"""
LISTS = f"""GX12 22 SVQ in Ice Making at SCQF level 5

Group A — Mandatory Units

{HEADS}
JX41 04

CIM1

Flood a pad

5

7

JX43 04

CIM3

Work safely in a hall

5

7

GX13 23 SVQ in Ice Management at SCQF level 6

Group A — Mandatory Units

{HEADS}
JX43 04

CIM3

Work safely in a hall

5

7

Group B — Optional Units

{HEADS}
JX47 04

CIM7

Run the plant

6

7
"""


def test_group_awards_with_a_list_each_of_units_known_by_their_own_codes() -> None:
    units = (("JX41 04", "Flood a pad", "H/911/3301", 5), ("JX43 04", "Work safely in a hall", "K/911/3302", 5), ("JX47 04", "Run the plant", "M/911/3303", 6))  # fmt: skip
    sheets = "\n".join(SHEET.format(code=code, title=title, uan=uan, level=level) for code, title, uan, level in units)
    found = read_handbook(f"SVQs in Ice\n\n{LISTS}\n\f{sheets}".encode(), "ice.txt").document
    assert [(q["number"], q["level"]) for q in found["qualifications"]] == [("GX12 22", "5"), ("GX13 23", "6")]
    assert [(u["number"], u["mandatory"], u["group"], u["qualifications"]) for u in found["units"]] == [
        ("JX41 04", True, "A", ["GX12 22"]),
        ("JX43 04", True, "A", ["GX12 22", "GX13 23"]),
        ("JX47 04", False, "B", ["GX13 23"]),
    ]


PLAIN_SHEET = """{title} (SCQF level {level})
Unit code: {code}
Superclass: RC
Version: 01
Summary
This Unit introduces candidates to the work.
Outcomes
1 Describe the dome.
Credit points and level
1 National Unit credit at SCQF level {level}: (6 SCQF credit points at SCQF level {level})

Outcome 1
Describe the dome.
Performance Criteria
(a) The description of the dome is accurate.
(b) The use of each part is described.
"""


def test_units_that_no_regulator_numbers_are_known_by_their_scottish_codes() -> None:
    cover = (
        "Group Award Specification for:\nNational Progression Award (NPA) in Dome\nPresenting at SCQF level 5\nGroup Award Code: GT7V 45\n"
    )
    sheets = "\f".join(
        PLAIN_SHEET.format(code=code, title=title, level=level)
        for code, title, level in (("J9RK 45", "Open a dome", 5), ("J9RN 46", "Write a show", 6))
    )
    found = read_handbook(f"{cover}\f{sheets}".encode(), "dome.txt").document
    assert [(q["number"], q["title"]) for q in found["qualifications"]] == [
        ("GT7V 45", "National Progression Award (NPA) in Dome Presenting at SCQF level 5")
    ]
    assert [(u["uan"], u["title"], u["level"], u["credit"]) for u in found["units"]] == [
        ("J9RK 45", "Open a dome", "5", 6),
        ("J9RN 46", "Write a show", "6", 6),
    ]
    assert [c["number"] for o in found["units"][1]["outcomes"] for c in o["criteria"]] == ["a", "b"]


def test_the_two_parts_of_a_code_in_columns_of_their_own_are_one() -> None:
    table = Table(
        [Row(list(cells), Place(1, k, k)) for k, cells in enumerate((("4 code", "2 code", "Unit title"), ("J9RK", "45", "Open a dome")), 1)]
    )
    trim(table)
    assert [row.cells for row in table.rows] == [["Code", "Unit title"], ["J9RK 45", "Open a dome"]]


def test_a_lead_in_below_an_outcomes_number_is_none_of_its_words() -> None:
    sheet = PLAIN_SHEET.format(code="J9RK 45", title="Open a dome", level=5)
    sheet = sheet.replace("Outcome 1\nDescribe the dome.", "Outcome 1\nThe learner will: The learner can:\nBe able to open\nthe dome")
    sheet = sheet.replace(
        "Performance Criteria\n(a) The description of the dome is accurate.\n(b) The use of each part is described.",
        "1.1 Find the key\n1.2 Turn it",
    )
    (unit,) = read_handbook(f"DOMES\n\n{sheet}".encode(), "dome.txt").document["units"]
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        ("Be able to open the dome", ["Find the key", "Turn it"])
    ]


def test_the_first_criterion_may_stand_in_the_line_of_its_outcome() -> None:
    assert apart_from_first("Be able to bend tube 2.1 Heat glass evenly", "2") == ("Be able to bend tube", "2.1 Heat glass evenly")
    assert apart_from_first("Be able to mix 2.1 litres of slip", "1") == ("Be able to mix 2.1 litres of slip", "")
