"""Why not: addresses to copy mails to, what comes to them, and where it stands."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.base.models import Actor
from milepost.employers.mailfile import ReadMail
from milepost.employers.models import EmployerFile, Mail, MailAddress, MailPlace
from milepost.employers.policies.common import why_not_act
from milepost.people.permissions import Permission, may
from milepost.people.words import Role

MOST_HOPS = 30  # servers that a mail may have gone through


def why_not_make_mail_address(centre_id: int, *, by: Actor, file: EmployerFile | None, has: MailAddress | None) -> str | None:
    if reason := why_not_act(file, by=by, centre_id=centre_id):
        return reason
    if not settings.MAIL_DOMAIN:
        return _("This installation takes no mail in. Whoever runs it can set MAIL_DOMAIN; until then, note letters by hand.")
    if has is not None:
        return _("There is an address already: %(address)s. Give it up first.") % {"address": has}
    return None


def why_not_revoke_mail_address(address: MailAddress, *, by: Actor) -> str | None:
    if reason := why_not_act(None, by=by, centre_id=address.centre_id):
        return reason
    if address.person_id not in (None, by.person_id) and by.role != Role.CENTRE_MANAGER:
        return _("Only whose address it is, or a centre manager, gives it up.")
    return _("This address was given up already.") if address.revoked_at is not None else None


def why_not_write_to(address: MailAddress, *, copies: bool) -> str | None:
    """What a sender is told before anything is sent. `copies`: who has the address still looks after employers."""
    if address.revoked_at is not None:
        return _("This address was given up on %(day)s. Ask for the new one.") % {"day": date_format(address.revoked_at, "j F Y")}
    if not copies:
        return _("Whoever had this address no longer looks after employers here. Ask who does.")
    return None


def why_not_take_in(mail: ReadMail) -> str | None:
    """Whether a mail goes round in a circle: it is ours, or it went through too many servers."""
    own = {urlsplit(settings.BASE_URL).hostname or "localhost", settings.MAIL_DOMAIN}
    if mail.automatic and mail.host in own:
        return _("This letter was written here and has come back: it goes round in a circle. Look where your mail is sent on to.")
    if mail.hops > MOST_HOPS:
        return _("This mail went through %(n)d servers: it goes round in a circle. Look where your mail is sent on to.") % {"n": mail.hops}
    return None


def why_not_receive_mail(address: MailAddress, *, by: Actor, read: ReadMail, copies: bool) -> str | None:
    """Nobody who writes has an account: the address that they know is what lets them in."""
    if by.kind != Actor.Kind.LINK and not may(by.role, Permission.OWN_EMPLOYERS):
        return _("Only who knows the address copies a mail to it.")
    return why_not_write_to(address, copies=copies) or why_not_take_in(read)


def why_not_place_mail(mail: Mail, *, by: Actor, file: EmployerFile, stands: bool) -> str | None:
    if reason := why_not_act(file, by=by) or why_not_act(None, by=by, centre_id=mail.centre_id):
        return reason
    if stands:
        return _("This mail stands with %(name)s already.") % {"name": file.employer.name}
    return None


def why_not_take_off_mail(place: MailPlace, *, by: Actor) -> str | None:
    if reason := why_not_act(None, by=by, centre_id=place.mail.centre_id):
        return reason
    return _("This mail was taken off already.") if place.taken_off_at is not None else None


def why_not_set_aside_mail(mail: Mail, *, by: Actor, reason: str, stands: bool) -> str | None:
    if refusal := why_not_act(None, by=by, centre_id=mail.centre_id):
        return refusal
    if mail.set_aside_at is not None:
        return _("This mail was set aside already.")
    if stands:
        return _("This mail stands on a timeline. Take it off first.")
    return None if reason.strip() else _("Say why it belongs to no employer.")
