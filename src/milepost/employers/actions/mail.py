"""Mails that were copied to us: addresses, and where a mail stands. What is received is kept, whatever is wrong with it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.employers import facts, policies, queries, words
from milepost.employers.mailfile import ReadMail
from milepost.employers.models import EmployerFile, Mail, MailAddress, MailAttachment, MailPlace
from milepost.employers.recording import locked, record
from milepost.employers.words import MailBecause
from milepost.engine.placing import matches
from milepost.people.models import Centre

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when it is read out
LENGTH = 14


@dataclass(frozen=True, slots=True)
class Kept:
    """An attachment that is stored, or why it is not."""

    name: str
    size: int
    file: StoredFile | None = None
    why_not: str = ""


def _stream(centre: Centre) -> str:
    return f"mail:{centre.uuid}"


@transaction.atomic
def make_mail_address(centre: Centre, *, by: Actor, file: EmployerFile | None = None) -> MailAddress:
    """Make an address to copy mails to: one's own, or that of one employer."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)  # a form sent twice makes one
    has = queries.mail_address_of(file) if file else queries.own_mail_address(by)
    if reason := policies.why_not_make_mail_address(centre.pk, by=by, file=file, has=has):
        raise Refused(reason)
    key = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    address = MailAddress.objects.create(
        centre=centre, person=None if file else by.person, file=file, key=key, made_at=clock.now(), made_by=by
    )
    args = {"address": address.uuid, "employer": file.uuid if file else None}
    events.record(_stream(centre), words.MAIL_ADDRESS_MADE, by=by, centre_id=centre.pk, args=args)
    return address


@transaction.atomic
def revoke_mail_address(address: MailAddress, *, by: Actor) -> MailAddress:
    """Give an address up: from now on it takes nothing. What came to it stays."""
    address = MailAddress.objects.select_for_update().get(pk=address.pk)
    if reason := policies.why_not_revoke_mail_address(address, by=by):
        raise Refused(reason)
    address.revoked_at, address.revoked_by = clock.now(), by
    address.save(update_fields=["revoked_at", "revoked_by"])
    events.record(_stream(address.centre), words.MAIL_ADDRESS_REVOKED, by=by, centre_id=address.centre_id, args={"address": address.uuid})
    return address


@transaction.atomic
def receive_mail(address: MailAddress, *, by: Actor, read: ReadMail, raw: StoredFile, attachments: Sequence[Kept] = ()) -> Mail:
    """Keep a mail that was copied to an address, and put it where it belongs, if that is plain. One that comes twice is kept once."""
    MailAddress.objects.select_for_update().get(pk=address.pk)
    address = MailAddress.objects.select_related("centre", "person", "file__employer", "file__centre").get(pk=address.pk)
    if kept := queries.kept_mail(address.centre_id, read.fingerprint):
        return _also(kept, address, by=by)
    if reason := policies.why_not_receive_mail(address, by=by, read=read, copies=queries.still_copies(address)):
        raise Refused(reason)
    mail = Mail.objects.create(
        centre_id=address.centre_id, address=address, raw=raw, message_id=read.message_id, fingerprint=read.fingerprint,
        subject=read.subject, sender_name=read.sender.name, sender_email=read.sender.email,
        people=[{"place": one.place, "name": one.name, "email": one.email} for one in read.people], text=read.text,
        problems=list(read.problems), automatic=read.automatic, sent_at=read.sent_at, received_at=clock.now(), received_by=by,
    )  # fmt: skip
    MailAttachment.objects.bulk_create(
        MailAttachment(mail=mail, number=number, name=one.name[:255], size=one.size, file=one.file, why_not=one.why_not[:400])
        for number, one in enumerate(attachments, start=1)
    )
    told, personal = _told(mail, len(attachments))
    where = None if read.automatic and address.file is None else _where(mail, address, read)
    if where is None:
        events.record(_stream(address.centre), words.MAIL_RECEIVED, by=by, centre_id=address.centre_id, args=told, personal=personal)
    else:
        file, because, shown = where
        _place(mail, file, by=by, because=because, shown=shown)
        record(file, words.MAIL_RECEIVED, by=by, args={**told, "because": because}, personal=personal)
    return mail


