"""Larkmoor’s road to an application: two dates, the work since spring, a checkpoint that was missed, one that was met, one to come."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from milepost.base import clock
from milepost.readiness import actions

if TYPE_CHECKING:
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage
    from milepost.readiness.models import RoadWork

BEGUN = 168  # days ago
# For which milepost, what, hours, and how many days ago it was known and finished; none: it is still to do.
WORK: tuple[tuple[str, str, str, int, int | None], ...] = (
    ("stakeholders", "Ask everybody whom we are there for", "6", 168, 160),
    ("stakeholders", "Make one picture of nine drawings", "8", 168, 151),
    ("owners", "List every employer, and who speaks to them now", "10", 168, 144),
    ("owners", "Agree an owner for each of them", "7", 168, 133),
    ("owners", "Say at which junctures an employer hears from us", "12", 168, 118),
    ("proposals", "Read last year’s proposals: what hurt whom?", "14", 168, 109),
    ("proposals", "Write the questions that find the issue", "9", 168, 96),
    ("followed", "Draw the steps as they are taken", "16", 168, 88),
    ("owners", "Four employers had two names each", "5", 140, 131),
    ("followed", "Steps that nobody takes: drop or mend", "8", 120, 74),
    ("proposals", "Two talks before each proposal, with notes", "11", 168, 66),
    ("minimum", "Agree what we promise on time", "6", 130, 126),
    ("minimum", "Rehearse the Monday list of whom to ring", "4", 60, 52),
    ("followed", "Somebody else looks at ten files", "12", 168, 45),
    ("stakeholders", "Draw it again, a year on", "7", 168, 27),
    ("minimum", "Cover for assessors who are away", "10", 70, 31),
    ("explained", "Say of each broken promise why", "9", 168, 17),
    ("followed", "Look at ten more files", "8", 40, 10),
    ("explained", "A page that all of us read once a month", "5", 50, 4),
    ("alike", "Three of us judge the same four portfolios", "12", 168, None),
    ("proposals", "The last two proposals name no issue", "6", 33, None),
    ("minimum", "Ask in August as well, when half are away", "5", 20, None),
    ("helped", "Count again where we said we would", "14", 168, None),
    ("helped", "Ask the people who were to gain", "12", 168, None),
    ("helped", "Write down what did not help", "6", 90, None),
    ("write", "Say each section in one sentence first", "8", 168, None),
    ("write", "Find the evidence for each sentence", "18", 168, None),
    ("alike", "A second round with two more assessors", "10", 14, None),
)


def walking(stage: Stage) -> Life:
    """The quality manager lays the work out, finishes it piece by piece, judges twice what was foreseen, and passes what is true."""
    ago = stage.calendar.ago
    laid: dict[str, RoadWork] = {}
    due: list[tuple[int, str, str]] = [
        (BEGUN, "dates", ""),
        (100, "set", ""),
        (62, "judge", ""),
        (61, "set", ""),
        (24, "judge", ""),
        (23, "set", ""),
    ]
    due += [(known, "known", what) for _milepost, what, _hours, known, _done in WORK]
    due += [(done, "done", what) for _milepost, what, _hours, _known, done in WORK if done is not None]
    due += [(22, "pass", "")]
    order = ("dates", "known", "done", "judge", "set", "pass")
    by_name = {one[1]: one for one in WORK}
    checkpoint = None
    ready_by = stage.calendar.today + timedelta(days=118)
    for days, act, what in sorted(due, key=lambda one: (-one[0], order.index(one[1]), one[2])):
        yield ago(days, "16:20")
        by, centre = stage.staff["quentin"], stage.centre
        if act == "dates":
            actions.set_dates(
                centre, by=by, register_by=stage.calendar.today + timedelta(days=46), ready_by=ready_by, hours_a_week=Decimal(12)
            )
        elif act == "known":
            milepost, _what, hours, _known, _done = by_name[what]
            laid[what] = actions.note_work(centre, by=by, milepost=milepost, what=what, hours=Decimal(hours), known_on=clock.today())
        elif act == "done":
            actions.finish_work(laid[what], by=by, done_on=clock.today())
        elif act == "set":
            checkpoint = actions.set_checkpoint(centre, by=by, on=clock.today() + timedelta(days=34 if days > 24 else 55))
        elif act == "judge" and checkpoint:
            said = (
                "Two were away in the summer. The list of work holds; we take nothing new on."
                if days > 40
                else "On the road as foreseen. We register."
            )
            actions.judge_checkpoint(checkpoint, by=by, said=said)
        elif act == "pass":
            actions.pass_milepost(
                centre, by=by, key="stakeholders", said="Seven drew alone, five names stand in all drawings or all but one."
            )
