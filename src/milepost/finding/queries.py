"""What the reader finds: of each kind the rows that match, out of those that the rooms' own queries let them see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from milepost.assessment import queries as assessment
from milepost.assessment.models import Visit
from milepost.base.models import Actor
from milepost.employers import queries as employers
from milepost.employers.models import Contact, Enquiry, Mail
from milepost.engine.framework import Unit
from milepost.finding import index
from milepost.frameworks import queries as frameworks
from milepost.frameworks.models import Specification
from milepost.people import queries as people
from milepost.people.models import Appointment, Organisation
from milepost.people.permissions import Permission, may
from milepost.people.words import OrganisationKind, Role
from milepost.portfolios import queries as portfolios
from milepost.portfolios.models import Evidence, Registration

A_KIND = 8  # of each kind that are shown: more words find fewer


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found, by kind. Each holds at most one more than is shown, which says that there are more."""

    words: list[str]
    learners: Sequence[Registration] = ()
    employers: Sequence[Organisation] = ()
    people: Sequence[Appointment] = ()
    specifications: Sequence[tuple[Specification, list[Unit]]] = ()
    evidence: Sequence[Evidence] = ()
    visits: Sequence[Visit] = ()
    enquiries: Sequence[Enquiry] = ()
    mails: Sequence[Mail] = ()
    contacts: Sequence[Contact] = ()


def found(text: str, *, by: Actor) -> Found:
    """Everything that matches every word of `text` and that the reader may open: a query for each kind that their role sees."""
    words = index.words_of(text)
    if len("".join(words)) < 2:
        return Found(words=[])
    who = index.rows(index.PERSON, words)
    return Found(
        words=words,
        learners=_some(portfolios.registrations(by=by).filter(Q(learner__in=who) | Q(pk__in=index.rows(index.REGISTRATION, words)))),
        employers=_some(_employers(words, by)),
        people=_some(people.appointments_of(by).exclude(role=Role.LEARNER).filter(person__in=who)),
        specifications=_specifications(words, by),
        evidence=_some(portfolios.evidence(by=by).filter(pk__in=index.rows(index.EVIDENCE, words), withdrawn_at=None).order_by("-pk")),
        visits=_some(assessment.visits(by=by).filter(pk__in=index.rows(index.VISIT, words)).order_by("-starts_at", "-pk")),
        enquiries=_some(employers.enquiries(by=by).filter(pk__in=index.rows(index.ENQUIRY, words)).order_by("-pk")),
        mails=_some(employers.mails(by=by).filter(pk__in=index.rows(index.MAIL, words)).defer("text").order_by("-pk")),
        contacts=_some(employers.contacts(by=by).filter(pk__in=index.rows(index.CONTACT, words)).order_by("-pk")),
    )


def _some(rows: QuerySet[Any]) -> list[Any]:
    """The first few. What there may be very much of comes in the order of its keys, which the index holds: nothing else is read."""
    return list(rows[: A_KIND + 1])


def _employers(words: list[str], by: Actor) -> QuerySet[Organisation]:
    """Employers of the centre by their name, what lists said of them, or what their file says; of merged ones the one that is left."""
    if not may(by.role, Permission.READ_EMPLOYERS):
        return Organisation.objects.none()
    here = Organisation.objects.filter(centre_id=by.at_centre, kind=OrganisationKind.EMPLOYER)
    hit = Q(pk__in=index.rows(index.EMPLOYER, words)) | Q(file__in=index.rows(index.FILE, words))
    return here.filter(hit).select_related("file__merged_into__employer").order_by("name", "pk")


def _specifications(words: list[str], by: Actor) -> list[tuple[Specification, list[Unit]]]:
    """Versions whose title, or the title or number of one of whose units, matches; each with those units."""
    hits: list[tuple[Specification, list[Unit]]] = []
    readable = frameworks.specifications(by=by).defer(None).filter(pk__in=index.rows(index.SPECIFICATION, words))
    if by.role == Role.LEARNER:  # what they learn, and not everything that the centre offers
        readable = readable.filter(pk__in=portfolios.registrations(by=by).order_by().values("specification"))
    for one in readable[: A_KIND + 1]:
        units = [unit for unit in frameworks.framework_of(one).units if _says(f"{unit.code} {unit.title} {unit.uan} {unit.key}", words)]
        if units or _says(f"{one.title} {one.number}", words):
            hits.append((one, units[:A_KIND]))
    return hits


def _says(text: str, words: list[str]) -> bool:
    own = index.words_of_all(text)
    return all(any(word.startswith(begin) for word in own) for begin in words)
