"""The rules of a qualification and the position of a learner as a program: one for each pathway that is open.

A prerequisite has to be taken but need not count. So a unit that another one needs has one way more, in which it weighs
nothing but under the conditions that stand for such needs.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from milepost.engine.combination.board import Board, belonging_units
from milepost.engine.combination.evaluation import boards
from milepost.engine.combination.taking import as_taken
from milepost.engine.framework import Framework, How, Qualification, Rule, RuleKind, Unit
from milepost.engine.planner.position import Position
from milepost.engine.planner.program import Bound, Choice, Program, Weights


class CauseKind(StrEnum):
    RULE = "rule"
    WANTED = "wanted"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule, or something that was wished about a unit, that narrows what can be done."""

    kind: CauseKind
    rule: int = -1  # its place among the rules of the qualification and of its pathway
    unit: str = ""


@dataclass(frozen=True)
class Layout:
    board: Board
    choices: tuple[Choice, ...]  # every unit that belongs, impossible ones too; none has a cost yet
    bounds: tuple[Bound, ...]
    impossible: frozenset[str]

    @property
    def pathway(self) -> str:
        return self.board.pathway.key if self.board.pathway else ""

    @property
    def causes(self) -> tuple[Cause, ...]:
        """All that narrows: rules, units that have to be there, units that cannot be."""
        bounds = dict.fromkeys(b.cause for b in self.bounds if isinstance(b.cause, Cause))
        return (*bounds, *(Cause(CauseKind.IMPOSSIBLE, unit=c.key) for c in self.choices if c.key in self.impossible))

    def program(self, costs: Mapping[str, int], *, grain: int = 1) -> Program:
        choices = tuple(replace(c, cost=0 if c.held else costs[c.key]) for c in self.choices if c.held or c.key not in self.impossible)
        return Program(choices, self.bounds, grain)

    def under(self, causes: Collection[Cause]) -> Program:
        """What would be left if nothing but these causes narrowed it; using an impossible unit costs 1."""
        gone = {cause.unit for cause in causes if cause.kind is CauseKind.IMPOSSIBLE}
        choices = tuple(replace(c, cost=int(c.key in self.impossible)) for c in self.choices if c.key not in gone)
        return Program(choices, tuple(b if b.cause is None or b.cause in causes else Bound() for b in self.bounds))


def layouts(
    framework: Framework, qualification: Qualification, position: Position, *, pathway: str = "", waived: Collection[str] = ()
) -> list[Layout]:
    """One layout for each pathway that is open."""
    belonging = belonging_units(framework, qualification)
    achieved = as_taken(position.achieved)
    hows = {key: how for key, how in achieved.items() if how is not How.ASSESSED}
    open_boards = boards(qualification, belonging, pathway=pathway, hows=hows, waived=waived)
    return [_Laying(board, belonging, position, frozenset(achieved)).layout() for board in open_boards]


class _Laying:
    def __init__(self, board: Board, units: Sequence[Unit], position: Position, achieved: frozenset[str]) -> None:
        self.board, self.units, self.position, self.achieved = board, units, position, achieved
        self.impossible = frozenset(position.impossible) - achieved
        # What each unit stands for under needs. A compensated unit stands for nothing, and needs nothing.
        self.names = {u.key: frozenset() if board.hows.get(u.key) is How.COMPENSATED else self._names(u.key) for u in units}
        self.bounds: list[Bound] = [
            Bound(c.floor if c.floor > 0 else None, c.ceiling, Cause(CauseKind.RULE, c.rule) if c.rule >= 0 else None)
            for c in board.conditions
        ]
        self.needs: list[dict[str, int]] = []  # what each unit weighs when it is taken, counting or not
        self.enabling: set[str] = set()

    def _names(self, key: str) -> frozenset[str]:
        return frozenset((key, *(e.instead_of for e in self.board.qualification.equivalents if e.unit == key)))

    def layout(self) -> Layout:
        for number in self.board.enabling:
            for needs in self._enabled(self.board.rules[number]):
                self.needs.append(needs)
                self.bounds.append(Bound(0, None, Cause(CauseKind.RULE, number)))
        wanted = [u.key for u in self.units if u.key in set(self.position.wanted) - self.achieved]
        for key in wanted:
            self.bounds.append(Bound(1, None, Cause(CauseKind.WANTED, unit=key)))
        choices = [self._choice(unit, wanted) for unit in self.units]
        return Layout(self.board, tuple(c for c in choices if c.ways), tuple(self.bounds), self.impossible)

    def _enabled(self, rule: Rule) -> Iterable[dict[str, int]]:
        """Sums that are at least 0 where a rule about prerequisites or companions lets its units count."""
        if rule.kind is RuleKind.NEEDS and rule.units:
            others = rule.units[1:]
            self.enabling.update(key for key, names in self.names.items() if names & set(others))
            yield self._sum(rule.units[0], others, rule.value or len(others))
        elif rule.kind is RuleKind.TOGETHER:
            self.enabling.update(key for key, names in self.names.items() if names & set(rule.units))
            for key in rule.units:
                for other in rule.units:
                    if other != key:
                        yield self._sum(key, (other,), 1)

    def _sum(self, key: str, others: Sequence[str], need: int) -> dict[str, int]:
        found = {unit: len(names & set(others)) for unit, names in self.names.items() if names & set(others)}
        if self.names.get(key):
            found[key] = found.get(key, 0) - need
        return found

    def _choice(self, unit: Unit, wanted: Sequence[str]) -> Choice:
        taken = tuple(needs.get(unit.key, 0) for needs in self.needs)
        counts = tuple(int(unit.key == key) for key in wanted)
        ways: list[Weights] = [(*option.weights, *taken, *counts) for option in self.board.options[unit.key]]
        if unit.key in self.enabling and self.names[unit.key]:
            ways.append(((0,) * len(self.board.conditions)) + taken + (0,) * len(wanted))
        return Choice(unit.key, tuple(ways), 0, unit.key in self.achieved)
