"""Whom what happens with employers concerns: who is asked to own or to stand in, who asked, who owns the employer now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from milepost.base.models import Event
from milepost.employers import words
from milepost.notices import queries
from milepost.notices.words import Kind
from milepost.people.models import Person
from milepost.people.words import Role

if TYPE_CHECKING:
    from milepost.people.models import Centre


class Concerned(NamedTuple):
    """One person to be told, in the role in which it concerns them."""

    person: Person
    role: Role
    kind: Kind
    args: dict[str, Any]


type Rule = Callable[[Event], Iterator[Concerned]]


def _said(event: Event, *names: str) -> dict[str, Any]:
    """Who acted, and of what they said the parts that are asked for."""
    personal = event.personal or {}
    return {"who": personal.get("who", ""), **{name: personal.get(name, "") for name in names}}


def _told(person: Person | None, event: Event, kind: Kind, args: dict[str, Any]) -> Iterator[Concerned]:
    centre = queries.centre_by_id(event.centre_id)
    if person is None or centre is None or person.pk == queries.person_who_acted(event):
        return
    if role := role_of(person, centre):
        yield Concerned(person, role, kind, args)


def role_of(person: Person, centre: Centre) -> Role | None:
    """In which role somebody looks after employers."""
    return next((role for role in (Role.EMPLOYER_OWNER, Role.CENTRE_MANAGER) if person in queries.people_in(role, centre)), None)


def _handover_asked(event: Event) -> Iterator[Concerned]:
    args = {**_said(event), "employer": queries.employer_name(event.args["employer"]), "handover": event.args["handover"]}
    yield from _told(queries.person_by_uuid(event.args["to"]), event, Kind.HANDOVER_ASKED, args)


def _handover_answered(kind: Kind) -> Rule:
    def rule(event: Event) -> Iterator[Concerned]:
        args = {**_said(event, "reason"), "employer": queries.employer_name(event.args["employer"]), "file": event.args["employer"]}
        yield from _told(queries.who_asked_handover(event.args["handover"]), event, kind, args)

    return rule


def _leave(kind: Kind, to: str) -> Rule:
    def rule(event: Event) -> Iterator[Concerned]:
        args = {
            **_said(event, "person", "stand_in"),
            **{day: event.args[day] for day in ("starts_on", "ends_on")},
            "leave": event.args["leave"],
        }
        yield from _told(queries.person_by_uuid(event.args[to]), event, kind, args)

    return rule


def _enquiry(event: Event) -> Iterator[Concerned]:
    """What comes by the form reaches everybody who looks after employers; where nobody does, the managers."""
    centre = queries.centre_by_id(event.centre_id)
    if centre is None or event.args["source"] != words.Source.FORM:
        return
    owners = queries.people_in(Role.EMPLOYER_OWNER, centre)
    role = Role.EMPLOYER_OWNER if owners else Role.CENTRE_MANAGER
    args = {**_said(event, "organisation", "name"), "enquiry": event.args["enquiry"]}
    for person in owners or queries.people_in(Role.CENTRE_MANAGER, centre):
        yield Concerned(person, role, Kind.ENQUIRY, args)


def _proposal(kind: Kind) -> Rule:
    """To who owns the employer at that moment."""

    def rule(event: Event) -> Iterator[Concerned]:
        args = {
            **_said(event, "title"), "proposal": event.args["proposal"], "version": event.args["version"], "newest": event.args["newest"],
            "behind": event.args["behind"], "employer": queries.employer_name(event.args["employer"]),
        }  # fmt: skip
        yield from _told(queries.owner_of_employer(event.args["employer"]), event, kind, args)

    return rule


def _impact(kind: Kind) -> Rule:
    """That it is time to look, or what somebody said: to who owns the employer at that moment."""

    def rule(event: Event) -> Iterator[Concerned]:
        args = {**_said(event, "title"), "impact": event.args["impact"], "employer": queries.employer_name(event.args["employer"])}
        yield from _told(queries.owner_of_employer(event.args["employer"]), event, kind, args)

    return rule


def _stakeholders_asked(event: Event) -> Iterator[Concerned]:
    """To who is newly asked to draw, whatever role they hold."""
    args = {**_said(event), "stakeholders": event.args["stakeholders"], "due_on": event.args["due_on"]}
    yield from _drawers(event, map(queries.person_by_uuid, event.args["asked"]), Kind.STAKEHOLDERS_ASKED, args)


def _stakeholders_over(event: Event) -> Iterator[Concerned]:
    """To everybody who was asked, when the last has drawn or the round was closed."""
    if event.args.get("over", True):
        asked = queries.asked_stakeholders(event.args["stakeholders"])
        yield from _drawers(event, asked, Kind.STAKEHOLDERS_OVER, {"stakeholders": event.args["stakeholders"]})


def _drawers(event: Event, people: Iterable[Person | None], kind: Kind, args: dict[str, Any]) -> Iterator[Concerned]:
    roles = queries.drawing_roles(event.centre_id) if event.centre_id else {}
    acted = queries.person_who_acted(event)
    for person in people:
        if person is not None and person.pk in roles and person.pk != acted:
            yield Concerned(person, roles[person.pk], kind, args)


RULES: dict[str, Rule] = {
    words.HANDOVER_ASKED: _handover_asked,
    words.HANDOVER_ACCEPTED: _handover_answered(Kind.HANDOVER_ACCEPTED),
    words.HANDOVER_DECLINED: _handover_answered(Kind.HANDOVER_DECLINED),
    words.LEAVE_NOTED: _leave(Kind.LEAVE_ASKED, "stand_in"),
    words.LEAVE_COVERED: _leave(Kind.LEAVE_COVERED, "person"),
    words.LEAVE_NOT_COVERED: _leave(Kind.LEAVE_NOT_COVERED, "person"),
    words.ENQUIRY_RECEIVED: _enquiry,
    words.STAKEHOLDERS_ASKED: _stakeholders_asked,
    words.STAKEHOLDERS_WIDENED: _stakeholders_asked,
    words.STAKEHOLDERS_DRAWN: _stakeholders_over,
    words.STAKEHOLDERS_CLOSED: _stakeholders_over,
    words.IMPACT_FELL_DUE: _impact(Kind.IMPACT_DUE),
    words.IMPACT_SAID: _impact(Kind.IMPACT_SAID),
    words.PROPOSAL_ACCEPTED: _proposal(Kind.PROPOSAL_ACCEPTED),
    words.PROPOSAL_QUESTIONED: _proposal(Kind.PROPOSAL_QUESTIONED),
    words.PROPOSAL_DECLINED: _proposal(Kind.PROPOSAL_DECLINED),
}
