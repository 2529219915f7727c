"""Where a measure went, and what came back for what was spent: worked out by hand beside each case."""

from decimal import Decimal as D

import pytest

from milepost.engine.impact import Line, Moved, change, moved, returned, share_of

CALLS = Line(issue=1, change=D(71), value=D(4), times=D(46), share=D(40))  # 71 calls x £4 x 46 weeks x 40 % = £5,225.60


@pytest.mark.parametrize(
    ("baseline", "target", "newest", "where"),
    [
        (212, 110, 110, Moved.REACHED),
        (212, 110, 90, Moved.REACHED),
        (212, 110, 141, Moved.TOWARDS),
        (212, 110, 212, Moved.STILL),
        (212, 110, 230, Moved.AWAY),
        (60, 80, 81, Moved.REACHED),
        (60, 80, 70, Moved.TOWARDS),
        (60, 80, 55, Moved.AWAY),
        (-5, 5, 0, Moved.TOWARDS),
    ],
)
def test_where_a_measure_went_hangs_on_which_way_was_wanted(baseline: int, target: int, newest: int, where: Moved) -> None:
    assert moved(D(baseline), D(target), D(newest)) is where
    assert (change(D(baseline), D(target), D(newest)) > 0) is (where in (Moved.REACHED, Moved.TOWARDS))


def test_what_was_not_counted_again_went_nowhere() -> None:
    assert moved(D(1), D(2), None) is Moved.NOT_COUNTED


def test_the_return_is_net_benefit_in_a_hundred_of_the_cost() -> None:
    found = returned([CALLS], price=D(3000), own_cost=D(1000))
    assert (found.benefit, found.cost, found.net) == (D("5225.6"), D(4000), D("1225.6"))
    assert found.percent == 31  # 1225.60 / 4000 = 30.64 %
    assert (found.counted, found.left_out, found.lacking) == ((1,), (), ())


def test_a_change_for_the_worse_is_a_loss_and_is_shown() -> None:
    worse = Line(issue=1, change=D(-10), value=D(4), times=D(1), share=D(100))
    assert returned([worse], price=D(100)).percent == -140


def test_what_nobody_stated_leaves_an_issue_out_and_says_so() -> None:
    bare = Line(issue=2, change=None)
    found = returned([CALLS, bare], price=D(3000))
    assert (found.counted, found.left_out) == ((1,), (2,))
    assert [one.kind for one in found.lacking] == ["return_not_counted", "return_no_value", "return_no_times", "return_no_share"]
    assert {one.args["number"] for one in found.lacking} == {2}


def test_without_a_price_or_any_benefit_there_is_no_return() -> None:
    assert returned([CALLS], price=None).percent is None
    assert [one.kind for one in returned([CALLS], price=None).lacking] == ["return_no_price"]
    assert returned([Line(issue=1, change=D(1))], price=D(10)).percent is None
    assert returned([CALLS], price=D(0)).percent is None


def test_of_the_shares_that_were_said_the_lowest_counts() -> None:
    assert share_of([60, 40, 55]) == 40
    assert share_of([]) is None
    assert share_of([0, 50]) == 0
