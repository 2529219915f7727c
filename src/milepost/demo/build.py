"""Building the demonstration into the installation at hand: every row of it comes from an act that somebody could have done."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain, islice

from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher, reset_hashers
from django.db import connection, transaction
from django.utils.translation import gettext as _

from milepost.base import clock
from milepost.base.models import Event, Telling
from milepost.demo.agenda import Agenda, Calendar
from milepost.demo.appraising import appraising
from milepost.demo.at_work import around
from milepost.demo.cases import coming
from milepost.demo.employing import employing
from milepost.demo.learners import LEARNERS, Learner
from milepost.demo.lives import Director
from milepost.demo.participants import taking_part
from milepost.demo.promising import promising
from milepost.demo.road import walking
from milepost.demo.stage import OPENED, Stage
from milepost.demo.stakeholders import drawing
from milepost.demo.tales import TALES
from milepost.demo.watched import watching_over
from milepost.demo.workbooks import keeping_workbooks
from milepost.notices import actions as notices
from milepost.notices.models import Notice

FRESH = timedelta(days=8)  # of these days people find notices
READ = timedelta(days=3)  # older notices have been read, but for the newest: after a weekend there would be none
AT_ONCE = 200  # acts in one transaction


def build(learners: Sequence[Learner] = LEARNERS, *, say: Callable[[str], None] = print) -> Stage:
    """A centre with its fourteen months, ending now."""
    begun, today = time.monotonic(), clock.now()
    calendar, agenda = Calendar(today), Agenda(today)
    stage = Stage(calendar)
    director = Director(stage, agenda, calendar)
    agenda.add(stage.open())
    agenda.add(stage.reads_handbooks())
    for learner in learners:
        agenda.add(director.begin(learner, TALES))
    whole = {"lena", "niall", "farah"} <= {learner.key for learner in learners}  # a small demonstration leaves the rest out
    if whole:
        ours = [*keeping_workbooks(stage), *taking_part(stage), walking(stage), *coming(stage), watching_over(stage)]
        for life in [*around(stage), *employing(stage), drawing(stage), *ours]:
            agenda.add(life)
    say(_("Fourteen months of %(count)d learners happen now, act by act ...") % {"count": len(learners)})
    acts, month, latest, running = 0, "", calendar.ago(OPENED), agenda.run()
    if whole:
        running = chain(running, _afterwards(stage))
    with _quick(), _quick_passwords():
        while batch := _some(running):
            acts += len(batch)
            if batch[-1] > latest and (name := f"{batch[-1]:%B %Y}") != month:
                month = name
                say(f"  {month}")
            latest = max(latest, batch[-1])
        _tell()
    say(_("Built: %(events)d acts in %(seconds)d seconds.") % {"events": Event.objects.count(), "seconds": time.monotonic() - begun})
    return stage


def _afterwards(stage: Stage) -> Iterator[datetime]:
    """What is read from all the rest, once it stands."""
    yield from promising(stage)
    yield from appraising(stage)


@transaction.atomic
def _some(running: Iterator[datetime]) -> list[datetime]:
    """A batch of acts in one transaction: half a history is of no use to anybody."""
    return list(islice(running, AT_ONCE))


@contextmanager
def _quick() -> Iterator[None]:
    """Nothing here must survive a loss of power: what was not finished is built anew."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
    else:
        yield


class QuickHasher(ScryptPasswordHasher):
    """A printed password gains nothing from a slow digest. At the first sign-in it is digested anew, as slowly as anywhere."""

    work_factor = 2**4


@contextmanager
def _quick_passwords() -> Iterator[None]:
    before = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = [f"{QuickHasher.__module__}.{QuickHasher.__qualname__}"]
    reset_hashers(setting="PASSWORD_HASHERS")
    try:
        yield
    finally:
        settings.PASSWORD_HASHERS = before
        reset_hashers(setting="PASSWORD_HASHERS")


@transaction.atomic
def _tell() -> None:
    """People know of what happened: of the last days by notices, of what came before anyway. No letter goes out."""
    now, newest = clock.now(), dict[int, Notice]()
    for telling in Telling.objects.filter(done_at=None, event__at__gt=now - FRESH).select_related("event").order_by("pk"):
        with clock.at(telling.event.at):
            for notice in notices.make_notices(telling):
                notices.mark_mailed(notice)
                before = newest.get(notice.person_id)
                if before and before.made_at < now - READ:
                    notices.mark_read(notice.person, notice=before)
                newest[notice.person_id] = notice
    Telling.objects.filter(done_at=None).update(done_at=now)
