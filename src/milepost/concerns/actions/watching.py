"""A watch: switched on, switched off, and what it found told to somebody who has no part in it."""

import base64
import secrets
from datetime import date
from typing import Any

from django.db import transaction

from milepost.base import clock, events
from milepost.base.models import Actor
from milepost.base.refusal import Refused
from milepost.concerns import policies, queries, words
from milepost.concerns.actions.cases import somebody
from milepost.concerns.models import AlertLook, AlertReader, Watch, WatchAlert
from milepost.engine.detriment import Finding, Found
from milepost.people.models import Centre, Person


def _key() -> str:
    letters = base64.b32encode(secrets.token_bytes(5)).decode()
    return f"W-{letters[:4]}-{letters[4:]}"


def _stream(centre: Centre) -> str:
    """Of all watches of a centre together, so that no event is one person's."""
    return f"watches:{centre.uuid}"


@transaction.atomic
def begin_watch(centre: Centre, *, by: Actor, read: bool, reference: str = "") -> Watch:
    """Let the system look for a year whether one fares worse. The journal says that somebody did, by the hour and without a name."""
    Person.objects.select_for_update(no_key=True).get(pk=by.person_id or 0)  # a form sent twice begins one
    case = queries.case_with_name(reference, by=by) if reference.strip() else None
    since = clock.today().replace(day=1)
    watch = Watch(
        centre=centre, person_id=by.person_id or 0, case=case, key=_key(), since_on=since, ends_on=date(since.year + 1, since.month, 1)
    )
    if reason := policies.why_not_begin_watch(
        by=by, read=read, on=queries.watch_of(by=by) is not None, learns=queries.registrations_of(watch).exists(), reference=reference,
        case=case,
    ):  # fmt: skip
        raise Refused(reason)
    watch.save()
    with clock.at(queries.the_hour()):
        events.record(_stream(centre), words.WATCH_BEGUN, by=somebody(centre), centre_id=centre.pk, args={})
    return watch


@transaction.atomic
def end_watch(watch: Watch, *, by: Actor) -> None:
    """Switch it off. Its row goes, and with it all that leads from its key to anybody."""
    if reason := policies.why_not_end_watch(watch, by=by, today=clock.today()):
        raise Refused(reason)
    centre = watch.centre
    watch.delete()
    with clock.at(queries.the_hour()):
        events.record(_stream(centre), words.WATCH_ENDED, by=somebody(centre), centre_id=centre.pk, args={})


@transaction.atomic
def raise_alert(watch: Watch, *, by: Actor, found: Found) -> WatchAlert:
    """Tell who has no part in it what was found, with its figures and the key, and with no name."""
    watch = Watch.objects.select_for_update(of=("self",)).select_related("centre", "case").get(pk=watch.pk)
    raised = queries.alert_of(watch) is not None
    if reason := policies.why_not_raise_alert(by=by, raised=raised, alarm=found.alarm_on is not None):
        raise Refused(reason)
    alert = WatchAlert.objects.create(
        centre=watch.centre, key=watch.key, found=[_told(one) for one in found.findings], raised_at=clock.now(), raised_by=by
    )
    for person in queries.uninvolved(watch):
        AlertReader.objects.create(alert=alert, person=person)
    events.record(
        f"alert:{alert.uuid}", words.ALERT_RAISED, by=by, centre_id=alert.centre_id, args={"alert": alert.uuid}, rows=[alert]
    )  # fmt: skip
    return alert


def _alert(alert: WatchAlert) -> WatchAlert:
    return WatchAlert.objects.select_for_update(of=("self",)).select_related("centre").get(pk=alert.pk)


@transaction.atomic
def take_alert(alert: WatchAlert, *, by: Actor) -> AlertLook:
    """Say that one looks into what a watch found. Who has a part in it by now does not; where somebody has left, another takes it over."""
    alert = _alert(alert)
    look, reads = queries.look_at(alert), any(one.pk == by.person_id for one in queries.readers_of(alert))
    here = look is not None and look.person in queries.caseworkers(alert.centre_id)
    if reason := policies.why_not_take_alert(by=by, reads=reads, has_part=queries.has_part_in(alert, by=by), look=look, is_here=here):
        raise Refused(reason)
    look, _ = AlertLook.objects.update_or_create(
        alert=alert, defaults={"person_id": by.person_id or 0, "taken_at": clock.now(), "taken_by": by}
    )
    events.record(f"alert:{alert.uuid}", words.ALERT_TAKEN, by=by, centre_id=alert.centre_id, args={"alert": alert.uuid})
    return look


@transaction.atomic
def tell_of_alert(alert: WatchAlert, *, by: Actor, text: str) -> AlertLook:
    """Say what was looked at and what came of it. Who was told reads it, and whose watch it is while that is on; the journal holds no word of it."""
    alert = _alert(alert)
    look = queries.look_at(alert)
    if reason := policies.why_not_tell_of_alert(look, by=by, has_part=queries.has_part_in(alert, by=by), text=text):
        raise Refused(reason)
    assert look is not None
    look.found, look.told_at, look.told_by = text.strip(), clock.now(), by
    look.save(update_fields=["found", "told_at", "told_by"])
    events.record(f"alert:{alert.uuid}", words.ALERT_TOLD, by=by, centre_id=alert.centre_id, args={"alert": alert.uuid})
    return look


@transaction.atomic
def note_alert_late(alert: WatchAlert, *, by: Actor, step: str, late: bool) -> None:
    """Note once that a step is late, so that everybody hears of it who was told of the alert."""
    alert = _alert(alert)
    if reason := policies.why_not_note_alert_late(by=by, late=late, told=step in queries.lateness_told(alert)):
        raise Refused(reason)
    args = {"alert": alert.uuid, "step": step}
    events.record(f"alert:{alert.uuid}", words.ALERT_STEP_LATE, by=by, centre_id=alert.centre_id, args=args)


def _told(one: Finding) -> dict[str, Any]:
    """One measure in figures that are round enough to be no fingerprint."""
    digits = 1 if one.measure == "feedback" else 2
    values = {"before": one.before, "after": one.after, "like_before": one.like_before, "like_after": one.like_after}
    return {
        "measure": one.measure.value, "before_n": one.before_n, "after_n": one.after_n, "times": round(min(one.strength, 999.0), 1),
        "reason": one.is_reason, **{name: None if value is None else round(value, digits) for name, value in values.items()},
    }  # fmt: skip
