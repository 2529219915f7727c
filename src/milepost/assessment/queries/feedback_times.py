"""How long learners wait for feedback, from the journal: from handing in to the first decision that counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from milepost.assessment.words import CRITERIA_JUDGED, JUDGEMENTS_COUNTERSIGNED, CountersignVerdict
from milepost.base import clock
from milepost.base.models import Actor, Event
from milepost.people.permissions import Permission, may
from milepost.portfolios.words import CLAIMS_HANDED_IN

LOOKED_BACK = timedelta(days=90)
WAITED_AT_MOST = timedelta(days=180)  # what was handed in earlier is not looked for


@dataclass(frozen=True, slots=True)
class FeedbackTime:
    """One assessor's, over the last 90 days."""

    name: str
    answers: int
    median: timedelta
    worst: timedelta


def feedback_times(*, by: Actor) -> list[FeedbackTime]:
    """By assessor, who takes longest first. Two queries; each claim counts once, with its first answer."""
    if not (may(by.role, Permission.READ_PEOPLE) and may(by.role, Permission.READ_JOURNAL)):
        return []
    since = clock.now() - LOOKED_BACK
    names = (CLAIMS_HANDED_IN, CRITERIA_JUDGED, JUDGEMENTS_COUNTERSIGNED)
    told = Event.objects.filter(centre_id=by.at_centre, name__in=names, at__gte=since - WAITED_AT_MOST).order_by("stream", "position")
    open_: dict[str, datetime] = {}  # by target, of the stream in hand: since when it waits
    asked: dict[str, str] = {}  # by target: who decided in training
    found: dict[str, list[timedelta]] = {}
    stream = ""
    for event in told.values_list("stream", "name", "at", "actor__uuid", "args").iterator():
        if event[0] != stream:
            stream, open_, asked = event[0], {}, {}
        _stream, name, at, actor, args = event
        if name == CLAIMS_HANDED_IN:
            for target in args["targets"]:
                open_.setdefault(target, at)
            continue
        waits = set(args.get("waits", ()))
        agreed = args.get("verdict", CountersignVerdict.AGREED) == CountersignVerdict.AGREED
        for target in (*args["met"], *args["not_yet"], *args["ask"]):
            if target in waits:
                asked[target] = actor
            elif agreed and target in open_:
                waited = at - open_.pop(target)
                if at >= since:
                    found.setdefault(asked.pop(target, actor), []).append(waited)
    who = dict(Actor.objects.filter(uuid__in=found).values_list("uuid", "name"))
    by_name: dict[str, list[timedelta]] = {}
    for uuid, name in who.items():
        by_name.setdefault(name, []).extend(found[str(uuid)])
    times = [
        FeedbackTime(name, len(some), timedelta(seconds=median(one.total_seconds() for one in some)), max(some))
        for name, some in by_name.items()
    ]
    return sorted(times, key=lambda one: (-one.median, one.name))
