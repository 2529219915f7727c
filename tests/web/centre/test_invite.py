"""Inviting somebody to a role."""

from typing import Any

import pytest
from django.test import Client

from milepost.people.models import Invitation
from milepost.people.words import Role
from tests.cast import Cast
from tests.fixtures import Enter

INVITE = "/centre/people/invite/"  # "centre_invite"
NOOR = {"name": "Noor Haverkamp", "email": "noor@larkmoor.example", "role": "assessor", "employer": ""}


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def test_an_invitation_goes_out(cora: Client) -> None:
    page = cora.post(INVITE, NOOR, follow=True).content.decode()
    assert "The invitation to Noor Haverkamp is on its way to noor@larkmoor.example." in page
    assert Invitation.objects.get().appointment.role == Role.ASSESSOR


def test_the_role_can_be_chosen_beforehand(cora: Client) -> None:
    assert b'value="assessor" checked' in cora.get(f"{INVITE}?role=assessor").content
    assert b" checked" not in cora.get(f"{INVITE}?role=king").content


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Give the person’s name"),
        ({"email": ""}, "Give the e-mail address"),
        ({"email": "noor"}, "is no e-mail address"),
        ({"role": ""}, "Choose what the person will do here"),
        ({"role": "employer_contact"}, "Say which employer"),
        ({"email": "asif@larkmoor.example"}, "Asif Rahman is already assessor at Larkmoor"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(cora: Client, changes: dict[str, Any], says: str) -> None:
    answer = cora.post(INVITE, NOOR | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "govuk-error-summary" in page
    assert "name" in changes or 'value="Noor Haverkamp"' in page
    assert not Invitation.objects.exists()


def test_the_form_sent_twice_invites_once(cora: Client) -> None:
    cora.post(INVITE, NOOR)
    again = cora.post(INVITE, NOOR)
    assert again.status_code == 422
    assert "has not answered" in again.content.decode()
    assert Invitation.objects.count() == 1


def test_an_employer_of_another_centre_cannot_be_named(cast: Cast, enter: Enter) -> None:
    stan = enter("stan", Role.CENTRE_MANAGER)
    answer = stan.post(INVITE, NOOR | {"role": "employer_contact", "employer": cast.employer.uuid})
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_others_get_404(enter: Enter) -> None:
    for name in ("asif", "ines", "quentin", "lena"):
        assert enter(name).get(INVITE).status_code == 404
        assert enter(name).post(INVITE, NOOR).status_code == 404
