"""What the worker does in quality assurance: nothing that is to be put right stays with somebody who has left, or passes its day unsaid."""

from contextlib import suppress

from milepost.assurance import actions, queries
from milepost.base.actors import system
from milepost.base.refusal import Refused


def hand_on() -> int:
    """Hand what the owner left behind to who takes it over, who is told. Where a centre has nobody for it, it waits."""
    done = 0
    for action in queries.left_behind():
        with suppress(Refused):  # done or handed over meanwhile
            if who := queries.who_takes_over(action.finding.centre_id):
                actions.hand_over_corrective_action(action, by=system(), who=who)
                done += 1
    return done


def remind_of_actions() -> int:
    """Remind of each action whose day is near, and of each that is overdue: once."""
    done = 0
    for action in queries.falling_due():
        with suppress(Refused):  # done meanwhile
            actions.note_action_due(action, by=system())
            done += 1
    return done
