"""Where a mail is taken in: its bytes go safely to disk, each attachment through the checks of every file, then the act is done.

May be done twice without harm: a mail that says the same is kept once. Whoever brings it hears of success only when all is kept.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.base.files import store
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.employers import actions, mailfile, policies, queries
from milepost.employers.actions.mail import Kept
from milepost.employers.mailfile import Attached, ReadMail
from milepost.employers.models import Mail, MailAddress
from milepost.people.models import Centre


class TooMany(Exception):
    """So many mails came to one address that something goes round in a circle: the sender is asked to try again later."""


def take_in(raw: bytes, *, to: Iterable[MailAddress], by_machine: bool = False, trace: bytes = b"") -> list[Mail]:
    """Keep a mail that came to these addresses. `by_machine`: it has no sender to answer to; `trace`: the line that says how it came."""
    read = mailfile.read(raw)
    if by_machine and not read.automatic:
        read = mailfile.marked_automatic(read)
    if reason := policies.why_not_take_in(read):
        raise Refused(reason)
    return [_kept(trace + raw, read, address) for address in to]


def _kept(raw: bytes, read: ReadMail, address: MailAddress) -> Mail:
    kept = queries.kept_mail(address.centre_id, read.fingerprint)
    if kept is None and queries.received_since(address, clock.now() - timedelta(hours=1)) >= settings.MAIL_AN_HOUR:
        raise TooMany
    name = read.sender.name or read.sender.email or _("somebody")
    by = by_link(name[:150], centre_id=address.centre_id)
    if kept is not None:
        return actions.receive_mail(address, by=by, read=read, raw=kept.raw)
    centre = address.centre
    whole = _whole(raw, read, centre=centre, by=by)
    parts = [_stored(one, centre=centre, by=by) for one in read.attachments]
    return actions.receive_mail(address, by=by, read=read, raw=whole, attachments=parts)


def _whole(raw: bytes, read: ReadMail, *, centre: Centre, by: Actor) -> StoredFile:
    """The mail as it came. Bytes that no check takes for a mail are kept as well, under a name that promises nothing."""
    name = (read.subject or _("mail"))[:80].replace("/", " ").replace("\\", " ")
    try:
        return store(raw, name=f"{name}.eml", centre=centre, by=by)
    except Refused:
        return store(raw or b"\n", name=f"{name}.eml.bin", centre=centre, by=by)


def _stored(one: Attached, *, centre: Centre, by: Actor) -> Kept:
    try:
        return Kept(one.name, len(one.content), store(one.content, name=one.name, centre=centre, by=by))
    except Refused as refused:
        return Kept(one.name, len(one.content), why_not=refused.reason)
