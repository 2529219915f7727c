"""Lists of employers: those that somebody has saved, and who fits a choice."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace, Upper

from milepost.base import clock
from milepost.base.models import Actor
from milepost.employers.choosing import Choice
from milepost.employers.models import Contact, EmployerFile, MailPlace, Meeting, SavedList
from milepost.employers.queries.journey import files
from milepost.employers.words import MeetingState
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration


def saved_lists(*, by: Actor) -> QuerySet[SavedList]:
    """One's own lists, and those that colleagues share, by name."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return SavedList.objects.none()
    here = SavedList.objects.filter(centre_id=by.at_centre, removed_at=None)
    return here.filter(Q(person=by.person_id) | Q(shared=True)).select_related("person").order_by("name", "pk")


def files_chosen(choice: Choice, *, by: Actor) -> QuerySet[EmployerFile]:
    """The files that fit, but for who owns them, which is no column."""
    found = files(by=by)
    if choice.q:
        found = found.filter(employer__name__icontains=choice.q)
    if choice.stages:
        found = found.filter(stage__in=choice.stages)
    if choice.postcode:
        bare = Replace(Upper(F("postcode")), Value(" "), Value(""))
        found = found.annotate(bare_postcode=bare).filter(bare_postcode__startswith=choice.postcode.replace(" ", ""))
    if choice.quiet:
        found = found.exclude(_heard_since(choice.quiet))
    if choice.learners:
        learns = Exists(Registration.objects.filter(Q(employer__file=OuterRef("pk")) | Q(employer__file__merged_into=OuterRef("pk"))))
        found = found.filter(learns if choice.learners == "some" else ~learns)
    return found


def _heard_since(days: int) -> Exists | Q:
    """That somebody was in touch: a contact, a meeting that was held, or a mail, with the file or one that was merged into it."""
    since, its = clock.now() - timedelta(days=days), Q(file=OuterRef("pk")) | Q(file__merged_into=OuterRef("pk"))
    contacts = Contact.objects.filter(its, happened_at__gt=since)
    held = Meeting.objects.filter(its, state=MeetingState.HELD, starts_at__gt=since)
    mails = MailPlace.objects.filter(its, taken_off_at=None, mail__received_at__gt=since)
    return Q(Exists(contacts)) | Q(Exists(held)) | Q(Exists(mails))
