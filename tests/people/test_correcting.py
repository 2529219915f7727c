"""Putting right what was mistyped of a person: the act, its one event, and each refusal."""

import pytest

from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.people import actions, queries
from milepost.people.models import Invitation, Person
from milepost.people.words import Role
from tests.cast import PASSWORD, Cast


def mistyped(cast: Cast) -> Invitation:
    return actions.invite(cast.centre, by=cast.as_("cora"), email="mira@lark.example", name="Mira Okyoe", role=Role.LEARNER)


def test_who_has_not_joined_gets_a_letter_at_the_right_address_and_the_old_link_is_void(cast: Cast) -> None:
    old = mistyped(cast)
    before, person = Event.objects.count(), old.appointment.person
    actions.correct_person(person, by=cast.as_("cora"), name="Mira  Okoye", email="Mira@larkmoor.example")
    assert [one.name for one in Event.objects.order_by("pk")[before:]] == ["people.person.corrected"]
    event = Event.objects.latest("pk")
    assert "okoye" not in str(event.args).lower()
    assert queries.invitation_by_token(old.secret).withdrawn_at  # type: ignore[union-attr]
    new = Invitation.objects.get(appointment__person=person, withdrawn_at=None)
    assert new.email == "mira@larkmoor.example"
    joined = actions.accept(new, password=PASSWORD)
    assert (joined.name, new.appointment.actor.name) == ("Mira Okoye", "Mira Okoye")


def test_what_was_done_before_keeps_the_name_it_was_done_under(cast: Cast) -> None:
    before = cast.as_("asif")
    actions.correct_person(cast.asif, by=cast.as_("cora"), name="Asif Rahmann", email=cast.asif.email)
    before.refresh_from_db()
    assert (before.name, cast.as_("asif").name) == ("Asif Rahman", "Asif Rahmann")


@pytest.mark.parametrize(
    ("whose", "by", "name", "email", "says"),
    [
        ("asif", "asif", "Asif R", "asif@larkmoor.example", "Only a centre manager"),
        ("stan", "cora", "Stan I", "stan@fernhill.example", "has no role at your centre"),
        ("asif", "cora", "Asif Rahman", "other@larkmoor.example", "signs in with asif@larkmoor.example"),
        ("asif", "cora", " ", "asif@larkmoor.example", "Give the person"),
        ("asif", "cora", "Asif Rahman", "asif@larkmoor.example", "stands already"),
        ("mira", "cora", "Mira", "no address", "is no e-mail address"),
        ("mira", "cora", "Mira", "lena@larkmoor.example", "Somebody else has the address"),
    ],
)
def test_what_stands_in_the_way(cast: Cast, whose: str, by: str, name: str, email: str, says: str) -> None:
    person: Person = mistyped(cast).appointment.person if whose == "mira" else getattr(cast, whose)
    before = (person.name, person.email, Event.objects.count())
    with pytest.raises(Refused, match=says):
        actions.correct_person(person, by=cast.as_(by), name=name, email=email)
    person.refresh_from_db()
    assert (person.name, person.email, Event.objects.count()) == before


def test_a_person_of_two_centres_is_renamed_by_neither_alone(cast: Cast) -> None:
    stan = cast.as_("stan", Role.CENTRE_MANAGER)
    actions.invite(cast.elsewhere, by=stan, email=cast.asif.email, name="A", role=Role.ASSESSOR)
    with pytest.raises(Refused, match="Another centre works with"):
        actions.correct_person(cast.asif, by=cast.as_("cora"), name="Asif R", email=cast.asif.email)
