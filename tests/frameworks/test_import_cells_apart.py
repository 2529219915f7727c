"""Texts that hold a table cell by cell, as tools write them that keep no columns: rows of units, facts, outcomes, criteria and what stands beside."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.cells_apart import cells_apart
from milepost.frameworks.importers.second_reading import soundness
from milepost.frameworks.importers.sections import section_kind
from milepost.frameworks.importers.source import Line, Passage, Place
from tests.frameworks.test_import_second_reading import whole

FACTS = "Unit 1 Build a kite\nUnit reference: M/931/1001\nLevel: 2\nCredit value: 3\n"


def units(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_handbook(text.encode(), "kites.txt").document["units"]
    return found


def told(unit: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(o["text"], [f"{c['number']} {c['text']}" for c in o["criteria"]]) for o in unit["outcomes"]]


ROWS = """\
Learning outcomes
(the learner will)
Assessment criteria
(the learner can)
{head}
1 Be able to bend a
frame
1.1 Choose cane that is dry and free of
knots
Two canes, and why
each was taken
1.2 Bend cane over steam
One frame
that holds its shape
1.3 Tie the frame
At least four knots
2 Know tails 2.1 Explain what a tail does
An answer in writing
2.2 State how long a tail is
Three kites
{below}
"""
SAID = [
    ("Be able to bend a frame", ["1.1 Choose cane that is dry and free of knots", "1.2 Bend cane over steam", "1.3 Tie the frame"]),
    ("Know tails", ["2.1 Explain what a tail does", "2.2 State how long a tail is"]),
]


@pytest.mark.parametrize("head", ["Sufficiency", "Task", "Where it is seen"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["cells below each other", "cells apart"])
def test_what_stands_beside_the_criteria_is_left_out_by_its_capital(head: str, gap: str) -> None:
    text = FACTS + ROWS.format(head=head, below="Assessment guidance\nSeen at work.").replace("\nTwo", f"{gap}Two").replace(
        "\nOne", f"{gap}One"
    )
    assert told(units(text)[0]) == SAID


def test_the_first_criterion_amidst_the_line_of_its_outcome_begins_anew() -> None:
    text = FACTS + "Learning outcomes\nThe learner will:\nAssessment criteria\nThe learner can:\n"
    pairs = [("Bend a frame", "Choose cane"), ("Cover it", "Cut paper"), ("Tie tails", "Knot a tail"), ("Fly it", "Judge the wind")]
    text += "".join(f"{n} {a} {n}.1 {b}\n{n}.2 Say why\n" for n, (a, b) in enumerate(pairs, 1))
    assert told(units(text)[0]) == [(a, [f"{n}.1 {b}", f"{n}.2 Say why"]) for n, (a, b) in enumerate(pairs, 1)]


def test_a_text_without_such_cells_has_none() -> None:
    lines = [Line(1, n, text) for n, text in enumerate(["1 Bend it", "1.1 Choose cane", "1.2 Bend cane", "Guidance", "Kites fly."], 1)]
    assert cells_apart(lines) == []


def test_criteria_that_run_into_another_cell_are_read_poorly() -> None:
    plain, run_into = whole(), whole()
    for criterion in (c for outcome in run_into.outcomes for c in outcome.criteria):
        criterion.text += " in own words Witness testimony from a colleague"
    assert soundness(run_into, set()) < soundness(plain, set())


HEADS = ["Kite Guild\nunit code", "Ofqual ref.", "Unit title", "Level", "Credit\nvalue", "GLH", "3881-H", "3881-C"]
CELLS = [
    ["KG-001", "M/931/1001", "Build a kite that\nflies", "2", "3", "22", "✔", "✔"],
    ["KG-002", "T/931/2005", "Mend a torn sail", "2", "4", "28", "✔"],
    ["KG-003", "A/931/2007", "Tie a tail", "3", "5", "30", "✔"],
]


@pytest.mark.parametrize("gap", ["\n", "\n\n", " "], ids=["a line each", "apart", "one line"])
def test_rows_of_units_are_read_however_their_cells_are_parted(gap: str) -> None:
    text = gap.join(HEADS) + "\n\nGroup A - Mandatory units\n" + "\n".join(gap.join(row) for row in CELLS) + "\n\nAssessment\nAt work.\n"
    found = [(u["uan"], u["number"], u["title"], u["level"], u["credit"], u["glh"], u["group"], u["mandatory"]) for u in units(text)]
    assert found == [
        ("M/931/1001", "KG-001", "Build a kite that flies", "2", 3, 22, "A", True),
        ("T/931/2005", "KG-002", "Mend a torn sail", "2", 4, 28, "A", True),
        ("A/931/2007", "KG-003", "Tie a tail", "3", 5, 30, "A", True),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", " "], ids=["a line each", "apart", "one line"])
def test_facts_stand_below_their_labels_with_others_that_nobody_keeps(gap: str) -> None:
    labels, values = (
        ["Level", "Credit value", "GLH", "Observation(s)", "External paper(s)", "Ofqual unit reference"],
        "3 4 32 3 0 R/912/3301".split(),
    )
    below = "\nLearning outcomes\n1 Bend a frame\n1.1 Choose cane\n1.2 Bend cane\n"
    (unit,) = units(f"Build a kite\n{gap.join(labels)}\n\n{gap.join(values)}\n{below}")
    assert (unit["uan"], unit["level"], unit["credit"], unit["glh"]) == ("R/912/3301", "3", 4, 32)


@pytest.mark.parametrize("text", ["Obs 1", "Portfolio reference", "Date achieved", "Assessor initials", "Evidence type", "Page no."])
def test_what_heads_a_column_to_be_filled_in_opens_no_section(text: str) -> None:
    assert section_kind(Passage(text, Place(1, 1, 1)), {text.casefold()}, 0.0) == ""
