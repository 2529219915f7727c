"""What is odd about a specification in itself, whatever document it was read from. Nothing here decides; each finding names its place.

An error is wrong by its form and stands in the way of publishing; a warning wants a look.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _

from milepost.base import text
from milepost.engine.framework import Framework, Qualification, Rule, RuleKind, Unit
from milepost.frameworks.impossible import short_with_all, why_impossible
from milepost.frameworks.numbers import Kind, checked, tidy_qan

HOURS_OF_A_CREDIT = 10  # of learning in all: guided hours can't be more


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is odd. `path` is its place in the document, as `corrections` writes it; `options` the values that would fit."""

    kind: str
    message: str
    path: str
    severity: Severity = Severity.WARNING
    options: tuple[str, ...] = ()


class Registered(Protocol):
    """What the regulator's register says of one qualification."""

    title: str
    level: str
    status: str
    credits: int | None
    operational_end: date | None
    certification_end: date | None


def lint(framework: Framework, *, today: date, register: Mapping[str, Registered] | None = None) -> list[Finding]:
    """Everything odd, in the document's order. `register` is by qualification number with its strokes; None where none was brought in."""
    found = [finding for i, unit in enumerate(framework.units) for finding in _unit(i, unit)]
    for i, qualification in enumerate(framework.qualifications):
        found.extend(_qualification(i, qualification, today))
        found.extend(_rules(i, framework, qualification))
        if register is not None:
            found.extend(_registered(i, qualification, register, today))
    return found


def wrong_shapes(framework: Framework) -> list[str]:
    """Numbers that have not the shape of one: what stands in the way of publishing."""
    found = [
        f for i, unit in enumerate(framework.units) if unit.uan for f in _number(unit.uan, Kind.UNIT, f"units/{i}", unit.code or unit.title)
    ]
    for i, one in enumerate(framework.qualifications):
        if one.accreditation_number:
            found += _number(one.accreditation_number, Kind.QUALIFICATION, f"qualifications/{i}", one.number or one.title)
    return [finding.message for finding in found if finding.severity is Severity.ERROR]


# Units --------------------------------------------------------------------------------------------------------------


def _unit(i: int, unit: Unit) -> Iterator[Finding]:
    path, words = f"units/{i}", {"unit": unit.code or unit.title}
    if unit.uan:
        yield from _number(unit.uan, Kind.UNIT, path, words["unit"])
    if unit.glh and unit.credit and unit.glh > unit.credit * HOURS_OF_A_CREDIT:
        message = _("%(unit)s has %(glh)s guided learning hours for %(credit)s credits; a credit stands for 10 hours of learning in all.")
        yield Finding("glh", message % (words | {"glh": unit.glh, "credit": unit.credit}), path)
    numbers = Counter(o.number for o in unit.outcomes)
    for j, outcome in enumerate(unit.outcomes):
        here = f"{path}/outcomes/{j}"
        if numbers[outcome.number] > 1:
            yield Finding("outcomes", _("%(unit)s has outcome %(number)s more than once.") % (words | {"number": outcome.number}), here)
        if not outcome.criteria:
            yield Finding("criteria", _("%(unit)s: outcome %(number)s has no criterion.") % (words | {"number": outcome.number}), here)
        yield from _gaps([c.number for c in outcome.criteria], words["unit"], here)
    yield from _gaps([o.number for o in unit.outcomes], words["unit"], path)
    yield from _twins(unit, path, words["unit"])


def _number(number: str, kind: Kind, path: str, of: str) -> Iterator[Finding]:
    found = checked(number)
    words = {"of": of, "number": number}
    if found is None or found.kind is not kind:
        shape = (
            _("a letter, three digits and four digits, such as A/123/4567")
            if kind is Kind.UNIT
            else _("three, four and one digit, such as 601/1234/5")
        )
        message = _("%(of)s: %(number)s has not the shape of such a number: %(shape)s.")
        yield Finding("number_shape", message % (words | {"shape": shape}), path, Severity.ERROR)
    elif not found.right:
        right = _(" or ").join(found.put_right)
        message = _("%(of)s: the check character of %(number)s does not fit its digits; %(right)s would.")
        yield Finding("number_check", message % (words | {"right": right}), path, options=found.put_right)


def _gaps(numbers: list[str], unit: str, path: str) -> Iterator[Finding]:
    """Numbers that end in figures and do not run on."""
    before = 0
    for number in numbers:
        head, _dot, last = number.rpartition(".")
        if not last.isdigit():
            return
        if before and int(last) > before + 1:
            missing = ", ".join(f"{head}.{n}" if head else str(n) for n in range(before + 1, int(last)))
            yield Finding("gap", _("%(unit)s: there is no %(numbers)s.") % {"unit": unit, "numbers": missing}, path)
        before = int(last)


def _twins(unit: Unit, path: str, name: str) -> Iterator[Finding]:
    """The same words asked twice, or one number given to two criteria."""
    texts: dict[str, str] = {}
    numbers: set[str] = set()
    for j, outcome in enumerate(unit.outcomes):
        for k, criterion in enumerate(outcome.criteria):
            here = f"{path}/outcomes/{j}/criteria/{k}"
            key = " ".join([criterion.text, *(i.text for i in criterion.items)]).casefold().strip(" .;")
            if criterion.number in numbers:
                yield Finding("twice", _("%(unit)s has criterion %(number)s twice.") % {"unit": name, "number": criterion.number}, here)
            elif key in texts:
                message = _("%(unit)s asks the same in %(one)s and %(two)s.")
                yield Finding("twin", message % {"unit": name, "one": texts[key], "two": criterion.number}, here)
            numbers.add(criterion.number)
            texts.setdefault(key, criterion.number)


