"""Mails that the demonstration's Bea copies to her address, and a list of employers that she keeps."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

from django.conf import settings

from milepost.employers import actions, mailroom
from milepost.employers.choosing import MINE, Choice

if TYPE_CHECKING:
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage

QUIET_HOURS = """Dear Emil,

as agreed, the two hours a week move to the quiet hour after lunch while the boats are full. The plan hangs on this mail.

Best wishes
Bea
"""
PLAN = "day,from,to\nMonday,14:00,15:00\nThursday,14:00,15:00\n"
FAIR = """Good day,

may we have a table at the harbour fair again, near the door if you can? We bring our own sign.

Bea Thornley
"""


def mails(stage: Stage) -> Life:
    """One mail stands with the ferry, one names nobody whom the centre knows."""
    ago = stage.calendar.ago
    yield ago(20, "08:45")
    bea = stage.staff["bea"]
    actions.save_list(stage.centre, by=bea, name="A month without a word", choice=Choice(whose=MINE, quiet=30), shared=True)
    if not settings.MAIL_DOMAIN:
        return
    address = actions.make_mail_address(stage.centre, by=bea)
    yield ago(19, "14:12")
    mailroom.take_in(_mail("Emil Sorensen <emil@larkmoor.example>", "Quiet hours in July", QUIET_HOURS, plan=PLAN), to=[address])
    yield ago(2, "16:31")
    mailroom.take_in(_mail("fair@harbourtrades.example", "A table at the harbour fair", FAIR), to=[address])


def _mail(to: str, subject: str, text: str, *, plan: str = "") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Bea Thornley <bea@larkmoor.example>", to, subject
    mail["Message-ID"] = f"<{subject.replace(' ', '-').lower()}@larkmoor.example>"
    mail.set_content(text)
    if plan:
        mail.add_attachment(plan, subtype="csv", filename="quiet hours.csv")
    return mail.as_bytes()
