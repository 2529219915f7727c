"""Two editions beside each other: a table of what was changed, what is found, and what follows for a portfolio."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from milepost.engine.appraisal import standard_of
from milepost.engine.editions import Kind, changes, consequences, fits, parts_after, renamed
from tests.engine.test_appraisal import document

type Change = Callable[[dict[str, Any]], Any]


def edition(change: Change) -> Any:
    found = copy.deepcopy(document())
    change(found)
    return standard_of(found)


OLD = standard_of(document())


def one(found: dict[str, Any], part: int, place: int) -> dict[str, Any]:
    indicator: dict[str, Any] = found["parts"][part]["indicators"][place]
    return indicator


def shifted(found: dict[str, Any]) -> None:
    """A new indicator in the middle: A2 becomes A3, and A2 asks for something else."""
    found["parts"][0]["indicators"].insert(2, {"key": "A2", "title": "Newly asked", "aspect": "approach"})
    one(found, 0, 3)["key"] = "A3"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda _found: None, []),
        (lambda found: found.update(title="Lamps 2", years=3), [Kind.TITLE, Kind.YEARS]),
        (lambda found: found["bands"].pop(), [Kind.BANDS]),
        (lambda found: found["routes"]["full"].update(more_than=60, each={"results": 25}), [Kind.MARK, Kind.LEAST]),
        (lambda found: found["routes"].pop("conditional"), [Kind.ROUTE]),
        (lambda found: one(found, 0, 1).update(title="Another way"), [Kind.RETITLED]),
        (lambda found: one(found, 0, 1).update(aspect="results", points=2, about="More."), [Kind.ASKS, Kind.ASPECT, Kind.POINTS]),
        (lambda found: found["parts"][0]["indicators"].pop(), [Kind.GONE]),
        (lambda found: found["parts"][0]["indicators"].append({"key": "A9", "title": "Ninth", "aspect": "approach"}), [Kind.NEW]),
        (lambda found: one(found, 0, 2).update(key="A7"), [Kind.RENAMED]),
        (lambda found: found["parts"][1].update(needs=[], title="Bee"), [Kind.PART_TITLE, Kind.PART_NEEDS]),
        (lambda found: found["parts"].pop(), [Kind.PART_GONE, Kind.GONE, Kind.GONE]),
        (lambda found: found["parts"][1]["indicators"].append(found["parts"][0]["indicators"].pop(1)), [Kind.ELSEWHERE]),
        (shifted, [Kind.RENAMED, Kind.NEW]),
    ],
)
def test_what_is_different_is_found(change: Change, found: list[str]) -> None:
    assert [each.kind for each in changes(OLD, edition(change))] == found


def test_two_titles_alike_are_not_taken_for_one_that_moved() -> None:
    new = edition(lambda found: (one(found, 0, 1).update(key="A8", title="Results"), one(found, 0, 3).update(key="A9")))
    assert renamed(OLD, new) == {}


WHOLE: dict[str, Any] = {"stands": {"A0", "A1", "A2", "A5"}, "scores": {"A1": ("b75", 75), "A2": ("b50", 50), "A5": ("b25", 25)}}


def said(change: Change, **given: Any) -> list[Any]:
    new = edition(change)
    found = consequences(OLD, new, given.pop("chosen", ["A"]), **{**WHOLE, "moves": renamed(OLD, new), **given})
    return [
        (each.kind, each.args.get("indicators") or each.args.get("part") or each.args.get("now") or each.args["count"]) for each in found
    ]


def test_what_follows_is_said() -> None:
    assert said(lambda _found: None) == [(Kind.STAYS, 4)]
    assert said(lambda found: found["parts"][0]["indicators"].pop()) == [(Kind.STAYS, 3), (Kind.KEPT, ["A5"])]
    assert said(lambda found: one(found, 0, 1).update(aspect="context")) == [(Kind.STAYS, 4), (Kind.UNSCORED, ["A1"])]
    assert said(lambda found: found["bands"][4].update(percent=70)) == [(Kind.STAYS, 4), (Kind.RESCORE, ["A1"])]
    assert said(lambda found: found["parts"][0].update(needs=["B"]) or found["parts"][1].update(needs=[])) == [
        (Kind.STAYS, 4), (Kind.OPEN, ["B1", "B3"]), (Kind.TAKEN_PART, "B"),
    ]  # fmt: skip
    assert said(lambda found: found["parts"].pop(), chosen=["A", "B"]) == [(Kind.STAYS, 4), (Kind.LEFT_PART, "B")]


def test_what_moved_on_goes_along_and_what_took_its_place_is_open() -> None:
    assert said(shifted) == [(Kind.STAYS, 3), (Kind.MOVES, "A3"), (Kind.OPEN, ["A2"])]
    assert said(shifted, moves={}) == [(Kind.STAYS, 4), (Kind.OPEN, ["A3"])], "nobody agreed to it, so the key is what counts"


def test_the_parts_that_are_needed_are_taken_along() -> None:
    new = edition(lambda found: found["parts"].append({"key": "C", "title": "C", "needs": ["B"], "indicators": [{"key": "C1", "title": "c", "aspect": "approach"}]}))  # fmt: skip
    assert parts_after(new, ["C"]) == ["A", "B", "C"]
    assert parts_after(new, ["Z"]) == []


def test_a_score_fits_where_its_band_is_worth_as_much() -> None:
    assert fits(OLD, "A1", "b75", 75)
    assert not any((fits(OLD, "A1", "b75", 70), fits(OLD, "A1", "all", 75), fits(OLD, "A0", "b75", 75), fits(OLD, "Z", "b75", 75)))
