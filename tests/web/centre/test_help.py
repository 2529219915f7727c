"""Who needs help this week and why: for the manager the whole centre, for an assessor their own learners."""

from datetime import timedelta
from typing import Any

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.words import Verdict
from milepost.base import clock, drafts
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.words import ConsentAbout
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.centre.test_learners import learner

HELP = "/centre/learners/help/"  # "centre_help"
OWN = "/assess/help/"  # "assessor_help"


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def later(client: Client, days: int, address: str = HELP) -> str:
    """The page so many days from now."""
    with clock.at(clock.now() + timedelta(days=days)):
        return read(client.get(address))


def consent(cast: Cast, made: Any) -> None:
    actions.say_consent(made, by=cast.as_("lena"), about=ConsentAbout.EMPLOYER, given=True)


def test_with_everybody_all_is_well(cast: Cast, enter: Enter) -> None:
    consent(cast, build.with_units(cast))
    assert "Nobody needs help this week" in read(enter("cora").get(HELP))
    assert "Nobody needs help this week" in read(enter("asif").get(OWN))


def test_work_that_waits_too_long_is_named_with_the_one_act(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    consent(cast, made)
    build.handed_in(cast, made, ["L1:1.1"])
    page = later(enter("cora"), 20)
    assert "Feedback overdue" in page
    assert "has waited for feedback for 20 days" in page
    assert f"mailto:{cast.asif.email}" in page
    assert f"/assess/learners/{made.uuid}/judge/" in later(enter("asif"), 20, OWN)
    assert "Nobody needs help" in later(enter("cora"), 5)


def test_silence_and_a_redo_are_named(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    consent(cast, made)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"], verdict=Verdict.NOT_YET)
    page = later(enter("asif"), 30, OWN)
    assert "nothing has happened for 30 days" in page
    assert "has not answered a redo for 30 days" in page
    assert f"mailto:{cast.lena.email}" in page
    build.handed_in(cast, made, ["L1:1.1"], evidence=build.statement(cast, made, "Again"))
    assert "redo" not in later(enter("asif"), 14, OWN).split("What counts as a reason")[0]


def test_who_has_no_assessor_stands_first(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    learner(cast, made.specification, "Mira Okoye", assessor=False)
    page = later(enter("cora"), 40)
    assert page.index("Mira Okoye") < page.index("Lena Hartog")
    assert "Name an assessor" in page
    assert "Mira" not in later(enter("asif"), 40, OWN)


def test_a_choice_that_is_short_says_by_how_much(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    drafts.keep(cast.lena.pk, f"units:{made.uuid}", {"units": ["L1"], "answers": {}}, by=cast.as_("lena"))
    page = later(enter("cora"), 15)
    assert "no units agreed 15 days after the start; their own choice, not sent yet: needs 5 credits, has 3: 2 short" in page


def test_a_break_that_is_overrun_is_named_and_the_others_are_listed(cast: Cast, enter: Enter) -> None:
    made, today = build.with_units(cast), clock.today()
    actions.pause_registration(made, by=cast.as_("cora"), starts_on=today, expected_on=today + timedelta(days=10), reason="Illness.")
    page = later(enter("cora"), 5)
    assert "Nobody needs help" in page
    assert "On a break" in page
    overrun = later(enter("cora"), 11)
    assert "meant to be back from a break on" in overrun
    assert f"/centre/learners/{made.uuid}/run/back/" in overrun
    assert "meant to be back" in later(enter("asif"), 11, OWN)


def test_a_plan_that_ends_with_much_open_is_named(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    page = later(enter("cora"), 380)
    assert "the plan ends in 20 days, with 0 % signed off" in page
    assert f"/centre/learners/{made.uuid}/run/longer/" in page
    assert "the plan ended 5 days ago" in later(enter("cora"), 405)


def test_it_is_narrowed_by_reason(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    learner(cast, made.specification, "Mira Okoye", assessor=False)
    cora = enter("cora")
    only = later(cora, 40, f"{HELP}?only=no_assessor")
    assert "Mira Okoye" in only
    assert "Lena Hartog" not in only
    assert "Lena Hartog" in later(cora, 40, f"{HELP}?only=nonsense&page=99")


def test_one_row_and_three_ask_the_same(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made, cora, asif = build.registration(cast), enter("cora"), enter("asif")
    with clock.at(clock.now() + timedelta(days=40)):
        with django_assert_num_queries(8):
            cora.get(HELP)
        with django_assert_num_queries(8):
            asif.get(OWN)
    for name in ("Mira Okoye", "Jonas Adler"):
        learner(cast, made.specification, name)
    with clock.at(clock.now() + timedelta(days=40)):
        with django_assert_num_queries(8):
            cora.get(HELP)
        with django_assert_num_queries(8):
            asif.get(OWN)


def test_it_is_linked_from_today(cast: Cast, enter: Enter) -> None:
    build.with_units(cast)
    assert HELP in read(enter("cora").get("/centre/"))
    assert OWN in read(enter("asif").get("/assess/"))


def test_others_and_a_stranger(cast: Cast, enter: Enter) -> None:
    build.registration(cast)
    assert enter("quentin").get(HELP).status_code == 200
    for name in ("asif", "lena", "ines"):
        assert enter(name).get(HELP).status_code == 404
    for name in ("cora", "lena", "quentin"):
        assert enter(name).get(OWN).status_code == 404
    assert "Lena" not in later(enter("stan", Role.CENTRE_MANAGER), 40)
    assert "Lena" not in later(enter("stan", Role.ASSESSOR), 40, OWN)
