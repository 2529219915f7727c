"""What stands in a package that waits to be received: for whom looks at it before they take it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from milepost.base.files import path_of
from milepost.base.models import Actor, StoredFile
from milepost.base.refusal import Refused
from milepost.carrying import actions, checking, policies
from milepost.frameworks.queries import specifications
from milepost.people.queries import centre_of, learners_of
from milepost.portfolios.models import Arrival
from milepost.portfolios.policies.approval import why_not_approved
from milepost.portfolios.queries.approval import approvals


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """A package as its receiver sees it. `why_not` is the sentence that keeps them from taking it."""

    why_not: str | None
    problems: list[str] = field(default_factory=list)
    learner: str = ""
    email: str = ""
    born_on: date | None = None
    uln: str = ""
    known_as: str = ""  # who that is here already; "" where they will be invited
    qualification: str = ""
    specification_known: bool = False
    came_from: str = ""
    packed_on: str = ""
    digest: str = ""
    units: int = 0
    evidence: int = 0
    files: int = 0
    judgements: int = 0
    sign_offs: int = 0
    events: int = 0
    met: int = 0
    total: int = 0
    arrived: Arrival | None = None
    not_approved: str | None = None  # what the manager has to note before the learner goes on


def arriving(file: StoredFile, *, by: Actor) -> Arriving:
    """Look into a package without taking anything of it."""
    try:
        with checking.opened(path_of(file.sha256)) as package:
            return _seen(file, package, by=by)
    except Refused as refused:
        return Arriving(why_not=policies.why_not_receive_package(file, by=by, problems=[refused.reason]), problems=[refused.reason])


def _seen(file: StoredFile, package: checking.Opened, *, by: Actor) -> Arriving:
    said, problems = package.said, package.problems
    arrived = actions.arrived_in(file, package.digest)
    if problems or not said:
        return Arriving(why_not=policies.why_not_receive_package(file, by=by, problems=problems, arrived=arrived), problems=problems)
    centre = centre_of(by)
    assert centre is not None
    row, rows, progress = said["rows"]["registration"][0], said["rows"], said["progress"]
    here = actions.here_already(UUID(row["uuid"]), centre=centre)
    person = actions.matching_learner(centre, said)
    known = person is not None and learners_of(by).filter(pk=person.pk).exists()
    born_on = said["learner"]["born_on"]
    return Arriving(
        why_not=policies.why_not_receive_package(file, by=by, arrived=arrived, here=here),
        learner=said["learner"]["name"],
        email=said["learner"]["email"],
        born_on=date.fromisoformat(born_on) if born_on else None,
        uln=row["uln"],
        known_as=f"{person.name}, {person.email}" if person and known else "",
        qualification=row["qualification_title"],
        specification_known=specifications(by=by).filter(digest=said["specification"]["digest"]).exists(),
        came_from=package.info.get("Source-Organization", ""),
        packed_on=package.info.get("Bagging-Date", ""),
        digest=package.digest,
        units=len(progress["units"]),
        evidence=len(rows["evidence"]),
        files=package.files,
        judgements=len(rows["judgement"]),
        sign_offs=len(rows["signoff"]),
        events=package.events,
        met=progress["met"],
        total=progress["total"],
        arrived=arrived,
        not_approved=why_not_approved(approvals(by=by).get(row["qualification"]), title=row["qualification_title"]),
    )
