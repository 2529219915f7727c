"""Whether it helped the demonstration's ferry: counted again, asked, reckoned, and what comes next with them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from milepost.base import clock
from milepost.base.actors import by_link
from milepost.employers import actions, queries
from milepost.employers.words import AssumptionKind, Doing, ViewParty

if TYPE_CHECKING:
    from datetime import datetime

    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage
    from milepost.employers.models import BusinessIssue, EmployerFile, ImpactCheck

LOOKED = 30  # days ago
SAID = (
    (ViewParty.MANAGER, "Emil Sorensen", "emil@larkmoor.example", 5, Doing.OFTEN, 9, {"1": 40},
     "A caller asked about a bike and a dog, and had both in one answer.", "The new telephone system did the rest."),
    (ViewParty.MANAGER, "Wanda Ekberg", "wanda@larkmoor.example", 4, Doing.SOMETIMES, 8, {"1": 55},
     "They look the booking up before they answer.", "Two of three shifts; at night nobody has time."),
)  # fmt: skip


def days_agreed(stage: Stage) -> list[str]:
    """The days on which the proposal to the ferry says that one looks: the first has been, the second is today."""
    return [stage.calendar.ago(LOOKED).date().isoformat(), stage.calendar.today.isoformat()]


def looking_back(stage: Stage, file: EmployerFile, calls: BusinessIssue) -> Life:
    """The first look back, half a year after the start."""
    ago, bea = stage.calendar.ago, stage.staff["bea"]
    yield ago(120, "09:30")
    actions.measure_issue(
        calls, by=bea, value=Decimal(176), unit="calls", measured_on=clock.today(), note="Three of the six had begun by then."
    )
    yield ago(LOOKED, "09:30")
    check = file.impact_checks.order_by("number")[0]
    actions.measure_issue(
        calls, by=bea, value=Decimal(141), unit="calls", measured_on=clock.today(), share=40, said_by="Emil Sorensen",
        note="The new telephone system did the rest.", check=check,
    )  # fmt: skip
    letters = [actions.ask_view(check, by=bea, party=party, name=name, email=email) for party, name, email, *_rest in SAID]
    for registration in queries.learners_of_employer([file])[:2]:
        learner = registration.learner
        if learner.email:
            actions.ask_view(check, by=bea, party=ViewParty.LEARNER, name=learner.name, email=learner.email, registration=registration)
    for letter, (_party, name, _email, useful, doing, recommend, shares, example, hinders) in zip(letters, SAID, strict=True):
        yield ago(LOOKED - 2, "12:10")
        given = {"name": name, "useful": useful, "doing": doing, "recommend": recommend, "example": example, "hinders": hinders}
        actions.give_view(letter, by=by_link(name, centre_id=stage.centre.pk), given={**given, "shares": shares})
    yield from _reckoned(stage, check, calls, ago(LOOKED - 4, "10:40"))


def _reckoned(stage: Stage, check: ImpactCheck, calls: BusinessIssue, when: datetime) -> Life:
    """What came back, with Emil’s figures; and the plan for the year."""
    yield when
    bea, proposal, file = stage.staff["bea"], check.version.proposal, check.file
    stated = {"said_by": "Emil Sorensen", "said_on": clock.today()}
    figures = (
        (AssumptionKind.OWN_COST, "2400", None, "Two hours a week for six people, half a year."),
        (AssumptionKind.VALUE, "9.50", calls, "Twenty minutes of a desk for each second call."),
        (AssumptionKind.TIMES, "44", calls, "Weeks of a year, without July and August."),
    )
    for kind, value, issue, note in figures:
        actions.state_assumption(proposal, by=bea, kind=kind, value=Decimal(value), issue=issue, note=note, **stated)  # type: ignore[arg-type]
    actions.close_impact_check(
        check, by=bea, uncounted="The office counts leavers at the end of the year.",
        conclusion="A third fewer second calls. The telephone had a part in it. The night shift has not begun; that is the next thing.",
    )  # fmt: skip
    actions.agree_relationship(
        file, by=bea, every_weeks=8, next_step="Look at the night shift with Wanda", next_on=stage.calendar.today + timedelta(days=9),
        year="Two more boats, and the night line seven days a week. They think about their shift leads.", agreed_with="Emil Sorensen",
    )  # fmt: skip
