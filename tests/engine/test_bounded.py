"""However hard the rules and however much is ticked, an answer comes in bounded work, and says when it is not exhaustive."""

from random import Random
from time import perf_counter

from milepost.engine.combination import closers, verdict
from milepost.engine.framework import Framework, Group, Qualification, Rule, Unit
from tests.engine.rules import K


def hard(seed: int) -> Framework:
    """59 units in five groups, a quarter of them in two, with caps, barred pairs, shares and prerequisites."""
    chance = Random(seed)
    units = [Unit(f"u{i}", f"u{i}", f"Unit {i}", level=chance.randint(1, 4), credit=chance.randint(2, 12)) for i in range(59)]
    members: dict[str, list[str]] = {letter: [] for letter in "ABCDE"}
    for unit in units:
        for letter in chance.sample("ABCDE", 2 if chance.random() < 0.25 else 1):
            members[letter].append(unit.key)
    keys = [u.key for u in units]
    rules = [
        Rule(K.MIN_CREDITS, chance.randint(150, 260)),
        Rule(K.MANDATORY, units=("u0", "u1")),
        *(Rule(K.MIN_CREDITS, chance.randint(10, 40), groups=(letter,)) for letter in members),
        *(Rule(K.MAX_CREDITS, chance.randint(20, 50), groups=(letter,)) for letter in "BCD"),
        *(Rule(K.BARRED, units=tuple(chance.sample(keys[2:], 2))) for _ in range(7)),
        Rule(K.MIN_SHARE_AT_LEVEL_OR_ABOVE, 50, level=3),
        Rule(K.MAX_CREDITS_AT_LEVEL_OR_BELOW, 30, level=1),
        Rule(K.MIN_CREDITS_AT_LEVEL, 60, level=3),
        *(Rule(K.NEEDS, units=tuple(chance.sample(keys, 2))) for _ in range(4)),
    ]
    groups = tuple(Group(letter, units=tuple(inside), optional=letter != "A") for letter, inside in members.items())
    distinct = tuple({rule.label: rule for rule in rules}.values())
    qualification = Qualification("Q1", "Diploma", units=tuple(keys), groups=groups, rules=distinct)
    return Framework("Handbook", qualifications=(qualification,), units=tuple(units))


def yardstick() -> float:
    start = perf_counter()
    sum(i * i % 7 for i in range(1_000_000))
    return perf_counter() - start


def test_everything_ticked_under_hard_rules_is_answered_in_bounded_time() -> None:
    settled = []
    for seed in range(6):
        case = hard(seed)
        measure = yardstick()
        start = perf_counter()
        seen = verdict(case, case.qualification(), [u.key for u in case.units])
        closers(case, case.qualification(), [u.key for u in case.units[:20]])
        assert perf_counter() - start < 40 * measure  # seconds alone prove nothing on a shared machine
        settled.append(seen.settled)
        for line in seen.lines:
            if line.rule.kind is K.MAX_CREDITS:
                assert line.has <= line.rule.value
    assert not all(settled)  # else these rules are not hard, and this test says nothing
