"""Nobody forgets what they put right: its owner is reminded before its day and when that has passed, each once."""

from datetime import timedelta

import pytest

from milepost.assurance import actions, queries, tasks, words
from milepost.assurance.models import CorrectiveAction
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.notices.sentences import sentence
from milepost.notices.words import Kind
from tests.cast import Cast
from tests.employers.acting import last_event

DAY = timedelta(days=1)


def agreed(cast: Cast, *, days: int = 10, who: str = "asif") -> CorrectiveAction:
    return actions.open_finding(
        cast.centre, by=cast.as_("quentin"), source="standard", key=f"test:{days}:{who}", title="A1 is empty",
        what="Write it.", who=getattr(cast, who), by_on=clock.today() + timedelta(days=days),
    )  # fmt: skip


def told(kind: Kind) -> list[str]:
    telling.tell_pending(limit=1000)
    return [one.person.name.split()[0] for one in Notice.objects.filter(kind=kind).select_related("person").order_by("pk")]


def test_the_owner_is_reminded_before_the_day_and_when_it_has_passed(cast: Cast) -> None:
    action, start = agreed(cast), clock.now()
    with clock.at(start + 6 * DAY):
        assert tasks.remind_of_actions() == 0, "four days are left"
    with clock.at(start + 7 * DAY):
        assert (tasks.remind_of_actions(), tasks.remind_of_actions()) == (1, 0)
        assert (last_event().name, last_event().args["late"]) == (words.CORRECTIVE_ACTION_FELL_DUE, False)
        assert (told(Kind.ACTION_DUE), told(Kind.ACTION_STUCK)) == (["Asif"], [])
    with clock.at(start + 10 * DAY):
        assert tasks.remind_of_actions() == 0, "it is due today, and not overdue"
    with clock.at(start + 11 * DAY):
        assert (tasks.remind_of_actions(), tasks.remind_of_actions()) == (1, 0)
        assert (told(Kind.ACTION_OVERDUE), told(Kind.ACTION_STUCK)) == (["Asif"], ["Quentin"])
        says = sentence(Notice.objects.get(kind=Kind.ACTION_STUCK))
        assert cast.asif.name in says and "hand it to somebody else" in says
        assert queries.waiting_for(by=cast.as_("asif")) == [action]
        actions.finish_corrective_action(action, by=cast.as_("asif"), proof="See A1.")
    with clock.at(start + 30 * DAY):
        assert tasks.remind_of_actions() == 0, "it is done"


def test_who_keeps_quality_and_owns_it_is_told_once_that_it_is_overdue(cast: Cast) -> None:
    agreed(cast, who="quentin")
    with clock.at(clock.now() + 11 * DAY):
        assert tasks.remind_of_actions() == 1
        assert (told(Kind.ACTION_OVERDUE), told(Kind.ACTION_STUCK)) == (["Quentin"], [])


def test_nobody_is_reminded_on_the_day_on_which_it_was_agreed(cast: Cast) -> None:
    agreed(cast, days=1)
    assert tasks.remind_of_actions() == 0
    with clock.at(clock.now() + DAY):
        assert tasks.remind_of_actions() == 1


def test_nobody_reminds_by_hand_and_of_nothing_that_has_time(cast: Cast) -> None:
    action = agreed(cast)
    with pytest.raises(Refused, match="reminded by itself"):
        actions.note_action_due(action, by=cast.as_("quentin"))
    with pytest.raises(Refused, match="still to come"):
        actions.note_action_due(action, by=system())
    with clock.at(clock.now() + 8 * DAY):
        actions.note_action_due(action, by=system())
        with pytest.raises(Refused, match="has been reminded"):
            actions.note_action_due(action, by=system())
