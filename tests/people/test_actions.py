"""What happens to centres, people and their appointments: each act, its one event, and each refusal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.people import actions, queries, tasks
from milepost.people.models import Appointment, Invitation, Person
from milepost.people.words import Role
from tests.cast import PASSWORD, Cast


def events_since(count: int) -> list[str]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))[count:]


def invite(cast: Cast, email: str = "mira@larkmoor.example", role: str = Role.ASSESSOR, **more: object) -> Invitation:
    return actions.invite(cast.centre, by=cast.as_("cora"), email=email, name="Mira Okoye", role=role, **more)  # type: ignore[arg-type]


def test_an_invitation_makes_a_person_who_cannot_sign_in_and_an_appointment_that_gives_nothing(cast: Cast) -> None:
    before = Event.objects.count()
    invitation = invite(cast)
    person = invitation.appointment.person
    assert not person.has_usable_password()
    assert not queries.appointments_in_force(person).exists()
    assert queries.invitation_by_token(invitation.secret) == invitation
    assert events_since(before) == ["people.person.invited"]


def test_no_table_holds_the_secret_and_no_event_a_name(cast: Cast) -> None:
    invitation = invite(cast)
    event = Event.objects.latest("pk")
    stored = str(Invitation.objects.values().get(pk=invitation.pk)) + str(event.args) + str(event.personal)
    assert invitation.secret not in stored
    assert "mira" not in str(event.args).lower()


def test_accepting_sets_the_password_takes_up_the_role_and_verifies_the_address(cast: Cast) -> None:
    invitation = invite(cast)
    before = Event.objects.count()
    person = actions.accept(invitation, password="eleven green bottles")
    assert person.check_password("eleven green bottles")
    assert [one.role for one in queries.appointments_in_force(person)] == [Role.ASSESSOR]
    assert EmailAddress.objects.get(user=person).verified
    assert events_since(before) == ["people.invitation.accepted"]


def test_a_letter_is_good_once(cast: Cast) -> None:
    invitation = invite(cast)
    actions.accept(invitation, password="eleven green bottles")
    with pytest.raises(Refused, match="was accepted on"):
        actions.accept(invitation, password="twelve green bottles")


def test_a_day_is_the_day_here_and_not_in_greenwich(cast: Cast) -> None:
    invitation = invite(cast)
    with clock.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        actions.accept(invitation, password="eleven green bottles")
    with pytest.raises(Refused, match="was accepted on 2 July 2026"):
        actions.accept(invitation, password="eleven green bottles")


def test_a_letter_is_good_for_thirty_days(cast: Cast) -> None:
    invitation = invite(cast)
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(Refused, match=r"good until .* send it again"):
        actions.accept(invitation, password="eleven green bottles")


def test_an_address_is_forgotten_ninety_days_after_its_letter_ended(cast: Cast) -> None:
    answered, open_still = invite(cast), invite(cast, "juno@larkmoor.example")
    actions.accept(answered, password="eleven green bottles")
    assert tasks.forget_addresses() == 0
    with clock.at(clock.now() + timedelta(days=91)):
        assert tasks.forget_addresses() == 1
        open_still.refresh_from_db()
        assert open_still.email == "juno@larkmoor.example"
    with clock.at(clock.now() + timedelta(days=122)):
        assert tasks.forget_addresses() == 1


def test_a_weak_password_is_refused_with_what_is_wrong_with_it(cast: Cast) -> None:
    with pytest.raises(Refused, match="at least 10 characters"):
        actions.accept(invite(cast), password="short")


def test_somebody_who_has_a_password_gives_it_or_is_signed_in(cast: Cast) -> None:
    first, second = invite(cast, cast.asif.email, Role.IQA), invite(cast, cast.ines.email, Role.ASSESSOR)
    with pytest.raises(Refused, match="not the password of"):
        actions.accept(first, password="a guess at it")
    assert actions.accept(first, password=PASSWORD) == cast.asif
    with pytest.raises(Refused, match="signed in as Asif"):
        actions.accept(second, signed_in_as=cast.asif)
    assert actions.accept(second, signed_in_as=cast.ines) == cast.ines
    assert Person.objects.get(pk=cast.asif.pk).check_password(PASSWORD)


def test_inviting_the_same_address_into_the_same_role_twice_says_what_to_do(cast: Cast) -> None:
    invite(cast)
    with pytest.raises(Refused, match="Send that letter again, or withdraw it"):
        invite(cast, "MIRA@larkmoor.example")
    with pytest.raises(Refused, match="is already assessor at Larkmoor"):
        invite(cast, cast.asif.email)


@pytest.mark.parametrize(
    ("email", "name", "role", "sentence"),
    [
        ("mira", "Mira", "assessor", "no e-mail address"),
        ("mira@larkmoor.example", " ", "assessor", "Give the person's name"),
        ("mira@larkmoor.example", "Mira", "wizard", "no role at a centre"),
        ("mira@larkmoor.example", "Mira", "employer_contact", "which employer"),
    ],
)
def test_an_invitation_with_something_wrong_says_what(cast: Cast, email: str, name: str, role: str, sentence: str) -> None:
    people = Person.objects.count()
    with pytest.raises(Refused, match=sentence):
        actions.invite(cast.centre, by=cast.as_("cora"), email=email, name=name, role=role)
    assert Person.objects.count() == people


def test_an_employer_of_another_centre_is_no_employer_here(cast: Cast) -> None:
    theirs = actions.add_employer(cast.elsewhere, by=cast.as_("stan", Role.CENTRE_MANAGER), name="Northbank Buses")
    with pytest.raises(Refused, match="no such employer"):
        invite(cast, role=Role.EMPLOYER_CONTACT, employer=theirs)


@pytest.mark.parametrize(("name", "role"), [("asif", Role.ASSESSOR), ("lena", Role.LEARNER), ("stan", Role.CENTRE_MANAGER)])
def test_only_a_manager_of_the_centre_invites(cast: Cast, name: str, role: Role) -> None:
    with pytest.raises(Refused, match="Only a centre manager of Larkmoor"):
        actions.invite(cast.centre, by=cast.as_(name, role), email="mira@larkmoor.example", name="Mira", role=Role.ASSESSOR)


def test_a_letter_sent_again_replaces_the_first(cast: Cast) -> None:
    first = invite(cast)
    before = Event.objects.count()
    second = actions.send_again(first, by=cast.as_("cora"))
    assert events_since(before) == ["people.invitation.sent_again"]
    with pytest.raises(Refused, match="withdrawn"):
        actions.accept(first, password="eleven green bottles")
    assert actions.accept(second, password="eleven green bottles").name == "Mira Okoye"


def test_after_an_invitation_is_withdrawn_the_person_can_be_invited_anew(cast: Cast) -> None:
    invitation = invite(cast)
    before = Event.objects.count()
    actions.withdraw_invitation(invitation, by=cast.as_("cora"))
    assert events_since(before) == ["people.invitation.withdrawn"]
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_invitation(invitation, by=cast.as_("cora"))
    assert invite(cast).appointment.person == invitation.appointment.person


def test_an_appointment_that_ended_gives_nothing_from_that_moment(cast: Cast) -> None:
    held = queries.appointments_in_force(cast.asif).get()
    before = Event.objects.count()
    actions.end_appointment(held, by=cast.as_("cora"))
    assert events_since(before) == ["people.appointment.ended"]
    assert not queries.appointments_in_force(cast.asif).exists()
    with pytest.raises(Refused, match="ended already"):
        actions.end_appointment(Appointment.objects.get(pk=held.pk), by=cast.as_("cora"))


def test_the_only_manager_stays_until_there_is_another(cast: Cast) -> None:
    by = cast.as_("cora")
    held = queries.appointments_in_force(cast.cora).get()
    with pytest.raises(Refused, match="the only manager of Larkmoor"):
        actions.end_appointment(held, by=by)
    actions.accept(invite(cast, role=Role.CENTRE_MANAGER), password="eleven green bottles")
    assert actions.end_appointment(held, by=by).ends_on is not None


def test_a_centre_is_opened_by_the_system_only_and_its_number_is_its_own(cast: Cast) -> None:
    with pytest.raises(Refused, match="by command"):
        actions.open_centre("Larkmoor Training", name="Larkmoor West", number="", by=cast.as_("cora"))
    with pytest.raises(Refused, match="already has the number LM-0417"):
        actions.open_centre("Larkmoor Training", name="Larkmoor West", number="LM-0417", by=system())
    before = Event.objects.count()
    west = actions.open_centre("Larkmoor Training", name="Larkmoor West", number="", by=system(), second_look=False)
    assert west.organisation == cast.centre.organisation
    assert events_since(before) == ["people.centre.opened"]


def test_an_employer_is_added_once(cast: Cast) -> None:
    before = Event.objects.count()
    actions.add_employer(cast.centre, by=cast.as_("cora"), name="Brightwater Homes")
    assert events_since(before) == ["people.organisation.added"]
    with pytest.raises(Refused, match="among your employers already"):
        actions.add_employer(cast.centre, by=cast.as_("cora"), name="brightwater homes ")


def test_nobody_but_the_system_appoints_without_a_letter(cast: Cast) -> None:
    with pytest.raises(Refused, match="Send them an invitation"):
        actions.appoint(cast.centre, by=cast.as_("cora"), email="mira@larkmoor.example", name="Mira", role=Role.ASSESSOR)


def test_a_person_keeps_the_name_they_have_when_another_centre_invites_them(cast: Cast) -> None:
    letter = actions.invite(
        cast.elsewhere, by=cast.as_("stan", Role.CENTRE_MANAGER), email=cast.asif.email, name="A. Raman", role=Role.ASSESSOR
    )
    assert letter.appointment.actor.name == "Asif Rahman"


def test_a_centre_reads_its_own_people_and_nobody_elses(cast: Cast) -> None:
    mine = queries.people_of(cast.as_("cora"))
    assert cast.stan not in mine
    assert {cast.asif, cast.lena, cast.cora} <= set(mine)
    assert set(queries.staff_of(cast.as_("cora"), Role.ASSESSOR)) == {cast.asif}
    assert not queries.people_of(cast.as_("lena")).exists()
    assert [employer.name for employer in queries.employers_of(cast.as_("cora"))] == ["Ottersby Ferry"]
    assert not queries.employers_of(cast.as_("stan", Role.CENTRE_MANAGER)).exists()


def newcomer(cast: Cast) -> Person:
    return invite(cast, "mira@larkmoor.example", Role.LEARNER).appointment.person


def test_a_learners_date_of_birth_is_noted_once_and_no_event_tells_it_in_the_open(cast: Cast) -> None:
    mira, before = newcomer(cast), Event.objects.count()
    assert actions.note_birth_date(mira, by=cast.as_("cora"), born_on=date(2004, 2, 29)).born_on == date(2004, 2, 29)
    assert events_since(before) == ["people.birth_date.noted"]
    event = Event.objects.latest("pk")
    assert event.personal
    assert (event.args, event.personal["born_on"]) == ({"person": str(mira.uuid)}, "2004-02-29")
    with pytest.raises(Refused, match="known already: 29 February 2004"):
        actions.note_birth_date(mira, by=cast.as_("cora"), born_on=date(2003, 2, 28))


@pytest.mark.parametrize(
    ("by", "born_on", "says"),
    [("asif", date(2004, 2, 29), "Only a centre manager"), ("cora", date(2104, 2, 29), "lies in the future"),
     ("stan", date(2004, 2, 29), "does not learn at your centre")],
)  # fmt: skip
def test_who_may_not_note_a_date_of_birth_and_which_is_none(cast: Cast, by: str, born_on: date, says: str) -> None:
    actor = cast.as_(by, Role.CENTRE_MANAGER) if by == "stan" else cast.as_(by)
    mira, before = newcomer(cast), Event.objects.count()
    with pytest.raises(Refused, match=says):
        actions.note_birth_date(mira, by=actor, born_on=born_on)
    mira.refresh_from_db()
    assert (mira.born_on, events_since(before)) == (None, [])


def test_an_assessor_is_no_learner_whose_birth_is_noted(cast: Cast) -> None:
    with pytest.raises(Refused, match="does not learn at your centre"):
        actions.note_birth_date(cast.asif, by=cast.as_("cora"), born_on=date(1980, 1, 1))


def test_learners_are_found_by_a_part_of_their_name_or_address(cast: Cast) -> None:
    newcomer(cast)
    cora = cast.as_("cora")
    assert [one.name for one in queries.learners_of(cora, like="mira@LARK")] == ["Mira Okoye"]
    assert list(queries.learners_of(cora, like="lena")) == [cast.lena]
    assert not queries.learners_of(cora, like="stan")
