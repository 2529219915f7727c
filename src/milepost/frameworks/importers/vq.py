"""The neutral format vq-spec/1: writing it, reading it, and turning it into a framework that the engine understands."""

import json
import re
from collections import Counter
from typing import Any

from milepost.engine.framework import (
    Change,
    Criterion,
    Framework,
    Group,
    Item,
    Outcome,
    Qualification,
    Requirement,
    Rule,
    RuleKind,
    Unit,
)
from milepost.frameworks.importers.extras import Extras, min_age
from milepost.frameworks.importers.pack import Reading
from milepost.frameworks.importers.statements import conditions_in, requirements_of

type Document = dict[str, Any]
FORMAT = "vq-spec/1"


def to_json(reading: Reading) -> str:
    """The reading as a vq-spec/1 file; what the format does not know stands under `extras`."""
    return json.dumps({**reading.document, "extras": reading.extras.as_dict()}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> tuple[Document, Extras]:
    """The document and extras in a vq-spec/1 file. ValueError when it is another kind of file."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(FORMAT)
    return document, Extras.from_dict(document.pop("extras", None) or {})


def to_framework(document: Document, extras: Extras | None = None) -> Framework:
    """The framework in a vq-spec/1 document. Rules that the engine has no word for are kept in its notes."""
    extras = extras or Extras()
    about = document.get("document") or {}
    units = tuple(unit_of(u) for u in document.get("units") or [])
    notes: list[str] = []
    strategies = list(dict.fromkeys(extras.strategies.values()))
    return Framework(
        title=about.get("title") or "",
        number=about.get("number") or "",
        version=about.get("version") or "",
        qualifications=tuple(qualifications_of(document, extras, notes)),
        units=units,
        changes=tuple(
            Change(c.get("version") or "", c.get("date") or "", c.get("detail") or "", c.get("section") or "")
            for c in document.get("change_log") or []
        ),
        owner=about.get("awarding_body") or "",
        assessment_strategy="; ".join(strategies),
        notes=tuple(notes),
    )


def key_of(unit: Document) -> str:
    return unit.get("uan") or unit.get("number") or unit.get("title") or ""


def unit_of(unit: Document) -> Unit:
    level = str(unit.get("level") or "")
    digits = re.search(r"\d", level)
    aim = unit.get("aim") or ""
    requirements: list[Requirement] = []
    conditions = conditions_in(aim)
    for statement in unit.get("evidence_requirements") or []:
        items = items_of(statement)
        requirements.extend(requirements_of(str(statement["number"]), statement.get("text") or "", items, statement.get("quantifier")))
        conditions.extend(conditions_in(statement.get("text") or ""))
    credit = unit.get("credit")
    glh = unit.get("glh")
    return Unit(
        key=key_of(unit),
        code=unit.get("number") or unit.get("uan") or "",
        title=unit.get("title") or "",
        level=int(digits[0]) if digits else 0,
        entry=level.lower().startswith("e"),
        credit=round(credit) if credit is not None else 0,
        glh=round(glh) if glh is not None else None,
        uan=unit.get("uan") or "",
        outcomes=outcomes_of(unit),
        requirements=tuple(requirements),
        conditions=tuple(dict.fromkeys(conditions)),
        aim=aim,
        nos=unit.get("nos") or "",
        support_body=unit.get("support_body") or "",
        assessment=unit.get("assessment") or "",
        unconfirmed=frozenset(name for name in ("level", "credit", "glh") if unit.get(name) is None),
    )


def items_of(statement: Document) -> tuple[Item, ...]:
    return tuple(Item(i["letter"], i["text"]) for i in statement.get("items") or [])


def outcomes_of(unit: Document) -> tuple[Outcome, ...]:
    """The outcomes; a criterion number that the document gives twice is told apart, because it names what is judged."""
    seen: Counter[str] = Counter()
    found = []
    for outcome in unit.get("outcomes") or []:
        criteria = []
        for criterion in outcome.get("criteria") or []:
            number = str(criterion["number"])
            seen[number] += 1
            if seen[number] > 1:
                number = f"{number} ({seen[number]})"
            criteria.append(Criterion(number, criterion.get("text") or "", items_of(criterion)))
        found.append(Outcome(str(outcome["number"]), outcome.get("text") or "", tuple(criteria)))
    return tuple(found)


def qualifications_of(document: Document, extras: Extras, notes: list[str]) -> list[Qualification]:
    rows = document.get("qualifications") or []
    units = document.get("units") or []
    found = []
    for row in rows:
        key = row.get("number") or row.get("title") or ""
        members = [u for u in units if key in (u.get("qualifications") or [])] or (units if len(rows) == 1 else [])
        groups = groups_of(members)
        rules = rules_of(document, groups, members, notes) if len(rows) == 1 else ()
        ages = extras.ages.get(key, "")
        found.append(
            Qualification(
                number=row.get("number"),
                title=row.get("title") or "",
                level=str(row.get("level") or ""),
                accreditation_number=row.get("accreditation_number") or "",
                ages=ages,
                min_age=min_age(ages),
                last_registration=extras.last_registration.get(key, ""),
                last_certification=extras.last_certification.get(key, ""),
                approval=extras.approval,
                units=tuple(key_of(u) for u in members),
                groups=groups,
                rules=tuple(rules),
            )
        )
    if len(rows) != 1:
        notes.extend(json.dumps(rule, sort_keys=True) for rule in document.get("rules_of_combination") or [])
    return found


def groups_of(members: list[Document]) -> tuple[Group, ...]:
    names = dict.fromkeys(name for u in members if (name := group_of(u)))
    found = []
    for name in names:
        inside = [u for u in members if group_of(u) == name]
        found.append(Group(name, units=tuple(key_of(u) for u in inside), optional=not all(u.get("mandatory") for u in inside)))
    return tuple(found)


def group_of(unit: Document) -> str:
    """The group of a unit; "mandatory" or "optional" where the document names only the part."""
    if unit.get("group"):
        return str(unit["group"])
    return "" if unit.get("mandatory") is None else "mandatory" if unit["mandatory"] else "optional"


def rules_of(document: Document, groups: tuple[Group, ...], members: list[Document], notes: list[str]) -> list[Rule]:
    found = []
    mandatory = tuple(key_of(u) for u in members if u.get("mandatory"))
    if mandatory:
        found.append(Rule(RuleKind.MANDATORY, units=mandatory))
    for rule in document.get("rules_of_combination") or []:
        scope = str(rule.get("scope") or "total")
        try:
            kind = RuleKind(str(rule.get("type")))
        except ValueError:
            notes.append(json.dumps(rule, sort_keys=True))
            continue
        if kind is RuleKind.BARRED:
            names = scope.partition(":")[2].split("+")
            keys = tuple(next((key_of(u) for u in members if name in (u.get("uan"), u.get("number"))), name) for name in names)
            found.append(Rule(kind, units=keys))
            continue
        inside: tuple[str, ...] = ()
        if scope == "each-optional-group" and kind is RuleKind.MIN_UNITS:
            found.append(Rule(RuleKind.ONE_FROM_EACH, int(rule.get("value") or 1)))
            continue
        if scope.startswith("group:"):
            inside = tuple(scope.partition(":")[2].split("+"))
        elif scope == "mandatory":
            inside = tuple(g.key for g in groups if not g.optional)
        found.append(
            Rule(
                kind,
                int(rule.get("value") or 0),
                inside,
                scope="optional" if scope == "optional" else "total",
                level=int(rule.get("level") or 0),
            )
        )
    return found
