"""Texts whose columns were read one after the other: marks above their words, ends of outcomes below criteria, heads torn from their table."""

from typing import Any

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.marks_apart import marks_apart
from milepost.frameworks.importers.source import Line

UNIT = """
{number} {title}
Unit reference: {uan}
Level: 2
Credit value: 3

Learning outcome: the learner will

Assessment criteria: the learner can

1 Be able to prepare for a

1.1 choose dry wood
1.2 clean the bench so that nothing that was glued before is

kite

glued again

2 Be able to sew

2.1
2.2
2.3

hem a sail
fold a seam
tie a thread

Evidence requirements
1.
2.

You must produce evidence of work
with paper.
You must sew at least two of the following:

a)
b)
c)

linen
silk
wool
"""
ROWS = (("KT01", "J/504/7701", "Build a kite"), ("KT02", "L/504/7702", "Mend a kite"), ("KT03", "R/504/7703", "Fly a kite"))


def read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = read_handbook(text.encode(), "kites.txt").document
    return found


def test_marks_go_with_their_words_and_outcomes_with_their_ends() -> None:
    units = read("Kites\n" + "".join(UNIT.format(number=n, uan=uan, title=title) for n, uan, title in ROWS))["units"]
    assert len(units) == 3
    for unit in units:
        assert [(o["text"], [c["number"] + " " + c["text"] for c in o["criteria"]]) for o in unit["outcomes"]] == [
            (
                "Be able to prepare for a kite",
                ["1.1 choose dry wood", "1.2 clean the bench so that nothing that was glued before is glued again"],
            ),
            ("Be able to sew", ["2.1 hem a sail", "2.2 fold a seam", "2.3 tie a thread"]),
        ]
        paper, sewn = unit["evidence_requirements"]
        assert paper["text"] == "You must produce evidence of work with paper."
        assert [item["text"] for item in sewn["items"]] == ["linen", "silk", "wool"]


def test_marks_that_do_not_count_on_or_have_too_few_words_stay() -> None:
    for text in ("a)\nc)\n\nlinen\nsilk", "a)\nb)\n\nlinen", "1\n2\n\nlinen\nsilk"):
        assert marks_apart([Line(1, k, line) for k, line in enumerate(text.split("\n"), 1)], set()) == (set(), {})


def test_a_table_below_torn_heads_has_the_columns_of_the_one_before() -> None:
    first, second, third = (f"{n}\n\n{uan}\n\n{title}\n\n2\n\n25\n\n3\n\n" for n, uan, title in ROWS)
    heads = "Unit title\n\nLevel\n\nGLH\n\nCredit\n"
    text = f"Kites\n\nUnit no.\n\nUnit ref.\n\n{heads}\nMandatory units\n{first}{second}{heads}\nOther kites\nUnit no.\n\nUnit ref.\n\nGroup B (optional)\n"
    units = read(f"{text}{third}The end of the list.\n")["units"]
    assert [(u["number"], u["level"], u["glh"], u["credit"], u["mandatory"], u.get("group")) for u in units] == [
        ("KT01", "2", 25, 3, True, None),
        ("KT02", "2", 25, 3, True, None),
        ("KT03", "2", 25, 3, False, "B"),
    ]


def test_the_last_cell_of_a_table_is_not_the_number_of_its_page() -> None:
    page = "Kites\nWords of page\nthat go on\nLast cell\n{cell}\nIssue 4\n{n}"
    lines = [Line(n, k, text) for n in range(1, 6) for k, text in enumerate(page.format(n=n, cell=3).split("\n"), 1)]
    assert {k for number, k in furniture(lines) if number == 3} & {5, 7} == {7}
