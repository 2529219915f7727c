"""Patterns in cases: months against chance, themes and causes, all of them only where the group is large enough."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from milepost.base import clock
from milepost.base.models import Actor
from milepost.concerns.models import Case, CaseTheme, PolicyChange
from milepost.engine.control import Chart, counted, publishable, u_chart
from milepost.people.permissions import Permission, may
from milepost.portfolios.models import Registration

MONTHS, SMALLEST, FEWEST = 24, 20, 5  # months looked at, people in a month, cases with a number


@dataclass(frozen=True, slots=True)
class Patterns:
    """`themes`, `causes`: by slug how many closed cases, None where a number would point at somebody."""

    months: list[date]
    chart: Chart
    themes: dict[str, int | None]
    causes: dict[str, int | None]


def patterns(*, by: Actor) -> Patterns:
    """The last whole months of the reader's centre. Who may not read them gets none."""
    if not may(by.role, Permission.KEEP_PROCEDURE):
        return Patterns([], u_chart([]), {}, {})
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
    spans = list(Registration.objects.filter(centre=by.at_centre, ends_on__gte=first).values_list("starts_on", "ends_on"))
    nexts = [*months[1:], ends]
    sizes = [sum(begins < after and stops >= month for begins, stops in spans) for month, after in zip(months, nexts, strict=True)]
    chart = u_chart([counted(raised[month], size, smallest=SMALLEST) for month, size in zip(months, sizes, strict=True)])
    said = list(CaseTheme.objects.filter(case__centre=by.at_centre, case__raised_at__date__gte=first).values_list("theme", "cause"))
    return Patterns(
        months, chart, publishable(Counter(theme for theme, _ in said), fewest=FEWEST),
        publishable(Counter(cause for _, cause in said), fewest=FEWEST),
    )  # fmt: skip


def policy_changes(*, by: Actor) -> QuerySet[PolicyChange]:
    """What was changed because of a pattern, the newest first."""
    if not may(by.role, Permission.KEEP_PROCEDURE):
        return PolicyChange.objects.none()
    return PolicyChange.objects.filter(centre=by.at_centre).select_related("changed_by", "judged_by").order_by("-changed_at", "-pk")
