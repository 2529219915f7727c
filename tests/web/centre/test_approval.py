"""The approval of the centre for one qualification: noted by the manager, told wherever somebody is registered."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from milepost.base import clock
from milepost.frameworks import actions as frameworks
from milepost.frameworks.models import Specification
from milepost.people.words import Role
from milepost.portfolios.models import Approval, Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def spec(cast: Cast) -> Specification:
    """Published, and nothing is noted of it."""
    return frameworks.adopt(cast.centre, by=cast.as_("cora"), document=dict(build.SMALL))


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def address(spec: Specification, place: int = 1) -> str:
    return f"/centre/qualifications/{spec.uuid}/approval/{place}/"  # "centre_approval"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_approval_is_noted_and_then_told(cora: Client, spec: Specification) -> None:
    page = words(cora.get(f"/centre/qualifications/{spec.uuid}/"))
    assert "approval not noted" in page
    assert "Nobody can be registered on it before the approval is noted." in page
    assert "on the page of the qualification first" not in page  # this is that page
    answer = cora.post(address(spec), {"state": "conditions", "approved_on": "2026-01-05", "conditions": "A second lamp by May."})
    assert answer.headers["Location"] == f"/centre/qualifications/{spec.uuid}/"
    assert Approval.objects.get().qualification == "9900-02"
    page = words(cora.get(f"/centre/qualifications/{spec.uuid}/"))
    assert "approved with conditions" in page
    assert "A second lamp by May." in page
    assert "Nothing says" not in page
    assert "approved with conditions" in words(cora.get("/centre/qualifications/"))


def test_the_page_of_a_qualification_says_why_nobody_can_be_registered_beside_the_button(cora: Client, spec: Specification) -> None:
    here = f"/centre/qualifications/{spec.uuid}/"
    assert re.search(r'aria-disabled="true"[^>]*>.*?Register a learner', words(cora.get(here)))
    cora.post(address(spec), {"state": "applied", "applied_on": "2026-01-05"})
    page = words(cora.get(here))
    assert page.count("Applied for and not given yet. Note it here when it comes") == 2  # beside the button, and where it is noted
    assert "on the page of the qualification when it comes" not in page
    cora.post(address(spec), {"state": "approved", "applied_on": "2026-01-05", "approved_on": "2026-02-05"})
    page = words(cora.get(here))
    assert f'href="/centre/learners/register/?of={spec.uuid}"' in page
    assert "aria-disabled" not in page


def test_what_is_noted_stands_in_the_form_and_is_replaced(cora: Client, spec: Specification) -> None:
    cora.post(address(spec), {"state": "applied", "applied_on": "2026-01-05", "reference": "LK/7"})
    assert 'value="LK/7"' in words(cora.get(address(spec)))
    cora.post(address(spec), {"state": "approved", "applied_on": "2026-01-05", "approved_on": "2026-02-05"})
    assert Approval.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Say what the awarding organisation has answered"),
        ({"state": "approved"}, "Give the day from which"),
        ({"state": "applied"}, "on which the centre applied"),
        ({"state": "conditions", "approved_on": "2026-01-05"}, "Write down the conditions"),
        ({"state": "approved", "approved_on": "2026-01-05", "conditions": "More lamps."}, "You wrote down conditions"),
        ({"state": "approved", "approved_on": "2099-01-05"}, "has not come yet"),
        ({"state": "approved", "approved_on": "2026-01-05", "expires_on": "2026-01-01"}, "must end after"),
        ({"state": "approved", "applied_on": "2026-02-05", "approved_on": "2026-01-05"}, "before it applied"),
        ({"state": "approved", "approved_on": "soon"}, "Give a day, such as"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(cora: Client, spec: Specification, given: dict[str, str], says: str) -> None:
    answer = cora.post(address(spec), given | {"reference": "LK/7"})
    assert answer.status_code == 422
    assert says in words(answer)
    assert 'value="LK/7"' in words(answer)
    assert not Approval.objects.exists()


def test_the_days_that_an_answer_needs_are_said_before_it_is_given(cora: Client, spec: Specification) -> None:
    page = words(cora.get(address(spec)))
    assert "Needed while nothing is answered yet." in page
    assert "Needed once it is approved." in page


def test_registering_says_what_is_missing_and_where_to_note_it(cast: Cast, cora: Client, spec: Specification) -> None:
    today = clock.today()
    given = {
        "learner": cast.lena.uuid, "qualification": f"{spec.uuid}|9900-02", "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=400)).isoformat(),
    }  # fmt: skip
    register = "/centre/learners/register/"
    assert "(version 1), not approved" in words(cora.get(register))
    answer = cora.post(register, given)
    assert answer.status_code == 422
    assert "Note the approval on the page of the qualification first" in words(answer)
    cora.post(address(spec), {"state": "approved", "approved_on": "2026-01-05", "expires_on": (today - timedelta(days=1)).isoformat()})
    assert "ended on" in words(cora.post(register, given))
    assert "approval ended" in words(cora.get("/centre/qualifications/"))
    cora.post(address(spec), {"state": "approved", "approved_on": "2026-01-05", "expires_on": today.isoformat()})
    assert cora.post(register, given).status_code == 302
    assert Registration.objects.count() == 1


def test_today_leads_to_it(cora: Client, spec: Specification) -> None:
    page = words(cora.get("/centre/"))
    assert "Note what your centre is approved for" in page
    assert f"/centre/qualifications/{spec.uuid}/" in page


def test_a_place_that_is_none_is_not_found(cora: Client, spec: Specification) -> None:
    assert cora.get(address(spec, 2)).status_code == 404
    assert cora.get(address(spec, 0)).status_code == 404


def test_others_and_a_stranger_get_404(enter: Enter, spec: Specification) -> None:
    for client in (enter("quentin"), enter("asif"), enter("lena"), enter("stan", Role.CENTRE_MANAGER)):
        assert client.get(address(spec)).status_code == 404
        assert client.post(address(spec), {"state": "approved", "approved_on": "2026-01-05"}).status_code == 404
    assert not Approval.objects.exists()
