"""A post office on loopback: a real SMTP server that keeps the letters it is given."""

import re
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from milepost.cli import mail_in


class PostOffice:
    """Keeps letters. With `closed` it answers that it cannot take them now."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.closed = False
        self.port = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.closed:
            return "451 Try again later"
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.letters.append(message_from_bytes(content, policy=policy.default))
        return "250 Accepted"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in str(letter["To"])]

    def link_to(self, address: str) -> str:
        """The link in the newest letter to somebody."""
        found = re.search(r"https?://\S+", self.to(address)[-1].get_content())
        assert found, f"the letter to {address} holds no link"
        return found.group()


@contextmanager
def open_office() -> Iterator[PostOffice]:
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as free:
        office.port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@contextmanager
def line_in(sender: str) -> Iterator[smtplib.SMTP]:
    """A line from another server, by its name, to what `milepost mail-in` listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    office = mail_in.listening(host="127.0.0.1", port=port)
    office.start()
    try:
        with smtplib.SMTP("127.0.0.1", port, local_hostname=sender, timeout=60) as line:
            yield line
    finally:
        office.stop()
