"""What one version of a framework changed against another: units, their facts, every criterion and part of a requirement, rules.

A unit is found again by its key, then by its title; a criterion by its words, then by its number, then by words that are
near. What is found again with other words is *reworded*: whoever was judged on the old words has not been judged on the new.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from milepost.engine.framework import (
    Equivalent,
    Framework,
    Group,
    Pathway,
    Qualification,
    Requirement,
    Rule,
    Unit,
    requirement_targets,
)

NEAR = 0.5  # share of words in common from which the same number means the same criterion
NEARER = 0.65  # and from which another number does


class Change(StrEnum):
    SAME = "same"
    MOVED = "moved"  # the same words under another number, or in another unit's name
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion or a part of a requirement, before and after. Of what is new `before` is empty, of what is gone `after`."""

    change: Change
    before: str  # its target
    after: str
    was: str  # its words
    now: str


@dataclass(frozen=True, slots=True)
class FactChange:
    name: str  # "credit", "level", "glh", "title" ...
    was: object
    now: object


@dataclass(frozen=True)
class UnitChange:
    """One unit in both versions, or in one of them."""

    before: Unit | None
    after: Unit | None
    facts: tuple[FactChange, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def unit(self) -> Unit:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.change is not Change.SAME)

    @property
    def change(self) -> Change:
        if self.before is None:
            return Change.NEW
        if self.after is None:
            return Change.GONE
        return Change.REWORDED if self.facts or self.changed else Change.SAME


@dataclass(frozen=True)
class PathwayChange:
    """One way through a qualification that is new, gone, or has other rules or groups."""

    before: Pathway | None
    after: Pathway | None
    rules_gone: tuple[Rule, ...] = ()
    rules_new: tuple[Rule, ...] = ()

    @property
    def regrouped(self) -> bool:
        """Whether it is in both and has other groups."""
        return self.before is not None and self.after is not None and set(self.before.groups) != set(self.after.groups)

    @property
    def same(self) -> bool:
        if self.before is None or self.after is None:
            return False
        return self.before.title == self.after.title and not (self.rules_gone or self.rules_new or self.regrouped)


@dataclass(frozen=True)
class QualificationChange:
    """One qualification in both versions, or in one of them."""

    before: Qualification | None
    after: Qualification | None
    facts: tuple[FactChange, ...] = ()
    rules_gone: tuple[Rule, ...] = ()
    rules_new: tuple[Rule, ...] = ()
    groups: tuple[tuple[Group | None, Group | None], ...] = ()  # those that differ
    pathways: tuple[PathwayChange, ...] = ()  # those that differ
    equivalents_gone: tuple[Equivalent, ...] = ()
    equivalents_new: tuple[Equivalent, ...] = ()

    @property
    def same(self) -> bool:
        found = (self.facts, self.rules_gone, self.rules_new, self.groups, self.pathways, self.equivalents_gone, self.equivalents_new)
        return bool(self.before and self.after) and not any(found)


@dataclass(frozen=True)
class Difference:
    """Everything that differs, units in the new version's order, what is gone last."""

    units: tuple[UnitChange, ...]
    qualifications: tuple[QualificationChange, ...]

    @cached_property
    def line_by_target(self) -> dict[str, Line]:
        """By the old target."""
        return {line.before: line for unit in self.units for line in unit.lines if line.before}

    @cached_property
    def unit_after(self) -> dict[str, str]:
        """The key of each unit in the new version, by its key in the old. What is gone is left out."""
        return {unit.before.key: unit.after.key for unit in self.units if unit.before and unit.after}

    @property
    def changed(self) -> tuple[UnitChange, ...]:
        return tuple(unit for unit in self.units if unit.change is not Change.SAME)

    def qualification_after(self, name: str) -> Qualification | None:
        """The new version of the qualification with this number or title."""
        for one in self.qualifications:
            if one.before is not None and name in (one.before.number, one.before.title):
                return one.after
        return None

    @property
    def nothing(self) -> bool:
        return not self.changed and all(one.same for one in self.qualifications)

    def count(self, change: Change) -> int:
        """How many criteria and parts of requirements changed so, over all units."""
        return sum(line.change is change for unit in self.units for line in unit.lines)


