"""Texts in which a tool has run columns together, torn tables into lines, or broken sentences where a page was full."""

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.covers import named_on_cover
from milepost.frameworks.importers.rules import rules_in
from milepost.frameworks.importers.source import Passage, Place
from milepost.frameworks.importers.spaced import shapes_of
from milepost.frameworks.importers.weaves import heads_in
from milepost.frameworks.importers.widths import SPACE, of_word
from milepost.frameworks.importers.woven import unlikely
from milepost.frameworks.importers.wraps import wrapped_softly

HEAD = """\
Unit Title: Flying Kites from a Beach
Level: 2
Credit value: 4
Guided learning hours: 30
Unit reference number: H/906/0011
"""
OUTCOMES = (
    ("1", "Be able to choose a beach for the wind of the day", ("Read the forecast for the coast and say which beaches lie in its lee.", "Pace out a field that is free of bathers.", "Explain why a wet line must never be flown near a storm.")),
    ("2", "Know how to land", ("Call out to those who stand below the kite.", "Walk downwind with the winder in both hands until the kite comes to ground.")),
)  # fmt: skip


def wrapped(text: str, width: float) -> list[str]:
    """The lines of a column of this width."""
    lines, used = [""], 0.0
    for word in text.split():
        if used and used + SPACE + of_word(word) > width:
            lines.append("")
            used = 0.0
        lines[-1] = f"{lines[-1]} {word}".strip()
        used += (SPACE if used else 0.0) + of_word(word)
    return lines


def woven(left: float, right: float) -> str:
    """Outcomes beside criteria, line by line, with a single space where the columns met."""
    lines = ["Learning Outcomes Assessment Criteria", "The learner will: The learner can:"]
    for number, outcome, criteria in OUTCOMES:
        beside = wrapped(f"{number} {outcome}", left)
        cells = [line for k, text in enumerate(criteria, 1) for line in wrapped(f"{number}.{k} {text}", right)]
        height = max(len(beside), len(cells))
        for a, b in zip(beside + [""] * (height - len(beside)), cells + [""] * (height - len(cells)), strict=True):
            lines.append(f"{a} {b}".strip())
    return "\n".join(lines)


@pytest.mark.parametrize(("left", "right"), [(9.0, 17.0), (11.0, 21.0), (8.0, 24.0), (13.0, 15.0)])
def test_outcomes_and_criteria_that_were_run_together_line_by_line(left: float, right: float) -> None:
    text = f"{HEAD}{woven(left, right)}\nEvidence requirements\n1 You must have flown on two separate days.\n"
    (unit,) = read_handbook(text.encode(), "kites.txt").document["units"]
    read = [(o["number"], o["text"], tuple(c["text"] for c in o["criteria"])) for o in unit["outcomes"]]
    assert read == [(n, o, c) for n, o, c in OUTCOMES]
    assert unit["evidence_requirements"][0]["quantifier"] == {"at_least": 2, "of": []}


def graded(lines: str) -> dict[str, str]:
    """The words of each criterion of a unit whose grades stand in these lines."""
    text = f"{HEAD.replace('Unit Title: ', 'Unit 7: ')}{lines}Recommended resources\nA field.\n"
    (unit,) = read_handbook(text.encode(), "kites.txt").document["units"]
    return {c["number"]: c["text"] for o in unit["outcomes"] for c in o["criteria"]}


def test_grades_beside_each_other_and_outcomes_over_them() -> None:
    lines = """\
Learning Outcomes and Assessment Criteria
Pass Merit Distinction
LO1 Plan a day of kites for the schools of a town
P1 Produce a plan that shows M1 Justify the order in which D1 Assess what the plan
where each school stands. the schools fly their kites. would cost in a day of
P2 Explain who keeps the line rain.
of bathers clear.
"""
    assert graded(lines) == {
        "P1": "Produce a plan that shows where each school stands.",
        "M1": "Justify the order in which the schools fly their kites.",
        "D1": "Assess what the plan would cost in a day of rain.",
        "P2": "Explain who keeps the line of bathers clear.",
    }


