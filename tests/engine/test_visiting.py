"""Which open criteria an activity is likely to show, and how a time lies to shifts."""

from datetime import datetime

import pytest

from milepost.engine.visiting import Asked, Demand, Fit, Shift, demand, fit, likely


@pytest.mark.parametrize(
    ("text", "outcome", "asks"),
    [
        ("explain the difference between a loyal customer and a satisfied one", "", Demand.EXPLAIN),
        ("Describe two handovers", "", Demand.EXPLAIN),
        ("Greet each customer in the manner the organisation has chosen", "Open a contact", Demand.DO),
        ("identify the customer’s needs", "Be able to deal with customers", Demand.DO),  # the outcome decides
        ("identify the customer’s needs", "", Demand.EXPLAIN),
        ("keep the till in order", "Know how tills are kept", Demand.EXPLAIN),
        ("use the till", "Understand how to use a till", Demand.EXPLAIN),
        ("trim the wick", "Be able to light it", Demand.DO),
        ("", "", Demand.DO),
    ],
)
def test_what_a_criterion_asks_for(text: str, outcome: str, asks: Demand) -> None:
    assert demand(text, outcome) is asks


DESK = [
    Asked("A3:1.1", "Greet each customer as the organisation has chosen", "Be able to open a contact"),
    Asked("A3:1.2", "Explain how complaints are recorded", "Understand records"),
    Asked("B2:2.1", "Give refunds within the limits of your job", "Be able to put things right"),
    Asked("B2:2.2", "Record complaints so that a colleague could take over", "Be able to put things right"),
    Asked("D6:1.1", "Write your own learning plan", "Be able to learn"),
]


def found(activity: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.target, one.words) for one in likely(DESK, activity) if one.words]


@pytest.mark.parametrize(
    ("activity", "first"),
    [
        ("A refund at the counter", [("B2:2.1", ("refund",))]),
        ("Refunding at the desk", [("B2:2.1", ("refunding",))]),
        ("Somebody complains and she records it", [("B2:2.2", ("complains", "records")), ("A3:1.2", ("complains", "records"))]),
        ("greeting customers", [("A3:1.1", ("greeting", "customers"))]),
        ("the and of with", []),
        ("", []),
        ("Ferry timetables", []),
        ("A passenger is angry", [("A3:1.1", ("passenger",)), ("B2:2.2", ("angry",)), ("A3:1.2", ("angry",))]),  # kin to others
    ],
)
def test_words_that_are_shared_are_the_reason(activity: str, first: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(activity) == first


def test_to_do_comes_before_to_explain_and_what_shares_nothing_comes_last() -> None:
    order = [one.target for one in likely(DESK, "Recording a complaint")]
    assert order == ["B2:2.2", "A3:1.2", "A3:1.1", "B2:2.1", "D6:1.1"]


def test_nothing_is_lost_and_nothing_is_doubled() -> None:
    for activity in ("", "customers", "a refund, a complaint and a greeting"):
        assert sorted(one.target for one in likely(DESK, activity)) == sorted(one.target for one in DESK)


def test_a_rare_word_weighs_more_than_a_frequent_one() -> None:
    asked = [*(Asked(f"U:{i}", f"Serve passengers, part {i}") for i in range(3)), Asked("U:9", "Stow a wheelchair")]
    assert likely(asked, "passengers with a wheelchair")[0].target == "U:9"


def test_a_word_in_every_criterion_says_nothing() -> None:
    asked = [Asked(f"U:{i}", f"Tell a customer the price of ware {i}") for i in range(20)]
    assert all(not one.words for one in likely(asked, "customers"))


def test_the_same_word_weighs_more_than_its_kin() -> None:
    asked = [Asked("U:1", "Solve a problem"), Asked("U:2", "Answer a complaint")]
    assert [one.target for one in likely(asked, "complaints")] == ["U:2", "U:1"]


def test_the_words_of_the_outcome_count_for_less() -> None:
    asked = [Asked("U:1", "Choose a form", "Be able to handle luggage"), Asked("U:2", "Stow luggage", "Be able to load")]
    assert [one.target for one in likely(asked, "luggage")] == ["U:2", "U:1"]


EARLY = [Shift(day, 8 * 60, 16 * 60) for day in range(5)]
NIGHT = [Shift(6, 22 * 60, 6 * 60)]
SPLIT = [Shift(0, 8 * 60, 12 * 60), Shift(0, 12 * 60, 17 * 60)]


def at(day: int, begins: str, ends: str) -> tuple[datetime, datetime]:
    """`day` of a week whose 2nd is a Monday: 2 November 2026."""
    return datetime.fromisoformat(f"2026-11-{day:02}T{begins}"), datetime.fromisoformat(f"2026-11-{day:02}T{ends}")


@pytest.mark.parametrize(
    ("shifts", "time", "fits"),
    [
        ([], at(2, "10:00", "11:00"), Fit.UNKNOWN),
        (EARLY, at(2, "10:00", "11:00"), Fit.INSIDE),
        (EARLY, at(2, "08:00", "16:00"), Fit.INSIDE),
        (EARLY, at(2, "07:30", "09:00"), Fit.PARTLY),
        (EARLY, at(2, "15:30", "16:30"), Fit.PARTLY),
        (EARLY, at(2, "16:00", "17:00"), Fit.OUTSIDE),
        (EARLY, at(7, "10:00", "11:00"), Fit.DAY_OFF),
        (NIGHT, at(9, "05:00", "06:00"), Fit.INSIDE),  # the Monday on which Sunday's night ends
        (NIGHT, at(9, "07:00", "08:00"), Fit.OUTSIDE),
        (NIGHT, at(10, "05:00", "06:00"), Fit.DAY_OFF),
        (SPLIT, at(2, "11:00", "13:00"), Fit.INSIDE),
    ],
)
def test_how_a_time_lies_to_shifts(shifts: list[Shift], time: tuple[datetime, datetime], fits: Fit) -> None:
    assert fit(shifts, *time) is fits
