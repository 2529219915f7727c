"""`milepost mail-in`: takes mails that people copy to an address of Milepost, by SMTP, and says in a sentence what it does not take.

A mail is accepted only when it is safely kept. Put your own mail server in front: it knows spam, and sends the mails of MAIL_DOMAIN on.
"""

import argparse
import asyncio
import logging
import signal
import threading
from collections.abc import Callable
from email.utils import format_datetime
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.refusal import Refused
from milepost.cli import CannotAsk
from milepost.employers import mailroom, policies, queries

logger = logging.getLogger(__name__)
LONGEST_LINE = 1024 * 1024  # programs that send mail keep to 1,000 letters, most of the time
MOST_ADDRESSES = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=None, metavar="N", help=_("where it listens (MAIL_IN_PORT, else 8025)"))
    parser.add_argument("--host", default=None, metavar="ADDRESS", help=_("for whom (MAIL_IN_HOST, else 127.0.0.1)"))


def run(options: argparse.Namespace) -> int:
    if not settings.MAIL_DOMAIN:
        raise CannotAsk(_("Set MAIL_DOMAIN to the domain whose mails come here, such as in.example.org."))
    port = settings.MAIL_IN_PORT if options.port is None else options.port
    office = listening(host=options.host or settings.MAIL_IN_HOST, port=port)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        office.start()
    except OSError as error:
        raise CannotAsk(_("Port %(port)d cannot be had: %(why)s. Choose another with --port.") % {"port": port, "why": error}) from error
    print(
        _("Mails to %(domain)s are taken at port %(port)d (Ctrl-C stops it).") % {"domain": settings.MAIL_DOMAIN, "port": port}, flush=True
    )
    try:
        stop.wait()
    finally:
        office.stop()
    return 0


def listening(*, host: str, port: int) -> Controller:
    """The listener, not started yet."""
    return _Office(_Door(), hostname=host, port=port, ready_timeout=30.0)


class _Line(SMTP):
    """One connection. What it says of a mail that is too large, a person understands."""

    line_length_limit = LONGEST_LINE

    async def push(self, status: Any) -> None:
        text = status.decode("ascii", "replace") if isinstance(status, bytes) else str(status)
        await super().push(_too_large() if text.startswith("552 Error") else status)


class _Office(Controller):
    def factory(self) -> SMTP:
        return _Line(
            self.handler, data_size_limit=settings.MAIL_LIMIT, enable_SMTPUTF8=True, ident="Milepost", hostname=settings.MAIL_DOMAIN, timeout=300
        )  # fmt: skip


def _too_large() -> str:
    said = _("This mail is larger than %(n)d MB and was not taken. Send it with smaller attachments, or add the file in Milepost itself.")
    return _answer("552 5.3.4", said % {"n": settings.MAIL_LIMIT // 1024**2})


def _answer(code: str, sentence: str) -> str:
    """An answer as SMTP carries it: plain letters, one line."""
    plain = sentence.replace("“", '"').replace("”", '"').replace("’", "'").encode("ascii", "replace").decode()
    return f"{code} {' '.join(plain.split())}"[:500]


class _Door:
    """Who may come in, and what becomes of what they bring. The database is asked beside the loop, so that nobody waits for another."""

    async def handle_RCPT(  # noqa: N802 - so the library calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_ADDRESSES:
            return _answer("452 4.5.3", _("Too many addresses at once. Send the rest in another mail."))
        refusal = await asyncio.to_thread(_asked, lambda: _why_not(address))
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.original_content or b""
        peer = session.peer[0] if isinstance(session.peer, tuple) else "here"
        trace = (
            f"Received: from {session.host_name or 'somebody'} ([{peer}])\r\n\tby {settings.MAIL_DOMAIN} (Milepost) with ESMTP;\r\n"
            f"\t{format_datetime(clock.now())}\r\n"
        ).encode("ascii", "replace")
        nobody = (envelope.mail_from or "").strip("<> ") == ""
        return await asyncio.to_thread(_asked, lambda: _kept(content, list(envelope.rcpt_tos), trace, nobody=nobody))

    async def handle_exception(self, error: Exception) -> str:
        logger.error("A mail could not be taken.", exc_info=error)
        return _later()


def _later() -> str:
    return _answer("451 4.3.0", _("Milepost cannot take mail at the moment. Try again later: nothing is lost."))


def _asked(act: Callable[[], str]) -> str:
    """What the database says, on a thread of its own: a connection that was opened for it is closed again."""
    try:
        return act()
    except Exception:
        logger.exception("A mail could not be taken.")
        return _later()
    finally:
        connections.close_all()


def _why_not(address: str) -> str:
    key = queries.key_in(address)
    if key is None:
        return _answer("550 5.7.1", _("Only mails to %(domain)s are taken here.") % {"domain": settings.MAIL_DOMAIN})
    found = queries.mail_address_by_key(key)
    if found is None:
        return _answer("550 5.1.1", _("There is no such address here. Look at it again: it stands on your page of mails."))
    reason = policies.why_not_write_to(found, copies=queries.still_copies(found))
    return _answer("550 5.1.6", reason) if reason else ""


def _kept(content: bytes, addresses: list[str], trace: bytes, *, nobody: bool) -> str:
    found = [queries.mail_address_by_key(key) for address in addresses if (key := queries.key_in(address))]
    try:
        mails = mailroom.take_in(content, to=[one for one in found if one], by_machine=nobody, trace=trace)
    except mailroom.TooMany:
        return _answer(
            "451 4.7.1", _("More than %(n)d mails came to this address within an hour. Try again later.") % {"n": settings.MAIL_AN_HOUR}
        )
    except Refused as refused:
        return _answer("554 5.4.6", refused.reason)
    logger.info("Mail kept: %s.", ", ".join(str(one.uuid) for one in mails))
    return _answer("250", _("Kept"))
