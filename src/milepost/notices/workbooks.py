"""Whom what happens with workbooks concerns: who is asked to read one, whose it is, who goes on with it, who says who does."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from milepost.base.models import Event
from milepost.notices import queries
from milepost.notices.employers import Concerned
from milepost.notices.words import Kind
from milepost.people import words as people
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios import queries as portfolios
from milepost.portfolios import words


def _to(
    person: Person | None, event: Event, kind: Kind, args: dict[str, Any], roles: Sequence[Role] = portfolios.COLLEAGUES
) -> Iterator[Concerned]:
    """In a role in which they keep workbooks; nobody is told of their own act."""
    centre = queries.centre_by_id(event.centre_id)
    if person is None or centre is None or person.pk == queries.person_who_acted(event):
        return
    role = next((one for one in roles if person in queries.people_in(one, centre)), None)
    if role:
        yield Concerned(person, role, kind, args)


def _who(event: Event) -> str:
    return str((event.personal or {}).get("who", ""))


def _shared(event: Event) -> Iterator[Concerned]:
    workbook = queries.workbook_by_uuid(event.args["workbook"])
    if workbook:
        said = {"who": _who(event), "title": workbook.title, "shared": event.args["share"]}
        yield from _to(queries.person_by_uuid(event.args["person"]), event, Kind.WORKBOOK_SHARED, said)


def _answered(event: Event) -> Iterator[Concerned]:
    workbook = queries.workbook_by_uuid(event.args["workbook"])
    if workbook:
        said = {"who": _who(event), "title": workbook.title, "workbook": str(workbook.uuid)}
        yield from _to(workbook.owner, event, Kind.WORKBOOK_ANSWERED, said)


def _handed(event: Event) -> Iterator[Concerned]:
    workbook = queries.workbook_by_uuid(event.args["workbook"])
    if workbook:
        said = {"title": workbook.title, "from": (event.personal or {}).get("from", ""), "workbook": str(workbook.uuid)}
        yield from _to(workbook.owner, event, Kind.WORKBOOK_HANDED, said)


def _fell_due(event: Event) -> Iterator[Concerned]:
    """Who keeps it, learners too. What is to be done stays in the workbook: letters travel open."""
    workbook, args = queries.workbook_by_uuid(event.args["workbook"]), event.args
    if workbook:
        kind = Kind.STEPS_OVERDUE if args["late"] else Kind.STEPS_DUE
        said = {"title": workbook.title, "workbook": args["workbook"], "on": args["on"], "steps": args["steps"]}
        yield from _to(workbook.owner, event, kind, said, [*portfolios.COLLEAGUES, Role.LEARNER])


def _left(event: Event) -> Iterator[Concerned]:
    """Somebody's last role here ended, and workbooks of theirs stay behind: who runs the centre says who goes on with them."""
    centre, gone = queries.centre_by_id(event.centre_id), queries.person_by_uuid(event.args["person"])
    left = queries.workbooks_left_by(gone, centre) if centre and gone else 0
    for person in queries.people_in(Role.CENTRE_MANAGER, centre) if centre and gone and left else ():
        said = {"name": gone.name if gone else "", "left": left, "workbooks": True}
        yield Concerned(person, Role.CENTRE_MANAGER, Kind.WORKBOOKS_LEFT, said)


RULES: dict[str, Callable[[Event], Iterator[Concerned]]] = {
    words.WORKBOOK_SHARED: _shared,
    words.WORKBOOK_ANSWERED: _answered,
    words.WORKBOOK_HANDED_OVER: _handed,
    words.WORKBOOK_STEPS_FELL_DUE: _fell_due,
    people.APPOINTMENT_ENDED: _left,
}
