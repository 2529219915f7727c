"""Employers as tests need them, made by actions only."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from milepost.base import clock
from milepost.base.actors import by_link, system
from milepost.base.files import store
from milepost.base.models import Actor, Event, Job, StoredFile
from milepost.employers import actions, queries
from milepost.employers.models import BusinessIssue, EmployerFile, ImpactCheck, Proposal, ProposalLetter
from milepost.people import actions as people
from milepost.people import queries as people_queries
from milepost.people.models import Person
from milepost.people.words import Role
from milepost.portfolios.models import Registration
from tests.cast import Cast

DOES = {
    "does": "They run the ferries.",
    "size": 140,
    "sites": "Two piers",
    "contact_name": "Emil Sorensen",
    "contact_email": "emil@larkmoor.example",
}
APRIL = date(2026, 4, 7)


def opened(cast: Cast, name: str = "", *, by: Actor | None = None) -> EmployerFile:
    """The file of the cast's employer, or of another one. Bea has opened it."""
    by = by or cast.as_("bea")
    employer = people.add_employer(cast.centre, by=by, name=name) if name else cast.employer
    return actions.open_file(employer, by=by)


def described(cast: Cast) -> EmployerFile:
    return actions.describe_file(opened(cast), by=cast.as_("bea"), given=DOES)


def colleague(cast: Cast, name: str = "Noor Karim", role: Role = Role.EMPLOYER_OWNER) -> Person:
    """Somebody else at the centre."""
    email = f"{name.split()[0].lower()}@larkmoor.example"
    return people.appoint(cast.centre, by=system(), email=email, name=name, role=role, password="a green bottle").person


def actor_of(person: Person, role: Role = Role.EMPLOYER_OWNER) -> Actor:
    return people_queries.appointments_in_force(person).get(role=role).actor


def scan(cast: Cast, *, by: Actor | None = None, name: str = "letter.txt", text: str = "We close at noon.") -> StoredFile:
    """A letter that came on paper."""
    return store(text.encode(), name=name, centre=cast.centre, by=by or cast.as_("bea"))


def last_event() -> Event:
    return Event.objects.latest("pk")


def names_since(count: int) -> list[Any]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))[count:]


def issue(file: EmployerFile, *, by: Actor, title: str = "Callers ring twice for one parcel") -> BusinessIssue:
    return actions.note_issue(
        file, by=by, title=title, measure="Repeat calls a week", unit="calls a week", baseline=Decimal(212), target=Decimal(110),
        target_on=clock.today() + timedelta(days=180),
    )  # fmt: skip


def body(**more: Any) -> dict[str, Any]:
    """A proposal with one solution that says everything."""
    from milepost.employers.proposing import OF_SOLUTION, TEXTS

    solution = dict.fromkeys(OF_SOLUTION, "") | {
        "issue": "1", "kind": "training", "what": "Two afternoons on the first call.", "measured": "Repeat calls, each Monday.",
        "otherwise": "A second desk by autumn.",
    }  # fmt: skip
    texts = dict.fromkeys(TEXTS, "") | {"duties": "Two hours a week off the desk.", "evaluation": "Together, in July."}
    return {**texts, "solutions": [solution | more.pop("solution", {})], **more}


def proposal(file: EmployerFile, *, by: Actor, **more: Any) -> Proposal:
    made = actions.open_proposal(file, by=by, title="Fewer second calls")
    return actions.write_proposal(made, by=by, title="Fewer second calls", body=body(**more), seen=0)


def sent(file: EmployerFile, *, by: Actor) -> ProposalLetter:
    """A proposal on an issue, sent to Emil."""
    issue(file, by=by)
    return actions.send_proposal(proposal(file, by=by), by=by, name="Emil Sorensen", email="emil@larkmoor.example")


def jobs(task: str) -> list[list[Any]]:
    """What waits to be done by a task, as it will be called."""
    return [job.args for job in Job.objects.filter(task__endswith=f".{task}")]


def accepted(file: EmployerFile, *, by: Actor, **more: Any) -> ImpactCheck:
    """A proposal on an issue that Emil has accepted, and the first day on which one looks whether it helped."""
    issue(file, by=by)
    letter = actions.send_proposal(proposal(file, by=by, **more), by=by, name="Emil Sorensen", email="emil@larkmoor.example")
    emil = by_link("Emil Sorensen", centre_id=file.centre_id)
    actions.answer_proposal(letter, by=emil, kind="accepted", name="Emil Sorensen", seen=1)
    return letter.version.impact_checks.order_by("number")[0]


def learner_of(check: ImpactCheck) -> Registration:
    """Who learns at the employer of a check."""
    return queries.learners_of_employer([check.file])[0]
