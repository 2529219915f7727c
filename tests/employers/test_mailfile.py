"""Mails as programs write them, and as they should not: something is always given back."""

import pytest

from milepost.employers.mailfile import ReadMail, read

HEAD = "From: Emil Sorensen <emil@gannet.example>\r\nTo: Bea <bea@larkmoor.example>\r\nMessage-ID: <1@gannet.example>\r\n"


def mail(head: str = "", body: str = "Hello.", encoding: str = "utf-8") -> ReadMail:
    return read(f"{HEAD}{head}\r\n{body}".encode(encoding))


def test_it_says_who_when_and_what() -> None:
    found = mail("Subject: =?utf-8?q?Caf=C3=A9?= hours\r\nDate: Mon, 30 Mar 2026 09:15:00 +0100\r\nCc: x@y.example, Z <z@y.example>\r\n")
    assert (found.subject, found.text, found.problems) == ("Café hours", "Hello.", ())
    assert found.sent_at is not None
    assert found.sent_at.isoformat() == "2026-03-30T09:15:00+01:00"
    assert [(one.place, one.email) for one in found.people] == [
        ("from", "emil@gannet.example"), ("to", "bea@larkmoor.example"), ("cc", "x@y.example"), ("cc", "z@y.example")
    ]  # fmt: skip


def test_western_letters_that_nobody_declared_are_read_and_that_is_said() -> None:
    found = mail("Subject: Grüße vom Café\r\n", "Ça va? £12", "latin-1")
    assert (found.subject, found.text, found.problems) == ("Grüße vom Café", "Ça va? £12", ("undeclared",))
    assert mail("Subject: Grüße\r\n", "Ça va?").problems == ()  # UTF-8 says so by itself


def test_an_alphabet_that_nobody_knows_does_not_stop_it() -> None:
    assert mail("Content-Type: text/plain; charset=klingon\r\n", "Qapla’").text == "Qapla’"


def test_of_a_page_the_words_are_kept_and_no_script() -> None:
    page = "<html><head><title>T</title><style>p{}</style></head><body><p>One &amp; two</p><script>alert(1)</script><div>Three</div></body>"
    assert mail("Content-Type: text/html\r\n", page).text == "One & two\n\nThree"


def test_broken_parts_give_what_they_hold() -> None:
    body = '--x\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--x\r\nContent-Disposition: attachment; filename="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!'
    found = mail('Content-Type: multipart/mixed; boundary="x"\r\n', body)
    assert (found.text, [one.name for one in found.attachments]) == ("See below.", ["a.pdf"])
    assert "damaged" in found.problems


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\x01\x02", b"\xff\xfe\x00" * 50, b"\r\n" * 5, b"Content-Type: multipart/mixed\r\n\r\nx", b"From:\r\n :\r\n\r\n"]
)
def test_what_is_no_mail_is_given_back_all_the_same(raw: bytes) -> None:
    found = read(raw)
    assert "\x00" not in found.text
    found.text.encode()  # no half letters


@pytest.mark.parametrize(
    ("head", "automatic"),
    [
        ("Auto-Submitted: auto-replied (vacation)\r\n", True),
        ("Auto-Submitted: auto-generated; type=x\r\n", True),
        ("Auto-Submitted: no\r\n", False),
        ("Precedence: bulk\r\n", True),
        ("Precedence: list\r\n", False),
        ("", False),
    ],
)
def test_what_a_machine_wrote_is_known(head: str, automatic: bool) -> None:
    assert mail(head).automatic is automatic


def test_two_copies_say_the_same_and_another_under_its_number_does_not() -> None:
    assert mail("Received: one\r\n").fingerprint == mail("Received: two\r\nReceived: three\r\n").fingerprint
    assert mail().fingerprint != mail(body="Something else.").fingerprint


def test_of_a_mail_sent_on_as_a_file_the_people_within_count() -> None:
    inner = "From: tom@kiln.example\r\nTo: bea@larkmoor.example\r\nSubject: The kiln\r\n\r\nWarm."
    body = f"--x\r\n\r\nSee there.\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--x--\r\n"
    found = mail('Content-Type: multipart/mixed; boundary="x"\r\n', body)
    assert [one.name for one in found.attachments] == ["The kiln.eml"]
    assert ("inner-from", "tom@kiln.example") in [(one.place, one.email) for one in found.people]
