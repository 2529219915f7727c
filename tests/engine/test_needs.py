"""Who needs help this week: each reason at its edge, the order of urgency, and that a break asks for nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from milepost.engine.needs import ORDER, Standing, behind, needs, urgency

TODAY = date(2026, 11, 20)  # a Friday


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def standing(**change: Any) -> Standing:
    """A learner with whom all is well."""
    well: dict[str, Any] = {
        "began_on": ago(200), "ends_on": TODAY + timedelta(days=200), "has_assessor": True, "has_units": True, "signed": 50,
        "last_act_on": ago(3),
    }  # fmt: skip
    return Standing(**well | change)


def kinds(**change: Any) -> list[str]:
    return [one.kind for one in needs(standing(**change), TODAY)]


def test_with_whom_all_is_well_there_is_no_reason() -> None:
    assert kinds() == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"has_assessor": False}, "no_assessor"),
        ({"waiting_since": ago(15)}, "feedback_late"),
        ({"has_units": False, "began_on": ago(14)}, "units_open"),
        ({"on_break": True, "back_by": ago(1)}, "break_overrun"),
        ({"ends_on": TODAY + timedelta(days=28), "signed": 79}, "ends_soon"),
        ({"ends_on": ago(5), "signed": 79}, "ends_soon"),
        ({"last_act_on": ago(28)}, "no_contact"),
        ({"redo_since": ago(14)}, "redo_open"),
        ({"consent_missing": True}, "consent_missing"),
    ],
)
def test_each_reason_begins_at_its_edge(change: dict[str, Any], kind: str) -> None:
    assert kinds(**change) == [kind]


@pytest.mark.parametrize(
    "change",
    [
        {"waiting_since": ago(14)},  # ten working days: today is the last
        {"has_units": False, "began_on": ago(13)},
        {"on_break": True, "back_by": TODAY},
        {"on_break": True},
        {"ends_on": TODAY + timedelta(days=28), "signed": 80},
        {"ends_on": TODAY + timedelta(days=29), "signed": 0},
        {"last_act_on": ago(27)},
        {"redo_since": ago(13)},
    ],
)
def test_before_the_edge_there_is_none(change: dict[str, Any]) -> None:
    assert kinds(**change) == []


def test_on_a_break_nothing_else_is_asked() -> None:
    assert kinds(on_break=True, back_by=ago(9), has_assessor=False, last_act_on=ago(90), redo_since=ago(90)) == ["break_overrun"]


def test_reasons_come_in_the_order_of_urgency() -> None:
    found = kinds(
        has_assessor=False, has_units=False, waiting_since=ago(60), ends_on=TODAY, signed=0, last_act_on=ago(60), redo_since=ago(60),
        consent_missing=True,
    )  # fmt: skip
    assert found == [kind for kind in ORDER if kind != "break_overrun"]


def test_who_waits_for_the_centre_comes_before_whom_the_centre_waits_for() -> None:
    late = needs(standing(waiting_since=ago(20)), TODAY)
    quiet = needs(standing(last_act_on=ago(90), redo_since=ago(90)), TODAY)
    quieter = needs(standing(last_act_on=ago(120)), TODAY)
    assert sorted([quieter, quiet, late], key=urgency) == [late, quiet, quieter]


@pytest.mark.parametrize(("used", "signed", "points"), [(50, 20, 30), (50, 50, 0), (50, 70, 0), (100, 0, 100), (140, 90, 10)])
def test_behind_is_counted_in_points_of_a_hundred(used: int, signed: int, points: int) -> None:
    assert behind(starts_on=ago(used), ends_on=ago(used - 100), today=TODAY, signed=signed) == points
