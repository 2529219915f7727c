"""Nobody forgets a step that they wrote into a workbook: they are reminded before its day and when it has passed, each once."""

from datetime import timedelta
from typing import Any

import pytest

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.notices.sentences import sentence
from milepost.notices.words import Kind
from milepost.portfolios import actions, queries, tasks, words, workbookfile
from milepost.portfolios.models import Workbook
from tests import build
from tests.cast import Cast
from tests.employers.acting import last_event

DAY = timedelta(days=1)


def step(days: int, what: str = "Ask the night shift", **more: str) -> dict[str, str]:
    return {"what": what, "by": (clock.today() + timedelta(days=days)).isoformat()} | more


def planned(cast: Cast, *steps: dict[str, str], who: str = "quentin") -> Workbook:
    return build.workbook(cast, who, title="Fewer repeat calls", form="improvement_plan", answers={"aim": "Fewer", "steps": list(steps)})


def told(kind: Kind) -> list[str]:
    telling.tell_pending(limit=1000)
    return [one.person.name.split()[0] for one in Notice.objects.filter(kind=kind).select_related("person").order_by("pk")]


def write(cast: Cast, workbook: Workbook, *steps: dict[str, str], who: str = "quentin") -> None:
    actions.write_workbook(workbook, by=cast.as_(who), title=workbook.title, answers={"aim": "Fewer", "steps": list(steps)})


@pytest.mark.parametrize(("who", "name"), [("quentin", "Quentin"), ("lena", "Lena")])
def test_who_keeps_it_is_reminded_before_the_day_and_when_it_has_passed(who: str, name: str, cast: Cast) -> None:
    one, two = step(10), step(10, "Write it up")
    workbook, start = planned(cast, one, two, step(40), who=who), clock.now()
    with clock.at(start + 6 * DAY):
        assert tasks.remind_of_steps() == 0, "four days are left"
    with clock.at(start + 7 * DAY):
        assert (tasks.remind_of_steps(), tasks.remind_of_steps()) == (1, 0)
        assert (last_event().name, last_event().args["late"], last_event().args["steps"]) == (words.WORKBOOK_STEPS_FELL_DUE, False, 2)
        assert "night" not in str(last_event().args), "what is to be done stays in the workbook"
        assert told(Kind.STEPS_DUE) == [name]
        assert "2 steps in “Fewer repeat calls” are due on" in sentence(Notice.objects.get(kind=Kind.STEPS_DUE))
        write(cast, workbook, one, two | {"done": clock.today().isoformat()}, who=who)
    with clock.at(start + 10 * DAY):
        assert tasks.remind_of_steps() == 0, "it is due today, and not overdue"
    with clock.at(start + 11 * DAY):
        assert (tasks.remind_of_steps(), tasks.remind_of_steps()) == (1, 0)
        assert told(Kind.STEPS_OVERDUE) == [name]
        assert "A step in “Fewer repeat calls” was due on" in sentence(Notice.objects.get(kind=Kind.STEPS_OVERDUE))
        write(cast, workbook, one | {"done": "2026-01-01"}, two | {"done": "2026-01-01"}, who=who)
    with clock.at(start + 50 * DAY):
        assert tasks.remind_of_steps() == 0, "all is done, and the third was struck out"


def test_a_review_day_outside_a_table_reminds_until_it_stands_there_what_came_of_it(cast: Cast) -> None:
    answers = {"reviewed": (clock.today() + 10 * DAY).isoformat()}
    workbook = build.workbook(cast, "quentin", title="With the ferry", form="collaboration_agreement", answers=answers)
    start = clock.now()
    with clock.at(start + 7 * DAY):
        assert (tasks.remind_of_steps(), tasks.remind_of_steps()) == (1, 0)
        assert told(Kind.STEPS_DUE) == ["Quentin"]
        [due] = queries.steps_due(by=cast.as_("quentin"))
        assert (due.steps[0].what, due.steps[0].ends) == ("To be reviewed on", "How does it go on?")
    with clock.at(start + 11 * DAY):
        assert tasks.remind_of_steps() == 1
        assert told(Kind.STEPS_OVERDUE) == ["Quentin"]
        done = answers | {"goes_on": "As it is"}
        actions.write_workbook(workbook, by=cast.as_("quentin"), title=workbook.title, answers=done)
        assert queries.steps_due(by=cast.as_("quentin")) == []


def test_a_day_on_which_one_looks_decides_or_reaches_reminds_in_each_form_that_asks_for_it() -> None:
    days = {key: [one.key for one in form.questions if one.until] for key, form in workbookfile.forms().items()}
    assert {key: found for key, found in days.items() if found} == {
        "audit_preparation": ["day"], "collaboration_agreement": ["reviewed"], "equality_review": ["next"], "improvement_plan": ["ends"],
        "market_analysis": ["by"], "technology_options": ["look_on"],
    }  # fmt: skip


def test_nobody_is_reminded_on_the_day_on_which_they_wrote_it(cast: Cast) -> None:
    planned(cast, step(1))
    assert tasks.remind_of_steps() == 0
    with clock.at(clock.now() + DAY):
        assert tasks.remind_of_steps() == 1


def test_who_goes_on_with_it_is_reminded_and_who_handed_it_over_is_not(cast: Cast) -> None:
    workbook = planned(cast, step(10))
    actions.hand_over_workbook(workbook, by=cast.as_("quentin"), person=cast.ines)
    with clock.at(clock.now() + 11 * DAY):
        assert tasks.remind_of_steps() == 1
        assert told(Kind.STEPS_OVERDUE) == ["Ines"]


def test_a_day_that_cannot_be_read_or_a_workbook_without_days_reminds_nobody(cast: Cast) -> None:
    planned(cast, {"what": "Ask", "by": "soon"})
    build.workbook(cast, "quentin", form="contact_network", answers={"purpose": "Whom we know"})
    with clock.at(clock.now() + 100 * DAY):
        assert tasks.remind_of_steps() == 0


def test_nobody_reminds_by_hand_and_of_nothing_that_has_time(cast: Cast) -> None:
    workbook = planned(cast, step(10))
    on = clock.today() + timedelta(days=10)

    def refused(says: str, **more: Any) -> None:
        with pytest.raises(Refused, match=says):
            actions.note_steps_due(workbook, **{"by": system(), "on": on} | more)

    refused("reminded by itself", by=cast.as_("quentin"))
    refused("still to come")
    refused("Nothing is open there", on=on + DAY)
    with clock.at(clock.now() + 8 * DAY):
        actions.note_steps_due(workbook, by=system(), on=on)
        refused("has been reminded")


def test_the_reader_finds_their_own_steps_only(cast: Cast) -> None:
    planned(cast, step(2), step(1), step(30))
    assert [one.on - clock.today() for one in queries.steps_due(by=cast.as_("quentin"))] == [DAY, 2 * DAY]
    assert queries.steps_due(by=cast.as_("ines")) == []
    assert queries.steps_due(by=cast.as_("stan")) == []