# Qualifications -----------------------------------------------------------------------------------------------------


def _qualification(i: int, one: Qualification, today: date) -> Iterator[Finding]:
    path, name = f"qualifications/{i}", one.number or one.title
    if one.accreditation_number:
        yield from _number(one.accreditation_number, Kind.QUALIFICATION, f"{path}/accreditation_number", name)
    stated = next(
        (word.strip(".,") for before, word in zip(one.title.split(), one.title.split()[1:], strict=False) if before.casefold() == "level"),
        "",
    )
    if stated.isdigit() and one.level and stated != one.level:
        message = _("“%(title)s” is given as Level %(level)s.")
        yield Finding("level", message % {"title": one.title, "level": one.level}, f"{path}/level", options=(stated, one.level))
    for field, says in (
        ("last_registration", _("The last day to register for %(name)s was %(day)s. Nobody can be registered on it any more.")),
        ("last_certification", _("The last day to certificate %(name)s was %(day)s. Nobody can be awarded it any more.")),
    ):
        day = _day(getattr(one, field))
        if day and day < today:
            yield Finding("past", says % {"name": name, "day": f"{day:%-d %B %Y}"}, f"{path}/{field}")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None  # in the document's own words


def _rules(i: int, framework: Framework, one: Qualification) -> Iterator[Finding]:
    path = f"qualifications/{i}"
    impossible = False
    for j, rule in enumerate(one.rules):
        if reason := why_impossible(framework, one, [rule]):
            impossible = True
            yield Finding("impossible", _("No choice of units can meet this rule: %(reason)s.") % {"reason": reason}, f"{path}/rules/{j}")
    if not impossible and (together := short_with_all(framework, one, one.rules)):
        names = text.names_of(framework, one)
        reasons = "; ".join(text.sentence(s, names) for s in together)
        yield Finding("impossible", _("No choice of units can meet these rules together: %(reasons)s.") % {"reasons": reasons}, path)
    rules: list[Rule] = [*one.rules, *(rule for pathway in one.pathways for rule in pathway.rules)]
    if rules:
        yield from _unmentioned(one, rules, path)
    if one.groups:
        grouped = {key for group in one.groups for key in group.units}
        for key in one.units:
            if key not in grouped and key in framework.unit_by_key:
                unit = framework.unit_by_key[key]
                message = _("%(unit)s counts towards %(name)s and stands in none of its groups.")
                yield Finding("ungrouped", message % {"unit": unit.code or unit.title, "name": one.number or one.title}, f"{path}/units")


def _unmentioned(one: Qualification, rules: list[Rule], path: str) -> Iterator[Finding]:
    """Groups that no rule speaks of, where rules speak of others."""
    named = {key for rule in rules for key in rule.groups}
    named |= {group.within for group in one.groups if group.key in named and group.within}  # what is asked of a part is asked of the whole
    if not named or any(rule.kind is RuleKind.ONE_FROM_EACH and not rule.groups for rule in rules):
        return
    scopes, units = {rule.scope for rule in rules}, {key for rule in rules if rule.kind is RuleKind.MANDATORY for key in rule.units}
    for j, group in enumerate(one.groups):
        spoken = (
            group.key in named or ("optional" if group.optional else "mandatory") in scopes or (group.units and units >= set(group.units))
        )
        if not spoken and group.within not in named:
            message = _("No rule speaks of group %(group)s: its units count towards the total alone.")
            yield Finding("unmentioned", message % {"group": group.key}, f"{path}/groups/{j}")


def _registered(i: int, one: Qualification, register: Mapping[str, Registered], today: date) -> Iterator[Finding]:
    path, number = f"qualifications/{i}", tidy_qan(one.accreditation_number)
    if not number:
        return
    words: dict[str, object] = {"number": number, "title": one.title}
    entry = register.get(number)
    if entry is None:
        yield Finding("register", _("%(number)s is not in the register that was brought in.") % words, f"{path}/accreditation_number")
        return
    if _plain(one.title) not in _plain(entry.title) and _plain(entry.title) not in _plain(one.title):
        message = _("The register calls %(number)s “%(theirs)s”.") % (words | {"theirs": entry.title})
        yield Finding("register", message, f"{path}/title", options=(entry.title,))
    theirs = entry.level.casefold().removeprefix("level").strip()
    if one.level and theirs and theirs != one.level.casefold():
        message = _("The register gives %(title)s as %(theirs)s.") % (words | {"theirs": entry.level})
        yield Finding("register", message, f"{path}/level", options=(theirs,))
    needed = [
        r.value
        for r in one.rules
        if r.kind in (RuleKind.MIN_CREDITS, RuleKind.EXACT_CREDITS) and r.scope == "total" and not r.groups and not r.units
    ]
    if entry.credits and needed and max(needed) != entry.credits:
        message = _("The register gives %(title)s %(theirs)s credits; its rules ask for %(ours)s.")
        yield Finding("register", message % (words | {"theirs": entry.credits, "ours": max(needed)}), path)
    if entry.operational_end and entry.operational_end < today:
        message = _("By the register, registration for %(title)s ended on %(day)s.")
        yield Finding("past", message % (words | {"day": f"{entry.operational_end:%-d %B %Y}"}), f"{path}/last_registration")
    if entry.certification_end and entry.certification_end < today:
        message = _("By the register, certification of %(title)s ended on %(day)s.")
        yield Finding("past", message % (words | {"day": f"{entry.certification_end:%-d %B %Y}"}), f"{path}/last_certification")


def _plain(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())
