"""How we do with employers: who stays, who comes again, how soon they hear from us, who would recommend us, who finishes, what got better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.utils import timezone

from milepost.base import clock
from milepost.employers.impact import series_of
from milepost.employers.queries import success as queries
from milepost.employers.words import ViewParty
from milepost.engine.impact import Moved
from milepost.portfolios.words import RegistrationState

if TYPE_CHECKING:
    from milepost.base.models import Actor
    from milepost.employers.queries.success import Answer, FileLine, Learning, Yes

YEAR = timedelta(days=365)
FEW = 5  # a group of fewer is counted, and its result is not shown


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    n: int
    of: int

    @property
    def percent(self) -> int | None:
        return None if self.of < FEW else self.n * 100 // self.of


@dataclass(frozen=True)
class Recommended:
    """What was answered to whether one would recommend us, from 0 to 10. Of a group of fewer than five nothing is shown."""

    asked: int
    said: tuple[int, ...]

    @property
    def answered(self) -> int:
        return len(self.said)

    @property
    def shown(self) -> bool:
        return self.answered >= FEW

    @property
    def mean(self) -> float | None:
        return sum(self.said) / len(self.said) if self.shown else None

    @property
    def warmly(self) -> int | None:
        """Those who said 9 or 10."""
        return sum(one >= 9 for one in self.said) if self.shown else None

    @property
    def hardly(self) -> int | None:
        """Those who said 6 or less."""
        return sum(one <= 6 for one in self.said) if self.shown else None


@dataclass(frozen=True)
class Finished:
    """Of one employer: who finished, of all who ended."""

    name: str
    part: Part


@dataclass(frozen=True)
class Success:
    kept: Part
    again: Part
    hours: float | None  # half of the enquiries were answered within
    answered: Part
    employers: Recommended
    learners: Recommended
    finished: Part
    by_employer: tuple[Finished, ...]
    moved: Counter[Moved]

    @property
    def better(self) -> Part:
        """Business measures that went where they were wanted, of those that were counted again."""
        good = self.moved[Moved.REACHED] + self.moved[Moved.TOWARDS]
        return Part(good, self.moved.total() - self.moved[Moved.NOT_COUNTED])


def success(*, by: Actor) -> Success:
    """Everything on the page, in eight queries however many employers there are."""
    now, today = clock.now(), clock.today()
    files = queries.file_lines(by=by)
    yeses, learning = queries.yeses(by=by), queries.learning_since(today - 2 * YEAR, by=by)
    enquiries, asked = queries.enquiries_since(now - YEAR, by=by), queries.views_asked_since(now - YEAR, by=by)
    answered = [at - came for came, at in enquiries if at is not None]
    known = {one.employer for one in files}
    ended = [one for one in learning if one.closed_on and one.closed_on >= today - YEAR and one.employer in known]
    return Success(
        kept=kept(files, yeses, learning, today=today), again=again(files, yeses),
        hours=median(one.total_seconds() for one in answered) / 3600 if answered else None, answered=Part(len(answered), len(enquiries)),
        employers=recommended(asked, ViewParty.MANAGER), learners=recommended(asked, ViewParty.LEARNER),
        finished=_finished(ended), by_employer=by_employer(files, ended), moved=Counter(series_of(one)[0].moved for one in queries.issues_counted(by=by)),
    )  # fmt: skip


def _whole(files: Sequence[FileLine]) -> dict[int, int]:
    """By file, the file that stands for the employer: itself, or the one it was merged into."""
    return {one.pk: one.merged_into or one.pk for one in files}


def kept(files: Sequence[FileLine], yeses: Sequence[Yes], learning: Sequence[Learning], *, today: date) -> Part:
    """Of the employers with work in the year before the last one, those with work in the last one."""
    whole, at = _whole(files), {one.employer: one.merged_into or one.pk for one in files}
    middle, start = today - YEAR, today - 2 * YEAR

    def worked(first: date, last: date) -> set[int]:
        agreed = {whole[one.file] for one in yeses if first <= _day(one.at) < last}
        return agreed | {
            at[one.employer] for one in learning
            if one.employer in at and _day(one.registered_at) < last and (one.closed_on is None or one.closed_on >= first)
        }  # fmt: skip

    before = worked(start, middle)
    return Part(len(before & worked(middle, today + timedelta(days=1))), len(before))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def again(files: Sequence[FileLine], yeses: Sequence[Yes]) -> Part:
    """Of the employers who have accepted a proposal, those who have accepted a further one."""
    whole = _whole(files)
    times = Counter(file for file, _proposal in {(whole[one.file], one.proposal) for one in yeses})
    return Part(sum(n > 1 for n in times.values()), len(times))


def recommended(asked: Sequence[Answer], party: str) -> Recommended:
    own = [one for one in asked if one.party == party]
    return Recommended(len(own), tuple(one.recommend for one in own if one.recommend is not None))


def _finished(ended: Sequence[Learning]) -> Part:
    return Part(sum(one.state == RegistrationState.COMPLETED for one in ended), len(ended))


def by_employer(files: Sequence[FileLine], ended: Sequence[Learning]) -> tuple[Finished, ...]:
    """The employers at whom somebody ended, by name; merged files count together."""
    names = {one.pk: one.name for one in files}
    at = {one.employer: one.merged_into or one.pk for one in files}
    parts: dict[int, list[Learning]] = {}
    for one in ended:
        if one.employer in at:
            parts.setdefault(at[one.employer], []).append(one)
    return tuple(sorted((Finished(names[file], _finished(own)) for file, own in parts.items()), key=lambda one: one.name.casefold()))
