"""Whether it helped, as the pages show it: a measure before and after, four levels, and what came back for what was spent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from milepost.base.text import sentence
from milepost.employers import impact
from milepost.employers.words import AssumptionKind, Doing, ViewParty
from milepost.engine.impact import Moved
from milepost.portfolios.words import RegistrationState
from milepost.web.components import Bar, Reason

if TYPE_CHECKING:
    from datetime import date

    from milepost.employers.impact import Figure, Series
    from milepost.employers.models import BusinessIssue, ImpactCheck, ImpactLetter, ImpactView, Measurement
    from milepost.engine.impact import Return
    from milepost.portfolios.models import Registration

FEW = 5  # a group of fewer is not shown
LONG = 10  # characters of a number for which a phone has room beside two others
MOVED = {
    Moved.REACHED: (gettext_lazy("reached"), "good"),
    Moved.TOWARDS: (gettext_lazy("better, not there yet"), "claim"),
    Moved.STILL: (gettext_lazy("as before"), ""),
    Moved.AWAY: (gettext_lazy("worse than before"), "warn"),
    Moved.NOT_COUNTED: (gettext_lazy("not counted again yet"), ""),
}


def number(value: Decimal) -> str:
    """A number as people write it: no zeros behind the point that say nothing."""
    text = f"{value:f}"
    whole = value.quantize(Decimal(1)) if value == value.to_integral_value() else Decimal(text.rstrip("0") if "." in text else text)
    return number_format(whole, use_l10n=True, force_grouping=True).replace("-", "−")


def money(value: Decimal) -> str:
    """ "£5,226": whole pounds; what is worked out from rounded figures is no more exact."""
    amount = number_format(abs(value).quantize(Decimal(1)), use_l10n=True, force_grouping=True)
    return f"−£{amount}" if value < 0 else f"£{amount}"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One series of a measure: its picture with the finding as a sentence, and its table."""

    series: Series
    finding: str
    bars: list[Bar]
    rows: list[tuple[date, str, str, Measurement | None]]  # day, number, "before" or "wanted", and what was noted
    moved: str
    tone: str

    @property
    def left_out(self) -> int:
        return len(self.rows) - len(self.bars)


def drawn(series: Series) -> Drawn:
    """The picture has as many bars as its numbers leave room for on a phone; the table has them all."""
    points: list[tuple[date, Decimal, str, Measurement | None]] = [(series.baseline_on, series.baseline, "before", None)]
    points += [(one.measured_on, one.value, "again", one) for one in series.counts]
    points.append((series.target_on, series.target, "wanted", None))
    longest = max(len(number(value)) for _day, value, _kind, _count in points)
    room = 5 if longest <= 5 else 4 if longest <= 8 else 3
    shown = points if len(points) <= room else [points[0], *points[len(points) - room + 1 :]]
    moved, tone = MOVED[series.moved]
    said = {"before": _("before"), "wanted": _("wanted"), "again": ""}
    return Drawn(
        series=series, finding=_finding(series, str(moved)), moved=str(moved), tone=tone,
        bars=[Bar(date_format(day, "j M"), date_format(day, "Y"), value, _short(value), kind) for day, value, kind, _count in shown],
        rows=[(day, number(value), said[kind], count) for day, value, kind, count in points],
    )  # fmt: skip


def _short(value: Decimal) -> str:
    """A number as it stands in the picture: a long one without what follows the point, which the table has."""
    text = number(value)
    return text if len(text) <= LONG else number(value.quantize(Decimal(1)))


def _finding(series: Series, moved: str) -> str:
    newest = series.newest
    about = {
        "measure": series.measure, "before": number(series.baseline), "wanted": number(series.target), "unit": series.unit,
        "now": number(newest.value) if newest else "", "moved": moved,
    }  # fmt: skip
    if newest is None:
        return _("%(measure)s: %(before)s before, %(wanted)s %(unit)s wanted; not counted again yet.") % about
    return _("%(measure)s: %(before)s before, %(now)s now, %(wanted)s %(unit)s wanted: %(moved)s.") % about


@dataclass(frozen=True, kw_only=True)
class Result:
    """One business issue in the results."""

    issue: BusinessIssue
    now: Drawn
    before: list[Drawn]  # counted in another unit
    shares: list[tuple[int, str, date]]


def results(issues: Iterable[BusinessIssue], views: Sequence[ImpactView]) -> list[Result]:
    found = []
    for issue in issues:
        now, *before = (drawn(one) for one in impact.series_of(issue))
        found.append(Result(issue=issue, now=now, before=before, shares=impact.shares_said(issue, views)))
    return found


@dataclass(frozen=True, kw_only=True)
class Party:
    """What learners, or managers, said at the checks."""

    title: str
    asked: int
    views: list[ImpactView]
    useful: str
    recommend: str
    doing: str

    @property
    def answered(self) -> int:
        return len(self.views)


def parties(letters: Iterable[ImpactLetter]) -> list[Party]:
    """Learners and managers, each with how many were asked and how many have answered."""
    letters = list(letters)
    found = []
    for party, title in ((ViewParty.LEARNER, _("Learners")), (ViewParty.MANAGER, _("Managers"))):
        own = [one for one in letters if one.party == party]
        views = [one.view for one in own if hasattr(one, "view")]
        asked = sum(one.withdrawn_at is None or hasattr(one, "view") for one in own)
        found.append(
            Party(
                title=title, asked=asked, views=views, useful=_mean([one.useful for one in views]),
                recommend=_mean([one.recommend for one in views]), doing=_doing(views),
            )
        )  # fmt: skip
    return found


