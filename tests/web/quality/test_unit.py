"""The second look at one unit: every judgement to read, then agree or return, once."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from milepost.assessment.models import SignOff
from milepost.base.actors import system
from milepost.people import actions as people
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def signed(cast: Cast) -> SignOff:
    return build.signed_off(cast, build.with_units(cast))


def page(signed: SignOff, name: str = "quality_unit") -> str:
    return reverse(name, args=[signed.uuid])


def test_every_judgement_is_there_to_read_with_its_evidence(signed: SignOff, enter: Enter) -> None:
    body = enter("ines").get(page(signed)).content.decode()
    assert body.count("“Clear.”") == 3
    assert "Rests on E1, version 1; version 1 of the specification (" in body
    assert "/assure/evidence/" in body
    assert "Return to Asif Rahman" in body
    assert '<a href="#reason">Go to your second look</a>' in body
    assert 'href="#reason"' not in enter("eva").get(page(signed)).content.decode()


def test_agreeing_is_done_once(signed: SignOff, enter: Enter) -> None:
    client = enter("ines")
    assert client.post(page(signed, "quality_agree"), {"reason": "Good light."}).headers["Location"] == reverse("quality_today")
    assert client.post(page(signed, "quality_agree")).headers["Location"] == page(signed)
    body = client.get(page(signed)).content.decode()
    assert "looked at this sign-off already" in body
    assert "“Good light.”" in body


def test_returning_needs_a_reason_and_opens_the_unit(signed: SignOff, enter: Enter) -> None:
    client = enter("ines")
    answer = client.post(page(signed, "quality_return"), {"reason": " "})
    assert answer.status_code == 422
    assert "Say why, so that the assessor knows what to look at." in answer.content.decode()
    assert client.post(page(signed, "quality_return"), {"reason": "1.2 shows a match."}).status_code == 302
    signed.registration.progress.refresh_from_db()
    assert signed.registration.progress.signed == {"L1": "returned"}


def test_agreeing_is_refused_while_evidence_is_in_doubt(cast: Cast, signed: SignOff, enter: Enter) -> None:
    portfolios.replace_evidence(signed.registration.evidence.get(), by=cast.as_("lena"), body="At dawn.")
    client = enter("ines")
    assert "3 judgements are in doubt because evidence changed since." in client.get(page(signed)).content.decode()
    answer = client.post(page(signed, "quality_agree"), {"reason": "Half a thought"})
    assert answer.status_code == 422
    assert "Half a thought" in answer.content.decode()


def test_nobody_looks_at_their_own_judgements(cast: Cast, signed: SignOff, enter: Enter) -> None:
    people.appoint(cast.centre, by=system(), email="asif@larkmoor.example", name="Asif Rahman", role=Role.IQA)
    client = enter("asif", Role.IQA)
    body = client.get(page(signed)).content.decode()
    assert "You made 3 of these judgements, so someone else must look at them." in body
    assert 'aria-disabled="true"' in body
    assert client.post(page(signed, "quality_agree")).status_code == 422


def test_others_read_it_and_act_on_nothing(signed: SignOff, enter: Enter) -> None:
    for name in ("eva", "quentin"):
        body = enter(name).get(page(signed)).content.decode()
        assert "“Clear.”" in body
        assert "Your second look" not in body
        assert enter(name).post(page(signed, "quality_agree")).status_code == 404
        assert enter(name).post(page(signed, "quality_return"), {"reason": "No."}).status_code == 404


@pytest.mark.parametrize(("name", "role"), [("stan", Role.IQA), ("asif", Role.ASSESSOR), ("lena", Role.LEARNER)])
def test_nobody_else_finds_it(signed: SignOff, enter: Enter, name: str, role: Role) -> None:
    client = enter(name, role)
    assert client.get(page(signed)).status_code == 404
    assert client.post(page(signed, "quality_agree")).status_code == 404
    assert client.post(page(signed, "quality_return"), {"reason": "No."}).status_code == 404


def test_it_asks_the_same_before_and_after(signed: SignOff, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = enter("ines")
    with django_assert_num_queries(11):  # sign-off, registration, claims, judgements and what they are bound to, three for the gate
        client.get(page(signed))
    client.post(page(signed, "quality_agree"))
    client.get(page(signed))  # takes the message away
    with django_assert_num_queries(11):
        client.get(page(signed))
