"""Work behind the pages: following the journal, warning, noting what broke, working everything out anew.

All of it may be done twice without harm: clocks are worked out as a whole, and each mark is made once.
"""

import logging
from datetime import timedelta

from django.tasks import task

from milepost.base import clock
from milepost.base.actors import system
from milepost.base.jobs import enqueue_once
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.commitments import actions, projection, queries
from milepost.commitments.models import Clock
from milepost.commitments.words import RECOUNTING
from milepost.people.models import Centre

logger = logging.getLogger(__name__)

AT_ONCE = 200
FRESH = timedelta(days=3)  # of what broke earlier nobody is told any more: a rebuilt journal is no news


def heard(event: Event) -> None:
    """An event of the outbox: its clocks follow, or all of the centre's where it moves them all."""
    if event.name in RECOUNTING:
        enqueue_once(recount, event.centre_id, event.name, key=f"recount:{event.centre_id}")
    else:
        projection.follow(event)


@task
def recount(centre_id: int, because: str) -> None:
    actions.recount(Centre.objects.get(pk=centre_id), by=system(), because=because)


def watch_clocks() -> int:
    """A round of the worker: warn of what is about to break, and tell of what broke."""
    done = 0
    for act, rows in ((actions.warn, queries.to_warn(AT_ONCE)), (actions.note_breach, queries.to_note(AT_ONCE, since=clock.now() - FRESH))):
        for row in rows:
            try:
                act(row, by=system())
                done += 1
            except Refused:
                logger.info("Clock %s has moved on meanwhile.", row.uuid)
    return done


def catch_up() -> int:
    """Centres whose clocks were never worked out: an installation of the time before there were any."""
    without = [one.pk for one in Centre.objects.all() if not Clock.objects.filter(centre=one).exists()]
    journals = set(Event.objects.filter(centre_id__in=without).order_by().values_list("centre_id", flat=True).distinct()) if without else ()
    return sum(projection.rebuild(pk).clocks for pk in without if pk in journals)
