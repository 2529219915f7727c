"""The road: two dates told apart, work and its pace, gates that nobody goes round, checkpoints with what was expected then."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.engine.forecast import Advice, Because
from milepost.readiness import actions, facts, holding, queries, roadfile, words
from milepost.readiness.models import MilepostPassed, RoadDates, RoadWork
from tests.cast import Cast
from tests.employers.acting import last_event

WEEK = timedelta(days=7)


def set_dates(cast: Cast, **changed: Any) -> RoadDates:
    today = clock.today()
    given: dict[str, Any] = {"register_by": today + 4 * WEEK, "ready_by": today + 16 * WEEK, "hours_a_week": Decimal(7)}
    return actions.set_dates(cast.centre, by=cast.as_("quentin"), **{**given, **changed})


def noted(cast: Cast, *, weeks_ago: int, hours: int = 5, done: int | None = None, milepost: str = "owners") -> RoadWork:
    today, by = clock.today(), cast.as_("quentin")
    work = actions.note_work(
        cast.centre, by=by, milepost=milepost, what="Name owners", hours=Decimal(hours), known_on=today - weeks_ago * WEEK
    )
    return work if done is None else actions.finish_work(work, by=by, done_on=today - done * WEEK)


def paced(cast: Cast, *, left: int = 8) -> None:
    """Ten weeks in which five hours were finished a week."""
    for week in range(10):
        noted(cast, weeks_ago=10, done=week)
    for _piece in range(left):
        noted(cast, weeks_ago=10)


def seen(cast: Cast) -> facts.Outlook:
    by = cast.as_("quentin")
    return facts.outlook(cast.centre.pk, queries.dates(by=by), list(queries.work(by=by)))


def test_dates_are_kept_and_the_newest_count(cast: Cast) -> None:
    set_dates(cast)
    newest = set_dates(cast, hours_a_week=Decimal("3.5"))
    assert queries.dates(by=cast.as_("cora")) == newest
    assert last_event().name == words.DATES_SET
    assert queries.dates(by=cast.as_("asif")) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ready_by": date(2020, 1, 1)}, "The day to be ready has passed"),
        ({"ready_by": date(2080, 1, 1)}, "more than five years"),
        ({"register_by": date(2020, 1, 1)}, "The day to register has passed"),
        ({"register_by": date(2031, 1, 1)}, "lies after the day to be ready"),
        ({"registered_on": date(2031, 1, 1)}, "cannot have registered"),
        ({"hours_a_week": Decimal(0)}, "hours that all of you have"),
    ],
)
def test_days_that_cannot_be_are_refused_with_the_way_out(cast: Cast, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        set_dates(cast, **changed)
    assert not RoadDates.objects.exists()


def test_who_is_registered_may_have_been_so_before_today(cast: Cast) -> None:
    long_ago = clock.today() - 9 * WEEK
    assert set_dates(cast, register_by=long_ago, registered_on=long_ago).registered_on == long_ago


def test_the_weeks_behind_are_those_of_the_work(cast: Cast) -> None:
    set_dates(cast)
    noted(cast, weeks_ago=10, done=3)
    noted(cast, weeks_ago=4, hours=8)
    found = seen(cast)
    assert len(found.history) == 10
    assert [one.done for one in found.history] == [0, 0, 0, 0, 0, 0, 5, 0, 0, 0]
    assert sum(one.added for one in found.history) == 8
    assert (found.left, found.share) == (8, 38)
    assert found.past[0] == (clock.today() - 10 * WEEK, 0)


def test_there_is_advice_from_the_pace(cast: Cast) -> None:
    set_dates(cast)
    paced(cast)
    found = seen(cast)
    assert found.advice is not None and found.advice[0] is Advice.GO
    assert found.full is not None and found.full.chance(found.weeks) > 0.8
    set_dates(cast, ready_by=clock.today() + 5 * WEEK)
    assert seen(cast).advice is not None and seen(cast).advice[0] is Advice.LET_GO  # type: ignore[index]


def test_too_little_behind_says_wait(cast: Cast) -> None:
    set_dates(cast)
    noted(cast, weeks_ago=1)
    found = seen(cast)
    assert found.full is None
    assert found.advice is not None and found.advice[0] is Advice.WAIT


def test_what_is_dropped_counts_for_nothing(cast: Cast) -> None:
    set_dates(cast)
    work = noted(cast, weeks_ago=3)
    actions.drop_work(work, by=cast.as_("cora"))
    assert last_event().name == words.WORK_DROPPED
    assert seen(cast).left == 0
    with pytest.raises(Refused, match="closed already"):
        actions.finish_work(work, by=cast.as_("cora"), done_on=clock.today())


def test_work_is_not_finished_before_it_was_known(cast: Cast) -> None:
    with pytest.raises(Refused, match="Give a day from"):
        noted(cast, weeks_ago=2, done=5)


def test_a_closed_gate_is_not_passed_and_says_why(cast: Cast) -> None:
    with pytest.raises(Refused, match="nobody has been asked to draw"):
        actions.pass_milepost(cast.centre, by=cast.as_("quentin"), key="stakeholders", said="We drew it.")


def test_nobody_goes_round_a_gate(cast: Cast) -> None:
    with pytest.raises(Refused, match="comes first"):
        actions.pass_milepost(cast.centre, by=cast.as_("quentin"), key="write", said="Let us begin.")
    assert not MilepostPassed.objects.exists()


def test_an_open_gate_is_passed_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "FACTS", {name: lambda _centre: [] for name in holding.FACTS})
    by = cast.as_("quentin")
    with pytest.raises(Refused, match="Say in a sentence"):
        actions.pass_milepost(cast.centre, by=by, key="stakeholders", said=" ")
    actions.pass_milepost(cast.centre, by=by, key="stakeholders", said="Six of seven drew the same.")
    assert last_event().name == words.MILEPOST_PASSED
    with pytest.raises(Refused, match="passed already"):
        actions.pass_milepost(cast.centre, by=by, key="stakeholders", said="Again.")
    actions.pass_milepost(cast.centre, by=by, key="owners", said="All of them.")
    assert list(queries.passed_of(cast.centre.pk)) == ["stakeholders", "owners"]


def test_every_fact_that_a_gate_names_can_be_asked(cast: Cast) -> None:
    named = {fact for one in roadfile.shipped() for fact in one.gate}
    assert named == set(holding.FACTS)
    assert 8 <= len(roadfile.shipped()) <= 10
    assert sum(not one.ours for one in roadfile.shipped()) == 3
    assert all(isinstance(reasons, list) for reasons in holding.facts_at(cast.centre.pk).values())


def test_a_checkpoint_keeps_what_was_expected_and_is_judged_on_its_day(cast: Cast) -> None:
    set_dates(cast)
    paced(cast)
    by = cast.as_("quentin")
    with pytest.raises(Refused, match="lies ahead"):
        actions.set_checkpoint(cast.centre, by=by, on=clock.today())
    made = actions.set_checkpoint(cast.centre, by=by, on=clock.today() + 4 * WEEK)
    assert made.expected is not None and 60 < made.expected < 90
    with pytest.raises(Refused, match="already"):
        actions.set_checkpoint(cast.centre, by=by, on=made.on)
    with pytest.raises(Refused, match="still to come"):
        actions.judge_checkpoint(made, by=by, said="Kept going.")


def test_a_stranger_keeps_no_road_here(cast: Cast) -> None:
    events = Event.objects.count()
    with pytest.raises(Refused, match="keeps its road"):
        actions.note_work(cast.centre, by=cast.as_("asif"), milepost="owners", what="Name owners", hours=Decimal(2), known_on=clock.today())
    assert Event.objects.count() == events


def test_work_of_the_first_days_is_not_forgotten(cast: Cast) -> None:
    """Known 73 days ago, half of it finished two days later: no whole week holds that."""
    set_dates(cast)
    first = clock.today() - timedelta(days=73)
    by = cast.as_("quentin")
    for done in (True, False):
        work = actions.note_work(cast.centre, by=by, milepost="owners", what="Name owners", hours=Decimal(40), known_on=first)
        if done:
            actions.finish_work(work, by=by, done_on=first + timedelta(days=2))
    for week in range(4):
        noted(cast, weeks_ago=10, done=week)
    found = seen(cast)
    assert sum(one.done for one in found.history) == 20
    assert found.full is not None
    assert round(found.full.fan[0].mid * 100) == found.share == 60


def test_the_day_after_with_everything_done_nothing_is_too_far(cast: Cast) -> None:
    set_dates(cast, ready_by=clock.today() + WEEK, register_by=clock.today())
    paced(cast, left=0)
    with clock.at(clock.now() + timedelta(days=8)):
        found = seen(cast)
    assert found.left == 0
    assert found.advice == (Advice.LET_GO, Because.CLOSED)  # nobody registered
    set_dates(cast, ready_by=clock.today() + WEEK, register_by=clock.today(), registered_on=clock.today())
    with clock.at(clock.now() + timedelta(days=8)):
        assert seen(cast).advice == (Advice.LET_GO, Because.PAST)
