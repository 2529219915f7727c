"""After a learner has moved to another version no page breaks, whatever was under way: every page is opened once more."""

import copy
from typing import Any

import pytest

from milepost.assessment import actions as assessment
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Progress
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter
from tests.web.access import PAGES
from tests.web.opened import PLAYERS
from tests.web.world import World, world


def without_the_first_unit() -> dict[str, Any]:
    """L1, which was signed off, is gone; of L2 the first criterion is gone, and the others have other numbers and words."""
    document = copy.deepcopy(build.SMALL)
    document["units"] = document["units"][1:]
    document["units"][0]["outcomes"][0]["criteria"] = [
        {"number": "1.1", "text": "write the log"},
        {"number": "1.2", "text": "hand the watch over in writing"},
    ]
    qualification = document["qualifications"][0]
    qualification |= {"units": ["L2", "L3"], "rules": [], "groups": [{"key": "B", "title": "More lamps", "units": ["L2", "L3"]}]}
    return document


def renumbered() -> dict[str, Any]:
    """A criterion put in between, and the second unit under another key and code."""
    document = copy.deepcopy(build.SMALL) | {"notes": ["Renumbered."]}
    document["units"][1] |= {"key": "K2", "code": "K2"}
    document["units"][1]["outcomes"][0]["criteria"].insert(0, {"number": "1.0", "text": "test the fog signal before dusk"})
    qualification = document["qualifications"][0]
    qualification["units"] = ["L1", "K2", "L3"]
    qualification["groups"][1]["units"] = ["K2", "L3"]
    return document


def moved(cast: Cast, document: dict[str, Any]) -> World:
    at = world(cast)
    build.agreed_visit(cast, at.registration, targets=("L2:1.1", "L1:1.1"), hours=72)
    portfolios.take_back_offer(at.offer, by=cast.as_("cora"))
    assessment.move_version(build.offered(cast, at.registration, build.specification(cast, document)), by=cast.as_("lena"))
    at.registration.refresh_from_db()
    return at


@pytest.mark.once
@pytest.mark.parametrize("document", [without_the_first_unit, renumbered])
def test_every_page_still_opens(cast: Cast, enter: Enter, document: Any) -> None:
    at = moved(cast, document())
    broken = []
    clients = {role: enter(PLAYERS[role], role) for role in PLAYERS}
    for page in (page for pages in PAGES.values() for page in pages if page.verb == "GET"):
        for role in sorted(page.roles):
            client = clients[role]
            client.raise_request_exception = False
            answer = client.get(page.address(at), headers=page.headers)
            if answer.streaming:
                answer.getvalue()
            if answer.status_code >= 500:
                broken.append(f"{page.name} as {role}")
    assert broken == []


def test_visits_and_what_a_witness_was_asked_follow_the_words(cast: Cast) -> None:
    at = moved(cast, renumbered())
    assert [visit.targets for visit in at.registration.visits.order_by("pk")] == [["K2:1.1"], ["K2:1.1", "L1:1.1"]]
    at.witness.refresh_from_db()
    assert at.witness.targets == ["K2:1.1"]
    row = Progress.objects.get(registration=at.registration)
    assert row.units == ["L1", "K2"]


def test_what_is_asked_no_more_leaves_a_visit(cast: Cast) -> None:
    at = moved(cast, without_the_first_unit())
    assert [visit.targets for visit in at.registration.visits.order_by("pk")] == [[], []]
