"""A small language for portfolios, so that a case reads like the portfolio it is about.

One line a target; the columns stand two spaces apart:

    1.1   observation  asif  met
    1.2   photo        asif  met            changed
    2.1   statement    lena  handed in
    R6.a  e-mail       asif  met            2024-03-01  2024-05-20
    R8    call log     asif  met            things: letter, telephone

What happened: draft, handed in, met, not yet, ask, undone. After it may stand: changed (the evidence, since the judgement),
withdrawn, handed in again, simulated, knowledge, performance, a setting, days, `things:` found shown.
A line whose first word is `signed` signs the unit off: "signed  asif", "signed  asif  agreed", "signed  asif  returned".
Lines about the same target add claims to it; the last judgement is in force.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from milepost.engine.framework import Criterion, Item, Nature, Outcome, Requirement, RequirementKind, Setting, Unit
from milepost.engine.requirements import Evidence
from milepost.engine.standing import Claim, Decision, Facts, Judgement, Rest, Review, SignOff, Standing, State, standing

KIND = RequirementKind

UNIT = Unit(
    key="B11",
    code="B11",
    title="Improve the customer relationship",
    level=3,
    credit=7,
    outcomes=(
        Outcome("1", "Talk with customers", tuple(Criterion(f"1.{i}", f"talk {i}") for i in (1, 2, 3))),
        Outcome("2", "Balance needs", tuple(Criterion(f"2.{i}", f"balance {i}") for i in (1, 2))),
    ),
    requirements=(
        Requirement("1", "From real work", KIND.PLACE, settings=frozenset({Setting.REALISTIC_ENVIRONMENT, Setting.WORK_PLACEMENT})),
        Requirement("1", "Nothing simulated", KIND.NO_SIMULATION, nature=Nature.PERFORMANCE),
        Requirement("2", "Any sector", KIND.PERMISSION),
        Requirement("3", "Long enough", KIND.SUFFICIENT_PERIOD),
        Requirement("4", "Both sorts", KIND.ALL_OF, (Item("a", "customers who accept"), Item("b", "customers who do not"))),
        Requirement("6", "Two groups", KIND.N_OF, tuple(map(Item, "abc", ("front line", "team leaders", "partners"))), at_least=2),
        Requirement("8", "Two media", KIND.N_DIFFERENT, at_least=2),
        Requirement("9", "Your own words", KIND.SHOWN),
    ),
)

DECISIONS = {"met": Decision.MET, "not yet": Decision.NOT_YET, "ask": Decision.ASK, "undone": Decision.UNDONE}


@dataclass
class _Reader:
    unit: Unit
    claims: list[Claim] = field(default_factory=list)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    evidence: dict[int | str, Evidence] = field(default_factory=dict)
    sign_offs: list[SignOff] = field(default_factory=list)

    def read(self, line: str) -> None:
        first, *rest = re.split(r"\s{2,}", line.strip())
        if first == "signed":
            self.sign_offs.append(SignOff(self.unit.key, True, Review(rest[1]) if len(rest) > 1 else Review.NONE))
            return
        _kind, _who, event, *more = rest
        target, number = self.unit.target(first), len(self.claims) + 1
        extra = dict.fromkeys(w for w in more if not w.startswith("things:"))
        self.evidence[number] = Evidence(
            number,
            2 if "changed" in extra else 1,
            next((s for s in Setting if s.value.replace("_", " ") in extra), None),
            next((n for n in Nature if n in extra), None),
            "simulated" in extra,
            tuple(date.fromisoformat(w) for w in extra if re.fullmatch(r"\d{4}-\d\d-\d\d", w)),
        )
        self.claims.append(Claim(number, target, number, 1, event != "draft"))
        if event in DECISIONS:
            listed = tuple(Rest(c.key, c.evidence, 1) for c in self.claims if c.target == target and c.handed_in)
            things = next((w.removeprefix("things:") for w in more if w.startswith("things:")), "")
            named = tuple(t.strip() for t in things.split(",")) if things else ()
            self.judgements[target] = Judgement(target, DECISIONS[event], listed, named)
        if "withdrawn" in extra:
            del self.evidence[number]
        if "handed in again" in extra:
            self.evidence[number + 1000] = Evidence(number + 1000)
            self.claims.append(Claim(number + 1000, target, number + 1000))


def portfolio(text: str, unit: Unit = UNIT, *, needs_second_look: bool = False) -> Facts:
    """The facts that the lines tell."""
    reader = _Reader(unit)
    for line in text.strip().splitlines():
        if line.strip():
            reader.read(line)
    return Facts(tuple(reader.claims), tuple(reader.judgements.values()), reader.evidence, tuple(reader.sign_offs), needs_second_look)


@dataclass(frozen=True)
class Told:
    """A portfolio that was told in the language, with its standing."""

    unit: Unit
    facts: Facts
    standing: Standing

    def state(self, number: str) -> State:
        return self.standing.state(self.unit.target(number))


def told(text: str, unit: Unit = UNIT, *, needs_second_look: bool = False) -> Told:
    facts = portfolio(text, unit, needs_second_look=needs_second_look)
    return Told(unit, facts, standing([unit], facts))


def case(text: str, **more: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give the test this portfolio as `told`."""
    first = text.strip().splitlines()[0] if text.strip() else "nothing"
    return pytest.mark.parametrize("told", [told(text, **more)], ids=[re.sub(r"\s+", " ", first)])


WHOLE = """
    1.1   observation  asif  met  2024-01-08  real work
    1.2   observation  asif  met  2024-01-08  real work
    1.3   photo        asif  met  2024-03-05  real work
    2.1   statement    asif  met  knowledge
    2.2   testimony    asif  met  2024-06-30
    R3    observation  asif  met
    R4.a  e-mail       asif  met
    R4.b  e-mail       asif  met
    R6.a  e-mail       asif  met
    R6.c  e-mail       asif  met
    R8    call log     asif  met  things: letter, telephone
    R9    statement    asif  met
"""
