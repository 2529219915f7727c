"""Concerns that somebody may read, and who answers them. What is confidential, only managers of the centre find."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from milepost.base import clock
from milepost.base.models import Actor
from milepost.concerns.models import Concern, ConcernWord
from milepost.employers import facts as employers
from milepost.employers.models import EmployerFile, PageLetter
from milepost.people.models import Appointment, Organisation, Person
from milepost.people.permissions import Permission, may
from milepost.people.words import Role

AROUND = ("employer", "file__employer", "file__centre", "file__merged_into__employer", "centre")


def _in_full(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    words = ConcernWord.objects.order_by("pk").select_related("made_by")
    return concerns.select_related(*AROUND).prefetch_related(Prefetch("words", words))


def concerns(*, by: Actor) -> QuerySet[Concern]:
    """Concerns at the reader's centre, what waits longest first, then what is settled."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Concern.objects.none()
    found = _in_full(Concern.objects.filter(centre_id=by.at_centre))
    if not may(by.role, Permission.READ_CONFIDENTIAL):
        found = found.filter(confidential=False)
    return found.order_by("-raised_at", "-pk")


def concerns_open(*, by: Actor) -> QuerySet[Concern]:
    """Those that wait for an answer, the oldest first."""
    return concerns(by=by).filter(answered_at=None, withdrawn_at=None).order_by("raised_at", "pk")


def concerns_mine(files: Iterable[EmployerFile], *, by: Actor) -> QuerySet[Concern]:
    """What waits for the reader: of the employers that are theirs; a manager answers all of it."""
    found = concerns_open(by=by)
    if may(by.role, Permission.READ_CONFIDENTIAL):
        return found
    return found.filter(Q(file__in=[file.pk for file in files]) | Q(file__merged_into__in=[file.pk for file in files]))


def concerns_of(parts: Iterable[EmployerFile], *, by: Actor) -> QuerySet[Concern]:
    """What an employer has raised, as far as the reader may know of it."""
    return concerns(by=by).filter(file__in=[part.pk for part in parts])


def concerns_raised_from(email: str, employers: Iterable[int], *, centre_id: int) -> QuerySet[Concern]:
    """What somebody at an employer has raised themselves: nobody else there reads it."""
    found = Concern.objects.filter(centre_id=centre_id, employer__in=list(employers), email__iexact=email)
    return _in_full(found).order_by("-raised_at", "-pk")


def concern_in_full(concern: Concern) -> Concern:
    return _in_full(Concern.objects.filter(pk=concern.pk)).get()


def managers_of(centre_id: int) -> list[Person]:
    """Who runs a centre today, whoever has done so longest first."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role=Role.CENTRE_MANAGER, person__is_active=True)
    return list(dict.fromkeys(one.person for one in held.select_related("person").order_by("made_at", "pk")))


def owner_of(concern: Concern) -> Person | None:
    """Who owns the employer now, at the juncture where it stands."""
    return owner_at(concern.file) if concern.file else None


def owner_at(file: EmployerFile) -> Person | None:
    """The same of a file: of the one that it was merged into, where it was."""
    file = file.merged_into or file
    owning = employers.owning_of([file], centre_id=file.centre_id)
    return owning.owns(file, owning.journey.at(file.stage).juncture.key)


def speaks_for(employer: Organisation, *, by: Actor) -> bool:
    """Whether somebody with an account is a contact of this employer today."""
    held = Appointment.objects.in_force(clock.today()).filter(person=by.person_id or 0, role=Role.EMPLOYER_CONTACT, employer=employer)
    return held.filter(centre_id=by.at_centre).exists()


def reads_answers(concern: Concern) -> bool:
    """Whether who raised it reads what is answered: signed in, or by a link that still opens their page."""
    return has_account(concern) or page_letter_for(concern) is not None


def has_account(concern: Concern) -> bool:
    """Whether who raised it signs in as a contact of the employer."""
    held = Appointment.objects.in_force(clock.today()).filter(role=Role.EMPLOYER_CONTACT, employer=concern.employer_id)
    return held.filter(person__email__iexact=concern.email, person__is_active=True).exists()


def page_letter_for(concern: Concern) -> PageLetter | None:
    """The link by which who raised it opens the employer's page today."""
    good = PageLetter.objects.filter(email__iexact=concern.email, file__centre=concern.centre_id, withdrawn_at=None)
    return good.filter(file__employer=concern.employer_id, expires_on__gte=clock.today()).order_by("-pk").first()
