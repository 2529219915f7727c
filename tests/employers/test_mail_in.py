"""The listener on loopback, as other servers see it: what it takes, and in which words it does not."""

import smtplib
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from typing import Any

import pytest

from milepost.employers import actions, mailroom, queries
from milepost.employers.models import Mail, MailAddress
from tests.cast import Cast
from tests.employers.acting import described
from tests.post import line_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]


@pytest.fixture
def post() -> Iterator[smtplib.SMTP]:
    """A sender's line to the listener."""
    with line_in("mx.gannet.example") as line:
        yield line


@pytest.fixture
def own(cast: Cast, post: smtplib.SMTP) -> MailAddress:
    described(cast)
    return actions.make_mail_address(cast.centre, by=cast.as_("bea"))


def letter(**more: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Bea Thornley <bea@larkmoor.example>", "emil@larkmoor.example", "The night shift"
    mail["Message-ID"] = more.get("number", "<1@larkmoor.example>")
    mail.set_content("Shall we move it?")
    return mail


def refused(post: smtplib.SMTP, to: str) -> tuple[int, str]:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as caught:
        post.send_message(letter(), from_addr="bea@larkmoor.example", to_addrs=[to])
    code, said = caught.value.recipients[to]
    return code, said.decode()


def test_a_mail_is_copied_in_and_stands_with_its_employer(post: smtplib.SMTP, own: MailAddress, cast: Cast) -> None:
    post.send_message(letter(), to_addrs=[str(own).upper()])
    post.send_message(letter(), to_addrs=[str(own)])  # the same again, as an impatient server sends it
    mail = queries.mails(by=cast.as_("quentin")).get()
    assert [place.file.employer.name for place in mail.places.all()] == [cast.employer.name]
    assert (mail.subject, mail.raw.kind) == ("The night shift", "message/rfc822")


def test_what_it_does_not_take_it_says_in_a_sentence(post: smtplib.SMTP, own: MailAddress, cast: Cast) -> None:
    assert refused(post, "bea@larkmoor.example") == (550, "5.7.1 Only mails to in.larkmoor.example are taken here.")
    code, said = refused(post, "guessed@in.larkmoor.example")
    assert (code, "There is no such address here" in said) == (550, True)
    actions.revoke_mail_address(own, by=cast.as_("bea"))
    code, said = refused(post, str(own))
    assert (code, "was given up on" in said) == (550, True)


def test_forty_megabytes_are_refused_before_and_while_they_come(post: smtplib.SMTP, own: MailAddress) -> None:
    raw = letter().as_bytes(policy=policy.SMTP) + (b"0" * 76 + b"\r\n") * (40 * 1024**2 // 78)
    assert post.ehlo()[0] == 250
    assert post.esmtp_features["size"] == str(25 * 1024**2)
    code, said = post.mail("bea@larkmoor.example", [f"size={len(raw)}"])
    assert (code, b"larger than 25 MB" in said) == (552, True)
    post.esmtp_features.pop("size")  # a program that does not say how large it is
    with pytest.raises(smtplib.SMTPDataError) as meanwhile:
        post.sendmail("bea@larkmoor.example", [str(own)], raw)
    assert (meanwhile.value.smtp_code, b"smaller attachments" in meanwhile.value.smtp_error) == (552, True)
    assert not Mail.objects.exists()
    post.send_message(letter(), to_addrs=[str(own)])  # and the line goes on
    assert Mail.objects.count() == 1


def test_while_it_cannot_keep_a_mail_the_sender_is_asked_to_try_again(post: smtplib.SMTP, own: MailAddress, monkeypatch: Any) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(mailroom, "store", full)
        with pytest.raises(smtplib.SMTPDataError) as later:
            post.send_message(letter(), to_addrs=[str(own)])
    assert (later.value.smtp_code, b"Try again later" in later.value.smtp_error) == (451, True)
    post.send_message(letter(), to_addrs=[str(own)])
    assert Mail.objects.count() == 1


def test_one_that_goes_round_in_a_circle_is_refused(post: smtplib.SMTP, own: MailAddress) -> None:
    mail = letter(number="<notice-1@localhost>")
    mail["Auto-Submitted"] = "auto-generated"
    with pytest.raises(smtplib.SMTPDataError) as caught:
        post.send_message(mail, to_addrs=[str(own)])
    assert (caught.value.smtp_code, b"goes round in a circle" in caught.value.smtp_error) == (554, True)


def test_a_server_that_writes_without_a_sender_is_a_machine(post: smtplib.SMTP, own: MailAddress) -> None:
    post.sendmail("", [str(own)], letter().as_bytes())
    assert Mail.objects.get().automatic
