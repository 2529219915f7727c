"""Workbooks as data: what they add up to, what others see, what is missing, and what is wrong in a form."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from milepost.engine.workbooks import Step, empty, form_of, loose_ends, missing, open_steps, shared, worked

RISKS: dict[str, Any] = {
    "format": "milepost-workbook/1",
    "key": "risks",
    "version": 1,
    "title": "Risks",
    "about": "What may go wrong.",
    "sections": [
        {
            "key": "all",
            "title": "All",
            "questions": [
                {"key": "begun", "asks": "Begun", "kind": "date"},
                {"key": "ended", "asks": "Ended", "kind": "date", "needed": True},
                {"key": "lasted", "asks": "Days", "kind": "worked", "of": "days(begun, ended)"},
                {"key": "secret", "asks": "What nobody should know", "confidential": True},
                {
                    "key": "risks",
                    "asks": "Risks",
                    "kind": "table",
                    "needed": True,
                    "columns": [
                        {"key": "risk", "asks": "Risk", "kind": "line", "total": "count"},
                        {"key": "likely", "asks": "How likely", "kind": "score", "total": "average"},
                        {"key": "bad", "asks": "How bad", "kind": "score"},
                        {"key": "weight", "asks": "Weight", "kind": "worked", "of": "likely * bad", "total": "highest"},
                        {"key": "whose", "asks": "Who fears it", "kind": "person", "confidential": True},
                    ],
                },
                {"key": "share", "asks": "Share", "kind": "worked", "of": "sum(risks.weight) / count(risks.risk)"},
            ],
        }
    ],
}
ANSWERS = {
    "begun": "2026-09-01",
    "ended": "2026-09-11",
    "secret": "All of it",
    "risks": [
        {"risk": "Fire", "likely": "1", "bad": "5", "whose": "Ada"},
        {"risk": "Fog", "likely": "4", "bad": "2"},
        {"risk": "Rats", "likely": "2"},
    ],
}


def changed(**change: Any) -> dict[str, Any]:
    """The form with its table's second column changed."""
    import copy

    document = copy.deepcopy(RISKS)
    document["sections"][0]["questions"][4]["columns"][1] |= change
    return document


def test_rows_columns_days_and_sums_of_sums_are_worked_out() -> None:
    found = worked(form_of(RISKS), ANSWERS)
    assert [row["weight"] for row in found.rows["risks"]] == [5, 8, None]
    assert found.totals["risks", "likely"] == Decimal(7) / 3
    assert found.totals["risks", "weight"] == 8
    assert found.totals["risks", "risk"] == 3
    assert found.numbers["lasted"] == 10
    assert round(found.numbers["share"] or 0, 3) == Decimal("4.333")


def test_an_empty_workbook_works_nothing_out_and_breaks_nowhere() -> None:
    found = worked(form_of(RISKS), {"risks": "no rows at all", "begun": "yesterday"})
    assert found.numbers == {"lasted": None, "share": None}
    assert found.rows == {"risks": []}


def test_others_see_neither_a_confidential_answer_nor_a_confidential_column() -> None:
    seen = shared(form_of(RISKS), ANSWERS)
    assert "secret" not in seen
    assert [list(row) for row in seen["risks"]] == [["risk", "likely", "bad"], ["risk", "likely", "bad"], ["risk", "likely"]]
    assert form_of(RISKS).confides


def test_a_sum_that_rests_on_what_is_confidential_stays_behind_with_it() -> None:
    document = changed(confidential=True)
    seen = shared(form_of(document), ANSWERS)
    assert [row["weight"] for row in worked(form_of(document), seen).rows["risks"]] == [None, None, None]


def test_what_is_needed_and_not_there_is_missing() -> None:
    form = form_of(RISKS)
    assert missing(form, ANSWERS) == []
    assert [one.key for one in missing(form, {"risks": [{}]})] == ["ended", "risks"]


def test_rows_of_nothing_are_empty() -> None:
    assert empty({"risks": [{}, {"risk": ""}], "begun": ""})
    assert not empty({"risks": [{"risk": "Fog"}]})


