"""Patterns: months against chance, numbers only where a group is large enough, and what was changed because of them."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.concerns import actions, passphrases, queries, tasks, words
from milepost.concerns.models import Case, CaseTheme, PolicyChange
from milepost.engine.control import Point, Signal
from milepost.notices import tasks as telling
from milepost.notices.models import Notice
from milepost.portfolios.models import Pause, Registration
from milepost.web.concerns.patterns import _finding, _says
from tests import build
from tests.cast import Cast
from tests.concerns import watching
from tests.concerns.telling import SEED, taken, told
from tests.employers.acting import last_event
from tests.fixtures import Enter

PAGE = "/cases/patterns/"  # "case_patterns"
CHANGE = {
    "act": "change", "theme": "attendance", "policy": "Whoever notes attendance asks first.", "benefits": "Fewer wrong days.",
    "drawbacks": "Two minutes a day.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def closed(cast: Cast, number: int) -> Case:
    case = taken(cast, told(cast, seed=f"{SEED}{number}")[0])
    quentin = cast.as_("quentin")
    actions.answer_case(case, by=quentin, text="It was so.")
    actions.close_case(case, by=quentin, text="It is put right.")
    case.refresh_from_db()
    return case


def test_a_theme_is_said_of_a_closed_case_by_its_caseworker_and_the_journal_holds_none(cast: Cast, enter: Enter) -> None:
    case = closed(cast, 1)
    here = reverse("case", args=[case.uuid])
    assert "What is there to learn?" in text(enter("quentin").get(here))
    assert enter("quentin").post(here, {"act": "theme", "theme": "attendance", "cause": "mistake"}).status_code == 302
    assert (last_event().name, last_event().args) == (words.CASE_THEME_SAID, {"case": str(case.uuid)})
    with pytest.raises(Refused, match="Only the caseworker"):
        actions.say_theme(case, by=cast.as_("cora"), theme="attendance", cause="mistake")
    waits = taken(cast, told(cast, seed=SEED * 2)[0])
    with pytest.raises(Refused, match="First write the final letter"):
        actions.say_theme(waits, by=cast.as_("quentin"), theme="attendance", cause="mistake")
    assert CaseTheme.objects.get().cause == "mistake"
    assert not Event.objects.filter(args__has_key="cause").exists()


def test_a_small_group_is_not_drawn_and_a_small_number_not_shown(cast: Cast, enter: Enter) -> None:
    for number in range(6):
        theme = "attendance" if number < 5 else "conduct"
        actions.say_theme(closed(cast, number), by=cast.as_("quentin"), theme=theme, cause="mistake")
    with clock.at(clock.now() + timedelta(days=40)):
        found = queries.patterns(by=cast.as_("quentin"))
    assert found.themes == {"attendance": None, "conduct": None}, "with one hidden the other would give it away"
    assert found.causes == {"mistake": 6}
    assert found.chart.mean is None, "fewer than 20 people are there"
    page = text(enter("quentin").get(PAGE))
    assert "too few people to be counted" in page
    assert "chart--fan" not in page
    assert queries.patterns(by=cast.as_("cora")).themes == {}


def test_months_are_drawn_where_enough_people_are_there(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("milepost.concerns.queries.patterns"), "SMALLEST", 1)
    made = build.registration(cast)
    told(cast)
    with clock.at(clock.now() + timedelta(days=70)):
        assert made.starts_on < clock.today()
        page = text(enter("quentin").get(PAGE))
    assert "chart--fan" in page
    assert "what chance would bring" in page


def test_the_ground_of_the_rate_is_people_who_were_really_there_in_that_month(cast: Cast) -> None:
    day = clock.today().replace(day=1)
    made = build.registration(cast)
    lena, kit, ash = made, *watching.others(cast, made, 2)
    for one, starts, ends, closed in (
        (lena, 150, 120, None),  # stays on after the day that was planned
        (kit, 150, -300, 100),  # left long before it
        (ash, 150, -300, None),
    ):
        one.starts_on, one.ends_on = day - timedelta(days=starts), day - timedelta(days=ends)
        one.closed_on = day - timedelta(days=closed) if closed else None
        one.save()
    twice = Registration.objects.get(pk=ash.pk)
    twice.pk, twice.uuid, twice.qualification = None, uuid4(), "another course"
    twice.save()
    begun = {"reason": "ill", "made_at": clock.now(), "made_by": cast.as_("cora")}
    for one in (ash, twice):
        Pause.objects.create(registration=one, starts_on=day - timedelta(days=70), ended_on=day - timedelta(days=10), **begun)
    sizes = {month: point.size for month, point in _months(cast).items()}
    last = [day - timedelta(days=back) for back in (5, 45, 80, 140)]
    assert [sizes[one.replace(day=1)] for one in last] == [2, 1, 2, 3]
    assert sizes[(day - timedelta(days=190)).replace(day=1)] == 0


def _months(cast: Cast) -> dict[date, Point]:
    found = queries.patterns(by=cast.as_("quentin"))
    return dict(zip(found.months, found.chart.points, strict=True))


@pytest.mark.parametrize(
    ("point", "says"),
    [
        (Point(9, 50, 0.18, 0.0, 0.1, Signal.ABOVE, 1), "more than chance would bring"),
        (Point(0, 50, 0.0, 0.01, 0.1, Signal.BELOW, 1), "fewer than chance would bring"),
        (Point(4, 50, 0.08, 0.0, 0.1, Signal.RUN_ABOVE, 9), "9 months in a row above the average: more than chance would bring"),
        (Point(1, 50, 0.02, 0.0, 0.1, Signal.RUN_BELOW, 8), "8 months in a row below the average: fewer than chance would bring"),
        (Point(2, 50, 0.04, 0.0, 0.1, None, 1), "what chance would bring"),
    ],
)
def test_each_month_says_on_which_side_of_chance_it_is(point: Point, says: str) -> None:
    assert _says(point) == says


def test_months_below_are_never_called_more() -> None:
    few, many, plain = (
        Point(0, 50, 0.0, 0.01, 0.1, Signal.BELOW, 1), Point(9, 50, 0.18, 0.0, 0.1, Signal.RUN_ABOVE, 9),
        Point(2, 50, 0.04, 0.0, 0.1, None, 1),
    )  # fmt: skip
    assert _finding([few, plain]) == "In 1 of 2 months there were fewer than chance would bring."
    assert _finding([many, few, plain]) == (
        "In 1 of 3 months there were more concerns than chance would bring. In 1 of 3 months there were fewer than chance would bring."
    )
    assert _finding([plain] * 2) == "In none of 2 months were there more or fewer concerns than chance would bring."
    assert "too few people" in _finding([Point(None, 3, None, None, None, None)])


def test_the_door_publishes_numbers_only_of_a_group_that_is_large_enough_and_never_exact_ones(cast: Cast) -> None:
    start, door = clock.now(), reverse("door", args=[cast.centre.uuid])
    for number in range(19):
        case, _ = told(cast, seed=f"{SEED}{number}")
        if number < 7:
            quentin = cast.as_("quentin")
            actions.answer_case(taken(cast, case), by=quentin, text="It was so.")
            actions.say_of_outcome(case, by=actions.somebody(cast.centre), agreed=True)
            actions.close_case(case, by=quentin, text="It is put right.")
    assert "so few that a number could point at somebody" in text(Client().get(door)), "this month is not over"
    with clock.at(start + timedelta(days=35)):
        assert queries.published(cast.centre.pk) == queries.Published(None, None, 0)
    for number in range(19, 23):
        told(cast, seed=f"{SEED}{number}")
    with clock.at(start + timedelta(days=35)):
        assert queries.published(cast.centre.pk) == queries.Published(25, 5, 0)
        page = text(Client().get(door))
        assert queries.published(cast.elsewhere.pk).raised is None
    assert "about 25 concerns came here. In about 5 of them whoever raised it said that the answer settled it." in page
    assert "23" not in page.split("What came of it for others")[1].split("</section>")[0]


def test_whether_a_change_worked_is_counted_before_and_since(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("milepost.concerns.queries.patterns"), "SMALLEST", 1)
    build.registration(cast)
    Registration.objects.update(starts_on=clock.today() - timedelta(days=30))
    start, today = clock.now(), clock.today()
    for number in range(12):
        actions.say_theme(closed(cast, number), by=cast.as_("quentin"), theme="attendance", cause="mistake")
    actions.say_theme(closed(cast, 99), by=cast.as_("quentin"), theme="safety", cause="mistake")
    change = actions.change_policy(
        cast.centre, by=cast.as_("quentin"), theme="attendance", policy="Ask first.", benefits="x", drawbacks="y",
        from_on=today + timedelta(days=10), look_on=today + timedelta(days=60),
    )  # fmt: skip
    with clock.at(start + timedelta(days=20)):
        assert "It is too early" in text(enter("quentin").get(PAGE))
    with clock.at(start + timedelta(days=60)):
        actions.say_theme(closed(cast, 50), by=cast.as_("quentin"), theme="attendance", cause="mistake")
        found = queries.patterns(by=cast.as_("quentin")).effects[change.pk]
        assert (found.before.count, found.after.count, found.fewer) == (12, None, True)
        assert found.chance is not None
        page = text(enter("quentin").get(PAGE))
    assert "12 among 1 people" in page
    assert "fewer than 5 among 1 people. That is fewer than chance would bring." in page
    assert "The day has come to look whether a change worked." in page


def test_on_the_day_to_look_who_keeps_quality_is_told_once(cast: Cast, enter: Enter) -> None:
    start, today = clock.now(), clock.today()
    change = actions.change_policy(
        cast.centre, by=cast.as_("quentin"), theme="attendance", policy="Ask first.", benefits="x", drawbacks="y",
        from_on=today + timedelta(days=10), look_on=today + timedelta(days=60),
    )  # fmt: skip
    with clock.at(start + timedelta(days=59)):
        assert tasks.remind_of_policies() == 0
        with pytest.raises(Refused, match="still to come"):
            actions.note_policy_due(change, by=system())
    with clock.at(start + timedelta(days=60)):
        with pytest.raises(Refused, match="reminded by itself"):
            actions.note_policy_due(change, by=cast.as_("quentin"))
        assert (tasks.remind_of_policies(), tasks.remind_of_policies()) == (1, 0)
        assert last_event().name == words.POLICY_FELL_DUE
        telling.tell_pending(limit=1000)
        [notice] = Notice.objects.filter(kind="policy_due")
        assert notice.person == cast.quentin
        page = enter("quentin").get(f"/messages/{notice.uuid}/", follow=True)
        assert page.request["PATH_INFO"] == PAGE and "Ask first." in text(page)


def test_what_changes_is_written_down_with_its_drawbacks_and_judged_once(cast: Cast, enter: Enter) -> None:
    client, today = enter("quentin"), clock.today()
    days = {"from_on": (today - timedelta(days=9)).isoformat(), "look_on": (today + timedelta(days=60)).isoformat()}
    assert client.post(PAGE, CHANGE | days | {"drawbacks": ""}).status_code == 422
    assert "choose a later day" in text(client.post(PAGE, CHANGE | days | {"look_on": "2020-01-01"}))
    assert client.post(PAGE, CHANGE | days).status_code == 302
    change = PolicyChange.objects.get()
    assert last_event().name == words.POLICY_CHANGED
    assert client.post(PAGE, {"act": "worked", "change": change.uuid, "found": ""}).status_code == 422
    client.post(PAGE, {"act": "worked", "change": change.uuid, "found": "Six months without a wrong day."})
    assert (last_event().name, last_event().args["worked"]) == (words.POLICY_JUDGED, True)
    page = text(client.get(PAGE))
    assert "it worked" in page
    assert "Two minutes a day." in page
    assert "said already" in text(client.post(PAGE, {"act": "not", "change": change.uuid, "found": "No."}))
    with pytest.raises(Refused, match="Only the quality manager"):
        actions.judge_policy(change, by=cast.as_("cora"), worked=False, found="No.")


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_a_fixed_number_of_questions(
    cast: Cast, enter: Enter, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    day = clock.today()
    for number in range(rows):
        told(cast, seed=f"{SEED}{number}")
        actions.change_policy(
            cast.centre, by=cast.as_("quentin"), theme="attendance", policy=f"Rule {number}", benefits="x", drawbacks="y", from_on=day,
            look_on=day + timedelta(days=1),
        )  # fmt: skip
    client = enter("quentin")
    client.get(PAGE)
    with django_assert_num_queries(9):
        client.get(PAGE)
