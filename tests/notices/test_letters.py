"""Letters leave by real SMTP, once each, and wait when the post office is closed."""

import sys
from datetime import timedelta

import pytest
from django.test import Client

from milepost.base import clock
from milepost.base.jobs import worker
from milepost.base.models import Job
from milepost.base.refusal import Refused
from milepost.notices import letters, tasks
from milepost.notices.models import Notice
from milepost.notices.printing import Printed
from milepost.people import actions
from milepost.people.models import Person
from milepost.people.words import Role
from tests import build
from tests.cast import Cast
from tests.post import PostOffice


def work() -> None:
    tasks.tell_pending(limit=1000)
    worker.work_off()


def test_an_invitation_arrives_with_the_link_that_lets_one_in(cast: Cast, post_office: PostOffice) -> None:
    actions.invite(cast.centre, by=cast.as_("cora"), email="mira@larkmoor.example", name="Mira Okoye", role=Role.ASSESSOR)
    work()
    [letter] = post_office.to("mira@larkmoor.example")
    assert letter["Subject"] == "Your invitation to Larkmoor"
    assert "Cora Lindqvist invites you to Larkmoor Training, centre Larkmoor, as assessor." in letter.get_content()
    link = post_office.link_to("mira@larkmoor.example").removeprefix("http://localhost:8000")
    assert Client().post(link, {"password": "eleven green bottles"}).headers["Location"] == "/"


def test_a_letter_that_is_printed_holds_its_link_in_one_piece(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    """The demonstration has no post office: people copy the link from the terminal."""
    invitation = actions.invite(cast.centre, by=cast.as_("cora"), email="mira@larkmoor.example", name="Mira Okoye", role=Role.ASSESSOR)
    Printed(stream=sys.stdout).send_messages([letters.of_invitation(invitation)])
    printed = capsys.readouterr().out
    assert f"http://localhost:8000/invitation/{invitation.secret}/" in printed.split()
    assert printed.startswith("To: mira@larkmoor.example\nSubject: Your invitation to Larkmoor\n")


def test_a_letter_that_was_sent_again_holds_the_new_link_and_the_old_one_stays_in_the_drawer(cast: Cast, post_office: PostOffice) -> None:
    by = cast.as_("cora")
    first = actions.invite(cast.centre, by=by, email="mira@larkmoor.example", name="Mira Okoye", role=Role.ASSESSOR)
    second = actions.send_again(first, by=by)
    work()
    [letter] = post_office.to("mira@larkmoor.example")
    assert second.secret in letter.get_content()


def test_an_address_that_is_corrected_gets_the_letter_and_the_wrong_one_no_second(cast: Cast, post_office: PostOffice) -> None:
    letter = actions.invite(cast.centre, by=cast.as_("cora"), email="mira@lark.example", name="Mira", role=Role.LEARNER)
    actions.correct_person(letter.appointment.person, by=cast.as_("cora"), name="Mira Okoye", email="mira@larkmoor.example")
    work()
    assert len(post_office.to("mira@larkmoor.example")) == 1
    assert not post_office.to("mira@lark.example")


def test_a_notice_arrives_with_a_link_and_without_what_others_wrote(cast: Cast, post_office: PostOffice) -> None:
    build.handed_in(cast, build.with_units(cast), ["L1:1.1"])
    build.judged(cast, cast.lena.registrations.get(), ["L1:1.1"], verdict="not_yet")
    work()
    letter = post_office.to(cast.lena.email)[-1].get_content()
    assert "1 waits for you to redo it" in letter
    assert "Say which lamp" not in letter
    assert post_office.link_to(cast.lena.email).startswith("http://localhost:8000/messages/")


def test_a_letter_goes_out_once_even_if_its_job_runs_twice(cast: Cast, post_office: PostOffice) -> None:
    build.registration(cast)
    work()
    sent = len(post_office.letters)
    assert sent
    Job.objects.update(state=Job.State.READY, due_at=clock.now())
    work()
    assert len(post_office.letters) == sent
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_a_closed_post_office_loses_no_letter(cast: Cast, post_office: PostOffice) -> None:
    build.registration(cast)
    post_office.closed = True
    work()
    assert not post_office.letters
    assert Notice.objects.filter(mailed_at__isnull=False).count() == 0
    post_office.closed = False
    with clock.at(clock.now() + timedelta(minutes=1)):
        work()
    assert {str(letter["To"]) for letter in post_office.letters} == {cast.lena.email, cast.asif.email}


def test_a_post_office_closed_for_longer_than_jobs_are_tried_is_asked_again_later(cast: Cast, post_office: PostOffice) -> None:
    build.registration(cast)
    tasks.tell_pending(limit=1000)
    Job.objects.update(state=Job.State.FAILED)
    with clock.at(clock.now() + timedelta(hours=2)):
        assert tasks.mail_late() == 2
        work()
        assert tasks.mail_late() == 0
    assert {str(letter["To"]) for letter in post_office.letters} == {cast.lena.email, cast.asif.email}


def test_who_has_left_gets_no_letters(cast: Cast, post_office: PostOffice) -> None:
    build.registration(cast)
    Person.objects.filter(pk=cast.asif.pk).update(is_active=False)
    work()
    assert not post_office.to(cast.asif.email)


def test_notices_are_kept_for_a_year(cast: Cast) -> None:
    build.registration(cast)
    tasks.tell_pending(limit=1000)
    assert tasks.forget_old() == 0
    with clock.at(clock.now() + timedelta(days=366)):
        assert tasks.forget_old() == 2


@pytest.mark.parametrize("email", ["mira@larkmoor.example\nBcc: everybody@larkmoor.example", "mira"])
def test_no_address_smuggles_another_header_in(cast: Cast, email: str) -> None:
    with pytest.raises(Refused, match="no e-mail address"):
        actions.invite(cast.centre, by=cast.as_("cora"), email=email, name="Mira", role=Role.ASSESSOR)
