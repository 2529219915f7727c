"""What of the organisation's own house waits for somebody on their page of today: what they can do there, and nothing that passes them by."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.concerns import actions as concerns
from milepost.concerns import passphrases, sealing
from milepost.concerns import queries as concern_queries
from milepost.employers import actions as employers
from milepost.portfolios import actions as portfolios
from milepost.provider import actions as provider
from milepost.provider.words import Stage
from milepost.readiness import actions as readiness
from tests import build
from tests.cast import Cast
from tests.concerns import watching
from tests.concerns.telling import SEED, taken, told
from tests.fixtures import Enter
from tests.provider.holding import hold

QUALITY, CENTRE = reverse("quality_today"), reverse("centre_home")
OURS = "Waits for you in our own house"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**4)
    monkeypatch.setattr(sealing, "COST", 2**4)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def with_keys(cast: Cast, *names: str) -> None:
    for name in names:
        concerns.make_seal_key(cast.centre, by=cast.as_(name))


def test_a_case_waits_to_be_taken_acknowledged_answered_and_closed(cast: Cast, enter: Enter) -> None:
    client, quentin = enter("quentin"), cast.as_("quentin")
    case, _ = told(cast)
    page = words(client.get(QUALITY))
    assert "Take the case that waits for somebody" in page and case.reference not in page
    taken(cast, case)
    assert f"Tell who raised {case.reference} that you have it" in words(client.get(QUALITY))
    concerns.acknowledge_case(case, by=quentin)
    assert f"Say what you look into in {case.reference}" in words(client.get(QUALITY))
    concerns.begin_investigation(case, by=quentin, text="The lists of May.")
    assert f"Write what you found in {case.reference}" in words(client.get(QUALITY))
    concerns.add_to_case(case, by=concerns.somebody(cast.centre), text="It was in May.")
    assert "They wrote again." in words(client.get(QUALITY))
    concerns.answer_case(case, by=quentin, text="It was so.")
    assert case.reference not in words(client.get(QUALITY)), "the word is with who raised it"
    with clock.at(clock.now() + timedelta(weeks=9)):
        assert f"{case.reference} has its answer, and no final letter" in words(client.get(QUALITY))
    concerns.say_of_outcome(case, by=concerns.somebody(cast.centre), agreed=True)
    assert f"Write the final letter of {case.reference}" in words(client.get(QUALITY))
    concerns.close_case(case, by=quentin, text="It is put right.")
    assert case.reference not in words(client.get(QUALITY))
    concerns.add_to_case(case, by=concerns.somebody(cast.centre), text="It began again.")
    assert f"Answer who raised {case.reference}" in words(client.get(QUALITY))


def test_what_is_late_says_so_and_comes_first(cast: Cast, enter: Enter) -> None:
    with_keys(cast, "cora")
    held = hold(cast, apply_by=clock.today() + timedelta(days=40))
    case = taken(cast, told(cast)[0], "cora")
    with clock.at(clock.now() + timedelta(days=20)):
        page = words(enter("cora").get(CENTRE))
        assert page.index(case.reference) < page.index(f"Apply: {held}")
        assert "was due" in page


def test_who_is_named_sees_nothing_of_it_and_who_takes_no_cases_neither(cast: Cast, enter: Enter) -> None:
    told(cast, about="Quentin, who keeps quality")
    assert "Take the case" not in words(enter("quentin").get(QUALITY))
    assert "Take the case" in words(enter("ines").get(QUALITY))
    assert "Take the case" in words(enter("cora").get(CENTRE))
    assert OURS not in words(enter("eva").get(QUALITY))


def test_a_key_waits_until_it_is_made(cast: Cast, enter: Enter) -> None:
    assert "Make your key to sealed names" in words(enter("ines").get(QUALITY))
    with_keys(cast, "ines")
    assert "Make your key to sealed names" not in words(enter("ines").get(QUALITY))


def test_an_indicator_waits_for_a_peer_then_for_a_moderator_and_for_nobody_who_scored_it(cast: Cast, enter: Enter) -> None:
    held = hold(cast)
    given = {"indicator": "A1", "band": "most", "because": "Seen."}
    provider.score(held, by=cast.as_("quentin"), **given)
    assert "Assess 1 indicator as a peer" in words(enter("ines").get(QUALITY))
    assert "Assess 1 indicator" not in words(enter("quentin").get(QUALITY))
    provider.assess(held, by=cast.as_("ines"), stage=Stage.PEER, **given)
    assert "Moderate 1 indicator" in words(enter("cora").get(CENTRE))
    assert "Moderate 1 indicator" not in words(enter("ines").get(QUALITY))
    provider.assess(held, by=cast.as_("cora"), stage=Stage.MODERATION, **given)
    assert "Moderate 1 indicator" not in words(enter("cora").get(CENTRE))


def test_a_workbook_a_drawing_a_policy_and_a_checkpoint_wait(cast: Cast, enter: Enter) -> None:
    quentin, today = cast.as_("quentin"), clock.today()
    book = portfolios.open_workbook("improvement_plan", by=cast.as_("cora"))
    version = portfolios.write_workbook(book, by=cast.as_("cora"), title="Feedback in a week", answers={"aim": "A week"})
    share = portfolios.share_workbook(version.workbook, by=cast.as_("cora"), person=cast.quentin)
    people = [cast.cora, cast.ines, cast.quentin, cast.bea]
    employers.ask_stakeholders(cast.centre, by=cast.as_("cora"), people=people, due_on=today + timedelta(days=7))
    concerns.change_policy(
        cast.centre, by=quentin, theme="access", policy="Rooms without stairs", benefits="All get in.", drawbacks="Fewer rooms.",
        from_on=today + timedelta(days=1), look_on=today + timedelta(days=3),
    )  # fmt: skip
    readiness.set_dates(
        cast.centre, by=quentin, register_by=today + timedelta(days=60), ready_by=today + timedelta(days=90), hours_a_week=Decimal(8)
    )
    readiness.set_checkpoint(cast.centre, by=quentin, on=today + timedelta(days=4))
    page = words(enter("quentin").get(QUALITY))
    assert "Say what you think of “Feedback in a week”" in page and "Draw whom we are there for" in page
    assert "Rooms without stairs" not in page and "Judge the checkpoint" not in page
    portfolios.answer_workbook(share, by=quentin, text="Do it.")
    with clock.at(clock.now() + timedelta(days=4)):
        page = words(enter("quentin").get(QUALITY))
    assert "Rooms without stairs" in page and "Judge the checkpoint" in page
    assert "Feedback in a week" not in page


@pytest.mark.parametrize("who", ["asif", "bea"])
def test_who_works_here_otherwise_finds_what_a_colleague_asked_them(cast: Cast, enter: Enter, who: str) -> None:
    assert OURS not in words(enter(who).get("/", follow=True))
    book = portfolios.open_workbook("improvement_plan", by=cast.as_("cora"))
    version = portfolios.write_workbook(book, by=cast.as_("cora"), title="Feedback in a week", answers={"aim": "A week"})
    portfolios.share_workbook(version.workbook, by=cast.as_("cora"), person=getattr(cast, who))
    assert "Say what you think of “Feedback in a week”" in words(enter(who).get("/", follow=True))


@pytest.mark.parametrize("who", ["lena", "asif", "bea", "quentin", "cora"])
def test_who_keeps_a_workbook_finds_its_steps_before_their_day_and_when_they_are_late(cast: Cast, enter: Enter, who: str) -> None:
    build.with_units(cast)
    on = clock.today() + timedelta(days=10)
    steps = [{"what": "Ask the night shift", "by": on.isoformat()}]
    book = build.workbook(cast, who, title="Fewer calls", form="improvement_plan", answers={"aim": "Fewer", "steps": steps})
    assert "Ask the night shift" not in words(enter(who).get("/", follow=True)), "it has time"
    for day, says in ((8, "due "), (11, "was due ")):
        with clock.at(clock.now() + timedelta(days=day)):
            page = words(enter(who).get("/", follow=True))
            assert f'<a href="{reverse("workbook_read", args=[book.uuid])}">Ask the night shift</a>' in page
            assert says in page.lower() and "A step in your workbook “Fewer calls”." in page
    steps[0]["done"] = on.isoformat()
    portfolios.write_workbook(book, by=cast.as_(who), title="Fewer calls", answers={"aim": "Fewer", "steps": steps})
    with clock.at(clock.now() + timedelta(days=11)):
        assert "Ask the night shift" not in words(enter(who).get("/", follow=True))


def test_a_day_outside_a_table_stands_on_today_with_what_ends_it(cast: Cast, enter: Enter) -> None:
    answers = {"reviewed": (clock.today() + timedelta(days=10)).isoformat()}
    book = build.workbook(cast, "quentin", title="With the ferry", form="collaboration_agreement", answers=answers)
    with clock.at(clock.now() + timedelta(days=8)):
        page = words(enter("quentin").get("/", follow=True))
        assert f'<a href="{reverse("workbook_read", args=[book.uuid])}">“To be reviewed on” in “With the ferry”</a>' in page
        assert "It stands there until “How does it go on?” is answered." in page


def test_what_a_watch_found_waits_until_somebody_looks_into_it_and_says_what_came_of_it(cast: Cast, enter: Enter) -> None:
    alert = watching.alert(cast)
    reader = next(name for name in ("quentin", "cora") if getattr(cast, name) in concern_queries.readers_of(alert))
    page = QUALITY if reader == "quentin" else CENTRE
    assert f"Look into what the watch {alert.key} found" in words(enter(reader).get(page))
    concerns.take_alert(alert, by=cast.as_(reader))
    assert f"Say what came of what the watch {alert.key} found" in words(enter(reader).get(page))


def test_the_one_step_of_who_runs_the_centre_is_in_the_house_when_nothing_else_waits(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    assert "In our own house" in words(enter("cora").get(CENTRE))
    with_keys(cast, "cora")
    assert "All clear" in words(enter("cora").get(CENTRE))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "page", "asked"), [("quentin", QUALITY, 29), ("cora", CENTRE, 29)])
def test_more_of_each_asks_no_more(
    cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries, rows: int, who: str, page: str, asked: int
) -> None:
    held = hold(cast)
    for number in range(rows):
        told(cast, seed=f"{SEED}-{number}")
        taken(cast, told(cast, seed=f"{SEED}-taken-{number}")[0], who)
        scored = {"indicator": f"A{number + 1}", "band": "most", "because": "Seen."}
        provider.score(held, by=cast.as_("quentin"), **scored)
        book = portfolios.open_workbook("improvement_plan", by=cast.as_("bea"))
        version = portfolios.write_workbook(book, by=cast.as_("bea"), title=f"Plan {number}", answers={"aim": "A week"})
        portfolios.share_workbook(version.workbook, by=cast.as_("bea"), person=getattr(cast, who))
        build.workbook(cast, who, form="improvement_plan", answers={"steps": [{"what": f"Step {number}", "by": clock.today().isoformat()}]})
    client = enter(who)
    with django_assert_num_queries(asked):
        assert words(client.get(page)).count("that you have it") == rows


@pytest.mark.parametrize("who", ["lena", "asif", "ines", "quentin", "cora", "bea", "emil"])
def test_the_open_door_is_one_press_away_for_everybody_and_does_not_say_who_pressed(cast: Cast, enter: Enter, who: str) -> None:
    page = enter(who).get("/", follow=True).content.decode()
    assert f'<a href="{reverse("door", args=[cast.centre.uuid])}" rel="noreferrer">' in page


@pytest.mark.parametrize(("who", "page"), [("quentin", QUALITY), ("ines", QUALITY), ("cora", CENTRE)])
def test_the_rooms_of_the_house_are_named_with_what_they_are_for(enter: Enter, who: str, page: str) -> None:
    body = enter(who).get(page).content.decode()
    for name in ("cases", "promises", "workbooks", "stakeholders", "quality_assessing" if who == "ines" else "quality_standards"):
        assert f'<a href="{reverse(name)}"><b>' in body
