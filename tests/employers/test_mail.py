"""Mails that were copied to us: whose they are, what becomes of those that nobody knows, and what is not taken."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import override_settings

from milepost.base import clock
from milepost.base.files import path_of
from milepost.base.models import StoredFile
from milepost.base.refusal import Refused
from milepost.employers import actions, mailroom, queries, words
from milepost.employers.models import EmployerFile, Mail, MailAddress
from milepost.people import actions as people
from tests.cast import Cast
from tests.employers.acting import actor_of, colleague, described, last_event, opened


def written(*, to: str = "emil@gannet.example", sender: str = "Bea Thornley <bea@larkmoor.example>", **more: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, more.pop("subject", "The night shift")
    mail["Message-ID"] = more.pop("number", "<1@larkmoor.example>")
    mail["Date"] = "Mon, 30 Mar 2026 09:15:00 +0100"
    mail.set_content(more.pop("text", "Shall we move it?"))
    for name, value in more.items():
        mail[name.replace("_", "-")] = value
    return mail


def address(cast: Cast, who: str = "bea", file: EmployerFile | None = None) -> MailAddress:
    return actions.make_mail_address(cast.centre, by=cast.as_(who), file=file)


def taken(mail: EmailMessage, *to: MailAddress, **more: Any) -> Mail:
    return mailroom.take_in(mail.as_bytes(), to=to, **more)[0]


def gannet(cast: Cast, name: str = "Gannet Boats", email: str = "emil@gannet.example", **more: str) -> EmployerFile:
    given = {"does": "They build boats.", "contact_email": email, **more}
    return actions.describe_file(opened(cast, name), by=cast.as_("bea"), given=given)


def where(mail: Mail) -> list[tuple[str, str]]:
    return [(place.file.employer.name, place.because) for place in mail.places.filter(taken_off_at=None)]


def test_a_copied_mail_stands_with_the_employer_whose_contact_is_in_it(cast: Cast) -> None:
    file, own = gannet(cast), address(cast)
    mail = taken(written(), own)
    assert where(mail) == [("Gannet Boats", "contact")]
    event = last_event()
    assert (event.name, event.stream, event.args["mail"]) == (words.MAIL_RECEIVED, file.stream, str(mail.uuid))
    assert event.personal is not None
    assert (event.personal["subject"], event.personal["who"]) == ("The night shift", "Bea Thornley")
    assert b"Shall we move it?" in path_of(mail.raw.sha256).read_bytes()
    assert event in queries.timeline([file], [])


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("ola@gannet.example", [("Gannet Boats", "domain")]),
        ("post@www.gannet.example", [("Gannet Boats", "domain")]),
        ("ola@gannetboats.example", [("Gannet Boats", "domain")]),  # of their website
        ("emil@gmail.com", []),
        ("cora@larkmoor.example", []),
    ],
)
def test_by_its_domain_and_not_by_that_of_anybody(cast: Cast, to: str, found: list[tuple[str, str]]) -> None:
    gannet(cast, website="https://www.gannetboats.example/about")
    gannet(cast, "Otter Mill", "otter@gmail.com")
    assert where(taken(written(to=to), address(cast))) == found


def test_an_employers_own_address_takes_what_names_nobody(cast: Cast) -> None:
    file = gannet(cast)
    assert where(taken(written(to="stranger@gmail.com"), address(cast, file=file))) == [("Gannet Boats", "address")]


def test_an_answer_stands_where_the_mail_stands_that_it_answers(cast: Cast) -> None:
    gannet(cast)
    own = address(cast)
    taken(written(), own)
    answer = written(sender="Ola <ola@gmail.com>", to="bea@larkmoor.example", number="<2@gmail.com>", In_Reply_To="<1@larkmoor.example>")
    assert where(taken(answer, own)) == [("Gannet Boats", "thread")]


def test_of_several_employers_somebody_chooses(cast: Cast) -> None:
    file = gannet(cast)
    gannet(cast, "Otter Mill", "tom@otter.example")
    bea, mail = cast.as_("bea"), taken(written(to="emil@gannet.example, tom@otter.example"), address(cast))
    assert where(mail) == []
    assert list(queries.mails_to_sort(by=bea)) == [mail]
    place = actions.place_mail(mail, by=bea, file=file)
    assert last_event().name == words.MAIL_PLACED
    with pytest.raises(Refused, match="already"):
        actions.place_mail(mail, by=bea, file=file)
    assert not queries.mails_to_sort(by=bea).exists()
    actions.take_off_mail(place, by=bea)
    assert list(queries.mails_to_sort(by=bea)) == [mail]
    with pytest.raises(Refused, match="taken off already"):
        actions.take_off_mail(place, by=bea)


def test_what_is_to_be_sorted_is_seen_by_whose_it_is_and_a_manager_only(cast: Cast) -> None:
    noor = actor_of(colleague(cast))
    mail = taken(written(to="who@knows.example"), address(cast))
    assert list(queries.mails_to_sort(by=cast.as_("bea"))) == [mail]
    assert list(queries.mails_to_sort(by=cast.as_("cora"))) == [mail]
    assert not queries.mails_to_sort(by=noor).exists()
    assert not queries.mails(by=noor).exists()
    assert not queries.mails(by=cast.as_("stan")).exists()
    with pytest.raises(Refused, match="Say why"):
        actions.set_aside_mail(mail, by=cast.as_("bea"), reason=" ")
    actions.set_aside_mail(mail, by=cast.as_("bea"), reason="A newsletter.")
    assert not queries.mails_to_sort(by=cast.as_("cora")).exists()
    assert queries.mails(by=cast.as_("cora")).get().set_aside_reason == "A newsletter."


def test_a_mail_that_comes_twice_is_kept_once(cast: Cast) -> None:
    file = gannet(cast)
    own = address(cast)
    first, files = taken(written(), own), StoredFile.objects.count()
    again = written(Received="from somewhere else")
    assert taken(again, own) == first
    assert taken(again, address(cast, "cora")) == first
    assert (Mail.objects.count(), StoredFile.objects.count()) == (1, files)
    other = taken(written(text="Under the same number, something else."), own)
    assert (other != first, where(other)) == (True, [("Gannet Boats", "contact")])
    unknown = taken(written(to="who@knows.example", number="<9@x>"), own)
    assert taken(written(to="who@knows.example", number="<9@x>"), address(cast, file=file)) == unknown
    assert where(unknown) == [("Gannet Boats", "address")]  # it came to their own address meanwhile


def test_what_a_machine_wrote_is_kept_and_put_nowhere(cast: Cast) -> None:
    gannet(cast)
    own = address(cast)
    mail = taken(written(Auto_Submitted="auto-replied"), own)
    assert (mail.automatic, where(mail)) == (True, [])
    assert list(queries.mails_to_sort(by=cast.as_("bea"))) == [mail]
    assert taken(written(number="<3@x>"), own, by_machine=True).automatic  # it has no sender


def test_our_own_letters_and_those_that_go_round_are_not_taken(cast: Cast, settings: Any) -> None:
    settings.BASE_URL = "https://milepost.larkmoor.example"
    own = address(cast)
    ours = written(number="<notice-1@milepost.larkmoor.example>", Auto_Submitted="auto-generated")
    with pytest.raises(Refused, match="written here and has come back"):
        taken(ours, own)
    round_and_round = b"Received: from a by b\r\n" * 31 + written().as_bytes()
    with pytest.raises(Refused, match="went through 31 servers"):
        mailroom.take_in(round_and_round, to=[own])
    assert not Mail.objects.exists()


@override_settings(MAIL_AN_HOUR=2)
def test_what_goes_round_without_saying_so_is_stopped(cast: Cast) -> None:
    own = address(cast)
    for number in range(2):
        taken(written(number=f"<{number}@x>"), own)
    with pytest.raises(mailroom.TooMany):
        taken(written(number="<3@x>"), own)
    assert taken(written(number="<1@x>"), own)  # it is kept already: the sender may forget it
    with clock.at(clock.now() + timedelta(hours=2)):
        taken(written(number="<3@x>"), own)


def test_attachments_are_files_and_a_false_one_lies_in_the_whole_mail(cast: Cast) -> None:
    gannet(cast)
    mail = written()
    mail.add_attachment(b"%PDF-nothing of the kind", maintype="application", subtype="pdf", filename="contract.pdf")
    mail.add_attachment("a,b\n1,2\n", subtype="csv", filename="../hours.csv")
    mail.add_attachment(b"", maintype="application", subtype="pdf", filename="empty.pdf")
    kept = taken(mail, address(cast))
    false, good, empty = kept.attachments.order_by("number")
    assert good.file is not None
    assert (good.name, good.file.name, good.file.kind) == ("../hours.csv", "hours.csv", "text/csv")
    assert (false.file, "says it is a PDF and is none" in false.why_not) == (None, True)
    assert "is empty" in empty.why_not
    assert b"contract.pdf" in path_of(kept.raw.sha256).read_bytes()


def test_bytes_that_are_no_mail_are_kept_too(cast: Cast) -> None:
    (mail,) = mailroom.take_in(b"\x00\x01\xff no mail at all", to=[address(cast)])
    assert (mail.raw.size, mail.problems) == (18, ["damaged", "undeclared"])
    assert mailroom.take_in(b"", to=[mail.address])


def test_of_two_files_that_are_one_employer_the_mail_stands_with_the_one_kept(cast: Cast) -> None:
    kept, other = gannet(cast), gannet(cast, "Gannet Boats Ltd", "office@gannetboats.example")
    merge = actions.merge_employers(kept, other, by=cast.as_("cora"), reason="One telephone")
    own = address(cast)
    assert where(taken(written(), own)) == [("Gannet Boats", "contact")]
    assert where(taken(written(to="emil@gannet.example, office@gannetboats.example", number="<2@x>"), own)) == [("Gannet Boats", "contact")]
    theirs = taken(written(to="office@gannetboats.example", number="<3@x>"), own)
    assert where(theirs) == [("Gannet Boats Ltd", "contact")]
    assert words.MAIL_RECEIVED in {e.name for e in queries.timeline(queries.parts_of(kept), [])}
    actions.part_employers(merge, by=cast.as_("cora"))
    assert [e.args["mail"] for e in queries.timeline([other], []) if e.name == words.MAIL_RECEIVED] == [str(theirs.uuid)]


def test_who_left_gets_no_more_mail_and_what_came_waits_for_a_manager(cast: Cast) -> None:
    noor = colleague(cast)
    by = actor_of(noor)
    own = actions.make_mail_address(cast.centre, by=by)
    mail = taken(written(to="who@knows.example"), own)
    people.end_appointment(noor.appointments.get(), by=cast.as_("cora"))
    with clock.at(clock.now() + timedelta(days=1)):
        with pytest.raises(Refused, match="no longer looks after employers"):
            taken(written(number="<2@x>"), own)
        assert list(queries.mails_to_sort(by=cast.as_("cora"))) == [mail]


def test_an_address_is_ones_own_and_can_be_given_up(cast: Cast, settings: Any) -> None:
    file, own = described(cast), address(cast)
    assert str(own).endswith("@in.larkmoor.example")
    assert queries.mail_address_by_key(own.key.upper()) == own
    with pytest.raises(Refused, match="There is an address already"):
        address(cast)
    assert address(cast, file=file) != own
    with pytest.raises(Refused, match="Only whose address it is"):
        actions.revoke_mail_address(own, by=actor_of(colleague(cast)))
    with pytest.raises(Refused, match="Only who looks after employers"):
        address(cast, "quentin")
    actions.revoke_mail_address(own, by=cast.as_("bea"))
    with pytest.raises(Refused, match="given up on"):
        taken(written(), own)
    assert address(cast).key != own.key
    settings.MAIL_DOMAIN = ""
    with pytest.raises(Refused, match="takes no mail in"):
        address(cast, "cora")
