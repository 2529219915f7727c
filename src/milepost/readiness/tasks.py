"""What the worker does on the road: on the day of a checkpoint whoever keeps it is told to judge anew."""

from contextlib import suppress

from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.readiness import actions, queries


def remind_of_checkpoints() -> int:
    """Note every checkpoint whose day has come, once."""
    done = 0
    for one in queries.checkpoints_due():
        with suppress(Refused):  # judged meanwhile
            actions.note_checkpoint_due(one, by=system())
            done += 1
    return done
