"""What a choice of units comes to, found by trying every way to count it: slow, short, and written apart from the engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from milepost.engine.framework import Framework, Group, How, Pathway, Qualification, Rule, RuleKind, Unit

K = RuleKind


@dataclass(frozen=True)
class Counted:
    unit: Unit  # with the figures that count
    names: frozenset[str]
    group: Group | None
    how: How


def best(framework: Framework, hows: dict[str, How], waived: frozenset[str] = frozenset()) -> tuple[int, int]:
    """(rules unmet, how much is short in all) for the best way to count."""
    qualification = framework.qualification()
    return min(value for pathway in qualification.pathways or (None,) for value in values(framework, qualification, pathway, hows, waived))


def values(
    framework: Framework, qualification: Qualification, pathway: Pathway | None, hows: dict[str, How], waived: frozenset[str]
) -> Iterator[tuple[int, int]]:
    rules = [r for r in (*qualification.rules, *(pathway.rules if pathway else ())) if r.label not in waived]
    lifted = [r for r in (*qualification.rules, *(pathway.rules if pathway else ())) if r.label in waived]
    able = eligible(qualification, rules, hows)
    exempt = [framework.unit_by_key[key] for key, how in hows.items() if how is How.EXEMPT]
    choices = [[None, *places(framework, qualification, pathway, [*rules, *lifted], key, how)] for key, how in hows.items() if key in able]
    for way in product(*choices):
        counted = [c for c in way if c]
        if allowed(qualification, rules, counted, framework):
            missing = [lacking(rule, rules, qualification, counted, exempt) for rule in rules]
            yield sum(m > 0 for m in missing), sum(missing)


def eligible(qualification: Qualification, rules: list[Rule], hows: dict[str, How]) -> set[str]:
    passed = {key for key, how in hows.items() if how is not How.COMPENSATED}
    while True:
        there = passed | {e.instead_of for e in qualification.equivalents if e.unit in passed}
        gone = set()
        for rule in rules:
            if rule.kind is K.NEEDS and len(there & set(rule.units[1:])) < (rule.value or len(rule.units) - 1):
                gone.add(rule.units[0])
            if rule.kind is K.TOGETHER and not set(rule.units) <= there:
                gone |= set(rule.units)
        if not gone & passed:
            return passed | {key for key, how in hows.items() if how is How.COMPENSATED}
        passed -= gone


def places(
    framework: Framework, qualification: Qualification, pathway: Pathway | None, rules: list[Rule], key: str, how: How
) -> Iterator[Counted]:
    unit = framework.unit_by_key[key]
    standing_in = [e for e in qualification.equivalents if e.unit == key]
    for stands_for, figures in [(key, unit)] + [
        (e.instead_of, framework.unit_by_key[e.instead_of] if e.carries == "target" else unit) for e in standing_in
    ]:
        for group in where(qualification, pathway, stands_for):
            place = Counted(figures, frozenset({key, stands_for}), group, how)
            if how is not How.COMPENSATED or any(
                How.COMPENSATED in rule.how and amount_of(rule, qualification, place) > 0 for rule in rules
            ):
                yield place


def where(qualification: Qualification, pathway: Pathway | None, key: str) -> list[Group | None]:
    by_key = {g.key: g for g in qualification.groups}
    if not any(key in g.units for g in qualification.groups):
        return [None]
    mine = set(pathway.groups) if pathway else set()
    others = {g for p in qualification.pathways for g in p.groups} if pathway else set()
    found: list[Group | None] = []
    for group in qualification.groups:
        line = set(ancestors(by_key, group))
        if line & others and not line & mine:
            continue
        lends = any(key in g.units and set(ancestors(by_key, g)) & set(group.borrows) for g in qualification.groups)
        if key in group.units or lends:
            found.append(group)
    return found


def ancestors(by_key: dict[str, Group], group: Group | None) -> Iterator[str]:
    while group:
        yield group.key
        group = by_key.get(group.within)


def seen(rule: Rule, qualification: Qualification, c: Counted) -> bool:
    """Whether the rule looks at what counts there."""
    by_key = {g.key: g for g in qualification.groups}
    if rule.groups and not set(rule.groups) & set(ancestors(by_key, c.group)):
        return False
    if rule.scope != "total":
        if c.group is None:
            return False
        borrowed = not c.names & set(c.group.units)
        if not {"optional": c.group.optional, "mandatory": not c.group.optional, "imported": c.group.imported, "borrowed": borrowed}[
            rule.scope
        ]:
            return False
    if rule.units and not c.names & set(rule.units):
        return False
    return not rule.how or c.how in rule.how


def level_fits(rule: Rule, unit: Unit) -> bool:
    name = rule.kind.value
    if name.endswith("level"):
        return not unit.entry and unit.level == rule.level
    if name.endswith("above"):
        return not unit.entry and unit.level >= rule.level
    return not name.endswith("below") or unit.entry or unit.level <= rule.level


def size(rule: Rule, unit: Unit) -> int:
    measure = rule.of.value if "share" in rule.kind else rule.kind.value.split("_")[1]
    return {
        "credits": unit.credit,
        "units": 1,
        "values": unit.value or 0,
        "glh": unit.glh or 0,
        "tqt": 10 * unit.credit if unit.tqt is None else unit.tqt,
    }[measure]


def amount_of(rule: Rule, qualification: Qualification, c: Counted) -> int:
    return size(rule, c.unit) if c.how is not How.EXEMPT and seen(rule, qualification, c) and level_fits(rule, c.unit) else 0


def total(rule: Rule, qualification: Qualification, counted: list[Counted]) -> int:
    return sum(amount_of(rule, qualification, c) for c in counted)


def allowed(qualification: Qualification, rules: list[Rule], counted: list[Counted], framework: Framework) -> bool:
    """Whether no limit is broken. A rule without a limit always says yes."""
    real = [c for c in counted if c.how is not How.EXEMPT]
    for target in {e.instead_of for e in qualification.equivalents}:
        if sum(target in c.names for c in counted) > 1:
            return False
    return all(within(rule, qualification, counted, real, framework) for rule in rules)


def within(rule: Rule, qualification: Qualification, counted: list[Counted], real: list[Counted], framework: Framework) -> bool:
    if rule.kind is K.BARRED:
        return sum(bool(c.names & set(rule.units)) for c in real) <= 1
    if rule.kind in (K.SAME_TITLE, K.BARRING_CODES):
        marks = [marks_of(rule, framework, c) for c in real]
        return not any(marks[i] & marks[j] for i in range(len(marks)) for j in range(i))
    if rule.kind is K.MAX_SHARE:
        return 100 * total(rule, qualification, counted) <= rule.value * sum(size(rule, c.unit) for c in real)
    if "share" in rule.kind:
        looked = [c for c in real if seen(rule, qualification, c)]
        whole, part = sum(size(rule, c.unit) for c in looked), sum(size(rule, c.unit) for c in looked if level_fits(rule, c.unit))
        return 100 * part >= rule.value * whole if rule.kind.startswith("min") else 100 * part <= rule.value * whole
    if rule.kind.startswith(("max", "exact")):
        return total(rule, qualification, counted) <= rule.value
    return True


def marks_of(rule: Rule, framework: Framework, c: Counted) -> set[str]:
    """The titles or the barring codes of the units that this stands for."""
    units = [framework.unit_by_key[name] for name in c.names if not rule.units or name in rule.units]
    return {u.title if rule.kind is K.SAME_TITLE else u.barring_code for u in units} - {"", "ZZZZ"}


def lacking(rule: Rule, rules: list[Rule], qualification: Qualification, counted: list[Counted], exempt: list[Unit]) -> int:
    """How much a rule that asks for something lacks."""
    by_key = {g.key: g for g in qualification.groups}
    if rule.kind is K.MANDATORY:
        wanted = set(rule.units) or {u for g in qualification.groups for u in g.units if set(ancestors(by_key, g)) & set(rule.groups)}
        return sum(not any(key in c.names for c in counted) for key in wanted)
    if rule.kind is K.ONE_FROM_EACH:
        groups = set(rule.groups) or {g.key for g in qualification.groups if g.optional and not g.within}
        return sum(not any(key in ancestors(by_key, c.group) for c in counted) for key in groups)
    if "share" in rule.kind or not rule.kind.startswith(("min", "exact")):
        return 0
    need = rule.value
    if rule.further:
        need += first_taken(rule, rules, qualification)
    groups = [by_key[g] for g in rule.groups]
    if rule.scope == "mandatory" or (groups and not any(g.optional for g in groups)):
        for unit in exempt:
            spared = [Counted(unit, frozenset({unit.key}), g, How.ASSESSED) for g in qualification.groups if unit.key in g.units]
            need -= max((total(rule, qualification, [c]) for c in spared), default=0)
    return max(0, need - total(rule, qualification, counted))


def first_taken(rule: Rule, rules: list[Rule], qualification: Qualification) -> int:
    """What the minima on parts of the rule's groups ask for before anything is further; of one inside the other, the wider."""
    by_key = {g.key: g for g in qualification.groups}

    def spread(one: Rule) -> frozenset[str]:
        return frozenset(g.key for g in qualification.groups if set(ancestors(by_key, g)) & set(one.groups))

    measure = rule.kind.value.removeprefix("min_")
    found: dict[frozenset[str], int] = {}
    for other in rules:
        plain = other.scope == rule.scope and not (other.further or other.how or other.units)
        if other.groups and plain and other.kind in (f"min_{measure}", f"exact_{measure}") and spread(other) < spread(rule):
            found[spread(other)] = max(other.value, found.get(spread(other), 0))
    return sum(value for part, value in found.items() if not any(part < wider for wider in found))