def test_grades_whose_lines_do_not_stand_on_those_of_the_grades_beside_them() -> None:
    lines = """\
Learning Outcomes and Assessment Criteria
Pass Merit Distinction
LO1 Plan a day of kites for the schools of a town D1 Assess what the plan
would cost in a day of
P1 Produce a plan that shows M1 Justify the order in which
rain and at the end of
where each school stands. the schools fly their kites.
the holidays.
LO2 Help the schools to fly kites
P2 Demonstrate how to hold the M2 Analyse how one school flies D2 Justify a plan for the
winder in strong wind. its kites before and after a talk day that leaves each child
about wind. with the memory of the
P3 Write two signs that invite
wind.
bathers to stand or to lie at a
distance.
"""
    assert graded(lines) == {
        "P1": "Produce a plan that shows where each school stands.",
        "M1": "Justify the order in which the schools fly their kites.",
        "D1": "Assess what the plan would cost in a day of rain and at the end of the holidays.",
        "P2": "Demonstrate how to hold the winder in strong wind.",
        "M2": "Analyse how one school flies its kites before and after a talk about wind.",
        "D2": "Justify a plan for the day that leaves each child with the memory of the wind.",
        "P3": "Write two signs that invite bathers to stand or to lie at a distance.",
    }


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Learning Outcomes Assessment Criteria Exemplification", ("outcomes", "criteria", "explains")),
        ("The Learner will: The Learner can:", ("outcomes", "criteria")),
        ("Pass Merit Distinction", ("pass", "merit", "distinction")),
        ("Level 1 Level 2 Pass Level 2 Merit Level 2 Distinction", ("level", "pass", "merit", "distinction")),
        ("Learning outcomes and assessment criteria", ()),
        ("Assessment criteria", ()),
        ("Knowledge and understanding Guidance", ()),
    ],
)
def test_heads_with_one_space_between_them(text: str, kinds: tuple[str, ...]) -> None:
    assert heads_in(text) == kinds


def test_words_that_do_not_stand_together() -> None:
    assert unlikely("the", "of") and unlikely("of", "and") and unlikely("day.", "rain")
    assert not unlikely("the", "kite") and not unlikely("of", "the") and not unlikely("day", "rain")


def test_a_table_whose_cells_have_one_space_between_them() -> None:
    text = """\
Structure of units
Qualification title Code Accreditation number
Fennel Level 2 Award in Kite Repair KR204 934/0311/2
Fennel Level 3 Certificate in Kite Repair for
Teachers KR305 934/0322/7
Unit code Unit reference Unit title Level Credit GLH KR204 KR305
KR1 H/906/0011 Sew a sail of cloth 2 3 22 • •
KR2 R/906/0022 Teach others to sew a sail of
cloth by hand
3 4 30 •
Version Date Change Section
1.0 May 2021 First issue All
1.1 June 2022 Credit value of KR2
corrected Units
"""
    document = read_handbook(text.encode(), "kites.txt").document
    assert [(q["number"], q["title"], q["level"]) for q in document["qualifications"]] == [
        ("KR204", "Fennel Level 2 Award in Kite Repair", "2"),
        ("KR305", "Fennel Level 3 Certificate in Kite Repair for Teachers", "3"),
    ]
    assert [(u["number"], u["title"], u["level"], u["credit"], u["glh"], u["qualifications"]) for u in document["units"]] == [
        ("KR1", "Sew a sail of cloth", "2", 3, 22, ["KR204", "KR305"]),
        ("KR2", "Teach others to sew a sail of cloth by hand", "3", 4, 30, ["KR305"]),
    ]
    assert [(c["version"], c["date"], c["detail"], c["section"]) for c in document["change_log"]] == [
        ("1.0", "May 2021", "First issue", "All"),
        ("1.1", "June 2022", "Credit value of KR2 corrected", "Units"),
    ]


def test_heads_are_read_in_every_way_that_fits() -> None:
    columns = {shape.columns for shape in shapes_of("Unit Reference Title Level Credit GLH")}
    assert {("uan", "title", "level", "credit", "glh"), ("number", "uan", "title", "level", "credit", "glh")} <= columns
    assert shapes_of("Unit titles are given below") == []


def test_lines_that_end_with_a_space_go_on() -> None:
    raw = [
        "Fly the kite ",
        "in the lee.",
        "Then wind",
        "Mend the sail of ",
        "the kite.",
        "End",
        "Pack the ",
        "bag.",
        "A",
        "B",
        "Ask the ",
        "crew.",
    ]
    assert wrapped_softly(raw) == {0, 3, 6, 10}
    assert wrapped_softly([f"{line.strip()} " for line in raw]) == set()
    assert wrapped_softly([line.strip() for line in raw]) == set()


