"""What every page shows around itself: places, the person, their other roles, the demo's banner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from milepost.web.components.parts import Text

# by audience, or by role where a role has its own: words, icon, the URL's name, and the key of how many things wait there
PLACES: dict[str, tuple[tuple[Text, str, str, str], ...]] = {
    "learner": (
        (_("Today"), "sun", "learner_home", "today"),
        (_("Units"), "map", "learner_units", ""),
        (_("Evidence"), "folder", "learner_evidence", ""),
        (_("Visits"), "calendar", "learner_visits", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "participant": (
        (_("Today"), "sun", "learner_home", "today"),
        (_("Plan"), "map", "own_plan", ""),
        (_("Appointments"), "calendar", "learner_visits", ""),
        (_("About you"), "lock", "own_told", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "adviser": (
        (_("Today"), "sun", "assessor_today", "today"),
        (_("Learners"), "users", "assessor_caseload", ""),
        (_("Participants"), "handshake", "participants", ""),
        (_("Visits"), "calendar", "assessor_visits", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "adviser_only": (
        (_("Today"), "sun", "assessor_today", "today"),
        (_("Participants"), "handshake", "participants", ""),
        (_("Appointments"), "calendar", "assessor_visits", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "assessor": (
        (_("Today"), "sun", "assessor_today", "today"),
        (_("Learners"), "users", "assessor_caseload", ""),
        (_("Visits"), "calendar", "assessor_visits", ""),
        (_("Qualifications"), "book-open", "centre_qualifications", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "quality": (
        (_("Today"), "sun", "quality_today", "today"),
        (_("Learners"), "users", "quality_learners", ""),
        (_("Qualifications"), "book-open", "centre_qualifications", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "quality_manager": (
        (_("Today"), "sun", "quality_today", "today"),
        (_("Learners"), "users", "quality_learners", ""),
        (_("Employers"), "handshake", "employer_list", ""),
        (_("Qualifications"), "book-open", "centre_qualifications", ""),
        (_("People"), "id-card", "centre_people", ""),
    ),
    "employer_owner": (
        (_("Today"), "sun", "employer_today", "today"),
        (_("Employers"), "handshake", "employer_list", ""),
        (_("Owners"), "user-round-check", "employer_owners", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "employer_contact": (
        (_("Today"), "sun", "employer_own", ""),
        (_("Messages"), "mail", "notices", "notices"),
    ),
    "centre": (
        (_("Today"), "sun", "centre_home", "today"),
        (_("Learners"), "users", "centre_learners", ""),
        (_("Employers"), "handshake", "employer_list", ""),
        (_("Qualifications"), "book-open", "centre_qualifications", ""),
        (_("People"), "id-card", "centre_people", ""),
    ),
}

DOES: dict[str, Text] = {
    "learner": _("learns at %(centre)s"),
    "participant": _("takes part at %(centre)s"),
    "adviser_only": _("advises at %(centre)s"),
    "assessor": _("assesses at %(centre)s"),
    "iqa": _("quality-assures at %(centre)s"),
    "eqa": _("visits %(centre)s from outside"),
    "centre_manager": _("runs %(centre)s"),
    "quality_manager": _("keeps quality at %(centre)s"),
    "employer_owner": _("looks after employers at %(centre)s"),
    "employer_contact": _("employs learners of %(centre)s"),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place in the top bar; `count` is how many wait there."""

    label: Text
    icon: str
    href: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Role:
    """One appointment to act in, in words."""

    uuid: str
    words: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around a page. Empty for somebody who has not signed in."""

    person: Any = None
    does: str = ""
    centre: str = ""
    theme: str = ""
    places: Sequence[Place] = ()
    roles: Sequence[Role] = ()
    demo: bool = False
    unread: int = 0
    links: dict[str, str] = field(default_factory=dict)


MANAGERS = ("centre_manager", "quality_manager")
STAFF = ("assessor", "iqa", "employer_owner", *MANAGERS)
# Links beside the places: by key the page's name, and the roles that it is for.
LINKS = {
    "history": ("learner_history", ("learner", "participant")),
    "take_along": ("learner_take_along", ("learner",)),
    "promises_mine": ("promises_mine", ("learner", "participant")),
    "programmes": ("programmes", ("centre_manager",)),
    "participants": ("participants", ("centre_manager", "adviser", "adviser_only")),
    "qualifications": ("centre_qualifications", ("adviser",)),
    "competence": ("own_competence", ("assessor", "iqa")),
    "search": ("search", (*STAFF, "learner", "eqa")),
    "phrases": ("assessor_phrases", ("assessor",)),
    "standards": ("standards", ("iqa", "employer_owner", *MANAGERS)),
    "watch": ("learner_watch", ("learner", "participant")),
    "told": ("told", (*STAFF, "learner", "participant")),
    "cases": ("cases", ("iqa", *MANAGERS)),
    "seal_keys": ("case_keys", ("assessor", "employer_owner")),
    "write_down": ("case_enter", ("assessor", "employer_owner")),
    "clocks": ("standards_clocks", ("assessor", "iqa", "employer_owner")),
    "stakeholders": ("stakeholders", STAFF),
    "promises": ("promises", STAFF),
    "workbooks": ("workbooks", (*STAFF, "learner")),
    "quality_standards": ("quality_standards", MANAGERS),
    "quality_assessing": ("quality_assessing", ("iqa",)),
    "readiness": ("readiness", MANAGERS),
}


OF_JUDGING = {"phrases", "competence"}  # nothing for who advises participants alone


def address(name: str) -> str:
    """The address of a named page, or nothing where this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def does(role: str, centre: str) -> str:
    """What somebody does and where: "assesses at Larkmoor"."""
    return str(DOES.get(role, "%(centre)s")) % {"centre": centre}