def _also(kept: Mail, address: MailAddress, *, by: Actor) -> Mail:
    """The same mail again. It came to an employer's own address meanwhile: then it belongs there as well."""
    if address.file and not MailPlace.objects.filter(mail=kept, file=address.file, taken_off_at=None).exists():
        told, personal = _told(kept, kept.attachments.count())
        _place(kept, address.file, by=by, because=MailBecause.ADDRESS)
        record(address.file, words.MAIL_PLACED, by=by, args={**told, "because": MailBecause.ADDRESS}, personal=personal)
    return kept


def _told(mail: Mail, attachments: int) -> tuple[dict[str, object], dict[str, object]]:
    others = [one["name"] or one["email"] for one in mail.people if one["place"] == "to"]
    args: dict[str, object] = {"mail": mail.uuid, "sent_at": mail.sent_at, "attachments": attachments}
    return args, {"from": mail.sender_name or mail.sender_email, "to": ", ".join(others[:3]), "subject": mail.subject}


def _where(mail: Mail, address: MailAddress, read: ReadMail) -> tuple[EmployerFile, str, str] | None:
    """The one employer with whom a mail stands. Of two files that are one employer, that which was named; of both, the one kept."""
    if address.file:
        return address.file, MailBecause.ADDRESS, ""
    thread = queries.mails_in_thread(mail.centre_id, read.answers)
    found = matches([one.email for one in read.people], facts.known_at(mail.centre_id), thread=thread)
    files = {one.pk: one for one in EmployerFile.objects.filter(pk__in=[one.employer for one in found]).select_related("employer")}
    roots = {file.merged_into_id or file.pk for file in files.values()}
    if len(roots) != 1:
        return None
    one = next((one for one in found if one.employer in roots), found[0])
    return files[one.employer], one.sign.value, one.shown


def _place(mail: Mail, file: EmployerFile, *, by: Actor, because: str, shown: str = "") -> MailPlace:
    return MailPlace.objects.create(mail=mail, file=file, because=because, shown=shown[:254], placed_at=clock.now(), placed_by=by)


def _held(mail: Mail) -> Mail:
    Mail.objects.select_for_update().get(pk=mail.pk)
    return Mail.objects.select_related("centre").get(pk=mail.pk)


@transaction.atomic
def place_mail(mail: Mail, *, by: Actor, file: EmployerFile) -> MailPlace:
    """Put a mail on the timeline of an employer."""
    mail, file = _held(mail), locked(file)
    stands = MailPlace.objects.filter(mail=mail, file=file, taken_off_at=None).exists()
    if reason := policies.why_not_place_mail(mail, by=by, file=file, stands=stands):
        raise Refused(reason)
    if mail.set_aside_at is not None:
        mail.set_aside_at, mail.set_aside_by, mail.set_aside_reason = None, None, ""
        mail.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    place = _place(mail, file, by=by, because=MailBecause.HAND)
    told, personal = _told(mail, mail.attachments.count())
    record(file, words.MAIL_PLACED, by=by, args={**told, "because": MailBecause.HAND}, personal=personal)
    return place


@transaction.atomic
def take_off_mail(place: MailPlace, *, by: Actor) -> MailPlace:
    """Take a mail off a timeline where it does not belong. It is to be sorted again."""
    mail = _held(place.mail)
    place = MailPlace.objects.select_related("mail", "file__employer", "file__centre").get(pk=place.pk)
    if reason := policies.why_not_take_off_mail(place, by=by):
        raise Refused(reason)
    place.taken_off_at, place.taken_off_by = clock.now(), by
    place.save(update_fields=["taken_off_at", "taken_off_by"])
    record(place.file, words.MAIL_TAKEN_OFF, by=by, args={"mail": mail.uuid})
    return place


@transaction.atomic
def set_aside_mail(mail: Mail, *, by: Actor, reason: str) -> Mail:
    """A mail that belongs to no employer. It is kept, and no longer waits to be sorted."""
    mail = _held(mail)
    stands = MailPlace.objects.filter(mail=mail, taken_off_at=None).exists()
    if refusal := policies.why_not_set_aside_mail(mail, by=by, reason=reason, stands=stands):
        raise Refused(refusal)
    mail.set_aside_at, mail.set_aside_by, mail.set_aside_reason = clock.now(), by, reason.strip()[:300]
    mail.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    events.record(
        _stream(mail.centre), words.MAIL_SET_ASIDE, by=by, centre_id=mail.centre_id, args={"mail": mail.uuid},
        personal={"reason": mail.set_aside_reason},
    )  # fmt: skip
    return mail
