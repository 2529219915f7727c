"""Tables of units of which only one counts, as sentences: by whatever number or title the units are named, in however many columns."""

import pytest

from milepost.frameworks.importers.layout import Cell, Word
from milepost.frameworks.importers.pdf import Sheet, furniture, only_stripes
from milepost.frameworks.importers.rule_tables import barred_told
from milepost.frameworks.importers.rules import rules_in
from milepost.frameworks.importers.source import Place, Row, Table

KNOWN = {"322": "K/501/2203", "326": "R/501/2204", "347": "T/501/2209", "342": "Y/501/2210", "C2": "A/501/2211", "C7": "D/501/2212"} | {
    "drive a hire van": "K/501/2203",
    "drive a lorry with a trailer": "R/501/2204",
}
TABLES = [
    ("", [["Unit", "Barred with", "Reason"], ["322", "326", "Both assess a console."], ["347", "342", "One exercise for both."]], ["K/501/2203+R/501/2204", "T/501/2209+Y/501/2210"]),
    ("Barred combinations", [["Unit", "Unit"], ["Unit 322", "Unit 326"]], ["K/501/2203+R/501/2204"]),
    ("Units 1 to 9 are free. Only one unit of each pair counts.", [["First unit", "Second unit"], ["C2", "C7"]], ["A/501/2211+D/501/2212"]),
    ("", [["This unit", "may not be combined with"], ["322 Drive a hire van", "326 Drive a lorry with a trailer"]], ["K/501/2203+R/501/2204"]),
    ("", [["Unit", "Cannot be taken with"], ["322", "326, 342"]], ["K/501/2203+R/501/2204", "K/501/2203+Y/501/2210"]),
    ("", [["Title", "Excluded combination"], ["Drive a hire van", "Drive a lorry with a trailer"]], ["K/501/2203+R/501/2204"]),
    ("Exclusions", [["Reference", "Title", "Reference", "Title"], ["K/501/2203", "Drive a hire van", "R/501/2204", "Drive a lorry with a trailer"]], ["K/501/2203+R/501/2204"]),
    ("Barred combinations", [["Unit", "Title", "Level", "Credit"], ["322", "Drive a hire van", "3", "4"], ["326", "Drive a lorry with a trailer", "3", "5"]], []),
    ("Fees", [["Item", "Charge"], ["Unit 322", "40"]], []),
    ("", [["Unit", "May be taken with"], ["322", "326"]], []),
]  # fmt: skip


@pytest.mark.parametrize(("above", "rows", "pairs"), TABLES)
def test_a_table_of_barred_units_says_its_pairs(above: str, rows: list[list[str]], pairs: list[str]) -> None:
    told = barred_told(Table([Row(cells, Place(1, n, n)) for n, cells in enumerate(rows, 1)]), above)
    facts = [fact for passage in told for fact in rules_in(passage.text, known=KNOWN)]
    assert [fact["scope"] for fact in facts] == [f"barred:{pair}" for pair in pairs]


def striped(*lines: list[tuple[str, float]]) -> list[list[Cell]]:
    return [
        [Cell(50, 20.0 * n, 500, 20.0 * n + 20, words=[Word(text, x, x + 5 * len(text), 20.0 * n + 14, 10, False, n) for text, x in line])]
        for n, line in enumerate(lines, 1)
    ]


def test_stripes_behind_rows_are_no_cells() -> None:
    rows = striped([("301", 50), ("Safely", 100), ("3", 300)], [("302", 50), ("Crew", 100), ("2", 300)])
    assert only_stripes(rows)
    assert not only_stripes(striped([("Credit:", 50), ("3", 120)], [("Level:", 50), ("2", 120)]))


def test_the_number_of_another_unit_at_the_top_of_each_page_is_no_running_head() -> None:
    def sheet(page: int, top: str) -> Sheet:
        lines = [(top, 60.0), ("Handbook", 90.0), ("Words", 400.0), ("More", 420.0), ("Again", 440.0), ("Foot", 800.0)]
        words = [[Word(text, 50, 90, base, 10, False, n)] for n, (text, base) in enumerate(lines, 1)]
        return Sheet(page, 842, words, [])

    each = [sheet(page, f"Unit U0{page}") for page in range(1, 6)]
    assert {line for _page, line in furniture(each, 10)} == {2, 6}
    assert {line for _page, line in furniture([sheet(page, f"Part {page}") for page in range(1, 6)], 10)} == {1, 2, 6}
