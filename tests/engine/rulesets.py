"""Small random qualifications with rules of every kind, the same ones for the same seed."""

from random import Random

from milepost.engine.framework import (
    Equivalent,
    Framework,
    Group,
    How,
    Measure,
    Pathway,
    Qualification,
    Rule,
    RuleKind,
    Unit,
)

K = RuleKind
COUNTING = [kind for kind in K if kind.startswith(("min", "max", "exact")) and "share" not in kind]
SHARES = [kind for kind in K if "share" in kind]
SIZES = {"credits": (2, 14), "units": (1, 3), "values": (2, 14), "glh": (20, 90), "tqt": (20, 140)}


def ruleset(chance: Random, *, most: int = 5, rules: int = 4) -> Framework:
    """A qualification with up to `most` units and `rules` rules of any kinds."""
    units = [_unit(chance, i) for i in range(chance.randint(2, most))]
    keys = [u.key for u in units]
    groups = _groups(chance, keys)
    letters = [g.key for g in groups]
    made = [_rule(chance, keys, letters) for _ in range(chance.randint(1, rules))]
    if chance.random() < 0.1:
        kind = chance.choice([K.MIN_CREDITS, K.MIN_UNITS])
        few, many = (1, 2) if kind is K.MIN_UNITS else (3, 9)
        made += [Rule(kind, few, groups=(chance.choice("BC"),)), Rule(kind, chance.randint(few, many), groups=("B", "C"), further=True)]
    pathways: tuple[Pathway, ...] = ()
    if chance.random() < 0.2:
        pathways = (
            Pathway("first", groups=("B",), rules=tuple(_rule(chance, keys, letters) for _ in range(chance.randint(0, 1)))),
            Pathway("second", groups=("C",), rules=tuple(_rule(chance, keys, letters) for _ in range(chance.randint(0, 2)))),
        )
    equivalents: tuple[Equivalent, ...] = ()
    if chance.random() < 0.2:
        unit, target = chance.sample(keys, 2)
        equivalents = (Equivalent(unit, target, chance.choice(["own", "target"])),)
    distinct = {rule.label: rule for rule in made}
    qualification = Qualification(
        "Q1", "Diploma", units=tuple(keys), groups=groups, rules=tuple(distinct.values()), pathways=pathways, equivalents=equivalents
    )
    return Framework("Handbook", qualifications=(qualification,), units=tuple(units))


def _unit(chance: Random, number: int) -> Unit:
    credit = chance.randint(1, 7)
    return Unit(
        f"u{number}",
        f"u{number}",
        chance.choice(["Plan", "Plan", "Do", f"Unit {number}"]),
        level=chance.randint(2, 4),
        entry=chance.random() < 0.05,
        credit=credit,
        glh=chance.choice([None, credit * 7, 30]),
        tqt=chance.choice([None, credit * 9]),
        value=chance.choice([None, chance.randint(1, 7)]),
        barring_code=chance.choice(["", "ZZZZ", "AB1", "AB2"]),
    )


def _groups(chance: Random, keys: list[str]) -> tuple[Group, ...]:
    members: dict[str, list[str]] = {"A": [], "B": [], "B1": [], "C": []}
    for key in keys:
        for letter in chance.choice(["A", "B", "B1", "C", "C", "BC", "", "AB"]).replace("B1", "1"):
            members["B1" if letter == "1" else letter].append(key)
    return tuple(
        Group(
            letter,
            units=tuple(inside),
            optional=letter != "A",
            within="B" if letter == "B1" else "",
            borrows=("B",) if letter == "C" and chance.random() < 0.2 else (),
            imported=letter == "C" and chance.random() < 0.5,
        )
        for letter, inside in members.items()
    )


def _rule(chance: Random, keys: list[str], letters: list[str]) -> Rule:
    dice = chance.random()
    if dice < 0.55:
        kind = chance.choice(COUNTING)
        measure = kind.value.split("_")[1]
        value = chance.randint(*SIZES[measure])
        groups = tuple(sorted(chance.sample(letters, chance.choice([0, 0, 1, 1, 2]))))
        scope = chance.choice(["total"] * 5 + ["optional", "mandatory", "imported", "borrowed"])
        how = chance.choice([()] * 5 + [(How.RPL, How.TRANSFER), (How.COMPENSATED,)])
        among = tuple(chance.sample(keys, 2)) if chance.random() < 0.1 else ()
        further = (
            kind in (K.MIN_CREDITS, K.MIN_UNITS) and len(groups) == 2 and "B1" not in groups and scope == "total" and not how and not among
        )
        return Rule(kind, value, groups, scope, level=chance.randint(2, 4) if "level" in kind else 0, units=among, how=how, further=further)
    if dice < 0.7:
        kind = chance.choice(SHARES)
        of = chance.choice([Measure.CREDITS, Measure.UNITS, Measure.VALUES])
        scope = chance.choice(["total", "optional", "imported"])
        if kind is K.MAX_SHARE and scope == "total":
            return Rule(kind, chance.choice([25, 40, 50]), ("B",), of=of)
        return Rule(kind, chance.choice([25, 40, 50, 75]), (), scope, level=0 if kind is K.MAX_SHARE else chance.randint(2, 4), of=of)
    named = tuple(chance.sample(keys, chance.randint(2, min(3, len(keys)))))
    return chance.choice(
        [
            Rule(K.MANDATORY, units=named[:1]),
            Rule(K.MANDATORY, groups=(chance.choice(letters),)),
            Rule(K.ONE_FROM_EACH, 1, groups=tuple(sorted(chance.sample(["A", "B", "C"], 2)))),
            Rule(K.ONE_FROM_EACH, 1),
            Rule(K.BARRED, units=named),
            Rule(K.SAME_TITLE),
            Rule(K.BARRING_CODES),
            Rule(K.NEEDS, chance.choice([0, 0, 1]), units=named),
            Rule(K.TOGETHER, units=named),
        ]
    )


def hows(chance: Random, framework: Framework) -> dict[str, How]:
    """A choice of the units, most of them simply assessed."""
    ways = [How.ASSESSED] * 8 + [How.RPL, How.TRANSFER, How.EXEMPT, How.COMPENSATED]
    return {u.key: chance.choice(ways) for u in framework.units if chance.random() < 0.85}
