"""Patterns: months against chance, numbers only where a group is large enough, and what was changed because of them."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.concerns import actions, passphrases, queries, words
from milepost.concerns.models import Case, CaseTheme, PolicyChange
from tests import build
from tests.cast import Cast
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
    assert "<svg role" not in page
    assert queries.patterns(by=cast.as_("cora")).themes == {}


def test_months_are_drawn_where_enough_people_are_there(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("milepost.concerns.queries.patterns"), "SMALLEST", 1)
    made = build.registration(cast)
    told(cast)
    with clock.at(clock.now() + timedelta(days=70)):
        assert made.starts_on < clock.today()
        page = text(enter("quentin").get(PAGE))
    assert "<svg role" in page
    assert "within chance" in page


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
    with django_assert_num_queries(7):
        client.get(PAGE)
