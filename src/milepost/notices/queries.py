"""What people were told, what is still to be told, and whom an event concerns."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from milepost.assessment.models import Countersigning, Judgement, ReviewLetter, WitnessRequest
from milepost.base import clock
from milepost.base.models import Actor, Event, Job, Telling
from milepost.concerns.models import Case, Concern, WatchAlert
from milepost.employers import facts as employers
from milepost.employers.models import EmployerFile, Handover, ImpactLetter, PageLetter, ProposalLetter, StakeholderAsked
from milepost.employers.queries.stakeholders import DRAWING_ROLES
from milepost.notices.models import Notice
from milepost.people.models import Appointment, Centre, Invitation, Person
from milepost.people.words import Role
from milepost.portfolios.models import Registration, VersionOffer, Workbook
from milepost.portfolios.queries.workbooks import left_at
from milepost.provider.models import PeerLetter

MAIL_INVITATION = "milepost.notices.tasks.mail_invitation"


def notices_of(person: Person) -> QuerySet[Notice]:
    """What one person was told, newest first. Nobody reads another's notices, so this asks for no `by`."""
    return Notice.objects.filter(person=person).select_related("centre").order_by("-made_at", "-pk")


def leads_to(notice: Notice) -> Mapping[str, Any]:
    """What of a notice says where it leads. A unit that is among the learner's no longer leads nowhere."""
    key = notice.args.get("key")
    if key is None or notice.about is None:
        return notice.args
    units = Registration.objects.filter(uuid=notice.about).values_list("progress__units", flat=True).first() or ()
    return notice.args if key in units else {name: value for name, value in notice.args.items() if name != "key"}


def letters_refused(invitations: Iterable[Invitation]) -> set[str]:
    """Of these invitations the uuids of those whose letter the post office has refused so far."""
    wanted = [str(one.uuid) for one in invitations]
    if not wanted:
        return set()
    stuck = Job.objects.filter(task=MAIL_INVITATION, args__0__in=wanted, state__in=[Job.State.READY, Job.State.RUNNING, Job.State.FAILED])
    return {args[0] for args in stuck.exclude(error="").values_list("args", flat=True)}


def unread_of(person: Person) -> int:
    return Notice.objects.filter(person=person, read_at=None).count()


def with_unread[A: QuerySet[Appointment]](appointments: A) -> A:
    """The same appointments, each with how many notices its person has not read: no query more."""
    unread = Notice.objects.filter(person=OuterRef("person_id"), read_at=None).order_by().values("person")
    return appointments.annotate(unread=Subquery(unread.annotate(number=Count("pk")).values("number")))


def open_tellings(limit: int) -> list[int]:
    """Events that nobody has been told of, in the order in which they were committed, near enough."""
    fresh = {"event__actor__kind": Actor.Kind.ANONYMOUS, "event__at__gt": clock.now() - timedelta(hours=1)}
    return list(Telling.objects.filter(done_at=None).exclude(**fresh).order_by("event_id").values_list("pk", flat=True)[:limit])


def registration_of(event: Event) -> Registration | None:
    """The registration that an event is about, with the people around it."""
    about = Registration.objects.select_related("learner", "assessor", "iqa", "centre", "specification")
    return about.filter(uuid=event.args["registration"]).first() if "registration" in event.args else None


def person_by_uuid(uuid: str) -> Person | None:
    return Person.objects.filter(uuid=uuid, is_active=True).first()


def person_who_acted(event: Event) -> int | None:
    return Actor.objects.filter(uuid=event.actor["uuid"]).values_list("person_id", flat=True).first()


def asked_to_countersign(event: Event) -> list[tuple[Person, int]]:
    """Who is asked to countersign what the event says was decided, and how many decisions each."""
    asked: dict[Person, int] = {}
    for one in Countersigning.objects.filter(uuid__in=[uuid for table, uuid, *_ in event.rows if table == "countersigning"]).select_related(
        "countersigner"
    ):
        asked[one.countersigner] = asked.get(one.countersigner, 0) + 1
    return list(asked.items())


def who_judged(event: Event) -> list[Person]:
    """Who made the judgements that an event lists, each once."""
    made = Judgement.objects.filter(uuid__in=event.args["judgements"]).order_by().values("made_by__person")
    return list(Person.objects.filter(pk__in=made, is_active=True).order_by("pk"))


def who_offered(event: Event) -> Person | None:
    """Who offered the version that the event is about."""
    return Person.objects.filter(
        pk__in=VersionOffer.objects.filter(uuid=event.args["offer"]).values("offered_by__person"), is_active=True
    ).first()


def centre_by_id(pk: int | None) -> Centre | None:
    return Centre.objects.filter(pk=pk).first() if pk else None


