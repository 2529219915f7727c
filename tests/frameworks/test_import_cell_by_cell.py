"""Texts that put each cell on a line of its own: change logs, cells at the foot of a page, codes beside a title."""

import pytest

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
