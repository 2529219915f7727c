"""Whether it helped, read from what was counted and said: series of a measure, days of the checks, the lines of a return."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from milepost.employers.models import Assumption, BusinessIssue, ImpactView, Measurement, PastSeries
from milepost.employers.words import AssumptionKind
from milepost.engine import impact as engine

CHECKS = 3  # days that a proposal may name
LATER = timedelta(days=90)  # when a proposal names no day that still lies ahead
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y")
MONEY = re.compile(r"£\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d\d)?(?![\d,])")


def day_of(text: str) -> date | None:
    """A day as people type it; nothing where it is none."""
    for written in DAYS:
        try:
            return datetime.strptime(text.strip(), written).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def checks_in(body: Mapping[str, Any]) -> list[date]:
    """The days on which a proposal says that one looks whether it helped."""
    return sorted({day for text in body.get("checks", ()) if (day := day_of(text))})


def checks_agreed(body: Mapping[str, Any], *, today: date) -> list[date]:
    """The days that hold once it is accepted: those it names; without any, the days by which its issues should be better."""
    targets = {date.fromisoformat(one["target_on"]) for one in body.get("issues", ())}
    ahead = [day for day in checks_in(body) or sorted(targets) if day > today]
    return ahead or [today + LATER]


def amount_in(text: str) -> Decimal | None:
    """The sum of money that a text names, where it names exactly one."""
    found = {Decimal((whole + pence).replace(",", "")) for whole, pence in MONEY.findall(text)}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class Series:
    """One measure in one unit: where it stood, what was counted since, what was wanted."""

    measure: str
    unit: str
    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date
    counts: tuple[Measurement, ...]  # the oldest first
    ended: PastSeries | None = None  # it was counted otherwise from then on

    @property
    def newest(self) -> Measurement | None:
        return self.counts[-1] if self.counts else None

    @property
    def moved(self) -> engine.Moved:
        return engine.moved(self.baseline, self.target, self.newest.value if self.newest else None)

    @property
    def change(self) -> Decimal | None:
        return engine.change(self.baseline, self.target, self.newest.value) if self.newest else None


def series_of(issue: BusinessIssue) -> list[Series]:
    """Every series of a business issue, the one that runs first. Needs `measurements` and `past_series` at hand."""
    counts = sorted(issue.measurements.all(), key=lambda one: one.pk)
    found, after = [], 0
    for past in sorted(issue.past_series.all(), key=lambda one: one.number):
        last = past.last_id or after
        own = [one for one in counts if after < one.pk <= last]
        found.append(_series(past, own, past))
        after = last
    found.append(_series(issue, [one for one in counts if one.pk > after], None))
    return found[::-1]


def _series(of: BusinessIssue | PastSeries, counts: Iterable[Measurement], ended: PastSeries | None) -> Series:
    ordered = sorted(counts, key=lambda one: (one.measured_on, one.pk))
    return Series(of.measure, of.unit, of.baseline, of.baseline_on, of.target, of.target_on, tuple(ordered), ended)


@dataclass(frozen=True)
class Figure:
    """One figure of a return: what it is now, who said so, and what was said before. Nothing was stated: no value."""

    kind: str
    issue: BusinessIssue | None
    value: Decimal | None
    said_by: str = ""
    said_on: date | None = None
    note: str = ""
    asked: tuple[tuple[int, str, date], ...] = ()  # of a share: every answer, with who gave it and when
    before: tuple[Assumption, ...] = ()


def shares_said(issue: BusinessIssue, views: Iterable[ImpactView]) -> list[tuple[int, str, date]]:
    """What people put down to the work: at a count of the series that runs, and by letter."""
    counted = [(one.share, one.said_by, one.measured_on) for one in series_of(issue)[0].counts if one.share is not None]
    by_letter = [(one.shares[str(issue.number)], one.name, one.given_at.date()) for one in views if str(issue.number) in one.shares]
    return sorted({*counted, *by_letter}, key=lambda one: (one[2], one[1], one[0]))


def figures_of(
    issues: Sequence[BusinessIssue], stated: Iterable[Assumption], views: Iterable[ImpactView], price: Decimal | None, price_on: date | None
) -> list[Figure]:  # fmt: skip
    """Every figure on which the return rests. The price comes from the proposal, the share from who was asked, until somebody states another."""
    by_place: dict[tuple[int | None, str], list[Assumption]] = {}
    for one in sorted(stated, key=lambda one: one.pk):
        by_place.setdefault((one.issue_id, one.kind), []).append(one)
    places: list[tuple[BusinessIssue | None, AssumptionKind]] = [(None, AssumptionKind.PRICE), (None, AssumptionKind.OWN_COST)]
    places += [(issue, kind) for issue in issues for kind in (AssumptionKind.VALUE, AssumptionKind.TIMES, AssumptionKind.SHARE)]
    views, found = list(views), []
    for issue, kind in places:
        said = by_place.get((issue.pk if issue else None, kind), [])
        asked = tuple(shares_said(issue, views)) if issue and kind == AssumptionKind.SHARE else ()
        if said:
            newest = said[-1]
            figure = Figure(kind, issue, newest.value, newest.said_by, newest.said_on, newest.note, asked, tuple(said[-2::-1]))
        elif asked:
            lowest = engine.share_of([share for share, _who, _day in asked])
            _share, who, day = next(one for one in asked if one[0] == lowest)
            figure = Figure(kind, issue, Decimal(lowest or 0), who, day, asked=asked)
        elif kind == AssumptionKind.PRICE and price is not None:
            figure = Figure(kind, None, price, said_on=price_on)
        else:
            figure = Figure(kind, issue, None)
        found.append(figure)
    return found


def return_of(issues: Iterable[BusinessIssue], figures: Iterable[Figure]) -> engine.Return:
    """The return, from the figures and from what was counted."""
    at = {(one.issue.pk if one.issue else None, one.kind): one.value for one in figures}
    lines = [
        engine.Line(
            issue=one.number, change=series_of(one)[0].change, value=at.get((one.pk, AssumptionKind.VALUE)),
            times=at.get((one.pk, AssumptionKind.TIMES)), share=at.get((one.pk, AssumptionKind.SHARE)),
        )
        for one in issues
    ]  # fmt: skip
    return engine.returned(lines, price=at.get((None, AssumptionKind.PRICE)), own_cost=at.get((None, AssumptionKind.OWN_COST)))
