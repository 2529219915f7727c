"""Patterns in cases: months against chance, themes and causes, and what came of changes; only where the group is large enough."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from milepost.base import clock
from milepost.base.models import Actor, Event
from milepost.concerns.models import Case, CaseTheme, PolicyChange
from milepost.concerns.words import POLICY_FELL_DUE
from milepost.engine.control import Chart, Period, counted, likelihood, publishable, u_chart
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Pause, Registration

MONTHS, SMALLEST, FEWEST = 24, 20, 5  # months looked at, people in a month, cases with a number
DAY, SOONEST, LONGEST = timedelta(days=1), timedelta(days=28), timedelta(days=365)  # how long a change has been in force to be compared


@dataclass(frozen=True, slots=True)
class Published:
    """What anybody may read of twelve whole months: of so many cases, to the next five, so many were closed and settled; rules changed.

    All None where fewer than `SMALLEST` came; `settled` None where it could point at somebody.
    """

    raised: int | None
    settled: int | None
    changed: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Closed cases of one theme since a policy changed, and in as many days before it. `chance`: None where a group is too small.

    A count is None where it is above nought and so small that it could point at somebody.
    """

    first: date
    last: date
    before: Period
    after: Period
    chance: float | None
    fewer: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """`themes`, `causes`: by slug how many closed cases, None where a number would point at somebody. `effects`: by the change."""

    months: list[date]
    chart: Chart
    themes: dict[str, int | None]
    causes: dict[str, int | None]
    effects: dict[int, Effect]


class _Programme:
    """Who was on programme when, by the days on which they really were: from the start to the end that came, without breaks."""

    def __init__(self, centre_id: int, since: date) -> None:
        held = Registration.objects.filter(Q(closed_on=None) | Q(closed_on__gte=since), centre=centre_id)
        self.spans = list(held.values_list("pk", "learner_id", "starts_on", "closed_on"))
        self.pauses: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        for pk, began, ended in Pause.objects.filter(registration__centre=centre_id).values_list("registration", "starts_on", "ended_on"):
            self.pauses[pk].append((began, ended))

    def people(self, first: date, after: date) -> int:
        """How many people had at least one day of learning from `first` until before `after`, however many courses they are on."""
        return len({learner for pk, learner, began, closed in self.spans if self._days(pk, max(began, first), _end(closed, after)) > 0})

    def _days(self, pk: int, begins: date, ends: date) -> int:
        away = sum(max(0, (min(ended or ends, ends) - max(began, begins)).days) for began, ended in self.pauses[pk])
        return (ends - begins).days - away


def _end(closed: date | None, after: date) -> date:
    """The day after the last on which somebody was there."""
    return after if closed is None else min(after, closed + DAY)


def patterns(*, by: Actor) -> Patterns:
    """The last whole months of the reader's centre. Who may not read them gets none."""
    if not may(by.role, Permission.KEEP_PROCEDURE):
        return Patterns([], u_chart([]), {}, {}, {})
    ends = clock.today().replace(day=1)
    months: list[date] = []
    first = ends
    for _month in range(MONTHS):
        first = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
        months.insert(0, first)
    raised = Counter(
        timezone.localtime(one).date().replace(day=1)
        for one in Case.objects.filter(centre=by.at_centre, raised_at__date__gte=first).values_list("raised_at", flat=True)
    )
    changes = list(policy_changes(by=by))
    programme = _Programme(by.at_centre or 0, min([first, *(one.from_on - LONGEST for one in changes)]))
    nexts = [*months[1:], ends]
    sizes = [programme.people(month, after) for month, after in zip(months, nexts, strict=True)]
    chart = u_chart([counted(raised[month], size, smallest=SMALLEST) for month, size in zip(months, sizes, strict=True)])
    held = CaseTheme.objects.filter(case__centre=by.at_centre).values_list("theme", "cause", "case__raised_at")
    said = [(theme, cause, timezone.localtime(at).date()) for theme, cause, at in held]
    recent = [(theme, cause) for theme, cause, day in said if day >= first]
    days = defaultdict(list)
    for theme, _cause, day in said:
        days[theme].append(day)
    effects = {one.pk: _effect(one, days[one.theme], programme) for one in changes}
    return Patterns(
        months, chart, publishable(Counter(theme for theme, _ in recent), fewest=FEWEST),
        publishable(Counter(cause for _, cause in recent), fewest=FEWEST), {pk: one for pk, one in effects.items() if one},
    )  # fmt: skip


def published(centre_id: int) -> Published:
    """What stands at the open door of what came of it for others. Two questions; no number is exact enough to show one person coming."""
    ends = clock.today().replace(day=1)
    first = ends.replace(year=ends.year - 1)
    came = Case.objects.filter(centre=centre_id, raised_at__date__gte=first, raised_at__date__lt=ends).aggregate(
        raised=Count("pk"), settled=Count("pk", filter=Q(closed_at__isnull=False, agreed=True))
    )
    changed = PolicyChange.objects.filter(centre=centre_id, from_on__gte=first, from_on__lte=clock.today()).count()
    if came["raised"] < SMALLEST:
        return Published(None, None, changed)
    return Published(_to_five(came["raised"]), _to_five(came["settled"]) if came["settled"] >= FEWEST else None, changed)


def _to_five(count: int) -> int:
    return 5 * ((count + 2) // 5)


def _effect(change: PolicyChange, days: list[date], programme: _Programme) -> Effect | None:
    """None: it has not been in force for long enough."""
    today = clock.today()
    length = min(today + DAY - change.from_on, LONGEST)
    if length < SOONEST:
        return None
    first, after_last = change.from_on - length, change.from_on + length
    before = sum(first <= day < change.from_on for day in days)
    after = sum(change.from_on <= day < after_last for day in days)
    held = [
        counted(before, programme.people(first, change.from_on), smallest=SMALLEST),
        counted(after, programme.people(change.from_on, after_last), smallest=SMALLEST),
    ]
    shown = [Period(None if one.count is None or 0 < one.count < FEWEST else one.count, one.size) for one in held]
    fewer = after * max(1, held[0].size) < before * max(1, held[1].size)
    return Effect(first, after_last - DAY, shown[0], shown[1], likelihood(held[0], held[1]), fewer)


def policies_noted(centre_id: int) -> set[str]:
    """The changes of a policy of which who keeps quality knows that the day to look has come."""
    told = Event.objects.filter(centre_id=centre_id, name=POLICY_FELL_DUE).order_by().values_list("args", flat=True)
    return {args["change"] for args in told}


def policies_due() -> list[PolicyChange]:
    """Changes at any centre whose day to look has come, that nobody has judged, and of which nobody was reminded."""
    due = list(PolicyChange.objects.filter(look_on__lte=clock.today(), judged_at=None).select_related("centre").order_by("look_on", "pk"))
    noted = {centre: policies_noted(centre) for centre in {one.centre_id for one in due}}
    return [one for one in due if str(one.uuid) not in noted[one.centre_id]]


def policy_changes(*, by: Actor) -> QuerySet[PolicyChange]:
    """What was changed because of a pattern, the newest first."""
    if not may(by.role, Permission.KEEP_PROCEDURE):
        return PolicyChange.objects.none()
    return PolicyChange.objects.filter(centre=by.at_centre).select_related("changed_by", "judged_by").order_by("-changed_at", "-pk")
