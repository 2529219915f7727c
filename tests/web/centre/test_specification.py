"""One published version: what it asks, in sentences, and who is pinned to it."""

import pytest

from milepost.frameworks import actions
from milepost.frameworks.document import to_document
from milepost.frameworks.models import Specification
from milepost.frameworks.shipped import shipped
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def address(one: Specification) -> str:
    return f"/centre/qualifications/{one.uuid}/"  # "centre_specification"


def test_units_requirements_digest_and_learners_are_told(cast: Cast, enter: Enter) -> None:
    made = build.registration(cast)
    page = enter("cora").get(address(made.specification)).content.decode()
    assert made.specification.digest in page
    assert "1 is pinned to it" in page
    assert "trim the wick" in page
    assert "At least 1 of 2: oil, gas" in page
    assert "No simulation, for any evidence" in page
    assert "Not for somebody who does not lead a station." in page


@pytest.mark.parametrize("name", ["customer-service-diploma", "contact-centre-diploma"])
def test_every_rule_of_the_shipped_ones_is_a_sentence(cast: Cast, enter: Enter, name: str) -> None:
    one = actions.adopt(cast.centre, by=cast.as_("cora"), document=to_document(shipped(name)), rights="open")
    page = enter("cora").get(address(one)).content.decode()
    assert "What makes the award" in page
    if name == "customer-service-diploma":
        assert 'Communicate effectively with customers</span> <span class="meta num">Level 2, 5 credits</span>' in page
        assert 'Deliver reliable customer service</span> <span class="meta num">Level 2, 5 credits, no criteria yet</span>' in page
        for rule in ("42 credits", "10 optional credits at Level 3", "A unit from each of Group B, Group C, Group D and Group E"):
            assert rule in page


def test_who_assesses_or_assures_reads_it_and_a_learner_does_not(cast: Cast, enter: Enter) -> None:
    one = build.specification(cast)
    for name in ("quentin", "asif", "ines", "eva"):
        page = enter(name).get(address(one))
        assert page.status_code == 200
        assert b"start a new version" not in page.content
    for client in (enter("lena"), enter("stan", Role.CENTRE_MANAGER)):
        assert client.get(address(one)).status_code == 404


def test_without_rules_it_says_so_and_which_units_count(cast: Cast, enter: Enter) -> None:
    qualification = {"number": "9900-02", "title": "Level 2 Certificate in Lamp Keeping", "units": ["L1", "L2"]}
    spec = build.specification(cast, build.SMALL | {"qualifications": [qualification]})
    page = " ".join(enter("cora").get(f"/centre/qualifications/{spec.uuid}/").content.decode().split())
    assert "No rules are known: this specification states no rules of combination." in page
    assert "Units that count (2 units)" in page
    assert "nobody is pinned to it yet" in page


def test_rules_read_as_sentences(cast: Cast, enter: Enter) -> None:
    spec = build.specification(cast)
    page = enter("cora").get(f"/centre/qualifications/{spec.uuid}/").content.decode()
    assert "<li>At least 5 credits</li>" in page
    assert "<li>Mandatory L1</li>" in page
