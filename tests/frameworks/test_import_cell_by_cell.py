"""Texts that put each cell on a line of its own: change logs, cells at the foot of a page, codes beside a title."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.change_logs import read_changes
from milepost.frameworks.importers.covers import named_on_cover
from milepost.frameworks.importers.footers import furniture
from milepost.frameworks.importers.plain import read_text
from milepost.frameworks.importers.source import Line, Passage, Place, Table

LOG = [
    ("03", "August 2019", "Kites added"),
    ("02", "May 2017", "Credit of tails changed; reels withdrawn"),
    ("01", "June 2015", "First published"),
]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("heads", "order"),
    [
        (("Version", "Date", "Description of change"), (0, 1, 2)),
        (("Date of issue", "Issue number", "What changed"), (1, 0, 2)),
        (("版", "日付", "変更の内容"), (0, 1, 2)),
    ],
)
def test_a_log_with_a_cell_on_each_line_is_read(heads: tuple[str, ...], order: tuple[int, ...], gap: str) -> None:
    text = "History\n\n" + gap.join([*heads, *(row[k] for row in LOG for k in order)]) + "\n\nAbout kites\nA kite flies.\n"
    tables = [e for e in read_text(text, "log.txt").elements if isinstance(e, Table)]
    assert [(c.version, c.date, c.detail) for t in tables for c in read_changes(t)] == LOG


def test_a_number_above_the_running_line_is_a_cell_where_it_does_not_count_on() -> None:
    pages = [["Kites at level 2", "Words", *(["5", "6"] if page == 3 else []), "Kite Guild Pack", str(page)] for page in range(1, 9)]
    lines = [Line(page, n, text) for page, texts in enumerate(pages, 1) for n, text in enumerate(texts, 1)]
    assert {(3, 6), (7, 4)} <= furniture(lines)
    assert not {(3, 3), (3, 4)} & furniture(lines)


@pytest.mark.parametrize(
    "front",
    [
        ["GT7K 22", "SVQ in Kite Flying at SCQF level 5", "Publication code: LX8127"],
        ["SVQ in Kite Flying at SCQF level 5", "Information for centres", "GT7K 22"],
        ["GT7K 22 SVQ in Kite Flying at SCQF level 5", "Document number: 88-12"],
    ],
)
def test_a_code_beside_the_title_is_the_award_s(front: list[str]) -> None:
    found = named_on_cover([Passage(text, Place(1, n, n)) for n, text in enumerate(front, 1)])
    assert [(q.number, q.title) for q in found] == [("GT7K 22", "SVQ in Kite Flying at SCQF level 5")]


def read(*cells: str) -> dict[str, Any]:
    return read_handbook("\n\n".join(cells).encode(), "kites.txt").document


HEADS = ("Unit reference", "Unit title", "Level", "Credit value", "GLH")
KITES = (("R/601/1234", "Fly a kite"), ("Y/601/1235", "Sew a kite"), ("D/601/1236", "Paint a kite"), ("H/601/1237", "Mend a kite"))


def table(*units: tuple[str, str]) -> list[str]:
    return [*HEADS, *(cell for unit in units for cell in (*unit, "2", "3", "20"))]


def test_the_facts_of_the_qualification_begin_no_unit_that_ends_its_rules() -> None:
    front = [
        "Level 2 Award in Kites",
        "Qualification number",
        "601/5523/0",
        "Qualification code",
        "KA2A1",
        "Total credits",
        "9",
        "Level",
        "2",
    ]
    rules = ["Qualification structure", "Total credits required - 9", "Mandatory units - 6 credits"]
    pages = ["R/601/1234 Fly a kite\nLevel: 2\nCredit value: 3\nGLH: 20\n1. Be able to fly\n1.1 Hold a line\n1.2 Land a kite"]
    found = read(*front, *rules, *table(*KITES), *pages)["rules_of_combination"]
    assert [(rule["scope"], rule["value"]) for rule in found] == [("total", 9), ("mandatory", 6)]


def test_the_date_of_a_qualification_is_none_of_its_title() -> None:
    heads = ["Qualification title", "Qualification\nnumber", "Level", "Operational start date"]
    found = read(
        "About the award",
        *heads,
        "Anvil Level 2 Award in Sewing and\nMending Kites",
        "601/5523/0",
        "2",
        "01/11/2015",
        "Units",
        *table(*KITES),
    )
    assert [(q["title"], q["level"]) for q in found["qualifications"]] == [("Anvil Level 2 Award in Sewing and Mending Kites", "2")]


def test_headings_below_all_tables_go_to_theirs() -> None:
    below = ["Optional group A\nSee the rule above", "Optional group B\nSee the rule above", "Barred units"]
    units = read("Mandatory group", *table(*KITES[:2]), *table(KITES[2]), *table(KITES[3]), *below)["units"]
    assert [(u["mandatory"], u.get("group")) for u in units] == [(True, None), (True, None), (False, "A"), (False, "B")]


def test_a_heading_above_the_next_table_stays_there() -> None:
    units = read("Mandatory units", *table(*KITES[:2]), *table(KITES[2]), "Optional units", *table(KITES[3]))["units"]
    assert [u["mandatory"] for u in units] == [True, True, True, False]


def test_heads_that_each_go_on_in_the_next_line_are_told_whoevers_their_names_are() -> None:
    rows = [f"KA{n}0101 {uan} {title} 2 3 20" for n, (uan, title) in enumerate(KITES, 1)]
    text = "\n".join(["Mandatory units", "AKG unit Ofqual unit Unit title Level Credit GLH", "code reference value", *rows])
    units = read_handbook(text.encode(), "kites.txt").document["units"]
    assert [(u["number"], u["uan"], u["title"]) for u in units] == [(f"KA{n}0101", *kite) for n, kite in enumerate(KITES, 1)]
