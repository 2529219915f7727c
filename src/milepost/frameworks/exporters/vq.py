"""A specification in the neutral form vq-spec/1: plain JSON that any program can read.

The form knows less than we do. So the file holds our own document as well, under `milepost`, with the digest of the neutral
part that it belongs to: a file that nobody changed is read back whole, one that was edited is read as it was edited.
"""

import json
from collections.abc import Iterator
from typing import Any

from milepost.engine.framework import Framework, Outcome, Qualification, Requirement, RequirementKind, Rule, RuleKind, Unit
from milepost.frameworks.document import Document, digest, from_document
from milepost.frameworks.exporters.notation import in_order

FORMAT = "vq-spec/1"
OURS = "milepost"
# Kinds of rules that the form has a word for, and what each is in its words.
KINDS = {
    RuleKind.MIN_CREDITS: ("min_credits",),
    RuleKind.MAX_CREDITS: ("max_credits",),
    RuleKind.EXACT_CREDITS: ("min_credits", "max_credits"),
    RuleKind.MIN_UNITS: ("min_units",),
    RuleKind.MAX_UNITS: ("max_units",),
    RuleKind.EXACT_UNITS: ("min_units", "max_units"),
    RuleKind.MIN_CREDITS_AT_LEVEL: ("min_credits_at_level",),
    RuleKind.MIN_CREDITS_AT_LEVEL_OR_ABOVE: ("min_credits_at_level_or_above",),
    RuleKind.MAX_CREDITS_AT_LEVEL: ("max_credits_at_level",),
    RuleKind.MAX_CREDITS_AT_LEVEL_OR_BELOW: ("max_credits_at_level_or_below",),
    RuleKind.ONE_FROM_EACH: ("min_units",),
    RuleKind.BARRED: ("barred",),
}


def write(document: Document) -> bytes:
    """The file, with our own document inside."""
    neutral = neutral_of(from_document(document))
    return (
        json.dumps(neutral | {OURS: {"of": digest(neutral), "document": in_order(document)}}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def kept_document(data: dict[str, Any]) -> Document | None:
    """Our own document in such a file, where the neutral part is still the one that it belongs to."""
    ours = data.get(OURS)
    neutral = {name: value for name, value in data.items() if name != OURS}
    if not isinstance(ours, dict) or not isinstance(ours.get("document"), dict) or ours.get("of") != digest(neutral):
        return None
    document: Document = ours["document"]
    return document


def neutral_of(framework: Framework) -> Document:
    """The framework in the words of the form."""
    rules = [rule for qualification in framework.qualifications for rule in _rules(framework, qualification)]
    return {
        "format": FORMAT,
        "document": _given(
            title=framework.title, number=framework.number, version=framework.version, awarding_body=framework.owner
        ),
        "qualifications": [
            {"number": one.number} | _given(title=one.title, level=one.level, accreditation_number=one.accreditation_number)
            for one in framework.qualifications
        ],
        "units": [_unit(framework, unit) for unit in framework.units],
        "rules_of_combination": [rule for place, rule in enumerate(rules) if rule not in rules[:place]],
        "change_log": [_given(version=c.version, date=c.date, detail=c.detail, section=c.section) for c in framework.changes],
    }  # fmt: skip


def _given(**fields: Any) -> Document:
    return {name: value for name, value in fields.items() if value not in ("", None)}


def _unit(framework: Framework, unit: Unit) -> Document:
    towards = [one for one in framework.qualifications if unit.key in one.units or not one.units]
    group = next((group for one in towards for group in one.group_of(unit.key)), None)
    needed = any(rule.kind is RuleKind.MANDATORY and unit.key in rule.units for one in towards for rule in one.rules)
    level = f"Entry {unit.level}" if unit.entry else str(unit.level or "")
    found = _given(
        uan=unit.uan, number=unit.code, title=unit.title, level=level, credit=unit.credit or None, glh=unit.glh,
        group=group.key if group else None, mandatory=True if needed or (group and not group.optional) else None,
        aim=unit.aim, nos=unit.nos, support_body=unit.support_body, assessment=unit.assessment,
    )  # fmt: skip
    return found | {
        "qualifications": [one.number or one.title for one in towards],
        "outcomes": [_outcome(outcome) for outcome in unit.outcomes],
        "evidence_requirements": list(_statements(unit)),
    }


def _outcome(outcome: Outcome) -> Document:
    criteria = [{"number": c.number, "text": c.text} | ({"items": _items(c.items)} if c.items else {}) for c in outcome.criteria]
    return {"number": outcome.number, "text": outcome.text, "criteria": criteria}


def _items(items: tuple[Any, ...]) -> list[Document]:
    return [{"letter": item.letter, "text": item.text} for item in items]


def _statements(unit: Unit) -> Iterator[Document]:
    """Numbered statements: the requirements of one number are the sentences of one."""
    numbers = list(dict.fromkeys(requirement.number for requirement in unit.requirements))
    for number in numbers:
        same = [requirement for requirement in unit.requirements if requirement.number == number]
        listing = next((one for one in same if one.items), None)
        yield {
            "number": number, "text": " ".join(one.text for one in same), "items": _items(listing.items) if listing else [],
            "quantifier": next((found for one in same if (found := _quantifier(one)) is not None), None),
        }  # fmt: skip


def _quantifier(requirement: Requirement) -> Any:
    match requirement.kind:
        case RequirementKind.ALL_OF:
            return "all"
        case RequirementKind.N_OF:
            return {"at_least": requirement.at_least, "of": [item.letter for item in requirement.items]}
        case RequirementKind.N_DIFFERENT:
            return {"at_least": requirement.at_least, "of": []}
    return None


def _rules(framework: Framework, qualification: Qualification) -> Iterator[Document]:
    """The rules that the form can say whole. The others stand in our own document alone."""
    for rule in qualification.rules:
        plain = Rule(rule.kind, rule.value, rule.groups, rule.scope, rule.level, rule.units, rule.unconfirmed)
        if rule != plain or (scope := _scope(framework, qualification, rule)) is None:
            continue
        for type_ in KINDS.get(rule.kind, ()):
            found: Document = {"type": type_, "scope": scope}
            if rule.kind is not RuleKind.BARRED:
                found["value"] = rule.value or (1 if rule.kind is RuleKind.ONE_FROM_EACH else 0)
            if rule.level:
                found["level"] = rule.level
            yield found


def _scope(framework: Framework, qualification: Qualification, rule: Rule) -> str | None:
    if rule.kind is RuleKind.BARRED:
        units = [framework.unit_by_key[key] for key in rule.units if key in framework.unit_by_key]
        return "barred:" + "+".join(sorted(unit.uan or unit.code for unit in units))
    if rule.units:
        return None
    if rule.kind is RuleKind.ONE_FROM_EACH:
        optional = {group.key for group in qualification.groups if group.optional}
        return "each-optional-group" if not rule.groups or set(rule.groups) == optional else None
    if len(rule.groups) == 1:
        return f"group:{rule.groups[0]}"
    return rule.scope if not rule.groups and rule.scope in ("total", "optional", "mandatory") else None
