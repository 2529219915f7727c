"""Watches, what they found, and who may read it: nobody who has a part in what happens to the person."""

from django.db.models import Q, QuerySet

from milepost.assessment.models import Judgement, Visit
from milepost.assessment.words import VISIT_MOVED
from milepost.base.models import Actor, Event
from milepost.concerns.models import AlertLook, AlertReader, Case, Watch, WatchAlert
from milepost.concerns.queries.cases import caseworkers, named_of
from milepost.concerns.words import ALERT_STEP_LATE
from milepost.people.models import Person
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Disclosure, Registration, UnitPlan
from milepost.portfolios.words import LEARNER_WITHDRAWN, REGISTRATION_PAUSED

ENOUGH_LIKE = 3  # others of the same assessors; with fewer, all the learners of the centre are the like


SANCTIONS = (REGISTRATION_PAUSED, LEARNER_WITHDRAWN)  # by staff, at whoever's wish: what the reason was, a person looks up


def watch_of(*, by: Actor) -> Watch | None:
    """The reader's own watch at this centre."""
    if not may(by.role, Permission.WATCH) or by.person_id is None:
        return None
    return Watch.objects.filter(person=by.person_id, centre_id=by.at_centre).select_related("case", "centre", "person").first()


def watches_on() -> QuerySet[Watch]:
    """Every watch, for the round that looks."""
    return Watch.objects.select_related("case", "centre", "person").order_by("pk")


def alert_of(watch: Watch) -> WatchAlert | None:
    """What a watch has found."""
    return WatchAlert.objects.filter(key=watch.key).first()


def alerts(*, by: Actor) -> QuerySet[WatchAlert]:
    """What watches found that the reader may read, the newest first."""
    if not may(by.role, Permission.TAKE_CASE) or by.person_id is None:
        return WatchAlert.objects.none()
    found = WatchAlert.objects.filter(centre_id=by.at_centre, readers__person=by.person_id)
    return found.select_related("look__person", "centre").order_by("-raised_at", "-pk")


def readers_of(alert: WatchAlert) -> list[Person]:
    """Who reads an alert."""
    return [one.person for one in AlertReader.objects.filter(alert=alert).select_related("person").order_by("pk")]


def look_at(alert: WatchAlert) -> AlertLook | None:
    """Who looks into an alert, and what came of it."""
    return AlertLook.objects.filter(alert=alert).select_related("person").first()


def has_part_in(alert: WatchAlert, *, by: Actor) -> bool:
    """Whether somebody has a part by now in what happens to whom an alert is about, while their watch is on. The answer leaves no page."""
    watch = Watch.objects.filter(key=alert.key, centre=alert.centre_id).first()
    return watch is not None and by.person_id in has_part(watch)


def alerts_running(limit: int) -> list[WatchAlert]:
    """Of all centres those of which nobody has said yet what came of them, for the worker; the oldest first."""
    found = WatchAlert.objects.filter(Q(look=None) | Q(look__told_at=None)).select_related("look", "centre")
    return list(found.order_by("raised_at", "pk")[:limit])


def lateness_told(alert: WatchAlert) -> set[str]:
    """Of which steps of an alert it was told that they are late."""
    told = Event.objects.filter(stream=f"alert:{alert.uuid}", name=ALERT_STEP_LATE).order_by().values_list("args", flat=True)
    return {args["step"] for args in told}


def case_with_name(reference: str, *, by: Actor) -> Case | None:
    """A case by what one says on the telephone, if whoever raised it gave their name, or is the reader with their account."""
    found = Case.objects.filter(centre_id=by.at_centre, reference__iexact=reference.strip())
    return found.filter(~Q(name="") | Q(person=by.person_id or 0)).first()


def has_part(watch: Watch) -> set[int]:
    """Who has a part in what happens to whose watch it is."""
    return part_in(watch.person_id, centre_id=watch.centre_id)


def part_in(person_id: int, *, centre_id: int) -> set[int]:
    """Who has a part in what happens to somebody: who assesses, advises or advised them, checks that, judged or visited them, and themselves."""
    own = Registration.objects.filter(learner=person_id, centre=centre_id)
    found = {person_id}
    for assessor, iqa in own.values_list("assessor", "iqa"):
        found |= {assessor, iqa}
    found |= set(Judgement.objects.filter(registration__in=own).values_list("made_by__person", flat=True))
    found |= set(Visit.objects.filter(registration__in=own).values_list("assessor", flat=True))
    found |= set(Visit.objects.filter(registration__in=own).values_list("ended_by__person", flat=True))
    for proposed, agreed in UnitPlan.objects.filter(registration__in=own).values_list("proposed_by__person", "agreed_by__person"):
        found |= {proposed, agreed}
    found |= set(Disclosure.objects.filter(registration__in=own).values_list("reader", flat=True))
    acted = Event.objects.filter(
        centre_id=centre_id, name__in=(VISIT_MOVED, *SANCTIONS), args__registration__in=[str(one.uuid) for one in own]
    )
    found |= set(Actor.objects.filter(uuid__in=[one.actor["uuid"] for one in acted]).values_list("person", flat=True))
    return found - {None}


def uninvolved(watch: Watch) -> list[Person]:
    """Who is told: the caseworker of the case if it has one who has no part in it, otherwise everybody who could take one and has none."""
    barred = has_part(watch) | (named_of(watch.case) if watch.case else set())
    able = [one for one in caseworkers(watch.centre_id) if one.pk not in barred]
    theirs = [one for one in able if watch.case and one.pk == watch.case.caseworker_id]
    return theirs or able


def registrations_of(watch: Watch) -> QuerySet[Registration]:
    """What somebody learns at the centre."""
    return Registration.objects.filter(learner=watch.person_id, centre=watch.centre_id)


def the_like(watch: Watch) -> QuerySet[Registration]:
    """The other learners of the same assessors; of the whole centre where these are too few."""
    others = Registration.objects.filter(centre=watch.centre_id).exclude(learner=watch.person_id)
    assessors = [one for one in registrations_of(watch).values_list("assessor", flat=True) if one]
    near = others.filter(assessor__in=assessors)
    return near if near.values("learner").distinct().count() >= ENOUGH_LIKE else others
