"""What happened to somebody and to the like, as the engine of the watch wants it: out of what is kept anyway."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from milepost.assessment.models import Judgement, Visit
from milepost.assessment.words import VISIT_MOVED, MissedBy, Verdict, VisitState
from milepost.base.models import Event
from milepost.concerns import queries
from milepost.concerns.models import Watch
from milepost.concerns.queries.watching import SANCTIONS
from milepost.engine.detriment import AFTER, BEFORE, Measure, Occasion
from milepost.people.words import Role
from milepost.portfolios.models import Claim, Registration

MONTH = timedelta(days=30)
SAID = (Verdict.MET, Verdict.NOT_YET, Verdict.ASK)

type Occasions = dict[Measure, list[Occasion]]


def occasions_for(watch: Watch, *, today: date) -> tuple[Occasions, Occasions]:
    """What happened to the person, and to the like, in the year before the watch and since. The like carry numbers for names."""
    return _of(queries.registrations_of(watch), watch, today), _of(queries.the_like(watch), watch, today)


def _of(registrations: QuerySet[Registration], watch: Watch, today: date) -> Occasions:
    first = watch.since_on - BEFORE
    rows = {one.pk: one for one in registrations.only("pk", "uuid", "learner_id", "starts_on", "closed_on")}
    who = {pk: str(one.learner_id) for pk, one in rows.items()}
    by_uuid = {str(one.uuid): pk for pk, one in rows.items()}
    judged = list(
        Judgement.objects.filter(registration__in=rows, made_at__date__gte=first, verdict__in=SAID)
        .order_by("made_at", "pk").values_list("registration", "target", "made_at", "verdict")
    )  # fmt: skip
    of_staff = Event.objects.filter(centre_id=watch.centre_id, at__date__gte=first, name__in=(VISIT_MOVED, *SANCTIONS)).order_by("pk")
    told = [(by_uuid.get(str(one.args.get("registration"))), one) for one in of_staff]
    staffs = [(pk, one) for pk, one in told if pk is not None and one.actor.get("role") != Role.LEARNER]
    return {
        Measure.FEEDBACK: list(_feedback(rows, judged, who, first)),
        Measure.MOVED: [*_visits(rows, who, first), *(_once(one.at, 1.0, who[pk]) for pk, one in staffs if one.name == VISIT_MOVED)],
        Measure.REFUSED: [
            _once(at, float(verdict == Verdict.NOT_YET), who[pk]) for pk, _target, at, verdict in judged if verdict != Verdict.ASK
        ],
        Measure.SANCTION: list(_months(rows, [(pk, _day(one.at)) for pk, one in staffs if one.name in SANCTIONS], watch, today)),
    }


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _once(at: datetime, value: float, who: str) -> Occasion:
    return Occasion(_day(at), _day(at), value, who)


def _feedback(
    rows: Mapping[int, Registration], judged: Iterable[tuple[int, str, datetime, str]], who: Mapping[int, str], first: date
) -> Iterable[Occasion]:
    """Each hand-in, from that moment until the last of what was handed in had an answer; open while any of it waits."""
    answers: dict[tuple[int, str], list[datetime]] = defaultdict(list)
    for pk, target, at, _verdict in judged:
        answers[pk, target].append(at)
    handed: dict[int, tuple[int, datetime, set[str]]] = {}
    claims = Claim.objects.filter(registration__in=rows, hand_in__handed_in_at__date__gte=first, withdrawn_at=None)
    for hand_in, at, pk, target in claims.order_by("pk").values_list("hand_in", "hand_in__handed_in_at", "registration", "target"):
        handed.setdefault(hand_in, (pk, at, set()))[2].add(target)
    for pk, at, targets in handed.values():
        answered = [next((one for one in answers[pk, target] if one >= at), None) for target in targets]
        known = [one for one in answered if one]
        if len(known) == len(answered):
            last = max(known)
            yield Occasion(_day(at), _day(last), who=who[pk], hours=(last - at).total_seconds() / 3600)
        elif rows[pk].closed_on is None:
            yield Occasion(_day(at), None, who=who[pk])


def _visits(rows: Mapping[int, Registration], who: Mapping[int, str], first: date) -> Iterable[Occasion]:
    """Each appointment that came to an end: 1 where staff missed it or called it off, 0 where it was held. The learner's own ones are left out."""
    ended = Visit.objects.filter(registration__in=rows, ended_at__date__gte=first).select_related("ended_by").order_by("pk")
    for one in ended:
        assert one.ended_at
        theirs = (
            one.missed_by == MissedBy.ASSESSOR if one.state == VisitState.MISSED else one.ended_by and one.ended_by.role != Role.LEARNER
        )
        if one.state == VisitState.KEPT:
            yield _once(one.ended_at, 0.0, who[one.registration_id])
        elif theirs:
            yield _once(one.ended_at, 1.0, who[one.registration_id])


def _months(rows: Mapping[int, Registration], sanctions: Iterable[tuple[int, date]], watch: Watch, today: date) -> Iterable[Occasion]:
    """Every thirty days of every registration, reckoned from the day of the watch: 1 where there was a sanction in them."""
    days: dict[int, list[date]] = defaultdict(list)
    for pk, day in sanctions:
        days[pk].append(day)
    for pk, one in rows.items():
        for number in range(-(BEFORE // MONTH), AFTER // MONTH):
            began, ended = watch.since_on + number * MONTH, watch.since_on + (number + 1) * MONTH
            if one.starts_on <= began and ended <= today and (one.closed_on is None or one.closed_on >= began):
                yield Occasion(began, ended, float(any(began <= day < ended for day in days[pk])), str(one.learner_id))