def test_a_good_form_has_no_loose_end() -> None:
    assert list(loose_ends(form_of(RISKS))) == []


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"kind": "worked"}, "worked"),
        ({"kind": "worked", "of": "bad * weight"}, "unknown"),  # the later sum waits for this one
        ({"kind": "worked", "of": "risk * 2"}, "unknown"),
        ({"kind": "worked", "of": "sum(risks.bad)"}, "unknown"),  # a row does not ask what all rows come to
        ({"kind": "worked", "of": "bad ** 2"}, "sum"),
        ({"kind": "choice"}, "choices"),
        ({"kind": "text", "total": "sum"}, "total"),
        ({"kind": "line", "until": "risk"}, "until"),
        ({"kind": "date", "until": "nothing"}, "until"),
        ({"scale": {"from": 3, "to": 3}}, "scale"),
        ({"kind": "table", "columns": [{"key": "a", "asks": "A"}]}, "table"),
        ({"key": "bad"}, "twice"),
    ],
)
def test_a_form_says_what_is_wrong_in_it(change: dict[str, Any], slug: str) -> None:
    assert slug in {found for found, _names in loose_ends(form_of(changed(**change)))}


@pytest.mark.parametrize("until", ["begun", "lasted", "risks", "risk", "nothing"])
def test_a_day_outside_a_table_is_due_until_another_question_is_answered(until: str) -> None:
    """Not itself, nothing that is worked out, no table, no column of one, and nothing that is not there."""
    document = changed()
    document["sections"][0]["questions"][0]["until"] = until
    assert [slug for slug, _names in loose_ends(form_of(document))] == ["until"]


def test_a_day_outside_a_table_stands_open_until_what_came_of_it_is_answered() -> None:
    document = changed()
    document["sections"][0]["questions"][0]["until"] = "secret"
    form = form_of(document)
    assert (form.dated, form_of(RISKS).dated, list(loose_ends(form))) == (True, False, [])
    assert open_steps(form, {"begun": "2026-09-01"}) == [Step(date(2026, 9, 1), "Begun", "What nobody should know")]
    for done in ({"begun": "2026-09-01", "secret": "All of it"}, {"begun": "soon"}, {"secret": ""}):
        assert open_steps(form, done) == []


def test_a_chart_draws_what_is_there() -> None:
    document = {**RISKS, "charts": [{"kind": "rows", "title": "Weights", "tables": ["risks"], "label": "name", "of": "weight"}]}
    assert list(loose_ends(form_of(document))) == [("unknown", {"place": "Weights", "name": "risks.name"})]


def test_what_is_withheld_is_never_counted_as_nought() -> None:
    import copy

    document = copy.deepcopy(RISKS)
    document["sections"][0]["questions"].append({"key": "fearful", "asks": "How many fear", "kind": "worked", "of": "count(risks.whose)"})
    document["sections"][0]["questions"].append({"key": "share_2", "asks": "Share", "kind": "worked", "of": "fearful / count(risks.risk)"})
    document["sections"][0]["questions"][4]["columns"][4]["total"] = "count"
    form = form_of(document)
    own, copied = worked(form, ANSWERS), worked(form, shared(form, ANSWERS))
    assert (own.numbers["fearful"], own.totals["risks", "whose"]) == (1, 1)
    assert (copied.numbers["fearful"], copied.totals["risks", "whose"], copied.numbers["share_2"]) == (None, None, None)
    assert {"fearful", "share_2", "risks.whose"} <= copied.withheld
    assert copied.numbers["share"] == own.numbers["share"]  # what rests on nothing secret stays


def test_a_table_that_is_withheld_whole_counts_nothing() -> None:
    import copy

    document = copy.deepcopy(RISKS)
    document["sections"][0]["questions"][4]["confidential"] = True
    form = form_of(document)
    assert worked(form, ANSWERS).numbers["share"] is not None
    copied = worked(form, shared(form, ANSWERS))
    assert copied.totals["risks", "risk"] is None
    assert "share" in copied.withheld


@pytest.mark.parametrize("huge", ["1e30", "9" * 400, "1e999999", "-1e400", "NaN", "sNaN"])
def test_numbers_without_end_are_no_numbers_and_break_nothing(huge: str) -> None:
    document = changed(kind="number")
    found = worked(form_of(document), {"risks": [{"risk": "Fog", "likely": huge, "bad": "2"}]})
    assert found.rows["risks"][0]["weight"] is None


def test_a_sum_that_grows_past_all_size_is_missing() -> None:
    from milepost.engine.formula import Known, worked_out

    known = Known({"a": Decimal(10) ** 15})
    assert worked_out("a * a", known) is None
    assert worked_out("*".join(["1e300"] * 30), known) is None
    assert worked_out("a * 100", known) == Decimal(10) ** 17
