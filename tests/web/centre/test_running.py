"""How one registration goes on, as the manager notes it, and what the learner reads of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from milepost.base import clock
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions
from milepost.portfolios.models import Pause, Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def made(cast: Cast) -> Registration:
    return build.with_units(cast)


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page_of(made: Registration) -> str:
    return f"/centre/learners/{made.uuid}/"


def step(made: Registration, name: str) -> str:
    return f"{page_of(made)}run/{name}/"  # "centre_run_registration"


def on(days: int = 0) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def test_a_break_is_noted_and_ended_and_everybody_reads_of_it(enter: Enter, cora: Client, made: Registration) -> None:
    assert "Note a break" in words(cora.get(page_of(made)))
    answer = cora.post(step(made, "break"), {"starts_on": on(), "expected_on": on(60), "reason": "A new baby."})
    assert answer.headers["Location"] == page_of(made)
    page = words(cora.get(page_of(made)))
    assert "On a break from" in page
    assert "A new baby." in page
    assert "They are back" in page
    assert "Note a break" not in page
    today = words(enter("lena").get("/learn/"))
    assert "You are on a break until" in today
    assert cora.post(step(made, "back"), {"back_on": on(), "move_end": "on"}).status_code == 302
    assert "You are on a break" not in words(enter("lena").get("/learn/"))
    assert "Breaks" in words(cora.get(page_of(made)))


def test_on_a_break_nothing_can_be_added_and_the_page_says_why(enter: Enter, cora: Client, cast: Cast, made: Registration) -> None:
    build.handed_in(cast, made, ["L1:1.1"])
    cora.post(step(made, "break"), {"starts_on": on(), "reason": "Illness."})
    assert "You are on a break, so nothing can be added" in words(enter("lena").get("/learn/units/of/L1/"))
    assert enter("asif").get(f"/assess/learners/{made.uuid}/").status_code == 200


def test_more_time_leaving_and_going_elsewhere(cora: Client, cast: Cast, made: Registration) -> None:
    end = made.ends_on + timedelta(days=91)
    assert f'value="{end.isoformat()}"' in words(cora.get(step(made, "longer")))
    cora.post(step(made, "longer"), {"ends_on": end.isoformat(), "reason": "Long winter."})
    made.refresh_from_db()
    assert made.ends_on == end
    build.handed_in(cast, made, ["L1:1.1"])
    assert "1 claim waits for a judgement." in words(cora.get(step(made, "leaving")))
    cora.post(step(made, "elsewhere"), {"on": on(), "to": "Fernhill Training"})
    page = words(cora.get(page_of(made)))
    assert "This registration is closed: gone to another centre" in page
    assert "Fernhill Training" in page
    assert "How it goes on" not in page
    assert "This registration is closed: gone to another centre. It stays as it is." in words(cora.get(step(made, "leaving")))


def test_a_learner_who_changes_jobs(cora: Client, enter: Enter, cast: Cast, made: Registration) -> None:
    employer = people.add_employer(cast.centre, by=cast.as_("cora"), name="Marram Ferries")
    assert "Their employer changes" in words(cora.get(page_of(made)))
    assert "Marram Ferries" in words(cora.get(step(made, "employer")))
    page = words(cora.post(step(made, "employer"), {"employer": str(employer.uuid)}, follow=True))
    assert "The employer is changed. Lena and the assessor are told." in page
    assert "<dt>Employer</dt><dd>Marram Ferries</dd>" in page
    assert "changed the employer to Marram Ferries" in words(enter("lena").get("/learn/history/"))
    again = cora.post(step(made, "employer"), {"employer": str(employer.uuid)})
    assert again.status_code == 422
    assert "Lena works for Marram Ferries already." in words(again)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("break", {"starts_on": "", "reason": "A long trip"}, "Give the day."),
        ("break", {"starts_on": "2099-01-01", "reason": "A long trip"}, "has not come yet"),
        ("leaving", {"on": "2026-01-01", "reason": ""}, "as it should stand in the nominal roll"),
        ("longer", {"ends_on": "2000-01-01", "reason": "A long trip"}, "Give a later day"),
        ("elsewhere", {"on": "2000-01-01", "to": "A long trip"}, "can’t end before that"),
        ("back", {"back_on": "2026-01-01"}, "is not on a break"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_half_done(
    cora: Client, made: Registration, name: str, given: dict[str, str], says: str
) -> None:
    answer = cora.post(step(made, name), given)
    assert answer.status_code == 422
    assert says in words(answer)
    if "A long trip" in given.values():
        assert 'value="A long trip"' in words(answer)
    made.refresh_from_db()
    assert made.state == "active"
    assert not Pause.objects.exists()


def test_a_step_that_is_none_is_not_found(cora: Client, made: Registration) -> None:
    assert cora.get(step(made, "dance")).status_code == 404


def test_somebody_is_placed_at_a_site(cora: Client, cast: Cast, made: Registration) -> None:
    quay = people.open_site(cast.centre, by=cast.as_("cora"), name="North Quay")
    assert "Place them there" in words(cora.get(page_of(made)))
    assert cora.post(f"{page_of(made)}place/", {"site": quay.uuid}, follow=True).status_code == 200  # "centre_place"
    made.refresh_from_db()
    assert made.site == quay
    people.close_site(quay, by=cast.as_("cora"))
    assert "Choose one of the sites" in words(cora.post(f"{page_of(made)}place/", {"site": quay.uuid}, follow=True))
    cora.post(f"{page_of(made)}place/", {"site": ""})
    made.refresh_from_db()
    assert made.site is None


def test_the_quality_manager_reads_of_the_break_and_changes_nothing(enter: Enter, cast: Cast, made: Registration) -> None:
    actions.pause_registration(made, by=cast.as_("cora"), starts_on=clock.today(), reason="Illness.")
    page = words(enter("quentin").get(page_of(made)))
    assert "On a break from" in page
    assert "They are back" not in page


def test_others_and_a_stranger_get_404(enter: Enter, made: Registration) -> None:
    for client in (enter("quentin"), enter("asif"), enter("lena"), enter("stan", Role.CENTRE_MANAGER)):
        assert client.get(step(made, "break")).status_code == 404
        assert client.post(step(made, "leaving"), {"on": on(), "reason": "x"}).status_code == 404
        assert client.post(f"{page_of(made)}place/", {"site": ""}).status_code == 404
