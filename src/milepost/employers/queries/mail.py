"""Mails that were copied to us: addresses, what stands where, what is to be sorted, and what tells whose a mail is."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.models import EmployerFile, Mail, MailAddress, MailPlace
from milepost.people.models import Appointment
from milepost.people.permissions import PERMISSIONS, Permission, may
from milepost.people.words import Role


def mail_address_by_key(key: str) -> MailAddress | None:
    """The address that a mail was sent to, by what stands before the @."""
    related = ("centre", "person", "file__employer", "file__centre", "file__merged_into")
    return MailAddress.objects.select_related(*related).filter(key=key.lower()).first()


def key_in(address: str) -> str | None:
    """What stands before the @ of an address of ours; None for an address of somewhere else."""
    key, _at, domain = address.strip().lower().rpartition("@")
    return key if settings.MAIL_DOMAIN and domain == settings.MAIL_DOMAIN else None


def own_mail_address(by: Actor) -> MailAddress | None:
    """The address that somebody copies mails to."""
    return MailAddress.objects.filter(centre_id=by.at_centre, person_id=by.person_id, revoked_at=None).first() if by.person_id else None


def mail_address_of(file: EmployerFile) -> MailAddress | None:
    """The address of one employer."""
    return MailAddress.objects.filter(file=file, revoked_at=None).first()


def received_since(address: MailAddress, moment: datetime) -> int:
    return Mail.objects.filter(address=address, received_at__gt=moment).count()


def still_copies(address: MailAddress) -> bool:
    """Whether who has this address still looks after employers here. That of an employer outlives who has made it."""
    if address.person_id is None:
        return True
    roles = [role for role, granted in PERMISSIONS.items() if Permission.OWN_EMPLOYERS in granted]
    held = Appointment.objects.in_force(clock.today()).filter(person=address.person_id, centre=address.centre_id, role__in=roles)
    return held.filter(person__is_active=True).exists()


def _standing(mails: "QuerySet[Mail]") -> "QuerySet[Mail]":
    """With where they stand now: `places` of these is without what was taken off."""
    places = MailPlace.objects.filter(taken_off_at=None).select_related("file__employer", "file__merged_into__employer").order_by("pk")
    return mails.select_related("address__person", "raw", "set_aside_by").prefetch_related(Prefetch("places", places))


def mails(*, by: Actor) -> QuerySet[Mail]:
    """The mails that somebody may read: those on a timeline; of those to be sorted their own, and a centre manager all."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Mail.objects.none()
    here = Mail.objects.filter(centre_id=by.at_centre)
    if by.role != Role.CENTRE_MANAGER:
        placed = Exists(MailPlace.objects.filter(mail=OuterRef("pk"), taken_off_at=None))
        own = Q(address__person=by.person_id) | Q(address__person=None) if may(by.role, Permission.OWN_EMPLOYERS) else Q(pk=None)
        here = here.filter(placed | own)
    return _standing(here).order_by("-received_at", "-pk")


def mails_with(parts: Iterable[EmployerFile], *, by: Actor) -> QuerySet[Mail]:
    """The mails that stand with an employer, the newest first."""
    placed = MailPlace.objects.filter(mail=OuterRef("pk"), file__in=[part.pk for part in parts], taken_off_at=None)
    return mails(by=by).filter(Exists(placed))


def mails_to_sort(*, by: Actor) -> QuerySet[Mail]:
    """Mails that stand with no employer and that nobody has set aside, the newest first."""
    if not may(by.role, Permission.OWN_EMPLOYERS):
        return Mail.objects.none()
    return mails(by=by).exclude(Exists(MailPlace.objects.filter(mail=OuterRef("pk"), taken_off_at=None))).filter(set_aside_at=None)


def mails_in_thread(centre_id: int, numbers: Iterable[str]) -> list[int]:
    """The files where mails of these numbers stand."""
    places = MailPlace.objects.filter(mail__centre_id=centre_id, mail__message_id__in=list(numbers), taken_off_at=None)
    return sorted(set(places.values_list("file_id", flat=True)))


def kept_mail(centre_id: int, fingerprint: str) -> Mail | None:
    """The mail that says the same, if it came before."""
    return Mail.objects.select_related("address", "raw").filter(centre_id=centre_id, fingerprint=fingerprint).first()