def difference(before: Framework, after: Framework) -> Difference:
    """What `after` changed against `before`."""
    found = _units(before, after)
    units = [_unit(found.get(unit.key), unit) for unit in after.units]
    again = {unit.key for unit in found.values()}
    units += [_unit(unit, None) for unit in before.units if unit.key not in again]
    return Difference(tuple(units), _qualifications(before, after, {old.key: new for new, old in found.items()}))


def marked(was: str, now: str) -> list[tuple[Change, str]]:
    """The words of both in reading order, in runs: those that stayed, those that are gone, those that are new."""
    old, new = was.split(), now.split()
    runs: list[tuple[Change, str]] = []
    for op, a, b, c, d in SequenceMatcher(None, [_bare(w) for w in old], [_bare(w) for w in new], autojunk=False).get_opcodes():
        if op == "equal":
            runs.append((Change.SAME, " ".join(new[c:d])))
            continue
        if b > a:
            runs.append((Change.GONE, " ".join(old[a:b])))
        if d > c:
            runs.append((Change.NEW, " ".join(new[c:d])))
    return runs


def _bare(word: str) -> str:
    return word.strip(".,;:()“”\"'’").casefold() or word


def _words(text: str) -> tuple[str, ...]:
    return tuple(_bare(word) for word in text.split())


