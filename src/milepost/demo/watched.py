"""Somebody at Larkmoor asked to be watched over: since spring their feedback takes longer, and the watch has said so to who has no part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from milepost.concerns import actions
from milepost.concerns import tasks as concerns

if TYPE_CHECKING:
    from milepost.demo.agenda import Life
    from milepost.demo.stage import Stage

WATCHED = "mei"  # of whom `Special.WAITING` says that feedback takes longer
ASKED = 206  # days ago


def watching_over(stage: Stage) -> Life:
    """The watch is switched on from an account, by name; what it finds goes to others with a key and no name."""
    yield stage.calendar.ago(ASKED, "21:10")
    actions.begin_watch(stage.centre, by=stage.portfolios[WATCHED].own, read=True)
    yield stage.calendar.ago(4, "03:15")
    concerns.watch_over()  # as the worker does every night
