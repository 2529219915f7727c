"""The evaluation of a choice of units: what counts, every rule with its figures, and what is short."""

from collections.abc import Collection
from dataclasses import dataclass

from milepost.engine.combination.board import Board, belonging_units, strangers
from milepost.engine.combination.search import Steps
from milepost.engine.combination.words import Fact, Line
from milepost.engine.framework import Framework, Qualification
from milepost.engine.reasons import Shortfall


@dataclass(frozen=True)
class Verdict:
    """What a choice of units comes to under the rules, met or not."""

    chosen: tuple[str, ...]
    counted: tuple[str, ...]
    credits: int
    by_group: dict[str, int]  # every group of the qualification, in its order
    by_level: dict[str, int]  # "2", "3", "Entry 3": levels of counted units
    optional_credits: int
    optional_by_level: dict[str, int]
    shortfalls: tuple[Shortfall, ...]
    lines: tuple[Line, ...]
    unconfirmed: bool = False
    facts: tuple[Fact, ...] = ()  # the unconfirmed facts that the verdict rests on
    settled: bool = True  # false when the search for what counts had to stop before it was exhausted

    @property
    def accepted(self) -> bool:
        return not self.shortfalls

    @property
    def surplus(self) -> tuple[str, ...]:
        """Units that were chosen and do not count."""
        return tuple(u for u in self.chosen if u not in self.counted)


def shortfalls(framework: Framework, qualification: Qualification, chosen: Collection[str]) -> list[Shortfall]:
    """Every rule of combination that the chosen units (by key) do not meet. Empty: they make the award."""
    return list(verdict(framework, qualification, chosen).shortfalls)


def verdict(framework: Framework, qualification: Qualification, chosen: Collection[str]) -> Verdict:
    """The whole evaluation of a choice: what counts and where, every rule with its figures, and what is short."""
    belonging = belonging_units(framework, qualification)
    unknown = strangers(framework, belonging, chosen)
    wanted = set(chosen)
    units = [u for u in belonging if u.key in wanted]
    board = Board(qualification, units)
    steps = Steps()
    counting = board.count(units, steps=steps)
    short, over = board.explain(units, counting, steps)
    rules = range(len(qualification.rules))
    lines = tuple(board.line(i, units, counting, blamed=i in over) for i in rules)
    reasons = [board.reason(i, units, short[i]) if i in short else board.over(i, units) for i in rules if i in short or i in over]
    facts = board.facts(units, counting)
    optional = counting.by_level(units, optional=True)
    return Verdict(
        chosen=tuple(u.key for u in units) + tuple(s.culprit for s in unknown),
        counted=tuple(u.key for u in units if u.key in counting.places),
        credits=sum(u.credit for u in units if u.key in counting.places),
        by_group=counting.by_group(units, qualification),
        by_level=counting.by_level(units, optional=False),
        optional_credits=sum(optional.values()),
        optional_by_level=optional,
        shortfalls=(*unknown, *reasons),
        lines=lines,
        unconfirmed=bool(facts),
        facts=facts,
        settled=counting.settled,
    )
