"""Criteria whose numbers begin anew with each outcome, in columns whose heads say which is which; heads that are only shaded."""

from typing import Any

import pytest
import typst

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.numbering import is_next

FACTS = "= Unit 7 Build a kite\n#table(columns: 2, [Unit reference], [R/913/3007], [Level], [3], [Credit], [5], [GLH], [30])\n"
PAPER = "#set page(margin: 60pt)\n#set text(size: 10pt)\n"
SPARS = "Weigh spars of three woods and say which of them bends least in a wind that comes and goes"


def outcomes(source: bytes, name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    (unit,) = read_handbook(source, name).document["units"]
    return [(o["text"], [(c["number"], c["text"]) for c in o["criteria"]]) for o in unit["outcomes"]]


def told(one: str, two: str) -> list[Any]:
    return [("Choose spars", [(one, SPARS), (two, "Cut spars")]), ("Sew a sail", [(one, "Hem a sail"), (two, "Fold a seam")])]


@pytest.mark.parametrize(("one", "two", "mark"), [("1", "2", "{}."), ("a", "b", "{})"), ("i", "ii", "({})"), ("A", "B", "{}.")])
@pytest.mark.parametrize(
    "heads",
    [
        ("Learning outcomes", "Assessment criteria"),
        ("What you must know or do", "Standards"),
        ("The trainee will:", "The trainee can:"),
        ("You will", "You must be able to"),
    ],
    ids=lambda heads: heads[0],
)
def test_columns_tell_outcomes_from_criteria_that_have_the_same_numbers(one: str, two: str, mark: str, heads: tuple[str, str]) -> None:
    a, b = mark.format(one), mark.format(two)
    table = f"#table(columns: (150pt, 300pt), [*{heads[0]}*], [*{heads[1]}*], [1. Choose spars], [{a} {SPARS} \\ {b} Cut spars],\n"
    table += f" [2. Sew a sail], [{a} Hem a sail \\ {b} Fold a seam])"
    assert outcomes(typst.compile((PAPER + FACTS + table).encode()), "kite.pdf") == told(one, two)


def test_heads_that_are_only_shaded_stand_above_the_rows_below_them() -> None:
    table = "#set table(stroke: none, fill: (_, y) => if y == 0 { silver })\n"
    table += "#table(columns: (150pt, 300pt), inset: (y: 6pt), [*Learning outcome*], [*Assessment criteria*],\n"
    table += f" [1. Choose spars], [1. {SPARS} \\ 2. Cut spars], [2. Sew a sail], [1. Hem a sail \\ 2. Fold a seam])"
    assert outcomes(typst.compile((PAPER + FACTS + table).encode()), "kite.pdf") == told("1", "2")


def test_numbers_of_chapters_before_the_units_are_no_criteria() -> None:
    text = "1.1 Who it is for\n1.2 How it is assessed\n\nUnit 7 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\n\n"
    text += f"Outcome 1 Choose spars\na) {SPARS}\nb) Cut spars\nOutcome 2 Sew a sail\na) Hem a sail\nb) Fold a seam\n"
    assert outcomes(text.encode(), "kite.txt") == told("a", "b")


@pytest.mark.parametrize(("before", "number"), [("", "1"), ("", "a"), ("", "i"), ("1 2", "3"), ("a b", "c"), ("i ii iii", "iv")])
def test_a_number_is_the_next_of_its_own_kind(before: str, number: str) -> None:
    assert is_next(before.split(), number)


@pytest.mark.parametrize(("before", "number"), [("", "2"), ("1", "b"), ("1 2", "4"), ("a b", "ii")])
def test_a_number_of_another_kind_or_place_is_not_the_next(before: str, number: str) -> None:
    assert not is_next(before.split(), number)


def test_a_unit_number_that_a_narrow_cell_breaks_is_one() -> None:
    facts = "= Unit 7 Build a kite\n#table(columns: (60pt, 60pt, 60pt, 40pt), [Level], [Credit], [GLH], [Ref], [3], [5], [30], [R/ \\ 913/3007])\n"
    (unit,) = read_handbook(typst.compile((PAPER + facts + "1. Sew a sail\n\n1.1 Hem a sail").encode()), "kite.pdf").document["units"]
    assert unit["uan"] == "R/913/3007"


@pytest.mark.parametrize("number", ["7", "K07", "307"])
def test_a_heading_may_be_a_bare_number_and_a_title(number: str) -> None:
    facts = "#table(columns: 2, [Unit reference], [R/913/3007], [Level], [3], [Credit], [5], [GLH], [30])\n"
    text = f"#heading[{number} Build a kite]\n{facts}#heading(level: 2)[Outcomes]\n1. Sew a sail\n\n1.1 Hem a sail\n\n1.2 Fold a seam"
    (unit,) = read_handbook(typst.compile((PAPER + text).encode()), "kite.pdf").document["units"]
    assert (unit["number"], unit["title"]) == (number, "Build a kite")


def test_an_outcome_without_a_heading_above_it_begins_where_lettered_criteria_follow() -> None:
    text = "Unit 7 Build a kite\nUnit reference: R/913/3007\nLevel: 3\nCredit: 5\n\nAbout this unit\nIt is about kites.\n\n"
    text += f"1. Choose spars\nYou can:\na) {SPARS}\nb) Cut spars\n\n2. Sew a sail\nYou can:\na) Hem a sail\nb) Fold a seam\n"
    assert outcomes(text.encode(), "kite.txt") == told("a", "b")


def test_a_part_of_a_unit_set_as_large_as_its_title_is_no_new_chapter() -> None:
    facts = "#table(columns: 2, [Unit reference], [R/913/3007], [Level], [3], [Credit], [5], [GLH], [30])\n"
    body = "\n\n".join(f"A kite needs wind, and the wind is not always there when a kite is ready for it ({k})." for k in range(9))
    text = f"= Unit 7 Build a kite\n{facts}== Aim\n{body}\n= Unit content\nSpars, sails.\n= Assessment criteria\n1. Sew\n\n1.1 Hem a sail"
    assert outcomes(typst.compile((PAPER + text).encode()), "kite.pdf")[0][1] == [("1.1", "Hem a sail")]


def test_a_form_that_nobody_has_filled_in_heads_nothing() -> None:
    boxes = "#table(columns: (60pt, 60pt), rows: 30pt, [], [], [], [])\n#v(20pt)\n"
    table = (
        f"#table(columns: (150pt, 300pt), [*Learning outcome*], [*Assessment criteria*], [1. Choose spars], [1.1 {SPARS} \\ 1.2 Cut spars])"
    )
    ((title, criteria),) = outcomes(typst.compile((PAPER + FACTS + boxes + table).encode()), "kite.pdf")
    assert (title, [number for number, _text in criteria]) == ("Choose spars", ["1.1", "1.2"])
