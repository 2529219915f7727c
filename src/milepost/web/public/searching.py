"""The search: one box over everything that one may open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from milepost import links
from milepost.finding import queries
from milepost.people.words import Role
from milepost.web.centre.views.acting import SPECIFICATION_READERS

if TYPE_CHECKING:
    from milepost.employers.models import Contact, Enquiry, Mail
    from milepost.people.models import Appointment, Organisation
    from milepost.portfolios.models import Evidence, Registration
    from milepost.web.who import Request

LONGEST = 200  # characters of what is typed
SHOWN = 90  # characters of what was said


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. Without an address there is no page that the reader could open for it."""

    title: str
    about: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What was found of one kind."""

    key: str
    title: str
    hits: list[Hit]
    more: bool


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    typed: str
    asked: bool  # enough was typed to look for
    kinds: list[Kind]
    count: int


@require_safe
def search(request: Request) -> HttpResponse:
    """Find learners, employers, people, qualifications, evidence, visits, enquiries, contacts and mails by words of theirs."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    appointment = request.who.appointment
    found = queries.found(typed, by=request.who.actor) if appointment and typed else queries.Found(words=[])
    kinds = _kinds(found, Role(appointment.role)) if appointment else []
    page = SearchPage(typed=typed, asked=bool(found.words), kinds=kinds, count=sum(len(kind.hits) for kind in kinds))
    return render(request, "public/search.html", {"page": page})


def _kinds(found: queries.Found, role: Role) -> list[Kind]:
    made: list[tuple[str, str, Iterable[Any], Callable[[Any], Hit]]] = [
        ("learners", _("Learners"), found.learners, lambda one: _learner(one, role)),
        ("employers", _("Employers"), found.employers, _employer),
        ("people", _("People"), found.people, lambda one: _person(one, role)),
        ("qualifications", _("Qualifications and units"), found.specifications, lambda one: _specification(one, role)),
        ("evidence", _("Evidence"), found.evidence, lambda one: _evidence(one, role)),
        ("visits", _("Visits"), found.visits, lambda one: _visit(one, role)),
        ("enquiries", _("Enquiries"), found.enquiries, _enquiry),
        ("contacts", _("Contacts with employers"), found.contacts, _contact),
        ("mails", _("Mails that were copied here"), found.mails, _mail),
    ]
    kinds = []
    for key, title, things, hit in made:
        things = list(things)
        if things:
            kinds.append(Kind(key=key, title=title, hits=[hit(one) for one in things[: queries.A_KIND]], more=len(things) > queries.A_KIND))
    return kinds


def _learner(one: Registration, role: Role) -> Hit:
    return Hit(one.learner.name, one.qualification_title, links.portfolio(one.uuid, role=role))


def _employer(one: Organisation) -> Hit:
    """By its file; of a merged one that of the employer that is left, and where nobody has opened one yet the list."""
    file = getattr(one, "file", None)
    if file is None:
        return Hit(one.name, _("Nobody has opened a file yet"), reverse("employer_list"))
    if file.merged_into:
        about = _("Merged into %(name)s") % {"name": file.merged_into.employer.name}
        return Hit(one.name, about, reverse("employer_one", args=[file.merged_into.uuid]))
    where = file.postcode or one.particulars.get("postcode", "")
    return Hit(one.name, ", ".join(part for part in (file.does, where) if part), reverse("employer_one", args=[file.uuid]))


def _person(one: Appointment, role: Role) -> Hit:
    about = f"{one.get_role_display()}, {one.employer.name}" if one.employer else one.get_role_display()
    return Hit(one.person.name, about, reverse("centre_people") if role in (Role.CENTRE_MANAGER, Role.QUALITY_MANAGER) else "")


def _specification(one: Any, role: Role) -> Hit:
    specification, units = one
    to = reverse("centre_specification", args=[specification.uuid]) if role in SPECIFICATION_READERS else ""
    if role == Role.LEARNER:
        to = reverse("learner_units")
    return Hit(specification.title, "; ".join(f"{unit.code} {unit.title}" for unit in units), to)


def _evidence(one: Evidence, role: Role) -> Hit:
    to = reverse(links.EVIDENCE[role], args=[one.uuid]) if role in links.EVIDENCE else links.portfolio(one.registration.uuid, role=role)
    return Hit(f"{one.code} {one.title}", one.registration.learner.name, to)


def _visit(one: Any, role: Role) -> Hit:
    day = date_format(timezone.localtime(one.starts_at), "j F Y, H:i")
    opens = role in (Role.LEARNER, Role.ASSESSOR)
    to = links.visit(one.uuid, role=role) if opens else links.portfolio(one.registration.uuid, role=role)
    return Hit(one.activity, ", ".join(part for part in (one.registration.learner.name, day, one.place) if part), to)


def _enquiry(one: Enquiry) -> Hit:
    return Hit(
        one.organisation,
        f"{one.name}, {date_format(timezone.localtime(one.received_at), 'j F Y')}",
        reverse("employer_enquiry", args=[one.uuid]),
    )


def _contact(one: Contact) -> Hit:
    day, name = date_format(timezone.localtime(one.happened_at), "j F Y"), one.file.employer.name
    said = Truncator(one.text or one.reference).chars(SHOWN)
    return Hit(
        f"{one.get_kind_display()}: {name}",
        ", ".join(part for part in (day, said) if part),
        reverse("employer_contact_one", args=[one.uuid]),
    )


def _mail(one: Mail) -> Hit:
    """By whom and with which employer it stands; one that is still to be sorted stands with none."""
    stands = [place.file.employer.name for place in one.places.all()] or [_("to be sorted")]
    day = date_format(timezone.localtime(one.sent_at or one.received_at), "j F Y")
    about = ", ".join([one.sender_name or one.sender_email or _("somebody"), day, *stands])
    return Hit(one.subject or _("A mail without a subject"), about, reverse("employer_mail", args=[one.uuid]))
