"""Who works at the centre, the letters that wait for an answer, and the employers."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.base.models import Job
from milepost.notices.tasks import mail_invitation
from milepost.people import actions
from milepost.people.models import Appointment, Invitation, Organisation
from milepost.people.words import Role
from tests.cast import Cast
from tests.fixtures import Enter

PEOPLE = "/centre/people/"  # "centre_people"
AGAIN, WITHDRAW, END = "centre_invitation_again", "centre_invitation_withdraw", "centre_appointment_end"
EMPLOYERS = "/centre/people/employers/"  # "centre_employers"


@pytest.fixture
def cora(enter: Enter) -> Client:
    return enter("cora")


def letter(cast: Cast, name: str = "Noor Haverkamp") -> Invitation:
    email = f"{name.split()[0].lower()}@larkmoor.example"
    return actions.invite(cast.centre, by=cast.as_("cora"), email=email, name=name, role=Role.ASSESSOR)


def act(client: Client, kind: str, one: Invitation | Appointment, follow: bool = False) -> tuple[int, str]:
    place = {AGAIN: "invitations/{}/again/", WITHDRAW: "invitations/{}/withdraw/", END: "appointments/{}/end/"}[kind]
    answer = client.post(PEOPLE + place.format(one.uuid), follow=follow)
    return answer.status_code, answer.content.decode()


def test_staff_letters_and_employers_are_listed(cast: Cast, cora: Client) -> None:
    letter(cast)
    page = cora.get(PEOPLE).content.decode()
    for name in ("Asif Rahman", "Quentin Abara", "Noor Haverkamp", "Ottersby Ferry"):
        assert name in page
    assert "Lena Hartog" not in page


def test_the_last_manager_stays_and_the_page_says_why(cora: Client) -> None:
    page = cora.get(PEOPLE).content.decode()
    assert "Cora Lindqvist is the only manager of Larkmoor." in page
    assert page.count('aria-disabled="true"') == 1


def test_one_letter_and_three_ask_the_same(cast: Cast, cora: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    letter(cast)
    cora.get(PEOPLE)
    with django_assert_num_queries(7):
        cora.get(PEOPLE)
    for name in ("Mira Okoye", "Jonas Adler"):
        actions.accept(letter(cast, name), password="eleven green bottles")
        letter(cast, f"{name[:3]}x Other")
    with django_assert_num_queries(7):
        cora.get(PEOPLE)


def test_a_letter_that_the_mail_server_refused_is_named(cast: Cast, cora: Client) -> None:
    one = letter(cast)
    said = "The letter has not left."
    assert said not in cora.get(PEOPLE).content.decode()
    mail_invitation.enqueue(str(one.uuid))
    Job.objects.filter(args=[str(one.uuid)]).update(tries=1, error="ConnectionRefusedError")
    assert cora.get(PEOPLE).content.decode().count(said) == 1
    act(cora, AGAIN, one)
    assert said not in cora.get(PEOPLE).content.decode()


def test_a_letter_is_sent_again_and_the_old_one_is_void(cast: Cast, cora: Client) -> None:
    first = letter(cast)
    assert "the old one is void" in act(cora, AGAIN, first, follow=True)[1]
    first.refresh_from_db()
    assert first.withdrawn_at
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1
    assert act(cora, AGAIN, first)[0] == 404


def test_a_letter_is_withdrawn(cast: Cast, cora: Client) -> None:
    one = letter(cast)
    assert "The invitation is withdrawn." in act(cora, WITHDRAW, one, follow=True)[1]
    assert act(cora, WITHDRAW, one)[0] == 404


def test_a_role_is_ended_but_not_the_last_managers(cast: Cast, cora: Client) -> None:
    asif, own = (Appointment.objects.get(person=person) for person in (cast.asif, cast.cora))
    assert "Asif Rahman no longer has this role." in act(cora, END, asif, follow=True)[1]
    assert "only manager" in act(cora, END, own, follow=True)[1]
    assert "Asif Rahman" not in cora.get(PEOPLE).content.decode()


def test_an_employer_is_added_once(cast: Cast, cora: Client) -> None:
    assert "Northbank Buses is among your employers." in cora.post(EMPLOYERS, {"name": "Northbank Buses"}, follow=True).content.decode()
    assert "is among your employers already" in cora.post(EMPLOYERS, {"name": "northbank buses"}, follow=True).content.decode()
    assert "Give the employer’s name." in cora.post(EMPLOYERS, {"name": " "}, follow=True).content.decode().replace("&#x27;", "’").replace(
        "'", "’"
    )
    assert Organisation.objects.filter(centre=cast.centre).count() == 2


def test_the_quality_manager_reads_and_changes_nothing(cast: Cast, enter: Enter) -> None:
    one, quentin = letter(cast), enter("quentin")
    page = quentin.get(PEOPLE).content.decode()
    assert "Noor Haverkamp" in page
    assert "Withdraw" not in page
    assert "End this role" not in page
    assert act(quentin, WITHDRAW, one)[0] == 404


def test_others_and_strangers_get_404(cast: Cast, enter: Enter) -> None:
    one, asif = letter(cast), Appointment.objects.get(person=cast.asif)
    for name in ("asif", "ines", "lena"):
        assert enter(name).get(PEOPLE).status_code == 404
    stan = enter("stan", Role.CENTRE_MANAGER)
    assert "Noor Haverkamp" not in stan.get(PEOPLE).content.decode()
    assert {act(stan, AGAIN, one)[0], act(stan, WITHDRAW, one)[0], act(stan, END, asif)[0]} == {404}


def test_who_keeps_quality_has_a_way_to_people_and_qualifications(enter: Enter) -> None:
    client = enter("quentin")
    for address in (PEOPLE, "/centre/qualifications/"):
        page = client.get(address).content.decode()
        assert f'<a href="{address}" aria-current="page">' in page
    assert 'href="/centre/people/"' not in enter("ines").get("/assure/").content.decode()
