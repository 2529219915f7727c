"""Rules that no choice of units can meet."""

from collections.abc import Sequence
from dataclasses import replace

from milepost.base import text
from milepost.engine import combination
from milepost.engine.framework import Framework, Qualification, Rule
from milepost.engine.reasons import Shortfall


def short_with_all(framework: Framework, qualification: Qualification, rules: Sequence[Rule]) -> list[Shortfall]:
    """What is short even when every unit that counts is chosen. Empty where these rules can be met, or it is not known."""
    keys = set(qualification.units).union(*(group.units for group in qualification.groups)) or set(framework.unit_by_key)
    keys |= {equivalent.unit for equivalent in qualification.equivalents}
    under = replace(qualification, rules=tuple(rules))
    if tuple(rules) != qualification.rules:  # these alone, without what pathways ask for beside them
        under = replace(under, pathways=tuple(replace(pathway, rules=()) for pathway in qualification.pathways))
    verdict = combination.verdict(framework, under, keys)
    strange = (combination.Kind.UNKNOWN_UNIT, combination.Kind.OTHER_QUALIFICATION)
    return [one for one in verdict.shortfalls if one.kind not in strange] if verdict.settled else []


def why_impossible(framework: Framework, qualification: Qualification, rules: Sequence[Rule]) -> str | None:
    """The first of these reasons as a sentence."""
    reasons = short_with_all(framework, qualification, rules)
    return text.sentence(reasons[0], text.names_of(framework, qualification)) if reasons else None
