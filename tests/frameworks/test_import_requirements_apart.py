"""Evidence requirements whose numbers and letters stand in stacks apart from their words."""

from typing import Any

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.requirements_apart import requirements_apart
from milepost.frameworks.importers.source import Line

UNIT = "Unit 7 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\nGLH: 30\nLearning outcomes\nAssessment criteria\n"
UNIT += "1 Choose spars\n1.1 Weigh spars\n1.2 Cut spars\n\nEvidence requirements\n"
TOLD = [
    ("1", "Your assessor will observe you on at least three occasions.", []),
    ("2", "You must show that you have mended two of the following:", ["sails", "tails and lines", "spars"]),
    ("3", "You must keep a log.", []),
]


def requirements(below: str) -> list[tuple[Any, Any, list[str]]]:
    (unit,) = read_handbook((UNIT + below + "\n\nLearner name: ____________\n").encode(), "kite.txt").document["units"]
    return [(r["number"], r["text"], [i["text"] for i in r["items"]]) for r in unit["evidence_requirements"]]


@pytest.mark.parametrize(
    "below",
    [
        "1\n2\n\n3\n\n{0}\n{1}\n\na sails\nb tails and lines\nc spars\n{2}",
        "1\n2\n\n{0}\n{1}\n\na)\nb)\nc)\n\n14\n\nsails\ntails and lines\nspars\n\n3\n\n{2}",
        "1\n\n{0}\n\n2\n\n14\n\n{1}\n\n3\n\na sails\nb tails and lines\nc spars\n{2}",
    ],
)
def test_each_number_and_letter_has_its_words(below: str) -> None:
    assert requirements(below.format(*(text for _number, text, _items in TOLD))) == TOLD


@pytest.mark.parametrize(
    "below",
    [
        "1\n2\n\nYou must keep a log.",  # a statement too few
        "1\n\nYou must mend two of these:\n\na\nb\n\nsails of\nsilk\nspars",  # which lines go together?
        "1 You must keep a log.\n2 You must mend two of these:\na sails\nb spars",  # all is in its place
    ],
)
def test_what_does_not_come_out_even_is_left_as_it_is(below: str) -> None:
    text = f"Evidence requirements\n{below}\n\nUnit 8 Mend a kite"
    assert requirements_apart([Line(1, k, line) for k, line in enumerate(text.split("\n"), 1)], set()) == (set(), {})
