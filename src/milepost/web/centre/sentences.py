"""Rules of combination and evidence requirements as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from milepost.base import text
from milepost.base.rule_sentences import FLOORS
from milepost.base.text import SETTINGS, listed
from milepost.engine import combination
from milepost.engine.combination import Line
from milepost.engine.framework import Equivalent, Framework, Pathway, Qualification, Requirement, RequirementKind


def rule_in_words(line: Line, names: Mapping[str, str]) -> str:
    """What a rule of combination asks for, as a sentence of its own: "At least 10 optional credits at Level 3"."""
    asked = text.asked(line, names)
    if line.kind in FLOORS:
        return _("At least %(what)s") % {"what": asked}
    return asked[:1].upper() + asked[1:]


def pathway_lines(framework: Framework, qualification: Qualification) -> list[tuple[Pathway, tuple[Line, ...]]]:
    """Each pathway with the rules that stand on it beside the common ones."""
    return [
        (one, combination.verdict(framework, qualification, (), pathway=one.key).lines[len(qualification.rules) :])
        for one in qualification.pathways
    ]


def pathway_rules(framework: Framework, qualification: Qualification, names: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The rules of each pathway as sentences, with whether no document confirms them: "Pathway Process: at least 3 units from Group B1"."""
    found = []
    for pathway, lines in pathway_lines(framework, qualification):
        found += [(pathway_rule(pathway, rule_in_words(line, names)), line.unconfirmed) for line in lines]
        if not lines:
            found.append((_("Pathway %(pathway)s: no rules of its own") % {"pathway": pathway.title or pathway.key}, False))
    return found


def pathway_rule(pathway: Pathway, words: str) -> str:
    """A rule in words, as one of this pathway."""
    return _("Pathway %(pathway)s: %(rule)s") % {"pathway": pathway.title or pathway.key, "rule": words[:1].lower() + words[1:]}


def equivalent_in_words(pair: Equivalent, called: Mapping[str, str]) -> str:
    """Which unit may count for which, and whose figures it brings."""
    given = {"unit": called.get(pair.unit, pair.unit), "other": called.get(pair.instead_of, pair.instead_of)}
    if pair.carries == "target":
        return _("%(unit)s may count in place of %(other)s, with the credit, level and hours of %(other)s") % given
    return _("%(unit)s may count in place of %(other)s, with its own credit, level and hours") % given


def requirement_in_words(written: Mapping[str, Any]) -> str:
    """What a requirement, as a document writes it, means as a rule."""
    if enough := written.get("enough"):
        if "all" in enough:
            return _("All %(count)s: %(parts)s") % {"count": len(enough["all"]), "parts": _parts(enough["all"])}
        if "different" in enough:
            return ngettext("%(n)d thing, of your choice", "%(n)d different things, of your choice", enough["different"]) % {
                "n": enough["different"]
            }
        return _("At least %(n)s of %(count)s: %(parts)s") % {
            "n": enough["at_least"],
            "count": len(enough["of"]),
            "parts": _parts(enough["of"]),
        }
    if simulation := written.get("simulation"):
        return {
            "none": _("No simulation, for any evidence"),
            "none for performance": _("No simulation for evidence of performance"),
            "none for knowledge": _("No simulation for evidence of knowledge"),
        }[simulation]
    if not_from := written.get("not_from"):
        return _("Does not count from %(settings)s") % {"settings": listed(str(SETTINGS[setting]) for setting in not_from)}
    if written.get("period"):
        return _("Over a period that the assessor finds sufficient")
    if written.get("permission"):
        return _("A permission: it never blocks")
    return _("Shown as a whole, and judged by the assessor")


def _parts(items: list[Mapping[str, str]]) -> str:
    return ", ".join(item["text"] for item in items)


def requirement_kind(written: Mapping[str, Any]) -> RequirementKind:
    """The kind of a requirement as a document writes it."""
    if enough := written.get("enough"):
        if "all" in enough:
            return RequirementKind.ALL_OF
        return RequirementKind.N_DIFFERENT if "different" in enough else RequirementKind.N_OF
    for word, kind in (
        ("simulation", RequirementKind.NO_SIMULATION),
        ("not_from", RequirementKind.PLACE),
        ("period", RequirementKind.SUFFICIENT_PERIOD),
        ("permission", RequirementKind.PERMISSION),
    ):
        if written.get(word):
            return kind
    return RequirementKind.SHOWN


def published_requirement(requirement: Requirement) -> str:
    """The same for a requirement of a published framework."""
    items = [{"letter": item.letter, "text": item.text} for item in requirement.items]
    written: dict[str, Any]
    match requirement.kind:
        case RequirementKind.ALL_OF:
            written = {"enough": {"all": items}}
        case RequirementKind.N_OF:
            written = {"enough": {"at_least": requirement.at_least, "of": items}}
        case RequirementKind.N_DIFFERENT:
            written = {"enough": {"different": requirement.at_least}}
        case RequirementKind.NO_SIMULATION:
            written = {"simulation": f"none for {requirement.nature}" if requirement.nature else "none"}
        case RequirementKind.PLACE:
            written = {"not_from": sorted(requirement.settings)}
        case RequirementKind.SUFFICIENT_PERIOD:
            written = {"period": True}
        case RequirementKind.PERMISSION:
            written = {"permission": True}
        case _:
            written = {}
    return requirement_in_words(written)
