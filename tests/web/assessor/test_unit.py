"""One unit of one learner: every judgement, the gate, the sign-off, and taking a judgement back."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.words import Verdict
from milepost.assurance import actions as assurance
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


def page(made: Registration, unit: str = "L1") -> str:
    return reverse("assessor_unit", args=[made.uuid, unit])


def sign_off(made: Registration, unit: str = "L1") -> str:
    return reverse("assessor_sign_off", args=[made.uuid, unit])


def test_the_gate_says_every_reason_and_the_act_is_refused_with_it(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    body = enter("asif").get(page(made)).content.decode()
    for reason in (
        "1.2 is open: nothing is handed in for it",
        "1.1 is handed in and waits for a judgement",
        "Requirement 2 needs 1 of oil, gas",
    ):
        assert reason in body
    assert 'aria-disabled="true"' in body
    assert "Sign-off is not open yet" in body


def test_what_was_judged_before_stays_readable(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    build.judged(cast, made, ["L1:1.1"], verdict=Verdict.NOT_YET)
    build.judged(cast, made, ["L1:1.1"])
    body = enter("asif").get(page(made)).content.decode()
    assert "1 earlier judgement" in body
    assert "Say which lamp." in body
    assert "Rests on E1, version 1; version 1 of the specification (" in body


def test_an_open_gate_is_passed_once(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    assert 'href="#comment"' not in client.get(page(made)).content.decode()
    build.met_unit(cast, made, "L1")
    assert '<a href="#comment">Go to the sign-off</a>' in client.get(page(made)).content.decode()  # by key, past every judgement
    assert client.post(sign_off(made), {"comment": "Well lit."}).headers["Location"] == page(made)
    body = client.get(page(made)).content.decode()
    assert 'href="#comment"' not in body
    assert "L1 is signed off." in body
    assert "“Well lit.”" in body
    assert client.post(sign_off(made), {"comment": "Well lit."}).headers["Location"] == page(made)
    assert "signed off already" in client.get(page(made)).content.decode()
    assert made.sign_offs.count() == 1


def test_a_closed_gate_refuses_and_keeps_what_was_typed(cast: Cast, enter: Enter) -> None:
    made = build.with_units(cast)
    build.handed_in(cast, made, ["L1:1.1"])
    answer = enter("asif").post(sign_off(made), {"comment": "Nearly."})
    assert answer.status_code == 422
    assert "Sign-off is not open yet" in answer.content.decode()
    assert "Nearly." in answer.content.decode()


def test_a_returned_unit_shows_the_reason_and_can_be_signed_off_anew(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    assurance.return_unit(build.signed_off(cast, made), by=cast.as_("ines"), reason="1.2 shows a match, not a lamp.")
    assert "“1.2 shows a match, not a lamp.”" in client.get(page(made)).content.decode()
    assert client.post(sign_off(made)).status_code == 302
    assert made.sign_offs.count() == 2


def test_a_judgement_is_taken_back_by_one_that_supersedes_it(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    build.handed_in(cast, made, ["L1:1.1"])
    [judgement] = build.judged(cast, made, ["L1:1.1"])
    undo = reverse("assessor_undo", args=[judgement.uuid])
    assert client.post(undo).headers["Location"] == f"{page(made)}#c-1.1"
    assert client.post(undo).status_code == 302
    assert "taken back already" in client.get(page(made)).content.decode()
    assert [j.verdict for j in made.judgements.order_by("id")] == ["met", "undone"]
    made.progress.refresh_from_db()
    assert made.progress.waiting == 1


def test_an_undo_that_may_not_be_says_why_beside_the_judgement(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    build.signed_off(cast, made)
    judgement = made.judgements.first()
    assert judgement
    answer = client.post(reverse("assessor_undo", args=[judgement.uuid]))
    assert answer.status_code == 422
    assert "It opens again when the IQA returns it." in answer.content.decode()
    assert "Take it back" not in client.get(page(made)).content.decode()


def test_there_is_no_page_of_a_unit_that_is_not_agreed(cast: Cast, enter: Enter) -> None:
    made, client = build.with_units(cast), enter("asif")
    assert client.get(page(made, "L3")).status_code == 404
    assert client.post(sign_off(made, "L3")).status_code == 404
    assert client.get(sign_off(made)).status_code == 405


@pytest.mark.parametrize(("name", "role"), [("stan", Role.ASSESSOR), ("ines", Role.IQA), ("lena", Role.LEARNER)])
def test_only_their_own_assessor_finds_it(cast: Cast, enter: Enter, name: str, role: Role) -> None:
    made, client = build.with_units(cast), enter(name, role)
    build.met_unit(cast, made, "L1")
    judgement = made.judgements.first()
    assert judgement
    assert client.get(page(made)).status_code == 404
    assert client.post(sign_off(made)).status_code == 404
    assert client.post(reverse("assessor_undo", args=[judgement.uuid])).status_code == 404


def test_it_asks_the_same_whatever_is_in_it(cast: Cast, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made, client = build.with_units(cast), enter("asif")
    build.handed_in(cast, made, ["L1:1.1"])
    with django_assert_num_queries(12):  # registration, claims, judgements and what they are bound to, the gate, sign-off, fitness
        client.get(page(made))
    build.agreed(cast, made)
    with django_assert_num_queries(12):
        client.get(page(made))