def test_a_criterion_goes_on_below_the_heads_of_the_next_page() -> None:
    table = "The learner can: Portfolio\nreference\nDate\nmet\n"
    text = f"""\
{HEAD}
Outcome 1: Be able to fly a kite
{table}1.1 Choose a line
1.2 Name the knots that hold in the wet
1.3 Give the length of a line that is safe on a beach
Kites at work 1
\fOutcome 2: Know when to land
{table}2.1 Read the sky
2.2 Say when a wind is too strong for a child
2.3 Name the signs of a storm that may
Kites at work 2
\f{table}reach the beach
2.4 Name a place of safety
Outcome 3: Be able to pack a kite
{table}3.1 Dry the sail
3.2 Wind up the line
3.3 Count the pegs
Kites at work 3
"""
    (unit,) = read_handbook(text.encode(), "kites.txt").document["units"]
    assert [(o["text"], [c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
        (
            "Be able to fly a kite",
            ["Choose a line", "Name the knots that hold in the wet", "Give the length of a line that is safe on a beach"],
        ),
        (
            "Know when to land",
            [
                "Read the sky",
                "Say when a wind is too strong for a child",
                "Name the signs of a storm that may reach the beach",
                "Name a place of safety",
            ],
        ),
        ("Be able to pack a kite", ["Dry the sail", "Wind up the line", "Count the pegs"]),
    ]


def test_a_title_on_two_lines_of_the_cover() -> None:
    front = [
        Passage("National Certificate in Kite", Place(1, 1, 1)),
        Passage("Repair at SCQF level 6", Place(1, 2, 2)),
        Passage("Award code: KR7A 45", Place(1, 3, 3)),
    ]
    assert [(r.title, r.level, r.number) for r in named_on_cover(front)] == [
        ("National Certificate in Kite Repair at SCQF level 6", "6", "KR7A 45")
    ]
    front = [
        Passage("Fennel Level 5 Diploma in Kite", Place(1, 1, 1)),
        Passage("Teaching", Place(1, 2, 2)),
        Passage("Award code: KT5", Place(1, 3, 3)),
    ]
    assert named_on_cover(front)[0].title == "Fennel Level 5 Diploma in Kite"
    assert named_on_cover(front, "Fennel | Level 5 Kite Teaching")[0].title == "Fennel Level 5 Diploma in Kite Teaching"


def test_barred_units_by_codes_of_any_shape() -> None:
    known = {"5F03": "Y/718/4429", "5F04": "J/718/4430", "12": "D/718/4402"}
    text = "Units 5F03 and 5F04 form a barred combination: a learner may not count both of them."
    assert rules_in(text, known=known) == [{"type": "barred", "scope": "barred:J/718/4430+Y/718/4429"}]


def laundry(page: int, title: str, lines: str) -> str:
    return f"""\
Laundry Units
Page {page} of 6
{title}
Fennel code LS/2/00{page} Unit reference number K/922/00{page}5
Level 2 Credit value 3
Aim
To learn the work.
Content of the unit
Learning outcomes Assessment criteria
The learner will: The learner can:
{lines}"""


def test_the_last_column_is_as_wide_as_its_widest_line_and_a_number_may_come_twice() -> None:
    things = ["sheets", "towels", "napkins", "aprons", "shirts"]
    short = {
        thing: f"1. Be able to fold. 1.1 Shake {thing} out.\n" + "\n".join(f"1.{n} Fold {n} {thing}." for n in range(2, 9)) + f"\n2. Be able to press. 2.1 Press {thing}.\n"
        for thing in things
    }  # fmt: skip
    wide = (
        "1. Be able to receive items from a\ncustomer.\n1.1 Greet the customer and ask what is needed.\n"
        "1.2 Examine each item with the customer for damage and missing\nbuttons.\n"
        "2. Be able to return items. 2.1 Match the ticket to the items on the rail.\n2.2 Take payment.\n2.2 Give a receipt.\n"
    )
    pages = [laundry(n, f"Folding {thing.title()}", short[thing]) for n, thing in enumerate(things, 1)]
    pages.append(laundry(6, "Serving Customers", wide))
    units = read_handbook("\f".join(pages).encode(), "laundry.txt").document["units"]
    assert [(u["number"], u["title"]) for u in units][4:] == [("LS/2/005", "Folding Shirts"), ("LS/2/006", "Serving Customers")]
    assert units[4]["outcomes"][1]["criteria"] == [{"number": "2.1", "text": "Press shirts."}]
    assert [(o["text"], [(c["number"], c["text"]) for c in o["criteria"]]) for o in units[5]["outcomes"]] == [
        (
            "Be able to receive items from a customer.",
            [
                ("1.1", "Greet the customer and ask what is needed."),
                ("1.2", "Examine each item with the customer for damage and missing buttons."),
            ],
        ),
        (
            "Be able to return items.",
            [("2.1", "Match the ticket to the items on the rail."), ("2.2", "Take payment."), ("2.2", "Give a receipt.")],
        ),
    ]
