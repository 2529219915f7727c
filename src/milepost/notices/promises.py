"""Whom a broken promise concerns: who is owed something, who puts it right, and who checks that it worked."""

from collections.abc import Callable, Iterator

from milepost.assurance import words as assurance
from milepost.assurance.queries import OWNERS
from milepost.base.models import Event
from milepost.commitments import promises
from milepost.commitments import words as commitments
from milepost.notices import queries
from milepost.notices.employers import Concerned, role_of
from milepost.notices.words import Kind
from milepost.people.words import Role
from milepost.readiness import words as readiness


def _remedy(kind: Kind) -> Callable[[Event], Iterator[Concerned]]:
    """Who was let down: a person, or the contacts of an employer who have an account; while it is owed, who looks after them as well."""

    def rule(event: Event) -> Iterator[Concerned]:
        remedy = promises.remedy_by_uuid(event.args["remedy"])
        promise = promises.promise_of(remedy.version, remedy.promise) if remedy else None
        if remedy is None or promise is None:
            return
        said = {"promise": promise.says, "remedy": promise.remedy, "owed": str(remedy.uuid), "due_on": remedy.due_on.isoformat()}
        if remedy.file:
            owner = queries.owner_of_employer(str(remedy.file.uuid)) if kind == Kind.REMEDY_OWED else None
            if owner and (role := role_of(owner, remedy.centre)):
                yield Concerned(owner, role, kind, {**said, "learner": remedy.file.employer.name})
            for contact in promises.told_of_remedy(remedy.uuid).contacts:
                yield Concerned(contact.person, Role.EMPLOYER_CONTACT, kind, {**said, "learner": remedy.file.employer.name})
        if remedy.registration is None:
            return
        learner = remedy.registration.learner
        yield Concerned(learner, Role.LEARNER, kind, {**said, "learner": learner.name})
        if kind == Kind.REMEDY_OWED and remedy.registration.assessor:
            yield Concerned(remedy.registration.assessor, Role.ASSESSOR, kind, {**said, "learner": learner.name})

    return rule


def _owned(event: Event, kind: Kind, corrective: str) -> Iterator[Concerned]:
    """Whose it is to put right, unless they did this themselves."""
    centre, owner = queries.centre_by_id(event.centre_id), queries.person_by_uuid(event.args["owner"])
    role = next((one for one in OWNERS if centre and owner in queries.people_in(one, centre)), None)
    if owner and role and owner.pk != queries.person_who_acted(event):
        said = {"corrective": corrective, "by_on": event.args["by_on"], "source": event.args.get("source", "promise")}
        yield Concerned(owner, role, kind, said | ({"before": before} if (before := (event.personal or {}).get("from")) else {}))


def _opened(event: Event) -> Iterator[Concerned]:
    yield from _owned(event, Kind.ACTION_OWNED, event.args["corrective"])


def _handed(event: Event) -> Iterator[Concerned]:
    yield from _owned(event, Kind.ACTION_HANDED, event.args["corrective"])


def _checked(event: Event) -> Iterator[Concerned]:
    """Where it did not work: whose it is again, and who keeps quality."""
    if event.args["worked"] or "owner" not in event.args:
        return
    again = event.args["again"]
    yield from _owned(event, Kind.ACTION_AGAIN, again)
    centre, did = queries.centre_by_id(event.centre_id), queries.person_who_acted(event)
    for person in queries.people_in(Role.QUALITY_MANAGER, centre) if centre else ():
        if person.pk != did and str(person.uuid) != event.args["owner"]:
            who = (event.personal or {}).get("who", "")
            yield Concerned(person, Role.QUALITY_MANAGER, Kind.ACTION_FAILED, {"who": who, "corrective": again})


def _due(event: Event) -> Iterator[Concerned]:
    """Its owner; of one that is overdue who keeps quality as well."""
    late, corrective = event.args["late"], event.args["corrective"]
    yield from _owned(event, Kind.ACTION_OVERDUE if late else Kind.ACTION_DUE, corrective)
    centre, owner = queries.centre_by_id(event.centre_id), queries.person_by_uuid(event.args["owner"])
    for person in queries.people_in(Role.QUALITY_MANAGER, centre) if centre and owner and late else ():
        if person != owner:
            said = {"name": owner.name if owner else "", "corrective": corrective, "by_on": event.args["by_on"]}
            yield Concerned(person, Role.QUALITY_MANAGER, Kind.ACTION_STUCK, said)


def _review(event: Event) -> Iterator[Concerned]:
    centre, owner = queries.centre_by_id(event.centre_id), queries.person_by_uuid(event.args["owner"])
    version = promises.newest(centre.pk) if centre else None
    promise = promises.promise_of(version, event.args["promise"]) if version else None
    role = next((one for one in OWNERS if centre and owner in queries.people_in(one, centre)), None)
    if owner and role and promise:
        yield Concerned(owner, role, Kind.PROMISE_REVIEW, {"promised": promise.key, "says": promise.says, "day": event.args["review_on"]})


def _done(event: Event) -> Iterator[Concerned]:
    centre, did = queries.centre_by_id(event.centre_id), queries.person_who_acted(event)
    for role in (Role.QUALITY_MANAGER, Role.IQA) if centre else ():
        for person in queries.people_in(role, centre):  # type: ignore[arg-type]
            if person.pk != did:
                who = (event.personal or {}).get("who", "")
                yield Concerned(person, role, Kind.ACTION_TO_CHECK, {"who": who, "corrective": event.args["corrective"]})


def _checkpoint(event: Event) -> Iterator[Concerned]:
    """Who keeps quality; where nobody does, who runs the centre."""
    centre = queries.centre_by_id(event.centre_id)
    for role in (Role.QUALITY_MANAGER, Role.CENTRE_MANAGER) if centre else ():
        keepers = queries.people_in(role, centre)  # type: ignore[arg-type]
        yield from (
            Concerned(one, role, Kind.CHECKPOINT_DUE, {"checkpoint": event.args["checkpoint"], "on": event.args["on"]}) for one in keepers
        )
        if keepers:
            return


RULES: dict[str, Callable[[Event], Iterator[Concerned]]] = {
    commitments.REMEDY_OWED: _remedy(Kind.REMEDY_OWED),
    commitments.REMEDY_DELIVERED: _remedy(Kind.REMEDY_DELIVERED),
    commitments.PROMISE_REVIEW_DUE: _review,
    readiness.CHECKPOINT_FELL_DUE: _checkpoint,
    assurance.FINDING_OPENED: _opened,
    assurance.CORRECTIVE_ACTION_AGREED: _opened,
    assurance.CORRECTIVE_ACTION_HANDED_OVER: _handed,
    assurance.CORRECTIVE_ACTION_FELL_DUE: _due,
    assurance.CORRECTIVE_ACTION_CHECKED: _checked,
    assurance.CORRECTIVE_ACTION_DONE: _done,
}
