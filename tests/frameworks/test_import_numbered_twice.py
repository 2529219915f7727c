"""Criteria whose numbers come twice: once with the criterion, once with what a third column says to it."""

from milepost.frameworks.importers import read_handbook

HEADS = "Learning outcomes\n\nAssessment criteria\n\nThe learner will:\n\nThe learner can:\n\n"
FACTS = "Unit 7 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\nGLH: 30\n"
ROWS = (
    ("1.1 Weigh spars of three\nwoods", "1.1 Ash; spruce; one\nother"),
    ("1.2 Cut spars", "1.2 Saws"),
    ("1.3 Bend spars", "1.3 Steam"),
    ("1.4 Store spars", "1.4 Racks; tubes"),
    ("2.1 Hem a sail", "2.1 Features to include: thread; seam"),
    ("2.2 Fold a seam", "2.2 Two ways"),
    ("2.3 Mend a sail", "2.3 Patches"),
    ("2.4 Store a sail", "2.4 Bags"),
)


def criteria(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    below = "\n\n2. Sew a sail\n\nKnowledge, understanding and skills\n"
    text = FACTS + HEADS + "1. Choose spars\n\n" + "\n\n".join(cell for row in rows for cell in row) + below
    (unit,) = read_handbook(text.encode(), "kite.txt").document["units"]
    return [c["text"] for o in unit["outcomes"] for c in o["criteria"]]


def test_what_stands_under_the_number_of_a_criterion_once_more_is_none() -> None:
    assert criteria(ROWS) == ["Weigh spars of three woods", *(row[0][4:] for row in ROWS[1:])]


def test_a_number_given_twice_by_mistake_is_kept_twice() -> None:
    once = tuple(row[:1] for row in ROWS)
    assert len(criteria((*once[:2], ("1.2 Join spars",), *once[2:]))) == 9


def test_an_amount_that_words_ask_for_begins_no_outcome() -> None:
    text = FACTS + HEADS + "1. Choose spars\n\n1.1 Bend a spar for at least\n30 minutes\n\n1.2 Cut spars\n"
    (unit,) = read_handbook(text.encode(), "kite.txt").document["units"]
    assert [[c["text"] for c in o["criteria"]] for o in unit["outcomes"]] == [["Bend a spar for at least 30 minutes", "Cut spars"]]
