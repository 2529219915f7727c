"""Work behind the pages: every night the watches look, and those whose year is over end. Done twice it does no harm."""

import logging
from contextlib import suppress

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.refusal import Refused
from milepost.concerns import actions, facts, queries
from milepost.concerns.models import Watch
from milepost.engine.detriment import watched

logger = logging.getLogger(__name__)


def watch_over() -> int:
    """A round of the worker, once a day: how many alerts were raised. The log says that something was refused, never whose it was."""
    raised, today = 0, clock.today()
    for watch in queries.watches_on():
        try:
            if today >= watch.ends_on:
                actions.end_watch(watch, by=system())
            elif queries.alert_of(watch) is None:
                found = watched(*facts.occasions_for(watch, today=today), since=watch.since_on, today=today)
                if found.alarm_on:
                    actions.raise_alert(watch, by=system(), found=found)
                    raised += 1
        except (Refused, Watch.DoesNotExist):
            logger.info("A watch has moved on meanwhile.")
    return raised


def remind_of_policies() -> int:
    """Remind of each change of a policy on the day on which one looks whether it worked: once."""
    done = 0
    for change in queries.policies_due():
        with suppress(Refused):  # judged meanwhile
            actions.note_policy_due(change, by=system())
            done += 1
    return done
