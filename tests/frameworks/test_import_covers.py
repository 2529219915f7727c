"""The qualification that a document names on its cover, in a label or in a sentence, and groups that a sentence calls optional."""

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.covers import named_on_cover
from milepost.frameworks.importers.rules import parts_of_groups
from milepost.frameworks.importers.source import Passage, Place


def lines(*texts: str) -> list[Passage]:
    return [Passage(text, Place(1, number, number)) for number, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("front", "number", "title", "level", "accredited"),
    [
        (("Fennel Level 2 Award in Kite Repair", "Qualification Number: 934/0311/2"), "", "Fennel Level 2 Award in Kite Repair", "2", "934/0311/2"),
        (("Kite handbook", "Qualification title: Fennel Level 2 Award in Kite Repair", "Qualification code: KR-2"), "KR-2", "Fennel Level 2 Award in Kite Repair", "2", ""),
        (("Fennel Level 3 Diploma in Kite Repair (KR-3)", "QN 935/0420/3"), "KR-3", "Fennel Level 3 Diploma in Kite Repair", "3", "935/0420/3"),
        (("About us", "The Fennel Level 2 Award in Kite Repair is for menders of kites.", "Accreditation number 935/0420/3"), "", "Fennel Level 2 Award in Kite Repair", "2", "935/0420/3"),
        (("National Award in Kite Repair", "SCQF level 5", "Group Award Code: GR8K 45"), "GR8K 45", "National Award in Kite Repair", "5", ""),
        (("National Award in", "Kite Repair", "RQF Level 5", "Award code: KR-5"), "KR-5", "National Award in Kite Repair", "5", ""),
        (("資格名：凧作りレベル3ディプロマ", "資格番号：936/0533/X"), "", "凧作りレベル3ディプロマ", "3", "936/0533/X"),
    ],
)  # fmt: skip
def test_the_qualification_is_named_before_the_first_unit(
    front: tuple[str, ...], number: str, title: str, level: str, accredited: str
) -> None:
    (row,) = named_on_cover(lines(*front))
    assert (row.number, row.title, row.level, row.accreditation_number) == (number, title, level, accredited)


@pytest.mark.parametrize("label", ["QAN: ", ""])
def test_each_title_with_its_own_number_is_a_qualification(label: str) -> None:
    titles = "Fennel Level 2 Award in Kite Repair", "Fennel Level 3 Diploma in Kite Repair"
    rows = named_on_cover(lines(titles[0], f"{label}933/0047/5", titles[1], f"{label}933/0058/X"))
    assert [(r.level, r.accreditation_number) for r in rows] == [("2", "933/0047/5"), ("3", "933/0058/X")]


def test_a_title_alone_is_no_qualification() -> None:
    assert named_on_cover(lines("Fennel Level 2 Award in Kite Repair", "Unit pack")) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Group A is mandatory; Groups B, C and D are optional.", {"A": True, "B": False, "C": False, "D": False}),
        ("グループAは必須、グループBとCは選択です。", {"A": True, "B": False, "C": False}),
        ("Group A has four units.", {}),
    ],
)
def test_a_sentence_calls_groups_mandatory_or_optional(text: str, parts: dict[str, bool]) -> None:
    assert parts_of_groups(text) == parts


KITES = """Fennel Awards handbook
1.0 The qualifications
Title: Fennel Level 2 Award in Kite Repair
Qualification number: 601/8830/2
Level: 2
Credit value: 6
Fennel code: FNA2KR

Title: Fennel Level 2 Certificate in Kite Repair
Qualification number: 601/8831/4
Level: 2
Credit value: 18
Fennel code: FNC2KR

The units
Unit KR1: Mend a sail
Unit reference number: F/508/9101
Level: 2
Credit value: 2
Learning outcome 1
The learner will: Be able to mend a sail
The learner can:
1.1 Patch a tear
1.2 Sew a seam

Unit KR2: Mend a spar
Unit reference number: J/508/9102
Level: 2
Credit value: 3
Learning outcome 1
The learner will: Be able to mend a spar
The learner can:
1.1 Splint a break
1.2 Fit a new spar
"""


def test_facts_of_qualifications_that_look_like_those_of_units_are_no_unit() -> None:
    document = read_handbook(KITES.encode(), "kites.txt").document
    assert [(q["number"], q["level"], q["accreditation_number"]) for q in document["qualifications"]] == [
        ("FNA2KR", "2", "601/8830/2"),
        ("FNC2KR", "2", "601/8831/4"),
    ]
    assert [unit["uan"] for unit in document["units"]] == ["F/508/9101", "J/508/9102"]


def test_a_label_at_the_beginning_of_a_line_ends_the_paragraph_above_it() -> None:
    aim = "Unit aim: To teach how a sail that the wind has torn is sewn so that it flies again."
    text = "\n".join(f"{line}\n{aim}\nAssessment method: Portfolio." if line == "Credit value: 2" else line for line in KITES.split("\n"))
    prose = "Fennel Awards has mended the kites of the whole valley since there was a valley and\nmends them still.\n\n" * 4
    unit = read_handbook(text.replace("The units\n", f"The units\n{prose}").encode(), "kites.txt").document["units"][0]
    assert (unit["aim"], unit["assessment"]) == (aim.removeprefix("Unit aim: "), "Portfolio.")