def employer_name(file: str) -> str:
    """How the employer of a file is called."""
    return EmployerFile.objects.filter(uuid=file).values_list("employer__name", flat=True).first() or ""


def who_asked_handover(uuid: str) -> Person | None:
    return Person.objects.filter(pk__in=Handover.objects.filter(uuid=uuid).values("asked_by__person"), is_active=True).first()


def owner_of_employer(file: str) -> Person | None:
    """Who owns the employer of a file now."""
    found = EmployerFile.objects.select_related("merged_into").filter(uuid=file).first()
    if found is None:
        return None
    found = found.merged_into or found
    return employers.owning_of([found], centre_id=found.centre_id).owns(found)


def proposal_letter_of(uuid: UUID) -> ProposalLetter | None:
    about = ("version__proposal__file__employer", "version__proposal__file__centre", "sent_by")
    return ProposalLetter.objects.select_related(*about).filter(uuid=uuid).first()


def case_by_uuid(uuid: str) -> Case | None:
    return Case.objects.filter(uuid=uuid).select_related("centre", "caseworker", "person").first()


def alert_by_uuid(uuid: str) -> WatchAlert | None:
    return WatchAlert.objects.filter(uuid=uuid).first()


def concern_by_uuid(uuid: str) -> Concern | None:
    around = ("employer", "file__employer", "file__merged_into", "centre", "acknowledged_by")
    return Concern.objects.select_related(*around).filter(uuid=uuid).first()


def page_letter_of(uuid: UUID) -> PageLetter | None:
    return PageLetter.objects.select_related("file__employer", "file__centre", "sent_by").filter(uuid=uuid).first()


def impact_letter_of(uuid: UUID) -> ImpactLetter | None:
    about = ("impact__file__employer", "impact__file__centre", "impact__version", "registration", "sent_by")
    return ImpactLetter.objects.select_related(*about).filter(uuid=uuid).first()


def peer_letter_of(uuid: UUID) -> PeerLetter | None:
    return PeerLetter.objects.select_related("held__centre", "sent_by").filter(uuid=uuid).first()


def asked_stakeholders(uuid: str) -> list[Person]:
    """Who is asked in a round of principal stakeholders."""
    asked = StakeholderAsked.objects.filter(round__uuid=uuid).values("person")
    return list(Person.objects.filter(pk__in=asked, is_active=True).order_by("pk"))


def drawing_roles(centre_id: int) -> dict[int, Role]:
    """By person in which role somebody draws stakeholders at a centre today: the first that they were given."""
    held = Appointment.objects.in_force(clock.today()).filter(centre_id=centre_id, role__in=DRAWING_ROLES)
    found: dict[int, Role] = {}
    for person, role in held.order_by("pk").values_list("person_id", "role"):
        found.setdefault(person, Role(role))
    return found


def workbook_by_uuid(uuid: str) -> Workbook | None:
    return Workbook.objects.select_related("owner").filter(uuid=uuid).first()


def workbooks_left_by(person: Person, centre: Centre) -> int:
    """How many workbooks somebody who has gone has left at a centre, for somebody else to go on with."""
    return left_at(centre.pk).filter(owner=person).count()


def people_in(role: Role, centre: Centre) -> list[Person]:
    """Everybody who holds `role` at `centre` today."""
    held = Appointment.objects.in_force(clock.today()).filter(centre=centre, role=role, person__is_active=True)
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("pk"))


def invitation_of(args: Mapping[str, Any]) -> Invitation | None:
    letters = Invitation.objects.select_related("appointment__person", "appointment__employer", "centre__organisation", "sent_by")
    return letters.filter(uuid=args["invitation"]).first()


def witness_request_of(uuid: UUID) -> WitnessRequest | None:
    around = ("registration__learner", "registration__progress", "centre", "asked_by", "withdrawn_by")
    return WitnessRequest.objects.select_related(*around).filter(uuid=uuid).first()


def review_letter_of(uuid: UUID) -> ReviewLetter | None:
    about = ReviewLetter.objects.select_related("review__registration__learner", "review__centre", "sent_by")
    return about.filter(uuid=uuid).first()


def notice_to_mail(uuid: UUID) -> Notice | None:
    """A notice whose letter has not gone out, to somebody who may still get letters."""
    waiting = Notice.objects.select_related("person", "centre")
    return waiting.filter(uuid=uuid, mailed_at=None, person__is_active=True).first()


def unmailed(*, older_than: timedelta, younger_than: timedelta) -> list[UUID]:
    """Notices of that age whose letter has not gone out though their person may still get letters."""
    now = clock.now()
    waiting = Notice.objects.filter(mailed_at=None, person__is_active=True, made_at__lt=now - older_than, made_at__gt=now - younger_than)
    return list(waiting.order_by("pk").values_list("uuid", flat=True)[:1000])
