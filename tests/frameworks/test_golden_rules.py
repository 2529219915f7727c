"""Rules of combination as handbooks write them: golden specifications, each with sets that pass and sets that miss one rule."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from milepost.engine import combination
from milepost.engine.combination import Taken, Verdict, When
from milepost.engine.combination.conditions import COUNTED, Bound, Reach
from milepost.engine.framework import Framework, How, Rule, RuleKind
from milepost.frameworks import shipped
from milepost.frameworks.corrections import why_impossible
from milepost.frameworks.document import from_document, to_document
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.importers.identifiers import qan_checks
from milepost.frameworks.specfile import load

FOLDER = specs_folder() / "golden" / "rules"
NAMES = sorted(path.name.removesuffix(".sets.yaml") for path in FOLDER.glob("*.sets.yaml"))
SETS: dict[str, dict[str, Any]] = {name: yaml.safe_load((FOLDER / f"{name}.sets.yaml").read_text()) for name in NAMES}
FRAMEWORKS: dict[str, Framework] = {name: load(FOLDER / f"{name}.yaml") for name in NAMES}
INVENTED = {"map-room-digital-skills", "ferry-enquiry-desk", "lantern-keeping-pathway"}


def cases(part: str) -> list[Any]:
    return [pytest.param(name, case, id=f"{name}: {case['name']}") for name in NAMES for case in SETS[name][part]]


def verdict(name: str, case: dict[str, Any]) -> Verdict:
    chosen = [Taken(one["unit"], How(one["how"])) if isinstance(one, dict) else one for one in case["units"]]
    days = {what: date.fromisoformat(day) for what, day in case.get("when", {}).items()}
    framework = FRAMEWORKS[name]
    return combination.verdict(framework, framework.qualification(), chosen, pathway=case.get("pathway", ""), when=When(**days))


def rules(name: str) -> list[Rule]:
    qualification = FRAMEWORKS[name].qualification()
    return [*qualification.rules, *(rule for pathway in qualification.pathways for rule in pathway.rules)]


def test_sixteen_of_them_and_the_learners_diploma_stand_for_the_seventeen_examples() -> None:
    assert len(NAMES) == 16
    assert set(NAMES) > INVENTED
    assert {path.name for path in FOLDER.glob("*")} == {f"{name}{end}" for name in NAMES for end in (".yaml", ".sets.yaml")}


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_specification_survives_the_way_to_its_document_and_back(name: str) -> None:
    assert from_document(to_document(FRAMEWORKS[name])) == FRAMEWORKS[name]


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_of_a_golden_specification_is_called_impossible(name: str) -> None:
    framework = FRAMEWORKS[name]
    qualification = framework.qualification()
    assert why_impossible(framework, qualification, qualification.rules) is None
    assert [rule.label for rule in qualification.rules if why_impossible(framework, qualification, [rule])] == []


def test_a_rule_is_looked_at_without_what_a_pathway_asks_for() -> None:
    framework = FRAMEWORKS["level-2-health-and-social-care"]
    qualification = framework.qualification()
    greedy = replace(qualification, pathways=tuple(replace(p, rules=(Rule(RuleKind.MIN_CREDITS, 999),)) for p in qualification.pathways))
    assert why_impossible(framework, greedy, [qualification.rules[0]]) is None
    assert why_impossible(framework, greedy, greedy.rules)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_invented_says_so(name: str) -> None:
    framework = FRAMEWORKS[name]
    assert any("invented" in note for note in framework.notes)
    number = framework.qualification().accreditation_number
    assert not number or qan_checks(number)
    assert name in INVENTED or all("Invented" in unit.title for unit in framework.units)


@pytest.mark.parametrize(("name", "case"), cases("passing"))
def test_a_set_known_to_pass_passes(name: str, case: dict[str, Any]) -> None:
    found = verdict(name, case)
    assert found.shortfalls == ()
    assert all(line.met for line in found.lines)
    assert found.credits == case["credits"]
    assert found.pathway == case.get("pathway", found.pathway)
    asked = {line.label for line in found.lines}
    assert found.unconfirmed == any(rule.unconfirmed for rule in rules(name) if rule.label in asked)


@pytest.mark.parametrize(("name", "case"), cases("failing"))
def test_a_set_known_to_miss_one_rule_is_refused_with_that_reason_alone(name: str, case: dict[str, Any]) -> None:
    assert [(reason.culprit, reason.short) for reason in verdict(name, case).shortfalls] == [(case["breaks"], case["short"])]


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_is_the_only_one_broken_in_a_near_miss_of_its_own(name: str) -> None:
    dates = {"min_age", "last_registration", "last_certification"}
    assert {case["breaks"] for case in SETS[name]["failing"]} - dates == {rule.label for rule in rules(name)}


def test_the_golden_specifications_hold_every_sort_of_rule() -> None:
    every: list[Path] = [FOLDER / f"{name}.yaml" for name in NAMES] + [shipped.path_of(name) for name in shipped.names()]
    frameworks = [load(path) for path in every]
    found = [r for f in frameworks for q in f.qualifications for r in (*q.rules, *(r for p in q.pathways for r in p.rules))]
    kinds = {rule.kind for rule in found}
    assert set(RuleKind) - set(COUNTED) <= kinds
    counted = [COUNTED[kind] for kind in kinds if kind in COUNTED]
    assert {c.bound for c in counted} == set(Bound)
    assert {c.reach for c in counted} == set(Reach)
    assert {c.measure for c in counted} >= {None, "credits", "units", "values", "glh", "tqt"}
    assert {rule.scope for rule in found} >= {"total", "optional", "imported", "borrowed"}
    assert {how for rule in found for how in rule.how} == {How.RPL, How.TRANSFER, How.COMPENSATED}
    assert any(rule.further for rule in found)
    assert any(q.pathways for f in frameworks for q in f.qualifications)
    assert {e.carries for f in frameworks for q in f.qualifications for e in q.equivalents} == {"own", "target"}
    assert any(g.within for f in frameworks for q in f.qualifications for g in q.groups)


def test_units_of_the_ferry_desk_are_certificated_alone_while_the_whole_is_not_met() -> None:
    chosen: list[str | Taken] = ["201", Taken("202", How.TRANSFER), Taken("203", How.RPL), Taken("209", How.EXEMPT)]
    framework = FRAMEWORKS["ferry-enquiry-desk"]
    assert combination.verdict(framework, framework.qualification(), chosen).alone == ("201", "203")
    framework = FRAMEWORKS["itq-level-2"]
    assert combination.verdict(framework, framework.qualification(), ["O1"]).alone == ()
