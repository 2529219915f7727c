"""Whom a concern is told to: who owns the employer now and the managers; what is said in confidence, the managers alone; cases."""

from collections.abc import Iterator

from milepost.base.models import Event
from milepost.concerns import queries as concerns
from milepost.concerns import words
from milepost.concerns.models import Concern
from milepost.notices import queries
from milepost.notices.employers import Concerned, Rule, role_of
from milepost.notices.words import Kind
from milepost.people.models import Person
from milepost.people.words import Role


def _rule(kind: Kind, in_confidence: Kind | None = None) -> Rule:
    def rule(event: Event) -> Iterator[Concerned]:
        concern = queries.concern_by_uuid(event.args["concern"])
        if concern is None:
            return
        args = {"concern": str(concern.uuid), "reference": concern.reference}
        if concern.confidential:
            kind_, told = in_confidence or kind, concerns.managers_of(concern.centre_id)
        else:
            args["employer"] = concern.employer.name
            kind_, told = kind, _hear(concern)
        for person in told:
            if role := Role.CENTRE_MANAGER if concern.confidential else role_of(person, concern.centre):
                yield Concerned(person, role, kind_, args)

    return rule


def _hear(concern: Concern) -> list[Person]:
    owner = concerns.owner_of(concern)
    return list(dict.fromkeys(filter(None, [owner, *concerns.managers_of(concern.centre_id)])))


def _case(event: Event) -> Iterator[Concerned]:
    """What came by the open door: to its caseworker, or to everybody who could take it and is not named in it. Never a word of it."""
    case = queries.case_by_uuid(event.args["case"])
    if case is None:
        return
    args, able = {"case": str(case.uuid), "reference": case.reference}, concerns.caseworkers(case.centre_id)
    if case.caseworker in able:
        yield Concerned(case.caseworker, able[case.caseworker][0], Kind.CASE_SAID, args)
        return
    named = concerns.named_of(case)
    for person, roles in able.items():
        if person.pk not in named and person.pk != queries.person_who_acted(event):
            yield Concerned(person, roles[0], Kind.CASE_WAITS, args)


def _told(event: Event) -> Iterator[Concerned]:
    """To whoever told it with their account, that there is something to read. Neither a word of it nor a reference."""
    case = queries.case_by_uuid(event.args["case"])
    if case is not None and case.person and (role := concerns.role_of_teller(case)):
        yield Concerned(case.person, role, Kind.TOLD_ANSWERED, {"told": str(case.uuid)})


def _late(event: Event) -> Iterator[Concerned]:
    """To its caseworker, or all who could take it. Late for long: to quality managers without a part in it, or whoever else has none."""
    case = queries.case_by_uuid(event.args["case"])
    if case is None:
        return
    args, able = {"case": str(case.uuid), "reference": case.reference}, concerns.caseworkers(case.centre_id)
    has_it = case.caseworker if case.caseworker in able else None
    if has_it and not event.args["for_long"]:
        yield Concerned(has_it, able[has_it][0], Kind.CASE_LATE, args)
        return
    free = {one: roles for one, roles in able.items() if one.pk not in concerns.named_of(case) and one != has_it}
    above = {one: roles for one, roles in free.items() if Role.QUALITY_MANAGER in roles} if event.args["for_long"] else {}
    for person, roles in (above or free).items():
        yield Concerned(person, roles[0], Kind.CASE_LATE_FOR_LONG if has_it else Kind.CASE_LATE, args)


def _alert(event: Event) -> Iterator[Concerned]:
    """What a watch found, and that it waits for too long: to those who had no part in it, and to nobody else, the person themselves neither: no notice leads to them."""
    alert = queries.alert_by_uuid(event.args["alert"])
    if alert is None:
        return
    able = concerns.caseworkers(alert.centre_id)
    for person in concerns.readers_of(alert):
        if person in able:
            kind = Kind.WATCH_FOUND if event.name == words.ALERT_RAISED else Kind.WATCH_LATE
            yield Concerned(person, able[person][0], kind, {"alert": str(alert.uuid), "reference": alert.key})


def _policy(event: Event) -> Iterator[Concerned]:
    """To whoever keeps quality: nobody else can say whether it worked."""
    centre = queries.centre_by_id(event.centre_id)
    for person in queries.people_in(Role.QUALITY_MANAGER, centre) if centre else ():
        yield Concerned(person, Role.QUALITY_MANAGER, Kind.POLICY_DUE, {"policy": event.args["policy"]})


RULES: dict[str, Rule] = {
    words.CONCERN_RAISED: _rule(Kind.CONCERN_RAISED, Kind.CONCERN_IN_CONFIDENCE),
    words.CONCERN_ADDED_TO: _rule(Kind.CONCERN_ADDED_TO),
    words.CONCERN_REOPENED: _rule(Kind.CONCERN_REOPENED),
    words.CONCERN_WITHDRAWN: _rule(Kind.CONCERN_WITHDRAWN),
    words.CASE_RAISED: _case,
    words.CASE_ENTERED: _case,
    words.CASE_STEP_LATE: _late,
    words.CASE_ADDED_TO: _case,
    words.CASE_OUTCOME_SAID: _case,
    words.CASE_GIVEN_BACK: _case,
    words.CASE_ACKNOWLEDGED: _told,
    words.CASE_INVESTIGATED: _told,
    words.CASE_ASKED: _told,
    words.CASE_ANSWERED: _told,
    words.CASE_CLOSED: _told,
    words.POLICY_FELL_DUE: _policy,
    words.ALERT_RAISED: _alert,
    words.ALERT_STEP_LATE: _alert,
}
