"""What keeps a relationship on its owner's page: looks that are due, steps that are planned, who was not heard of for too long."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base import clock
from milepost.employers import actions
from milepost.employers.models import EmployerFile
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter

TODAY = "/employers/"


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def planned(file: EmployerFile, cast: Cast, *, weeks: int = 6, days: int = 20, step: str = "Bring the figures") -> None:
    day = clock.today() + timedelta(days=days)
    actions.agree_relationship(file, by=cast.as_("bea"), every_weeks=weeks, next_step=step, next_on=day)


def test_a_rhythm_that_lapses_warns_until_somebody_was_in_touch(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    planned(file, cast, days=200)
    assert "Who should hear from you" not in words(bea.get(TODAY))
    with clock.at(clock.now() + timedelta(weeks=5, days=1)):
        page = words(bea.get(TODAY))
        assert "Who should hear from you" in page
        assert "Lapsed" not in page
    with clock.at(clock.now() + timedelta(weeks=6, days=1)):
        page = words(bea.get(TODAY))
        assert "Get in touch with Ottersby Ferry" in page
        assert "Lapsed" in page
        assert "It was time to be in touch on" in words(bea.get(f"/employers/all/{file.uuid}/plan/"))
        actions.note_contact(file, by=cast.as_("bea"), kind="call", text="All well.")
        assert "Who should hear from you" not in words(bea.get(TODAY))
    with clock.at(clock.now() + timedelta(weeks=12, days=2)):
        assert "Lapsed" in words(bea.get(TODAY))


def test_a_planned_step_comes_up_and_goes_when_it_is_done(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    planned(file, cast, days=20)
    assert "Bring the figures" not in words(bea.get(TODAY))
    with clock.at(clock.now() + timedelta(days=20)):
        page = words(bea.get(TODAY))
        assert "Open the plan" in page
        bea.post(f"/employers/all/{file.uuid}/plan/", {"act": "done"})
        assert "Bring the figures" not in words(bea.get(TODAY))


def test_who_reads_only_cannot_plan(cast: Cast, enter: Enter) -> None:
    file = acting.opened(cast)
    page = enter("quentin").post(f"/employers/all/{file.uuid}/plan/", {"act": "agree", "next_step": "x"})
    assert "There is no plan yet" in words(page)


def test_a_plan_that_is_not_right_comes_back(cast: Cast, bea: Client) -> None:
    file = acting.opened(cast)
    wrong = bea.post(f"/employers/all/{file.uuid}/plan/", {"act": "agree", "next_step": "Bring the figures", "every_weeks": "often"})
    assert wrong.status_code == 422
    assert "Give a number of weeks, such as 8." in words(wrong)
    assert "Bring the figures" in words(wrong)


def test_its_queries_do_not_grow(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in (1, 3):
        for one in range(n):
            file = acting.opened(cast, f"Ferry {n}{one}")
            acting.accepted(file, by=cast.as_("bea"))
            planned(file, cast, weeks=1, days=5)
        with clock.at(clock.now() + timedelta(days=181)):
            bea.get(TODAY)
            with django_assert_num_queries(27):
                assert "Get in touch" not in words(bea.get(TODAY))
