"""What a tool put elsewhere than where a person reads it: numbers below their labels, cells one below the other, running lines amidst a page."""

from typing import Any

import pytest
import typst

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.barred import is_barring
from milepost.frameworks.importers.covers import named_on_cover
from milepost.frameworks.importers.fields import field_groups
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.rules import rules_in
from milepost.frameworks.importers.source import Line, Passage, Place, is_marked

FACTS = "Unit reference: R/913/3007\nLevel: 3\nCredit value: 5\nGLH: 30\n\n"


def document(text: str) -> dict[str, Any]:
    found: dict[str, Any] = read_handbook(text.encode(), "kites.txt").document
    return found


def outcomes(unit: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [(o["number"], o["text"], [f"{c['number']} {c['text']}" for c in o["criteria"]]) for o in unit["outcomes"]]


READ = [
    ("1", "Be able to choose spars", ["1.1 Weigh spars of three woods", "1.2 Say which of them bends least"]),
    ("2", "Know how a sail is sewn", ["2.1 Describe a hem", "2.2 Describe two seams", "2.3 Explain why seams tear"]),
]


def test_an_outcome_s_number_may_stand_below_its_label() -> None:
    text = f"""Unit 7 Build a kite
{FACTS} Learning outcome              The learner will: Be able to choose spars
 1
 Performance                   The learner can:
 statements
 1.1                           Weigh spars of three woods
 1.2                           Say which of them bends least

 Learning outcome              The learner will: Know how a sail is sewn
 2
 Knowledge                     The learner can:
 statements
 2.1                           Describe a hem
 2.2                           Describe two seams
 2.3                           Explain why seams tear

Evidence requirements
1. You must use two of the following:
   a) ash
   b) bamboo
    glass fibre
   c)
2. Your kite must fly.
"""
    unit = document(text)["units"][0]
    assert outcomes(unit) == READ
    assert [item["text"] for item in unit["evidence_requirements"][0]["items"]] == ["ash", "bamboo", "glass fibre"]


FOOT = {1: ["Ash", "Beech", "Cedar"], 2: ["Silk", "Linen", "Nylon"], 3: ["Reel", "Line", "Tail"]}  # else what stands last would run along


def read_apart(outcome: tuple[str, str, list[str]]) -> list[str]:
    return [cell for criterion in outcome[2] for cell in criterion.replace(" of ", " of\n").split(" ", 1)]


def test_an_outcome_that_has_its_words_beside_its_number_keeps_them() -> None:
    words = "\n\n".join(cell for outcome in READ for cell in (outcome[0], outcome[1], *read_apart(outcome)))
    pages = [
        f"Unit {unit} Build kite {unit}\n{FACTS.replace('3007', f'300{unit}')}\nLearning outcomes\n\nAssessment criteria\n\n{words}\n\nKite wood\n\nKite cloth\n\n"
        + "\n\n".join(FOOT[unit])
        + "\n"
        for unit in (1, 2, 3)
    ]
    assert [outcomes(unit) for unit in document("Kites\n\f" + "\f".join(pages))["units"]] == [READ] * 3


def test_columns_of_grades_written_cell_by_cell_hold_criteria() -> None:
    cells = ["Learning outcome", "Pass", "To pass", "Merit", "In addition"]
    cells += [
        "1 Be able to\nchoose spars",
        "P1 Weigh spars of\nthree woods.",
        "M1 Explain why a spar\nbends.",
        "Distinction",
        "In addition",
    ]
    cells += ["D1 Justify a choice of\nspars."]
    units = [
        f"Unit {k} Build kite {k}\n{FACTS.replace('3007', f'300{k}')}Learning outcomes\n1 Be able to choose spars\n\nUnit content\n• Wood\n\nGrading criteria\n"
        + "\n\n".join(cells)
        + "\n\nAssessment\nBy portfolio.\n"
        for k in (1, 2)
    ]
    for unit in document("Kites\n\n" + "\n".join(units))["units"]:
        assert outcomes(unit) == [
            (
                "1",
                "Be able to choose spars",
                ["P1 Weigh spars of three woods.", "M1 Explain why a spar bends.", "D1 Justify a choice of spars."],
            )
        ]


ROWS = [["1", "R/913/3007", "Build a kite that flies\nin a light wind", "3", "5", "30"], ["2", "T/913/3008", "Mend a kite", "2", "4", "24"]]


def test_a_table_written_cell_by_cell_names_its_group_in_its_heads_and_the_text_below_speaks_of_it() -> None:
    heads = ["Unit", "Unit reference\nnumber", "Optional units – Group B", "Level", "Credit", "Guided\nlearning\nhours"]
    cells = [*heads, *(cell for row in ROWS for cell in row)]
    found = document("Qualification structure\n\n" + "\n\n".join(cells) + "\n\nLearners must achieve at least two units from this group.\n")
    assert [(u["uan"], u["number"], u["title"], u["group"], u["mandatory"], u["glh"]) for u in found["units"]] == [
        (row[1], row[0], row[2].replace("\n", " "), "B", False, int(row[5])) for row in ROWS
    ]
    assert [(r["type"], r["scope"], r["value"]) for r in found["rules_of_combination"]] == [("min_units", "group:B", 2)]


def test_a_table_written_cell_by_cell_may_end_with_columns_that_nobody_could_foresee() -> None:
    heads = ["Unit code", "Unit title", "Unit reference", "Level", "Credits", "GLH", "Diploma", "Assessment"]
    rows = [
        ["KK1", "Build a kite\nthat flies", "R/913/300\n7", "3", "5", "30", "Mandatory", "External"],
        ["KK2", "Mend a kite", "T/913/3008", "2", "4", "24", "Optional", "Internal"],
    ]
    found = document("Unit table\n\n" + "\n\n".join([*heads, *(cell for row in rows for cell in row)]) + "\n\nGrading\nPass only.\n")
    assert [(u["uan"], u["number"], u["title"], u["mandatory"]) for u in found["units"]] == [
        ("R/913/3007", "KK1", "Build a kite that flies", True),
        ("T/913/3008", "KK2", "Mend a kite", False),
    ]


def test_a_row_of_a_dumped_table_counts_towards_the_qualifications_in_the_lines_below_it() -> None:
    text = """Title and level Kite Guild
number
Accreditation number
Level 2 Certificate in Kite Building 7112-02 500/7781/2
Level 3 Diploma in Kite Building 7112-03 500/7782/4

The table shows the units.
Unit
accreditation
number
Kiteguild
unit
Unit title Level Credit
value
GLH Group Counts
towards
R/913/3007 101 Build a
kite
3 5 30 A 7112-02
7112-03
T/913/3008 102 Mend a
kite
2 4 24 B 7112-02
Y/913/3009 103 Fly a
kite
2 2 14 B 7112-02
7112-03
2 Centre requirements
"""
    assert [(u["uan"], u["title"], u["group"], u["qualifications"]) for u in document(text)["units"]] == [
        ("R/913/3007", "Build a kite", "A", ["7112-02", "7112-03"]),
        ("T/913/3008", "Mend a kite", "B", ["7112-02"]),
        ("Y/913/3009", "Fly a kite", "B", ["7112-02", "7112-03"]),
    ]


def test_an_outcome_s_number_before_its_words_is_not_one_of_them() -> None:
    words = "\n".join(
        f"Learning outcome {number}\nThe learner will: {number}. {text}\nAssessment criteria\nThe learner can:\n" + "\n".join(criteria)
        for number, text, criteria in READ
    )
    assert outcomes(document(f"Unit 7 Build a kite\n{FACTS}{words}\n")["units"][0]) == READ


def test_a_chapter_whose_page_stands_below_it_in_the_contents_ends_the_last_unit() -> None:
    contents = "Contents\n1 Units\n\n2\n\n2 Links and support\n\n3\n\n"
    unit = f"Unit 7 Build a kite\n{FACTS}Learning outcome 1 Be able to choose spars\n1.1 Weigh spars\n\nAssessment\nBy portfolio.\n\n"
    found = document(f"Kites\n\n{contents}\f1 Units\n\n{unit}2 Links and support\nThe office is open.\n")
    assert found["units"][0]["assessment"] == "By portfolio."


def test_a_bracket_at_a_line_s_beginning_is_no_number_of_a_list() -> None:
    assert not is_marked("(15 credits) and two more") and not is_marked("(a kite, say) and two more")
    assert is_marked("(15) Build a kite") and is_marked("(a) spars") and is_marked("15) Build") and is_marked("a spar")


def test_a_running_line_amidst_a_page_runs_along_where_it_stands_at_the_edge_of_the_others() -> None:
    pages = [["Cover", "Kites"], *([f"Words of page {n}", "Version 3: May 2023", str(n)] for n in range(2, 9))]
    pages[4] = ["Words", "and", "more", "Version 3: May 2023", "More", "of the", "page", "5"]
    lines = [Line(page, n, text) for page, texts in enumerate(pages, 1) for n, text in enumerate(texts, 1)]
    assert (5, 4) in furniture(lines)


@pytest.mark.parametrize(
    ("sentence", "barring"),
    [
        ("Learners may take Unit 4 or Unit 6 as well, but neither counts towards the award.", False),
        ("Units 4 and 6 were written together, and neither may count with the other.", True),
        ("Units 4 and 6 may not both count.", True),
    ],
)
def test_units_that_never_count_are_not_barred_from_each_other(sentence: str, barring: bool) -> None:
    assert is_barring(sentence) is barring


def test_what_the_balance_may_be_at_a_level_is_of_the_whole() -> None:
    said = rules_in(
        "At least 5 credits must come from Group D. Units from Group B may make up the balance, but a maximum of 12 credits may be taken from units at Level 2 or below."
    )
    assert {"type": "max_credits_at_level_or_below", "scope": "total", "value": 12, "level": "2"} in said


def test_letters_below_a_whole_sentence_of_evidence_list_what_it_must_cover() -> None:
    text = r"""#set page(margin: 60pt)
#set text(size: 10pt)
#set par(spacing: 14pt)
= Unit 7 Build a kite
Unit reference: R/913/3007 \ Level: 3 \ Credit value: 5 \ GLH: 30
== Learning outcomes and assessment criteria
1 Be able to choose spars

1.1 Weigh spars of three woods

1.2 Say which of them bends least
== Evidence requirements
1 You must use at least two of these woods.

a ash

b bamboo

c cedar
== Assessment
By portfolio.
"""
    found = read_handbook(typst.compile(text.encode()), "kites.pdf").document["units"][0]["evidence_requirements"]
    assert [[item["text"] for item in one["items"]] for one in found] == [["ash", "bamboo", "cedar"]]
    assert found[0]["quantifier"] == {"at_least": 2, "of": ["a", "b", "c"]}


def test_a_level_of_another_framework_ends_no_unit_s_facts() -> None:
    cells = [("Unit code", "KK1A 04"), ("SVQ level", "2"), ("UAN", "R/913/3007"), ("SCQF level", "5"), ("SCQF credit points", "6")]
    stream = [Passage("", Place(1, n, n), cells=pair) for n, pair in enumerate(cells, 1)]
    [(first, after, facts)] = field_groups(stream)
    assert (first, after) == (0, 5)
    assert {kind: fact.value for kind, fact in facts.items()} == {"number": "KK1A 04", "level": "2", "uan": "R/913/3007", "credit": "6"}


def test_a_title_whose_size_has_a_number_may_stand_on_two_lines_of_the_cover() -> None:
    front = [
        Passage(text, Place(1, n, n)) for n, text in enumerate(["SVQ 2 in Kite Flying at", "SCQF level 5", "Group award code: GT7K 22"], 1)
    ]
    assert [(q.number, q.title) for q in named_on_cover(front)] == [("GT7K 22", "SVQ 2 in Kite Flying at SCQF level 5")]
