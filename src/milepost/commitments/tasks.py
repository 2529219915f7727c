"""Work behind the pages: following the journal, warning, noting what broke, asking people, what follows a broken promise.

All of it may be done twice without harm: clocks are worked out as a whole, and each mark is made once.
"""

import logging
from contextlib import suppress
from datetime import date, timedelta

from django.db.models import QuerySet
from django.tasks import task
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from milepost.assurance import actions as assurance
from milepost.assurance.models import Finding
from milepost.assurance.words import FindingSource
from milepost.base import clock
from milepost.base.actors import system
from milepost.base.jobs import enqueue_once
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.commitments import actions, facts, projection, promises, queries
from milepost.commitments.models import Clock, PromiseVersion
from milepost.commitments.words import RECOUNTING
from milepost.concerns import actions as concerns
from milepost.concerns import queries as cases
from milepost.concerns.procedure import late_to_tell, looked_into
from milepost.employers import queries as employers
from milepost.employers.models import EmployerFile
from milepost.engine.clocks import Happening
from milepost.engine.promises import Promise, Standing, any_fits, promises_of
from milepost.people.models import Appointment, Centre, Person
from milepost.portfolios.models import Registration

logger = logging.getLogger(__name__)

AT_ONCE = 200
FRESH = timedelta(days=3)  # of what broke earlier nobody is told any more: a rebuilt journal is no news


def heard(event: Event) -> None:
    """An event of the outbox: its clocks follow, or all of the centre's where it moves them all."""
    if event.name in RECOUNTING:
        enqueue_once(recount, event.centre_id, event.name, key=f"recount:{event.centre_id}")
    else:
        projection.follow(event)
        ask_after(event)


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


def watch_cases() -> int:
    """Steps of cases that are late: the caseworker hears of it, and where it goes on for long, somebody without a part in it."""
    done = 0
    running = cases.cases_running(10 * AT_ONCE)
    waits = cases.waits_since(running)
    for case in running:
        calendar = facts.office_calendar(case.centre_id, case.raised_at)
        told = {"told": case.late.all(), "told_last": case.told_last, "wrote_at": waits.get(case.pk)}  # type: ignore[attr-defined]
        for step, for_long in late_to_tell(case, calendar, **told):
            with suppress(Refused):
                concerns.note_late(case, by=system(), step=step.key, for_long=for_long)
                done += 1
    return done


def watch_alerts() -> int:
    """Steps that are late with what a watch found: whoever was told of it hears of that."""
    done = 0
    for alert in cases.alerts_running(AT_ONCE):
        calendar = facts.office_calendar(alert.centre_id, alert.raised_at)
        for one in looked_into(alert, cases.look_at(alert), calendar):
            if one.is_late and one.done_at is None:
                with suppress(Refused):
                    concerns.note_alert_late(alert, by=system(), step=one.step.key, late=True)
                    done += 1
    return done


# Promises -----------------------------------------------------------------------------------------------------------------

PUT_RIGHT = 20  # working days in which a broken promise is put right


def ask_after(event: Event) -> None:
    """It has just happened what a promise is about: ask whom it happened to, if anybody promised them anything."""
    about, centre = event.args.get("registration") or event.args.get("employer"), event.centre_id
    version = promises.newest(centre) if about and centre else None
    if version is None or event.at < version.in_force_at:
        return
    told = Happening(event.uuid, event.name, event.at, event.actor.get("role", ""), event.actor.get("uuid", ""), event.args)
    asking = [one for one in promises_of(version.document) if any_fits(one.asked_after, told)]
    for promise in asking:
        speaks = _at_employer(event) if promise.to == "employers" else promises.Speakers()
        for letter in speaks.letters:
            with suppress(Refused):  # asked not long ago
                actions.ask_promise(version, promise, by=system(), letter=letter, because=event)
        for contact in speaks.contacts:
            with suppress(Refused):
                actions.ask_promise(version, promise, by=system(), contact=contact, because=event)
        for registration in _learner(event) if promise.to == "learners" else ():
            with suppress(Refused):
                actions.ask_promise(version, promise, by=system(), registration=registration, because=event)


