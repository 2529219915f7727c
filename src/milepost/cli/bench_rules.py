"""Hard rule sets for the bench and the tests of the planner: drawn from a seed, so that everybody has the same.

Each has 59 units in 3 to 6 groups (some in two), a total, minima and caps of groups, a share and a minimum at a level, a
cap on a lower level, 5 to 12 barred pairs and 3 to 8 prerequisites, and a learner somewhere on the way.
"""

import random
from dataclasses import dataclass

from milepost.engine.framework import Framework, Group, Qualification, Rule, RuleKind, Unit
from milepost.engine.planner import Objective, Position

UNITS = 59


@dataclass(frozen=True)
class Puzzle:
    framework: Framework
    position: Position
    objective: Objective

    @property
    def qualification(self) -> Qualification:
        return self.framework.qualifications[0]


def puzzle(seed: int) -> Puzzle:
    """The rule set with this number."""
    draw = random.Random(seed)
    credits = [draw.choice((2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 10)) for _ in range(UNITS)]
    keys = [f"U{i:02}" for i in range(UNITS)]
    units = tuple(
        Unit(key, key, f"Unit {key}", level=draw.choice((2, 2, 3, 3, 3, 4)), credit=credit, glh=max(5, int(credit * draw.uniform(4, 9))))
        for key, credit in zip(keys, credits, strict=True)
    )
    letters = "BCDEFG"[: draw.randint(3, 6)]
    members: dict[str, list[str]] = {letter: [] for letter in letters}
    for key in keys:
        home = draw.choice(letters)
        members[home].append(key)
        if draw.random() < 0.12 and (other := draw.choice(letters)) != home:
            members[other].append(key)
    groups = tuple(Group(letter, units=tuple(held)) for letter, held in members.items())
    total = draw.randint(42, 60)
    rules = [Rule(RuleKind.MIN_CREDITS, total), *_of_groups(draw, letters, total), *_of_levels(draw)]
    rules += [Rule(RuleKind.BARRED, units=tuple(draw.sample(keys, 2))) for _ in range(draw.randint(5, 12))]
    rules += [Rule(RuleKind.NEEDS, units=tuple(draw.sample(keys, 2))) for _ in range(draw.randint(3, 8))]
    qualification = Qualification("Q", "Diploma", units=tuple(keys), groups=groups, rules=tuple(rules))
    framework = Framework("Rule set", qualifications=(qualification,), units=units)
    return Puzzle(framework, _position(draw, keys), draw.choice((Objective.CREDITS, Objective.GLH, Objective.FIT, Objective.NEAREST)))


def _of_groups(draw: random.Random, letters: str, total: int) -> list[Rule]:
    rules, share = [], total // len(letters)
    for letter in letters:
        least = draw.randint(3, max(4, share)) if draw.random() < 0.7 else 0
        if least:
            rules.append(Rule(RuleKind.MIN_CREDITS, least, groups=(letter,)))
        if draw.random() < 0.5:
            rules.append(Rule(RuleKind.MAX_CREDITS, max(least + 2, share + draw.randint(0, 6)), groups=(letter,)))
    return rules


def _of_levels(draw: random.Random) -> list[Rule]:
    rules = [Rule(RuleKind.MIN_SHARE_AT_LEVEL_OR_ABOVE, draw.choice((50, 60, 66, 75)), level=3)]
    if draw.random() < 0.6:
        rules.append(Rule(RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE, draw.randint(5, 16), level=4))
    if draw.random() < 0.5:
        rules.append(Rule(RuleKind.MAX_CREDITS_AT_LEVEL_OR_BELOW, draw.randint(6, 16), level=2))
    return rules


def _position(draw: random.Random, keys: list[str]) -> Position:
    drawn = draw.sample(keys, 12)
    achieved = drawn[: draw.choice((0, 0, 2, 4))]
    return Position(
        achieved=achieved,
        impossible=drawn[4 : 4 + draw.choice((0, 2, 4))],
        planned=drawn[8 : 8 + draw.choice((0, 4))],
        fit={key: draw.random() for key in keys},
    )
