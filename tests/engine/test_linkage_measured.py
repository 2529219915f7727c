"""Two messy lists with their truth: how many lines of one employer are found, and how many of those found are right.

The lists come of `messy_employers/employers_list.txt`; its README says who wrote it, what the truth is and how it was measured.
"""

import csv
import hashlib
import json
import runpy
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from milepost.engine.linkage import Entry, link

HERE = Path(__file__).parent / "messy_employers"
DIGESTS = json.loads((HERE / "digests.json").read_text())
FOUND, RIGHT = 0.95, 0.98


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    program = runpy.run_path(str(HERE / "employers_list.txt"))
    program["main"]([str(folder)])
    return folder


def _entry(number: int, row: dict[str, str]) -> Entry:
    cell = {head: (text or "").strip() for head, text in row.items() if head}
    street = ", ".join(text for text in (cell["Addr 1"], cell["Addr 2"]) if text)
    return Entry(
        number, cell["Company"], number=cell["Co. No."], phone=cell["Tel"], email=cell["E-mail"], website=cell["Web"],
        postcode=cell["Post Code"], street=street, town=cell["Town"], contact=cell["Contact Name"], notes=cell["Notes"],
    )  # fmt: skip


def _pairs(groups: list[tuple[int, ...]]) -> set[tuple[int, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


@pytest.mark.slow
@pytest.mark.parametrize("which", ["", "_holdout"])
def test_at_least_95_percent_are_found_and_98_percent_of_them_are_right(lists: Path, which: str) -> None:
    for name in (f"employers{which}.csv", f"truth{which}.json"):
        assert hashlib.sha256((lists / name).read_bytes()).hexdigest() == DIGESTS[name]
    with (lists / f"employers{which}.csv").open(encoding="utf-8-sig", newline="") as opened:
        entries = [_entry(number, row) for number, row in enumerate(csv.DictReader(opened), 1)]
    employers = defaultdict(list)
    entity_of = json.loads((lists / f"truth{which}.json").read_text())["entity_of_row"]
    of_row = entity_of.items() if isinstance(entity_of, dict) else enumerate(entity_of, 1)
    for row, employer in of_row:
        employers[employer].append(int(row))
    true = _pairs([tuple(rows) for rows in employers.values()])
    found = _pairs([tuple(int(str(key)) for key in group) for group in link(entries).groups])
    assert len(true & found) / len(true) >= FOUND
    assert len(true & found) / len(found) >= RIGHT