def _learner(event: Event) -> QuerySet[Registration]:
    return Registration.objects.select_related("learner").filter(uuid=event.args.get("registration"))


def _at_employer(event: Event) -> promises.Speakers:
    """Who speaks for the employer with whom it happened."""
    employer = None
    if uuid := event.args.get("employer"):
        file = EmployerFile.objects.select_related("merged_into").filter(uuid=uuid).first()
        file = file.merged_into or file if file else None
    else:
        registration = _learner(event).select_related("employer").first()
        employer = registration.employer if registration else None
        file = employers.file_of(employer) if employer else None
    return promises.speakers_of(file, employer, centre_id=event.centre_id) if event.centre_id else promises.Speakers()


def watch_promises() -> int:
    """A round of the worker: what is owed to people with whom a promise was broken, what is put right where a month is, what is reviewed."""
    held = {one.centre_id: one for one in PromiseVersion.objects.select_related("centre").order_by("number")}
    return sum(_owe(version) + close_months(version) + _remind(version) for version in held.values())


def _owe(version: PromiseVersion) -> int:
    done = 0
    for promise in promises_of(version.document):
        if not promise.ours or not promise.standards:
            continue
        for row in promises.broken_since(version, promise, limit=AT_ONCE):
            try:
                actions.owe_remedy(version, promise, by=system(), row=row)
                done += 1
            except Refused:
                logger.info("Clock %s has moved on meanwhile.", row.uuid)
    return done


def close_months(version: PromiseVersion) -> int:
    """A finding and its corrective action for each promise and month that is broken since it is in force: once each.

    A month is found broken when it is over: until then one late answer could be all that there is, and what follows may mend it.
    """
    first, running, done = version.in_force_at.date().replace(day=1), clock.today().replace(day=1), 0
    known = set(Finding.objects.filter(centre=version.centre, source=FindingSource.PROMISE).values_list("key", flat=True))
    for line in promises.board(version):
        for month in line.months:
            if month.standing == Standing.BROKEN and first <= month.month < running and _key(line.promise, month.month) not in known:
                done += _find(version, line.promise, month.month)
    return done


def _key(promise: Promise, month: date) -> str:
    """By what the finding of a broken month is known."""
    return f"promise:{promise.key}:{month:%Y-%m}"


def _find(version: PromiseVersion, promise: Promise, month: date) -> int:
    centre = version.centre
    title = _("Broken in %(month)s: %(says)s") % {"month": date_format(month, "F Y"), "says": promise.says}
    try:
        assurance.open_finding(
            centre, by=system(), source=FindingSource.PROMISE, key=_key(promise, month), title=title, what=promise.put_right,
            who=_owner(version, promise), by_on=actions.in_working_days(centre.pk, PUT_RIGHT),
        )  # fmt: skip
    except Refused:
        return 0
    return 1


def _remind(version: PromiseVersion) -> int:
    """The owner of each promise whose day of review has come, once."""
    due = [one for one in promises_of(version.document) if one.review_on <= clock.today()]
    noted = promises.reviews_noted(version) if due else set()
    left = [one for one in due if (one.key, one.review_on) not in noted]
    owned = [(promise, owner) for promise in left if (owner := _owner(version, promise))]
    for promise, owner in owned:
        actions.note_review_due(version, promise, by=system(), owner=owner)
    return len(owned)


def _owner(version: PromiseVersion, promise: Promise) -> Person | None:
    """Who holds the role that owns it; where nobody does, who put the promise in force."""
    held = Appointment.objects.in_force(clock.today()).filter(centre=version.centre, role=promise.owner, person__is_active=True)
    first = held.select_related("person").order_by("pk").first()
    return first.person if first else version.in_force_by.person