def _mean(given: Iterable[int | None]) -> str:
    said = [one for one in given if one is not None]
    return number((Decimal(sum(said)) / len(said)).quantize(Decimal("0.1"))) if said else ""


def _doing(views: Sequence[ImpactView]) -> str:
    if not views:
        return ""
    many = sum(one.doing in (Doing.OFTEN, Doing.SOMETIMES) for one in views)
    text = ngettext(
        "%(many)d of %(n)d who answered sees something done differently.", "%(many)d of %(n)d who answered see something done differently.", len(views)
    )  # fmt: skip
    return text % {"many": many, "n": len(views)}


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What the journal's judgements say of the learners who agree to it."""

    learners: int
    agreed: int
    met: int
    total: int
    signed: int
    finished: int


def learnt(registrations: Iterable[Registration], sees: set[int]) -> Learnt:
    registrations = list(registrations)
    open_ = [one for one in registrations if one.pk in sees]
    return Learnt(
        learners=len(registrations), agreed=len(open_), met=sum(one.progress.met for one in open_),
        total=sum(one.progress.total for one in open_), signed=sum(len(one.progress.signed) for one in open_),
        finished=sum(one.state == RegistrationState.COMPLETED for one in open_),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """One figure of the return as it stands in the list, with the form to change it."""

    figure: Figure
    key: str
    label: str
    value: str
    hint: str

    @property
    def from_proposal(self) -> bool:
        return self.figure.kind == AssumptionKind.PRICE and self.figure.value is not None and not self.figure.said_by


@dataclass(frozen=True, kw_only=True)
class Back:
    """What came back for what was spent."""

    found: Return
    headline: str
    sums: list[tuple[str, str, str]]  # the issue, what its change was worth, and how that comes out
    lacking: list[Reason]
    lines: list[FigureLine]


def back(found: Return, figures: Iterable[Figure], issues: Sequence[BusinessIssue]) -> Back:
    lines = [_figure(one) for one in figures]
    by_issue = {one.number: one for one in issues}
    sums: list[tuple[str, str, str]] = []
    for number_ in found.counted:
        issue = by_issue[number_]
        at = {line.figure.kind: line for line in lines if line.figure.issue and line.figure.issue.pk == issue.pk}
        change = impact.series_of(issue)[0].change or Decimal(0)
        worth = {
            "change": number(change), "unit": issue.unit, "value": at[AssumptionKind.VALUE].value, "times": at[AssumptionKind.TIMES].value,
            "share": at[AssumptionKind.SHARE].value,
        }  # fmt: skip
        values = [at[kind].figure.value or Decimal(0) for kind in (AssumptionKind.VALUE, AssumptionKind.TIMES, AssumptionKind.SHARE)]
        sums.append((
            issue.title, money(change * values[0] * values[1] * values[2] / 100),
            _("%(change)s %(unit)s × %(value)s × %(times)s × %(share)s") % worth,
        ))  # fmt: skip
    return Back(
        found=found, headline=_headline(found), sums=sums,
        lacking=[Reason(text=sentence(one, {})) for one in found.lacking], lines=lines,
    )  # fmt: skip


def _headline(found: Return) -> str:
    if found.percent is None or found.benefit is None or found.cost is None:
        return _("Not worked out: figures are missing that only people can give.")
    about = {"benefit": money(found.benefit), "cost": money(found.cost), "percent": found.percent, "loss": -found.percent}
    if found.percent >= 0:
        return _("%(benefit)s came back for %(cost)s: a return of %(percent)s in 100.") % about
    return _("%(benefit)s came back for %(cost)s: %(loss)s in 100 less than it cost.") % about


def _figure(one: Figure) -> FigureLine:
    label = str(AssumptionKind(one.kind).label)
    hints = {
        AssumptionKind.PRICE: _("In pounds. Leave out what somebody else paid."), AssumptionKind.OWN_COST: _("In pounds, as they reckon it."),
        AssumptionKind.VALUE: _("In pounds, for one of “%(unit)s”.") % {"unit": one.issue.unit or one.issue.measure} if one.issue else "",
        AssumptionKind.TIMES: _("“calls a week” over a year of 46 weeks: 46. A number for the whole year: 1."),
        AssumptionKind.SHARE: _("From 0 to 100. Where several people were asked, the lowest counts until somebody states another."),
    }  # fmt: skip
    return FigureLine(
        figure=one,
        key=f"{one.kind}-{one.issue.number if one.issue else 0}",
        label=label,
        value=_value(one),
        hint=hints[AssumptionKind(one.kind)],
    )


def _value(one: Figure) -> str:
    if one.value is None:
        return ""
    if one.kind == AssumptionKind.SHARE:
        return _("%(n)s in 100") % {"n": number(one.value)}
    if one.kind == AssumptionKind.TIMES:
        return number(one.value)
    return money(one.value) if one.value == one.value.to_integral_value() else f"£{one.value:.2f}"


def issues_short(check: ImpactCheck, issues: Iterable[BusinessIssue]) -> list[BusinessIssue]:
    """The issues whose measure was not counted at a check."""
    counted = {one.issue_id for one in check.measurements.all()}
    return [one for one in issues if one.pk not in counted and one.closed_at is None]
