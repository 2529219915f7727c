"""Quality standards: what cannot be right in one, and what scores come to."""

from typing import Any

import pytest

from milepost.engine.appraisal import Kind, Standard, Verdict, choice_faults, faults, lacks, outcome, standard_of


def document(**changed: Any) -> dict[str, Any]:
    """Two parts: A with one context, two approaches and a result; B, which needs A, with one of each."""
    given: dict[str, Any] = {
        "key": "lamps", "title": "Lamps", "about": "Lamps.",
        "bands": [{"key": f"b{n}", "title": str(n), "percent": n} for n in (100, 0, 25, 50, 75)],
        "routes": {"full": {"more_than": 55}, "conditional": {"more_than": 55, "of": ["approach"], "each": {"results": 25}}},
        "parts": [
            {"key": "A", "title": "A", "indicators": [
                {"key": "A0", "title": "Context", "aspect": "context"}, {"key": "A1", "title": "Way", "aspect": "approach"},
                {"key": "A2", "title": "Other way", "aspect": "approach", "points": 3}, {"key": "A5", "title": "Results", "aspect": "results"}]},
            {"key": "B", "title": "B", "needs": ["A"], "optional": True, "indicators": [
                {"key": "B1", "title": "Way", "aspect": "approach"}, {"key": "B3", "title": "Results", "aspect": "results"}]},
        ],
    }  # fmt: skip
    return {**given, **changed}


LAMPS = standard_of(document())


def kinds(found: Any) -> list[str]:
    return [one.kind for one in found]


def parts(**needs: list[str]) -> list[dict[str, Any]]:
    return [
        {"key": key, "title": key, "needs": list(after), "indicators": [{"key": f"{key}-1", "title": "One", "aspect": "approach"}]}
        for key, after in needs.items()
    ]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"parts": parts(A=["B"], B=["A"])}, [Kind.LOOP]),
        ({"parts": parts(A=["A"])}, [Kind.LOOP]),
        ({"parts": parts(A=["C"], B=["A"], C=["B"], D=["A"])}, [Kind.LOOP]),
        ({"parts": parts(A=[], B=["A"], C=["A", "B"])}, []),
        ({"parts": parts(A=["Z"])}, [Kind.NEEDS_UNKNOWN]),
        ({"parts": [*parts(A=[]), *parts(A=[])]}, [Kind.DUPLICATE, Kind.DUPLICATE]),
        ({"routes": {"full": {"more_than": 100}}}, [Kind.UNREACHABLE]),
        ({"routes": {"full": {"more_than": 99}}}, []),
        ({"bands": [{"key": "a", "title": "a", "percent": 0}, {"key": "b", "title": "b", "percent": 50}]}, [Kind.UNREACHABLE] * 2),
        ({"bands": [{"key": "a", "title": "a", "percent": 0}, {"key": "b", "title": "b", "percent": 50}],
          "routes": {"full": {"each": {"results": 75}}}}, [Kind.UNREACHABLE]),
        ({"parts": [{"key": "A", "title": "A", "indicators": [{"key": "A0", "title": "x", "aspect": "context"}]}]}, [Kind.NOTHING_TO_SCORE]),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_found(changed: dict[str, Any], found: list[str]) -> None:
    assert kinds(faults(standard_of(document(**changed)))) == found


def test_a_loop_names_the_way_round() -> None:
    [found] = faults(standard_of(document(parts=parts(A=["C"], B=["A"], C=["B"]))))
    assert found.args["parts"] == ["A", "C", "B", "A"]


@pytest.mark.parametrize(
    ("scores", "verdict", "percent"),
    [
        ({"A1": 50, "A2": 50, "A5": 100}, Verdict.FULL, 60),
        ({"A1": 75, "A2": 50, "A5": 50}, Verdict.NOT_YET, 55),  # 55 is not more than 55; of the approaches 56.25
        ({"A1": 75, "A2": 75, "A5": 0}, Verdict.NOT_YET, 60),
    ],
)
def test_points_weigh_and_the_mark_is_to_be_passed(scores: dict[str, int], verdict: Verdict, percent: int) -> None:
    found = outcome(LAMPS, ["A"], scores)
    assert found.percent == percent
    assert (Verdict.FULL if not found.full else Verdict.NOT_YET) == (Verdict.FULL if percent > 55 else Verdict.NOT_YET)
    if verdict is Verdict.FULL:
        assert found.verdict is Verdict.FULL


def test_the_conditional_route_is_for_good_approaches_with_few_results() -> None:
    scores = {"A1": 75, "A2": 50, "A5": 25}  # 50 of all points, 56 of the approaches
    assert outcome(LAMPS, ["A"], scores).verdict is Verdict.CONDITIONAL
    low = outcome(LAMPS, ["A"], {**scores, "A5": 0})
    assert (low.verdict, kinds(low.conditional or ())) == (Verdict.NOT_YET, [Kind.INDICATOR_BELOW])


def test_each_part_passes_for_itself() -> None:
    scores = {"A1": 100, "A2": 100, "A5": 100, "B1": 0, "B3": 0}
    assert outcome(LAMPS, ["A"], scores).verdict is Verdict.FULL
    both = outcome(LAMPS, ["A", "B"], scores)
    assert both.verdict is Verdict.NOT_YET
    assert [one.culprit for one in both.full] == ["B"]


def test_what_is_not_scored_keeps_every_route_closed() -> None:
    found = outcome(LAMPS, ["A"], {"A1": 100, "A2": 100})
    assert found.verdict is Verdict.NOT_YET
    assert found.full[0].args["indicators"] == ["A5"]


def test_a_part_does_not_count_without_the_one_it_needs() -> None:
    assert kinds(choice_faults(LAMPS, ["B"])) == [Kind.PART_NEEDS]
    assert kinds(choice_faults(LAMPS, [])) == [Kind.NO_PART]
    assert kinds(choice_faults(LAMPS, ["A", "X"])) == [Kind.PART_NOT_THERE]
    assert choice_faults(LAMPS, ["A", "B"]) == []


def test_an_application_lacks_words_scores_and_something_to_show() -> None:
    found = lacks(LAMPS, ["A"], written={"A0", "A1"}, shown={"A2"}, scores={"A1": 50, "A2": 0})
    assert {one.kind: one.args["indicators"] for one in found} == {
        Kind.NOT_WRITTEN: ["A2", "A5"], Kind.NOT_SCORED: ["A5"], Kind.NOTHING_SHOWN: ["A1"],
    }  # fmt: skip
    assert lacks(LAMPS, ["A"], written=set(LAMPS.indicators), shown={"A1", "A5"}, scores={"A1": 50, "A2": 0, "A5": 25}) == []


def test_a_better_score_never_closes_a_route() -> None:
    standard: Standard = LAMPS
    for low in (0, 25, 50, 75):
        before = outcome(standard, ["A"], {"A1": low, "A2": 50, "A5": 50})
        after = outcome(standard, ["A"], {"A1": low + 25, "A2": 50, "A5": 50})
        assert len(after.full) <= len(before.full)
        assert len(after.conditional or ()) <= len(before.conditional or ())
