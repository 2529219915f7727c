"""Whether it helped: where a measure went, what the change was worth, and what came back for what was spent.

Nothing is guessed here: without a figure that somebody stated there is no benefit, but a reason that says which figure is missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from milepost.engine.reasons import Shortfall


class Kind(StrEnum):
    """Why a return cannot be worked out, or not for one business issue."""

    RETURN_NOT_COUNTED = "return_not_counted"
    RETURN_NO_VALUE = "return_no_value"
    RETURN_NO_TIMES = "return_no_times"
    RETURN_NO_SHARE = "return_no_share"
    RETURN_NO_PRICE = "return_no_price"


class Moved(StrEnum):
    """Where a measure stands against what was wanted."""

    REACHED = "reached"
    TOWARDS = "towards"
    STILL = "still"
    AWAY = "away"
    NOT_COUNTED = "not_counted"


def change(baseline: Decimal, target: Decimal, newest: Decimal) -> Decimal:
    """How far it went in the wanted direction; less than nothing where it went the other way."""
    return newest - baseline if target > baseline else baseline - newest


def moved(baseline: Decimal, target: Decimal, newest: Decimal | None) -> Moved:
    """Where the newest count stands between the first one and the target."""
    if newest is None:
        return Moved.NOT_COUNTED
    went = change(baseline, target, newest)
    if went >= change(baseline, target, target):
        return Moved.REACHED
    return Moved.TOWARDS if went > 0 else Moved.STILL if went == 0 else Moved.AWAY


def share_of(said: Sequence[int | Decimal]) -> int | Decimal | None:
    """Of the shares that people put down to the work, the lowest: nobody can call it too much."""
    return min(said, default=None)


@dataclass(frozen=True)
class Line:
    """One business issue in a return. `change` is in the wanted direction; nothing where it was not counted again."""

    issue: int
    change: Decimal | None
    value: Decimal | None = None  # of one unit, in money
    times: Decimal | None = None  # how often it comes in the time that is looked at
    share: Decimal | None = None  # of a hundred

    def lacking(self) -> list[Shortfall]:
        """Which figures nobody has stated yet."""
        about: dict[str, object] = {"number": self.issue}
        figures = (
            (self.change, Kind.RETURN_NOT_COUNTED), (self.value, Kind.RETURN_NO_VALUE), (self.times, Kind.RETURN_NO_TIMES),
            (self.share, Kind.RETURN_NO_SHARE),
        )  # fmt: skip
        return [Shortfall(kind, about) for figure, kind in figures if figure is None]

    @property
    def benefit(self) -> Decimal | None:
        """Change, times what one unit is worth, times how often, times the share. Nothing where a figure is missing."""
        if self.change is None or self.value is None or self.times is None or self.share is None:
            return None
        return self.change * self.value * self.times * self.share / 100


@dataclass(frozen=True)
class Return:
    """What came back. `percent` is nothing where there is no benefit to speak of, or no cost."""

    benefit: Decimal | None
    cost: Decimal | None
    counted: tuple[int, ...]  # issues with all their figures
    left_out: tuple[int, ...]
    lacking: tuple[Shortfall, ...] = field(default=())

    @property
    def net(self) -> Decimal | None:
        return None if self.benefit is None or self.cost is None else self.benefit - self.cost

    @property
    def percent(self) -> int | None:
        """Net benefit in a hundred of the cost, in whole points; a half goes to the even one."""
        if self.net is None or not self.cost:
            return None
        return int((self.net * 100 / self.cost).quantize(Decimal(1)))


def returned(lines: Iterable[Line], *, price: Decimal | None, own_cost: Decimal | None = None) -> Return:
    """The return over all business issues. What an issue lacks leaves that issue out, and says so; without a price there is none."""
    lines = list(lines)
    benefits = {one.issue: one.benefit for one in lines}
    whole = [number for number, benefit in benefits.items() if benefit is not None]
    lacking = [reason for one in lines for reason in one.lacking()]
    if price is None:
        lacking.append(Shortfall(Kind.RETURN_NO_PRICE))
    return Return(
        benefit=sum((one for one in benefits.values() if one is not None), Decimal(0)) if whole else None,
        cost=None if price is None else price + (own_cost or 0), counted=tuple(whole),
        left_out=tuple(number for number in benefits if number not in whole), lacking=tuple(lacking),
    )  # fmt: skip