def _near(a: Sequence[str], b: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= NEAR else 0.0


# Units --------------------------------------------------------------------------------------------------------------


def _units(before: Framework, after: Framework) -> dict[str, Unit]:
    """The old unit by the key of the new one."""
    found = {unit.key: before.unit_by_key[unit.key] for unit in after.units if unit.key in before.unit_by_key}
    taken = {unit.key for unit in found.values()}
    for name in ("uan", "code", "title"):
        left = {str(getattr(u, name)).casefold(): u for u in before.units if u.key not in taken and getattr(u, name)}
        for unit in after.units:
            old = None if unit.key in found else left.get(str(getattr(unit, name)).casefold())
            if old is not None and old.key not in taken and (name != "code" or _near(_words(old.title), _words(unit.title)) >= NEAR):
                found[unit.key] = old
                taken.add(old.key)
    return found


UNIT_FACTS = ("code", "uan", "title", "level", "entry", "credit", "glh", "assessment", "conditions")


def _facts(before: object, after: object, names: Iterable[str]) -> tuple[FactChange, ...]:
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(FactChange(name, was, now) for name, was, now in pairs if was != now)


def _unit(before: Unit | None, after: Unit | None) -> UnitChange:
    if before is None and after is not None:
        return UnitChange(None, after, lines=tuple(Line(Change.NEW, "", t, "", text) for t, text in _texts(after)))
    if after is None and before is not None:
        return UnitChange(before, None, lines=tuple(Line(Change.GONE, t, "", text, "") for t, text in _texts(before)))
    assert before is not None and after is not None
    return UnitChange(before, after, _facts(before, after, UNIT_FACTS), _lines(before, after))


def _texts(unit: Unit) -> list[tuple[str, str]]:
    """What is claimed and judged in the unit, in its order: (target, words)."""
    texts = [(unit.target(c.number), " ".join([c.text, *(i.text for i in c.items)])) for c in unit.criteria]
    seen: set[str] = set()
    for requirement in unit.requirements:
        for target in requirement_targets(unit.key, requirement):
            if target not in seen:
                seen.add(target)
                texts.append((target, _requirement_words(requirement, target)))
    return texts


def _requirement_words(requirement: Requirement, target: str) -> str:
    letter = target.rpartition(".")[2]
    part = next(
        (item.text for item in requirement.items if item.letter == letter and target.endswith(f"R{requirement.number}.{letter}")), ""
    )
    return f"{requirement.text} {part}".strip()


def _lines(before: Unit, after: Unit) -> tuple[Line, ...]:
    old, new = dict(_texts(before)), dict(_texts(after))
    words = {id(texts): {t: _words(text) for t, text in texts.items()} for texts in (old, new)}
    was, now = words[id(old)], words[id(new)]
    pair: dict[str, str] = {}  # old target by new
    free = set(old)

    def settle(target: str, candidate: str) -> None:
        pair[target] = candidate
        free.discard(candidate)

    def alike(target: str) -> str:
        """The old target that this one would be if it had kept its number."""
        return before.target(target.rpartition(":")[2])

    def of_kind(target: str) -> bool:
        return target.rpartition(":")[2].startswith("R")

    for target in new:
        if alike(target) in free and was[alike(target)] == now[target]:
            settle(target, alike(target))
    for target in new:
        if target not in pair and (
            same := next((t for t in old if t in free and was[t] == now[target] and of_kind(t) == of_kind(target)), None)
        ):
            settle(target, same)
    for target in new:
        if target not in pair and alike(target) in free and _near(was[alike(target)], now[target]) >= NEAR:
            settle(target, alike(target))
    for target in new:
        if target not in pair:
            nearest = max(
                (t for t in old if t in free and of_kind(t) == of_kind(target)), key=lambda t: _near(was[t], now[target]), default=""
            )
            if nearest and _near(was[nearest], now[target]) >= NEARER:
                settle(target, nearest)
    lines = []
    for target, text in new.items():
        if (origin := pair.get(target)) is None:
            lines.append(Line(Change.NEW, "", target, "", text))
        else:
            kept = was[origin] == now[target]
            change = Change.REWORDED if not kept else Change.SAME if origin == target else Change.MOVED
            lines.append(Line(change, origin, target, old[origin], text))
    return (*lines, *(Line(Change.GONE, target, "", text, "") for target, text in old.items() if target in free))


# Qualifications -----------------------------------------------------------------------------------------------------

QUALIFICATION_FACTS = (
    "title", "level", "accreditation_number", "ages", "min_age", "last_registration", "last_certification", "units_alone", "progression",
)  # fmt: skip
GROUP_FACTS = ("optional", "within", "borrows", "imported")


def _qualifications(before: Framework, after: Framework, renamed: dict[str, str]) -> tuple[QualificationChange, ...]:
    left = list(before.qualifications)
    changes = []
    for new in after.qualifications:
        old = next((q for q in left if q.number and q.number == new.number), None) or next((q for q in left if q.title == new.title), None)
        if old is None and len(before.qualifications) == len(after.qualifications) == 1:
            old = before.qualifications[0]
        if old is None:
            changes.append(QualificationChange(None, new))
            continue
        left.remove(old)
        changes.append(_qualification(old, new, renamed))
    return (*changes, *(QualificationChange(old, None) for old in left))


def _qualification(old: Qualification, new: Qualification, renamed: dict[str, str]) -> QualificationChange:
    def now_called(one: Rule | Equivalent) -> tuple[object, ...]:
        """Every value of an old rule or equivalent, its units as the new version calls them."""

        def value(name: str) -> object:
            given = getattr(one, name)
            if name == "units":
                return tuple(renamed.get(unit, unit) for unit in given)
            return renamed.get(given, given) if name in ("unit", "instead_of") else given

        return tuple(value(field.name) for field in fields(one))

    def gone_and_new[T: (Rule, Equivalent)](old: Sequence[T], new: Sequence[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
        was, now = {now_called(one): one for one in old}, {tuple(getattr(one, f.name) for f in fields(one)): one for one in new}
        return tuple(one for key, one in was.items() if key not in now), tuple(one for key, one in now.items() if key not in was)

    groups = []
    for a, b in _by_key(old.groups, new.groups):
        if a is None or b is None or {renamed.get(u, u) for u in a.units} != set(b.units) or _facts(a, b, GROUP_FACTS):
            groups.append((a, b))
    pathways = [
        PathwayChange(a, b, *gone_and_new(a.rules if a else (), b.rules if b else ())) for a, b in _by_key(old.pathways, new.pathways)
    ]
    rules_gone, rules_new = gone_and_new(old.rules, new.rules)
    equivalents_gone, equivalents_new = gone_and_new(old.equivalents, new.equivalents)
    return QualificationChange(
        old, new, _facts(old, new, QUALIFICATION_FACTS), rules_gone, rules_new, tuple(groups),
        tuple(one for one in pathways if not one.same), equivalents_gone, equivalents_new,
    )  # fmt: skip


def _by_key[T: (Group, Pathway)](old: Sequence[T], new: Sequence[T]) -> list[tuple[T | None, T | None]]:
    """What has the same key in both versions, the new version's order first."""
    was, now = {one.key: one for one in old}, {one.key: one for one in new}
    return [(was.get(key), now.get(key)) for key in {**now, **was}]
