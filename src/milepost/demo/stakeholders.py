"""Who matters most to Larkmoor: drawn by all a year ago and again a month ago, each alone; names that mean one are made one.

A third round is open: two have drawn, and nobody sees yet what.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from milepost.base import clock
from milepost.employers import actions
from milepost.engine.stakeholders import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage
    from milepost.employers.models import StakeholderRound

Named = tuple[str, int, str]  # who, how near, what they need

LEARNERS: Named = ("Learners", 1, "Feedback within a week, and a way to finish that fits their shifts.")
EMPLOYERS: Named = ("Employers", 1, "People who do the job better, and one of us to talk to.")
STAFF: Named = ("Our staff", 1, "Time for each learner, and to be asked before something changes.")
AWARDING: Named = ("Awarding organisations", 2, "Judgements that stand when somebody looks again.")
FUNDERS: Named = ("Funders", 2, "Figures on the day, and learners who finish.")
COMMUNITY: Named = ("Local community", 3, "Work for people who grow up here.")
REGULATORS: Named = ("Regulators", 3, "To hear from us before they hear of us.")
COUNCIL: Named = ("County council", 3, "Answers on skills before each budget.")
COLLEGES: Named = ("Partner colleges", 2, "To know early whom we send on.")
FAMILIES: Named = ("Learners’ families", 3, "A word when somebody is about to give up.")

A_YEAR_AGO: dict[str, list[Named]] = {
    "cora": [LEARNERS, EMPLOYERS, FUNDERS, AWARDING, COUNCIL],
    "asif": [LEARNERS, EMPLOYERS, STAFF, AWARDING],
    "ines": [LEARNERS, AWARDING, REGULATORS, STAFF, COLLEGES],
    "quentin": [EMPLOYERS, LEARNERS, FUNDERS, REGULATORS, AWARDING, COUNCIL],
    "bea": [EMPLOYERS, COMMUNITY, LEARNERS, COUNCIL, FUNDERS],
}
NOW: dict[str, list[Named]] = {
    "cora": [LEARNERS, EMPLOYERS, STAFF, FUNDERS, AWARDING, COMMUNITY],
    "asif": [LEARNERS, ("Employers and line managers", 1, "To see in an hour a month that it moves."), STAFF, AWARDING, FUNDERS],
    "ines": [LEARNERS, EMPLOYERS, AWARDING, ("Staff", 1, "Second looks that come in time."), REGULATORS, FUNDERS],
    "quentin": [EMPLOYERS, LEARNERS, STAFF, FUNDERS, AWARDING, REGULATORS],
    "bea": [EMPLOYERS, LEARNERS, ("The local community", 1, "Jobs on the pier."), FUNDERS, STAFF, COUNCIL],
    "mirela": [LEARNERS, EMPLOYERS, STAFF, ("Awarding bodies", 2, "Portfolios that need no second letter."), FAMILIES],
    "tom": [LEARNERS, EMPLOYERS, STAFF, AWARDING, COMMUNITY, FUNDERS],
}
THIS_WEEK: dict[str, list[Named]] = {
    "ines": [LEARNERS, EMPLOYERS, STAFF, AWARDING, REGULATORS, FUNDERS],
    "bea": [EMPLOYERS, LEARNERS, STAFF, COMMUNITY, FUNDERS, COUNCIL],
}
NOT_YET = ("cora", "asif", "quentin", "mirela", "tom")
ONE = (("Employers and line managers", "Employers"), ("Staff", "Our staff"), ("Awarding bodies", "Awarding organisations"))


def drawing(stage: Stage) -> Life:
    """Two rounds, a year apart: five drew and did not agree; seven draw and do. In the third most have still to draw."""
    ago = stage.calendar.ago
    yield ago(390, "09:10")
    one = _asked(stage, A_YEAR_AGO, days=10, note="Before we write a word for the standard: whom are we there for?")
    for days, (who, named) in zip((389, 389, 387, 386, 384), A_YEAR_AGO.items(), strict=True):
        yield ago(days, "12:20")
        _drawn(stage, one, who, named)
    yield ago(34, "09:05")
    one = _asked(stage, NOW, days=14, note="A year on. Do not look up what you drew then.")
    for days, (who, named) in zip((34, 33, 33, 32, 29, 28, 26), NOW.items(), strict=True):
        yield ago(days, "12:40")
        _drawn(stage, one, who, named)
    yield ago(26, "15:30")
    for name, into in ONE:
        actions.name_as_one(one, by=stage.staff["cora"], names=[key_of(name)], into=key_of(into))
    yield ago(3, "09:25")
    note = "We hand the map in next month. Draw it once more, and do not look at the last one."
    one = _asked(stage, [*THIS_WEEK, *NOT_YET], days=8, note=note)
    for days, (who, named) in zip((2, 1), THIS_WEEK.items(), strict=True):
        yield ago(days, "12:35")
        _drawn(stage, one, who, named)


def _asked(stage: Stage, who: Iterable[str], *, days: int, note: str) -> StakeholderRound:
    people = [person for key in who if (person := stage.staff[key].person)]
    due_on = clock.today() + timedelta(days=days)
    return actions.ask_stakeholders(stage.centre, by=stage.staff["cora"], people=people, due_on=due_on, note=note)


def _drawn(stage: Stage, one: StakeholderRound, who: str, named: list[Named]) -> None:
    names = [{"name": name, "near": near, "needs": needs} for name, near, needs in named]
    actions.draw_stakeholders(one, by=stage.staff[who], names=names)
