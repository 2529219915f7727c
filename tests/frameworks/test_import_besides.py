"""Forms of which a PDF boxes one side only."""

import pytest

from milepost.frameworks.importers.besides import take_beside
from milepost.frameworks.importers.layout import Cell, Word

FORM = [
    [("UAN:", "M/911/2014"), ("Level:", "2")],
    [("Credit value:", "5"), ("GLH:", "30")],
    [("Aim:", "Dry boats"), ("Type:", "Portfolio")],
]


def words_at(text: str, x: float, line: int) -> list[Word]:
    found = []
    for word in text.split():
        found.append(Word(word, x, x + 5 * len(word), 20.0 * line + 14, 10, False, line))
        x = found[-1].x1 + 4
    return found


@pytest.mark.parametrize("boxed", [0, 1], ids=["labels", "values"])
def test_the_words_beside_boxes_are_the_other_cells_of_their_rows(boxed: int) -> None:
    lines = [
        [w for k in (0, 1) for side in (0, 1) for w in words_at(row[k][side], 60 + 240 * k + 100 * side, n)] for n, row in enumerate(FORM)
    ]
    tables = [
        [[Cell(50 + 240 * k + 105 * boxed, 20.0 * n, 150 + 240 * k + 105 * boxed, 20.0 * n + 20)] for n in range(len(FORM))] for k in (0, 1)
    ]
    for k, table in enumerate(tables):
        for n, (cell,) in enumerate(table):
            cell.words = [w for w in lines[n] if cell.x0 <= w.x0 < cell.x1]
            for word in cell.words:
                word.in_table = True
            assert cell.words, (k, n)
    take_beside(tables, lines)
    read = [[tuple(" ".join(w.text for w in cell.words) for cell in row) for row in table] for table in tables]
    assert read == [[row[k] for row in FORM] for k in (0, 1)]
    assert [[cell.column for cell in row] for table in tables for row in table] == [[0, 1]] * 6


def test_a_column_of_boxes_with_nothing_beside_stays_alone() -> None:
    lines = [words_at("One shaded line of words", 60, n) for n in range(3)]
    table = [[Cell(50, 20.0 * n, 400, 20.0 * n + 20, words=lines[n])] for n in range(3)]
    for word in (w for line in lines for w in line):
        word.in_table = True
    take_beside([table], lines)
    assert [len(row) for row in table] == [1, 1, 1]
