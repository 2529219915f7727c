"""Workbooks at Larkmoor: Lena takes a way of working apart, Priya looks into a complaint and claims it, managers plan, count and prepare.

Two are shared with a colleague: of one she has said what she thinks, of the other he has still to. In one a step is due in these days.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from milepost.base.actors import system
from milepost.portfolios import actions
from milepost.portfolios.actions import Target

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage
    from milepost.portfolios.models import WorkbookVersion

RETURNS: dict[str, Any] = {
    "process": "A passenger gives a ticket back",
    "begins": "They come to the desk or ring",
    "ends": "The money is on their account",
    "outside": "Group bookings: the sales office does these.",
    "agreed_with": "The duty manager",
    "why": "41 calls last week asked where the money was.",
    "steps_now": [
        {"step": "Look the booking up", "who": "Desk", "minutes": "3", "cost": "1.1", "satisfies": "4", "complies": "5"},
        {"step": "Fill in the paper form", "who": "Desk", "minutes": "6", "cost": "2.2", "satisfies": "2", "complies": "3", "trouble": "Card numbers on paper"},
        {"step": "Carry forms to the office at six", "who": "Desk", "minutes": "10", "cost": "3.6", "trouble": "Some wait until Monday"},
        {"step": "Type it into the bank’s page", "who": "Office", "minutes": "7", "cost": "3.4", "satisfies": "1", "complies": "4"},
    ],
    "heard": "Desk: “We say five days and know it is nine.” Two passengers wrote that nobody could tell them where it stood.",
    "worst": "The paper form: it waits, it gets lost, and it holds what should not lie on a desk.",
    "steps_then": [
        {"step": "Look the booking up", "who": "Desk", "minutes": "3", "cost": "1.1", "satisfies": "4", "complies": "5"},
        {"step": "Give it back in the booking system", "who": "Desk", "minutes": "4", "cost": "1.5", "satisfies": "5", "complies": "5"},
        {"step": "A second pair of eyes above £100", "who": "Duty manager", "minutes": "2", "cost": "1", "complies": "5"},
    ],
    "times_a_month": "180",
    "left_behind": "Passengers who paid in cash: they still get a form, and the money at the desk.",
}  # fmt: skip
LATER: dict[str, Any] = {
    **RETURNS,
    "actions": [
        {"what": "Rights in the booking system for six people", "who": "Office"},
        {"what": "Half an hour of practice for each shift", "who": "Lena Hartog"},
    ],
    "way_back": "The paper form stays in the drawer for four weeks.",
    "first_days": "Every return above £100, and how many ring to ask.",
}
METER: dict[str, Any] = {
    "reference": "WB-20718", "came_on": "2026-03-02", "spoke_on": "2026-03-05", "outcome_on": "2026-03-12",
    "against": "Three estimated bills in a row though a reading was sent each time, and nobody rang back.",
    "wants": "One right bill, and to know that the next one will be right.", "circumstances": "Looks after a parent at night; ring after noon.",
    "findings": [
        {"what": "Reading sent by the web page", "source": "Notes in the system", "sure": "5"},
        {"what": "The reading failed a check and nobody was told", "source": "Own observation", "sure": "4"},
        {"what": "Promised a call on two days", "source": "Recording", "sure": "5"},
    ],
    "our_part": "The check rejects readings without a word, and two promised calls were not made.", "cause": "A system",
    "options": [
        {"option": "Say sorry and send a right bill", "customer": "3", "fair": "4", "us": "4", "cost": "0"},
        {"option": "The same, £25, and a call after the next bill", "customer": "5", "fair": "4", "us": "4", "cost": "25"},
        {"option": "A new meter", "customer": "4", "fair": "2", "us": "1", "cost": "190"},
    ],
    "chosen": "The second. The team leader allowed the payment; the customer said that the call mattered more.",
    "promises": [{"what": "Ring after the next bill", "who": "Priya Nair"}],
    "learnt": "Readings that fail the check should come to a list that somebody works through each day. I said so to the billing manager.",
}  # fmt: skip
FEEDBACK: dict[str, Any] = {
    "aim": "Feedback reaches learners within a week", "measure": "Feedback in time, in a hundred", "now": "71", "wanted": "95", "reached": "83",
    "why": "Learners who wait go quiet, and those who go quiet leave.",
    "steps": [{"what": "A quiet morning a week for each assessor", "who": "Cora Lindqvist", "people": "36", "money": "0"}, {"what": "Phrases that may be used again", "who": "Asif Rahman", "people": "6"}],
    "risks": [{"risk": "The quiet morning is the first to go in a busy week", "likely": "4", "bad": "3", "against": "It stands in the visit planner"}, {"risk": "Quicker, and thinner", "likely": "2", "bad": "5", "against": "A second look at ten a month"}],
    "agents": "Told at the March meeting, and asked what stands in the way.", "customers": "On the page of what we promise.",
}  # fmt: skip
LEAVING: dict[str, Any] = {
    "part": "Assessors and office", "begins": "2025-09-01", "ends": "2026-08-31", "teams": [{"team": "Assessors", "people": "9", "left": "2", "early": "1"}, {"team": "Office", "people": "5", "left": "0", "early": "0"}],
    "elsewhere": "15", "source": "Figures of the trade body", "before": "8", "cost": "4200",
    "leavers": [{"who": "A., assessor in the north", "said": "The driving"}, {"who": "J., new in spring", "said": "Left alone in the first month"}],
    "causes": [{"cause": "Driving", "times": "2", "how": "Visits by region"}, {"cause": "Alone at the beginning", "times": "1", "how": "A companion for twelve weeks"}],
    "strain": "Late feedback and visits moved twice came some weeks before.", "advice": "Cut caseloads by region before anybody new is hired.",
}  # fmt: skip
VISIT: dict[str, Any] = {
    "what": "The yearly visit of the awarding organisation", "by": "Its external quality assurer", "against": "What it asks of an approved centre",
    "points": [
        {"point": "Who may judge what, and how they keep up", "proof": "Competence and CPD of three assessors", "where": "People", "ready": "4"},
        {"point": "Second looks before anything is final", "proof": "Ninety of a hundred, by chance and by risk", "where": "Quality", "ready": "4"},
        {"point": "Work that was handed in twice", "proof": "What was found alike, and what was said of it", "where": "Each portfolio", "ready": "2",
         "action": "Look at the pairs of this year together", "who": "Ines Duarte"},
        {"point": "A learner’s way to appeal", "proof": "The open door, on each page", "where": "", "ready": "1", "action": "Say it in the first letter as well", "who": "Cora Lindqvist"},
    ],
}  # fmt: skip


def keeping_workbooks(stage: Stage) -> list[Life]:
    """The lives of this file, for the agenda."""
    return [_lena(stage), _priya(stage), _managers(stage), _prepared(stage)]


def _kept(by: Actor, form: str, title: str, answers: dict[str, Any]) -> WorkbookVersion:
    return actions.write_workbook(actions.open_workbook(form, by=by), by=by, title=title, answers=answers)


def _lena(stage: Stage) -> Life:
    yield stage.calendar.ago(24, "17:40")
    by = stage.portfolios["lena"].own
    first = _kept(by, "process_review", "Tickets given back", {**RETURNS, "reviewer": by.name})
    yield stage.calendar.ago(9, "18:05")
    actions.write_workbook(first.workbook, by=by, title="Tickets given back", answers={**LATER, "reviewer": by.name})


def _priya(stage: Stage) -> Life:
    yield stage.calendar.ago(30, "12:30")
    if p := stage.portfolios.get("priya"):
        version = _kept(p.own, "complaint_investigation", "Three estimated bills", {**METER, "investigator": p.own.name})
        yield stage.calendar.ago(29, "12:30")
        version.workbook.refresh_from_db()
        evidence = actions.take_workbook(version, by=p.own, registration=p.registration)
        p.registration.progress.refresh_from_db()
        unit = p.unit("407")
        if unit.key in p.registration.progress.units:
            actions.claim(evidence, by=p.own, targets=[Target(unit.target("1.3")), Target(unit.target("2.2"))])


def _managers(stage: Stage) -> Life:
    ago = stage.calendar.ago
    yield ago(50, "16:10")
    quentin, cora, ines = stage.staff["quentin"], stage.staff["cora"], stage.staff["ines"]
    due_on = ago(1).date() + timedelta(days=3)
    first, second = FEEDBACK["steps"]
    answers = {**FEEDBACK, "steps": [first, {**second, "by": due_on.isoformat()}]}
    plan = _kept(quentin, "improvement_plan", "Feedback within a week", answers).workbook
    assert ines.person and quentin.person
    share = actions.share_workbook(plan, by=quentin, person=ines.person, note="Are these the right risks?")
    yield ago(47, "12:15")
    actions.answer_workbook(
        share, by=ines, text="The second one worries me more than the first. Let me look at ten in March and ten in June."
    )
    yield ago(18, "08:50")
    leaving = _kept(cora, "staff_turnover", "Who left this year", LEAVING).workbook
    actions.share_workbook(leaving, by=cora, person=quentin.person, note="Would you say the same of the causes? It goes to the board.")
    yield ago(1, "06:10")
    actions.note_steps_due(plan, by=system(), on=due_on)


def _prepared(stage: Stage) -> Life:
    """What will be asked at the next visit: half of it is looked at."""
    yield stage.calendar.ago(5, "13:40")
    day = (stage.calendar.today + timedelta(days=33)).isoformat()
    begun = stage.calendar.ago(5).date().isoformat()
    answers = {**VISIT, "leads": "Ines Duarte", "begun": begun, "day": day}
    _kept(stage.staff["ines"], "audit_preparation", "Before the visit", answers)
