"""A name or an address that was mistyped is put right; a learner whose invitation was taken back is invited anew."""

from datetime import date

import pytest
from django.urls import reverse

from milepost.people import actions as people
from milepost.people.models import Invitation
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Registration
from tests import build
from tests.cast import Cast
from tests.fixtures import Enter


@pytest.fixture
def made(cast: Cast) -> Registration:
    """Mira, registered under a name and an address that are wrong, and not joined yet."""
    lenas = build.registration(cast)
    letter = people.invite(
        cast.centre, by=cast.as_("cora"), email="mira@lark.example", name="Mira Okyoe", role=Role.LEARNER, born_on=date(2004, 2, 29)
    )
    return portfolios.register(
        letter.appointment.person, by=cast.as_("cora"), specification=lenas.specification, qualification=lenas.qualification,
        starts_on=lenas.starts_on, ends_on=lenas.ends_on,
    )  # fmt: skip


def test_the_learners_page_leads_there_and_back(cast: Cast, enter: Enter, made: Registration) -> None:
    cora, page = enter("cora"), reverse("centre_learner", args=[made.uuid])
    to = reverse("centre_correct_person", args=[made.learner.uuid])
    body = cora.get(page).content.decode()
    assert to in body
    assert "not yet: invited on" in body
    answer = cora.post(to, {"name": "Mira Okoye", "email": "mira@larkmoor.example", "uln": "1000000019"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    made.refresh_from_db()
    made.learner.refresh_from_db()
    assert (made.learner.name, made.learner.email, made.uln) == ("Mira Okoye", "mira@larkmoor.example", "1000000019")


def test_a_bad_address_leaves_everything_and_what_was_typed(cast: Cast, enter: Enter, made: Registration) -> None:
    to = reverse("centre_correct_person", args=[made.learner.uuid])
    answer = enter("cora").post(to, {"name": "Mira Okoye", "email": "no address", "uln": "1000000019"})
    assert answer.status_code == 422
    assert "is no e-mail address" in answer.content.decode()
    assert 'value="no address"' in answer.content.decode()
    made.refresh_from_db()
    assert made.uln == ""


def test_only_the_number_may_be_noted(cast: Cast, enter: Enter, made: Registration) -> None:
    to = reverse("centre_correct_person", args=[made.learner.uuid])
    given = {"name": made.learner.name, "email": made.learner.email, "uln": "1000000019"}
    assert enter("cora").post(to, given).status_code == 302
    made.refresh_from_db()
    assert made.uln == "1000000019"


def test_who_has_joined_keeps_the_address(cast: Cast, enter: Enter) -> None:
    body = enter("cora").get(reverse("centre_correct_person", args=[cast.asif.uuid])).content.decode()
    assert 'name="email"' not in body
    assert "signs in with asif@larkmoor.example" in body


def test_a_learner_whose_invitation_was_taken_back_is_invited_anew(cast: Cast, enter: Enter, made: Registration) -> None:
    cora, page = enter("cora"), reverse("centre_learner", args=[made.uuid])
    people.withdraw_invitation(Invitation.objects.get(appointment__person=made.learner), by=cast.as_("cora"))
    assert "no invitation waits for an answer" in cora.get(page).content.decode()
    assert cora.post(reverse("centre_invite_anew", args=[made.uuid])).status_code == 302
    assert Invitation.objects.filter(appointment__person=made.learner, withdrawn_at=None).exists()
    assert "Invite them anew" not in cora.get(page).content.decode()


def test_it_is_not_there_for_others(cast: Cast, enter: Enter, made: Registration) -> None:
    for client in (enter("quentin"), enter("asif"), enter("stan", Role.CENTRE_MANAGER)):
        assert client.get(reverse("centre_correct_person", args=[made.learner.uuid])).status_code == 404
        assert client.post(reverse("centre_invite_anew", args=[made.uuid])).status_code == 404
