"""Mails copied to Milepost: one's own address, what is to be sorted, and one mail with what hangs on it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from milepost.employers import actions, mailroom, queries
from milepost.employers.models import MailAddress
from tests.cast import Cast
from tests.employers import acting
from tests.fixtures import Enter
from tests.web.employers import copied

MAILS = "/employers/all/mails/"  # "employer_mails"


@pytest.fixture
def bea(enter: Enter) -> Client:
    return enter("bea")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_somebody_makes_their_address_and_gives_it_up(cast: Cast, bea: Client) -> None:
    assert "Make my address" in words(bea.get(MAILS))
    page = words(bea.post(MAILS, {"act": "make"}, follow=True))
    assert str(queries.own_mail_address(cast.as_("bea"))) in page
    assert "There is an address already" in words(bea.post(MAILS, {"act": "make"}, follow=True))
    assert "The address is given up" in words(bea.post(MAILS, {"act": "revoke"}, follow=True))
    assert MailAddress.objects.get().revoked_at is not None


def test_where_no_mail_is_taken_the_page_says_so(bea: Client, settings: Any) -> None:
    settings.MAIL_DOMAIN = ""
    assert "takes no mail in" in words(bea.get(MAILS))


def test_a_mail_is_sorted_taken_off_and_set_aside(cast: Cast, bea: Client) -> None:
    file = acting.described(cast)
    mail = copied(cast, to="somebody@elsewhere.example")
    one = f"{MAILS}{mail.uuid}/"  # "employer_mail"
    assert "The night shift" in words(bea.get(MAILS))
    page = words(bea.get(one))
    assert "no employer is named in it" in page
    assert "Shall we move it?" in page
    assert "Choose the employer" in words(bea.post(one, {"act": "place", "file": ""}))
    page = words(bea.post(one, {"act": "place", "file": str(file.uuid)}, follow=True))
    assert "because somebody put it here" in page
    assert "The night shift" in words(bea.get(f"/employers/all/{file.uuid}/mails/"))  # "employer_mails_with"
    assert one in words(bea.get(f"/employers/all/{file.uuid}/"))  # the timeline leads to it
    assert bea.post(one, {"act": "take_off", "place": "none"}).status_code == 404
    bea.post(one, {"act": "take_off", "place": str(mail.places.get().uuid)})
    assert bea.post(one, {"act": "set_aside", "reason": ""}).status_code == 422
    bea.post(one, {"act": "set_aside", "reason": "A newsletter."})
    assert "Bea Thornley set it aside" in words(bea.get(one))
    assert "Nothing waits" in words(bea.get(MAILS))


def test_who_is_not_known_gets_a_file_from_the_mail(cast: Cast, bea: Client) -> None:
    one = f"{MAILS}{copied(cast, to='jo@pellworth.example').uuid}/"
    assert "Whose is it?" not in words(bea.get(one))  # nobody has a file: there is nobody to choose
    assert "Give the employer’s name." in words(bea.post(one, {"act": "open", "name": ""}))
    page = words(bea.post(one, {"act": "open", "name": "Pellworth Parcels"}, follow=True))
    assert "Pellworth Parcels has a file, you own it, and the mail stands there." in page
    assert "Say who speaks for them" in page
    refused = bea.post(one, {"act": "open", "name": "Pellworth Parcels"})
    assert (refused.status_code, queries.files(by=cast.as_("bea")).count()) == (422, 1)  # no second one of that name
    bea.post(one, {"act": "open", "name": "ottersby ferry"})  # known, and without a file
    assert queries.file_of(cast.employer) is not None


def test_of_several_employers_those_named_come_first(cast: Cast, bea: Client) -> None:
    acting.described(cast)
    other = acting.opened(cast, "Gannet Boats")
    actions.describe_file(other, by=cast.as_("bea"), given={"does": "Boats.", "contact_email": "ola@gannet.example"})
    acting.opened(cast, "Pier Kitchens")
    mail = copied(cast, to="ola@gannet.example, emil@larkmoor.example")
    page = words(bea.get(f"{MAILS}{mail.uuid}/"))
    assert "more than one employer is named" in page
    assert page.index("Named in it") < page.index("Gannet Boats") < page.index("The others") < page.index("Pier Kitchens")


def test_what_hangs_on_it_is_saved_and_what_is_none_says_why(cast: Cast, bea: Client) -> None:
    acting.described(cast)
    mail = copied(cast, to="emil@larkmoor.example")
    part = bea.get(f"{MAILS}{mail.uuid}/1/")  # "employer_mail_part"
    assert (part.headers["Content-Disposition"], b"Monday" in b"".join(part.streaming_content)) == (
        'attachment; filename="hours.csv"', True
    )  # fmt: skip
    whole = bea.get(f"{MAILS}{mail.uuid}/mail.eml")  # "employer_mail_whole"
    assert whole.headers["Content-Disposition"].startswith("attachment")
    assert b"Shall we move it?" in b"".join(whole.streaming_content)
    raw = b'From: x@y.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\n<script>alert(1)</script>\r\n--b--'
    (bad,) = mailroom.take_in(raw, to=[mail.address])
    page = words(bea.get(f"{MAILS}{bad.uuid}/"))
    assert "A mail without a subject" in page
    assert "says it is a PDF and is none" in page
    assert "lies in the whole mail" in page
    assert bea.get(f"{MAILS}{bad.uuid}/1/").status_code == 404


def test_a_page_in_a_mail_is_text_here(cast: Cast, bea: Client) -> None:
    acting.described(cast)
    address = actions.make_mail_address(cast.centre, by=cast.as_("bea"))
    raw = b"From: <script>alert(1)</script> <x@y.example>\r\nSubject: <b>loud</b>\r\nContent-Type: text/html\r\n\r\n<p>Hello<script>alert(2)</script> &lt;script&gt;</p>"
    (mail,) = mailroom.take_in(raw, to=[address])
    page = bea.get(f"{MAILS}{mail.uuid}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>loud" not in page
    assert "&lt;script&gt;" in page


def test_an_employer_gets_an_address_of_its_own(cast: Cast, bea: Client, enter: Enter) -> None:
    there = f"/employers/all/{acting.described(cast).uuid}/mails/"
    assert "Make an address for them" in words(bea.get(there))
    assert "@in.larkmoor.example" in words(bea.post(there, {"act": "make"}, follow=True))
    assert "given up" in words(bea.post(there, {"act": "revoke"}, follow=True))
    quentin = enter("quentin")
    assert "Make an address" not in words(quentin.get(there))
    quentin.post(there, {"act": "make"})
    assert MailAddress.objects.filter(revoked_at=None).count() == 0


def test_a_stranger_and_a_colleague_do_not_read_what_waits(cast: Cast, enter: Enter) -> None:
    acting.described(cast)
    mail = copied(cast, to="somebody@elsewhere.example")
    assert enter("stan").get(f"{MAILS}{mail.uuid}/").status_code == 404
    assert enter("quentin").get(f"{MAILS}{mail.uuid}/").status_code == 404
    assert enter("asif").get(MAILS).status_code == 404
    assert "copied by Bea Thornley" in words(enter("cora").get(MAILS))


def test_its_queries_do_not_grow(cast: Cast, bea: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    file = acting.described(cast)
    for number in range(3):
        copied(cast, to="somebody@elsewhere.example", number=f"a{number}")
        mail = copied(cast, to="emil@larkmoor.example", number=f"b{number}")
        if number in (0, 2):
            with django_assert_num_queries(7):
                bea.get(MAILS)
            with django_assert_num_queries(9):
                bea.get(f"/employers/all/{file.uuid}/mails/")
            with django_assert_num_queries(8):
                bea.get(f"{MAILS}{mail.uuid}/")
