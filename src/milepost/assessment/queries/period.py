"""What the journal says of one learner in one period: what a progress review begins with."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from milepost.assessment import words
from milepost.assessment.models import ProgressReview
from milepost.assessment.words import ProgressReviewState
from milepost.base import clock
from milepost.base.models import Event
from milepost.engine.standing import percent
from milepost.frameworks.queries import framework_of
from milepost.portfolios import progress
from milepost.portfolios import words as portfolios
from milepost.portfolios.models import Progress, Registration


def facts_of_period(
    registration: Registration, row: Progress, *, since: date, until: date, before: ProgressReview | None
) -> dict[str, Any]:
    """Counts and targets, and no title of any evidence: an employer may read this. `before` is the review before."""
    judged: dict[str, str] = {}
    handed_in: dict[str, None] = {}
    signed_off: dict[str, None] = {}
    steps: dict[str, None] = {}  # of a programme
    times = dict.fromkeys((portfolios.EVIDENCE_ADDED, portfolios.EVIDENCE_RECORDED, words.VISIT_KEPT, words.VISIT_MISSED), 0)
    for name, args in _journal(registration, since, until):
        if name == words.CRITERIA_JUDGED:
            judged |= {target: verdict for verdict in ("met", "not_yet", "ask") for target in args[verdict]}
        elif name == words.JUDGEMENT_UNDONE:
            judged.pop(args["target"], None)
        elif name == portfolios.CLAIMS_HANDED_IN:
            handed_in |= dict.fromkeys(args["targets"])
        elif name == words.UNIT_SIGNED_OFF:
            signed_off[args["unit"]] = None
        elif name == portfolios.STEP_TAKEN:
            steps[args["step"]] = None
        elif name == portfolios.STEP_OPENED:
            steps.pop(args["step"], None)
        elif name in times:
            times[name] += 1
    units = framework_of(registration.specification).unit_by_key
    return {
        "handed_in": list(handed_in),
        "met": [target for target, verdict in judged.items() if verdict == "met"],
        "redo": [target for target, verdict in judged.items() if verdict == "not_yet"],
        "signed_off": [[units[key].code, units[key].title] for key in signed_off if key in units],
        "evidence": times[portfolios.EVIDENCE_ADDED] + times[portfolios.EVIDENCE_RECORDED],
        "visits_kept": times[words.VISIT_KEPT],
        "visits_missed": times[words.VISIT_MISSED],
        "now": _now(registration, row),
        "before": _before(before),
        **({"steps": list(steps)} if registration.programme else {}),
        "read_at": clock.now().isoformat(timespec="seconds"),
    }


def _journal(registration: Registration, since: date, until: date) -> list[tuple[str, Mapping[str, Any]]]:
    start, end = _midnight(since), _midnight(until + timedelta(days=1))
    happened = Event.objects.filter(stream=registration.stream, at__gte=start, at__lt=end).order_by("position")
    return list(happened.values_list("name", "args"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _now(registration: Registration, row: Progress) -> dict[str, int]:
    planned = (registration.ends_on - registration.starts_on).days
    gone = min(max((clock.today() - registration.starts_on).days, 0), planned)
    return {
        "signed": row.signed_percent, "evidenced": row.evidenced_percent, "time": percent(gone, planned), "met": row.met, "total": row.total,
        "redo": row.redo, "doubt": progress.doubts(row), "waiting": row.waiting,
    }  # fmt: skip


def _before(review: ProgressReview | None) -> dict[str, Any] | None:
    newest = review.versions.order_by("-number").first() if review else None
    return {"number": review.number, "steps": newest.steps} if review and newest else None


def review_before(registration: Registration) -> ProgressReview | None:
    """The newest review that was not called off."""
    return registration.progress_reviews.exclude(state=ProgressReviewState.CALLED_OFF).order_by("-number").first()
