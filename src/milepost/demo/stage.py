"""What must stand before anybody learns: two centres, their people, employers and qualifications."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.files import store
from milepost.base.models import Actor
from milepost.demo import cast, learners
from milepost.demo.agenda import Calendar, Life
from milepost.demo.learners import Learner
from milepost.demo.portfolio import Portfolio
from milepost.frameworks import actions as frameworks
from milepost.frameworks.document import to_document
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.models import Specification
from milepost.frameworks.queries import framework_of
from milepost.frameworks.shipped import shipped
from milepost.frameworks.words import Rights
from milepost.people import actions, queries
from milepost.people.models import Centre, Invitation, Organisation
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.words import ApprovalState

OPENED = 432  # days ago: fourteen months


@dataclass
class Stage:
    """The centre as it stands, and who acts there."""

    calendar: Calendar
    centre: Centre = field(init=False)
    staff: dict[str, Actor] = field(default_factory=dict)
    employers: dict[str, Organisation] = field(default_factory=dict)
    specifications: dict[str, Specification] = field(default_factory=dict)
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    words: dict[str, Any] = field(
        default_factory=lambda: {"door": "", "keys": {}, "cases": {}}
    )  # what visitors are told, see base/demonstration.py

    def open(self) -> Life:
        """Both centres, their people, and the qualifications that come with Milepost."""
        yield self.calendar.ago(OPENED, "09:00")
        by = system()
        self.centre = actions.open_centre(**cast.CENTRE, by=by)
        for key, (name, role) in cast.STAFF.items():
            self._appoint(key, name, role)
        for key in ("mirela", "tom"):
            self._appoint(key, learners.ASSESSORS[key], Role.ASSESSOR)
        self.employers[cast.EMPLOYER] = actions.add_employer(self.centre, by=self.staff["cora"], name=cast.EMPLOYER)
        for key, name in cast.CONTACTS.items():
            self._appoint(key, name, Role.EMPLOYER_CONTACT, self.employers[cast.EMPLOYER])
        for employer, name in learners.CONTACTS.items():
            self.employers[employer] = actions.add_employer(self.centre, by=self.staff["cora"], name=employer)
            self._appoint(name.split()[0].lower(), name, Role.EMPLOYER_CONTACT, self.employers[employer])
        yield self.calendar.ago(OPENED - 1, "10:30")
        for name in (learners.SERVICE, learners.CENTRE):
            document = to_document(shipped(name))
            self.specifications[name] = frameworks.adopt(self.centre, by=self.staff["cora"], document=document, rights=Rights.OPEN)
        yield self.calendar.ago(OPENED - 1, "14:20")
        self._approve(learners.SERVICE, state=ApprovalState.APPROVED, reference="LK/1188")
        self._approve(
            learners.CENTRE, state=ApprovalState.CONDITIONS, reference="LK/1189",
            conditions="A second assessor with experience of leading a contact centre is named within the first year.",
        )  # fmt: skip
        yield self.calendar.ago(200, "09:30")
        elsewhere = actions.open_centre(**cast.ELSEWHERE, by=by)
        for role in cast.STRANGERS_ROLES:
            actions.appoint(elsewhere, by=by, email=cast.email_of("stan"), name=cast.STAN, role=role, password=cast.PASSWORD)

    def _approve(self, name: str, *, state: str, reference: str, conditions: str = "") -> None:
        """What the awarding organisation answered, six weeks after it was asked."""
        specification, today = self.specifications[name], clock.today()
        portfolios.note_approval(
            specification, by=self.staff["cora"], qualification=framework_of(specification).qualifications[0].number or "", state=state,
            applied_on=today - timedelta(days=42), approved_on=today, expires_on=today + timedelta(days=3 * 365), conditions=conditions,
            reference=reference,
        )  # fmt: skip

    def _appoint(self, key: str, name: str, role: Role, employer: Organisation | None = None) -> None:
        made = actions.appoint(
            self.centre, by=system(), email=cast.email_of(key), name=name, role=role, employer=employer, password=cast.PASSWORD
        )
        self.staff[key] = made.actor

    def invite(self, learner: Learner) -> Invitation:
        """The manager's letter to a learner."""
        email = cast.email_of(learner.key)
        return actions.invite(
            self.centre, by=self.staff["cora"], email=email, name=learner.name, role=Role.LEARNER, born_on=learner.born_on
        )

    def accept(self, letter: Invitation) -> None:
        actions.accept(letter, password=cast.PASSWORD)

    def register(self, learner: Learner, letter: Invitation, *, rng: Random, days: int) -> Portfolio:
        """Put a learner on their qualification, with an assessor and the quality assurer."""
        specification = self.specifications[learner.specification]
        assessor, iqa = self.staff[learner.assessor], self.staff["ines"]
        registration = portfolios.register(
            letter.appointment.person,
            by=self.staff["cora"],
            specification=specification,
            qualification=framework_of(specification).qualifications[0].number or "",
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=days),
            employer=self.employers[learner.employer],
            assessor=assessor.person,
            iqa=iqa.person,
        )
        made = Portfolio(learner, registration, own=letter.appointment.actor, assessor=assessor, iqa=iqa, rng=rng)
        self.portfolios[learner.key] = made
        return made

    def reads_handbooks(self) -> Life:
        """The manager turns a handbook into a qualification of the centre, and has begun on the next."""
        folder = specs_folder() / "packs"
        if not folder.is_dir():  # an installed package carries no handbooks
            return
        yield self.calendar.ago(40, "10:05")
        by = self.staff["cora"]
        pdf = store(folder / "harbour-operations.pdf", name="harbour-operations.pdf", centre=self.centre, by=by)
        import_ = frameworks.read_handbook(self.centre, by=by, file=pdf)
        for number, warning in enumerate(import_.reading["warnings"]):
            yield self.calendar.ago(38, f"14:{10 + 6 * number}")
            values = warning["values"]
            choice = values[0]["value"] if values else frameworks.KEEP
            import_ = frameworks.decide(import_, by=by, warning=number, choice=choice, reason="As the list of units has it.")
        yield self.calendar.ago(38, "15:20")
        place = next(n for n, unit in enumerate(import_.document["units"]) if unit["code"] == "203")
        import_ = frameworks.correct(import_, by=by, path=f"units/{place}/title", value="Keep berth and booking records up to date")
        yield self.calendar.ago(37, "09:45")
        published = frameworks.publish(import_, by=by, rights=Rights.IMPORTED)
        yield self.calendar.ago(36, "11:05")
        portfolios.note_approval(
            published, by=by, qualification=framework_of(published).qualifications[0].number or "", state=ApprovalState.APPLIED,
            applied_on=clock.today(),
        )  # fmt: skip
        yield self.calendar.ago(1, "15:40")
        text = store(folder / "harbour-operations.txt", name="harbour-operations.txt", centre=self.centre, by=by)
        frameworks.read_handbook(self.centre, by=by, file=text)


def waiting_letter(stage: Stage) -> str | None:
    """The secret of the newest letter that nobody has answered: for a visitor who wants to accept one."""
    letter = queries.invitations_of(stage.staff["cora"]).last()
    return queries.token_of(letter.uuid) if letter else None