def _places(request: HttpRequest, role: str, audience: str, waiting: dict[str, int]) -> list[Place]:
    addresses = [(place, address(place[2])) for place in PLACES.get(role) or PLACES.get(audience, ())]
    inside = [href for _place, href in addresses if href and request.path.startswith(href)]
    nearest = max(inside, key=len, default="")
    return [
        Place(
            label=label, icon=icon, href=href, current=href == nearest and (href != "/" or request.path == "/"), count=waiting.get(key, 0)
        )
        for (label, icon, _name, key), href in addresses
        if href
    ]


def _kind(who: Any) -> str:
    """The role, or what it comes to on a programme: it leaves out what a programme does not have."""
    if who.takes_part:
        return "participant"
    if who.advises_only:
        return "adviser_only"
    return "adviser" if who.advises else str(who.appointment.role)


def called(appointment: Any) -> str:
    """The role of an appointment, or that it comes to taking part, or to advising alone (see `with_programmes`)."""
    if appointment.role == "assessor" and getattr(appointment, "advises", False) and not getattr(appointment, "assesses", False):
        return "adviser_only"
    return "participant" if appointment.role == "learner" and getattr(appointment, "programme", False) else str(appointment.role)


def _frame(request: HttpRequest) -> Frame:
    names = {
        "switch": "switch_appointment",
        "theme": "set_theme",
        "sign_out": "account_logout",
        "demo_switch": "demo",
        "notices": "notices",
        "password": "account_change_password",
    }
    links = {key: href for key, name in names.items() if (href := address(name))}
    who = getattr(request, "who", None)
    person = getattr(who, "person", None)
    if person is None:
        return Frame(demo=settings.DEMO, links=links)
    current = getattr(who, "appointment", None)
    appointments = list(getattr(who, "appointments", None) or ())
    centre = current.centre.name if current else ""
    kind = _kind(who) if current else ""
    if current:
        links["door"] = reverse("door", args=[current.centre.uuid])
        kinds = {kind} if kind == "participant" else {kind, current.role}
        links |= {key: href for key, (name, roles) in LINKS.items() if kinds & set(roles) and (href := address(name))}
        links = {key: href for key, href in links.items() if kind != "adviser_only" or key not in OF_JUDGING}
    return Frame(
        person=person,
        does=does(called(current), centre) if current else "",
        centre=centre,
        theme=getattr(person, "theme", "") or "",
        places=_places(request, kind, getattr(who, "audience", "") or "", getattr(who, "waiting", None) or {}),
        roles=[Role(uuid=str(a.uuid), words=does(called(a), a.centre.name), current=a == current) for a in appointments],
        demo=settings.DEMO,
        unread=getattr(who, "unread", 0),
        links=links,
    )


def frame(request: HttpRequest) -> dict[str, Any]:
    """Worked out only when a page looks at it, so that a fragment costs nothing."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}
