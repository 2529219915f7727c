"""Bea copies her mails to Milepost from her own mail program. They find the employer by themselves, or wait until she says whose."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.employers import acting
from tests.journeys.stage import PHONE, Stage, headed
from tests.journeys.test_own_page import quiet
from tests.post import line_in

JO = "Jo Marsh <jo@pellworth.example>"


@pytest.fixture
def post(stage: Stage) -> Iterator[smtplib.SMTP]:
    """A line to what `milepost mail-in` listens at."""
    with line_in("mx.larkmoor.example") as line:
        yield line


def letter(number: int, *, sender: str, to: str, subject: str, text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, to, subject, f"<{number}@larkmoor.example>"
    mail.set_content(text)
    return mail


def test_mails_are_copied_from_ones_own_program(stage: Stage, post: smtplib.SMTP) -> None:
    """Bea makes her address on her phone and writes to Emil with a copy to it: the mail, with the rota that hangs on it, stands on
    the ferry's timeline before she looks. Jo of Pellworth Parcels, of whom nobody has heard, writes to her; she sends it on. It
    waits on her day. A first try without a name opens nothing; with one there is a file, hers, and the mail stands in it. She says
    who speaks for them, and Jo's next mail finds its own way. Her address given up, the sender is told so.
    """
    ferry = acting.described(stage.cast)
    bea = stage.enter("bea", width=PHONE)
    bea.get_by_role("link", name="Your address for copies").click()
    bea.get_by_role("button", name="Make my address").click()
    address = bea.get_by_role("region", name="Your address").get_by_text("@in.larkmoor.example").inner_text()

    rota = letter(1, sender="Bea Thornley <bea@larkmoor.example>", to="emil@larkmoor.example", subject="The rota", text="Here it is.")
    rota.add_attachment("day,shift\nMonday,late\n", filename="rota.csv")
    post.send_message(rota, to_addrs=[address])
    bea.goto(f"/employers/all/{ferry.uuid}/")
    bea.get_by_role("link", name="The rota").click()
    expect(bea.get_by_text("Here it is.")).to_be_visible()
    with bea.expect_download() as saved:
        bea.get_by_role("link", name="rota.csv").click()
    assert saved.value.path().read_text().startswith("day,shift")

    post.send_message(letter(2, sender=JO, to="bea@larkmoor.example", subject="Spring", text="Have you places?"), to_addrs=[address])
    bea.goto("/employers/")
    bea.get_by_role("link", name="Sort them").click()
    headed(bea, "Mails copied to Milepost")
    quiet(bea)
    bea.get_by_role("link", name="Spring").click()
    headed(bea, "Spring")
    quiet(bea)
    bea.get_by_text("Their employer has no file yet").click()
    bea.get_by_role("button", name="Open a file, and put it there").click()
    expect(bea.get_by_role("alert")).to_contain_text("Give the employer’s name.")
    bea.get_by_label("Name of the employer").fill("Pellworth Parcels")
    bea.get_by_role("button", name="Open a file, and put it there").click()
    expect(bea.get_by_text("Pellworth Parcels has a file, you own it, and the mail stands there.")).to_be_visible()
    quiet(bea)

    bea.get_by_role("link", name="Say who speaks for them").click()
    bea.get_by_label("What they do").fill("They carry parcels.")
    bea.get_by_label("E-mail address").fill("jo@pellworth.example")
    bea.get_by_role("button", name="Keep it").click()
    expect(bea.get_by_role("link", name="Spring")).to_be_visible()
    post.send_message(letter(3, sender=JO, to="bea@larkmoor.example", subject="And in May?", text="Then?"), to_addrs=[address])
    bea.reload()
    expect(bea.get_by_role("link", name="And in May?")).to_be_visible()

    bea.goto("/employers/all/mails/")
    expect(bea.get_by_text("Nothing waits")).to_be_visible()
    bea.get_by_text("Give it up").click()
    bea.get_by_role("button", name="Give the address up").click()
    expect(bea.get_by_role("button", name="Make my address")).to_be_visible()
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="given up"):
        post.send_message(letter(4, sender=JO, to="bea@larkmoor.example", subject="Late", text="Late"), to_addrs=[address])
