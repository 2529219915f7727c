"""The specifications that come with Milepost: in order, true to what they say of themselves, and proved by golden sets."""

from collections import Counter
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from milepost.engine import combination
from milepost.engine.framework import Framework, RequirementKind
from milepost.frameworks import shipped
from milepost.frameworks.document import from_document, to_document
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.importers.identifiers import qan_checks, uan_checks
from milepost.frameworks.specfile import load, schema

NAMES = shipped.names()
GOLDEN: dict[str, dict[str, Any]] = {name: yaml.safe_load((specs_folder() / "golden" / f"{name}.yaml").read_text()) for name in NAMES}
LEARNER = ("F3", "F4", "A3", "A13", "B11", "C5", "D6")


def golden(part: str) -> list[Any]:
    return [pytest.param(name, case, id=f"{name}: {case['name']}") for name in NAMES for case in GOLDEN[name][part]]


def verdict(framework: Framework, units: list[str]) -> combination.Verdict:
    return combination.verdict(framework, framework.qualification(), [framework.unit_by_code[unit].key for unit in units])


def by_code(framework: Framework, label: str) -> str:
    for unit in framework.units:
        label = label.replace(unit.key, unit.code) if unit.uan else label
    return label


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_specification_is_in_order_and_survives_the_way_to_its_document_and_back(name: str):
    framework = load(shipped.path_of(name))
    assert from_document(to_document(framework)) == framework == shipped.shipped(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_of_a_shipped_specification_carry_the_right_check(name: str):
    framework = shipped.shipped(name)
    assert [unit.uan for unit in framework.units if unit.uan and not uan_checks(unit.uan)] == []
    numbers = [q.accreditation_number for q in framework.qualifications if q.accreditation_number]
    assert [number for number in numbers if not qan_checks(number)] == []


@pytest.mark.parametrize(("name", "case"), golden("passing"))
def test_a_set_known_to_pass_passes(name: str, case: dict[str, Any]):
    found = verdict(shipped.shipped(name), case["units"])
    assert found.shortfalls == ()
    assert found.credits == case["credits"]
    assert found.unconfirmed == case.get("unconfirmed", False)
    if "optional_by_level" in case:
        assert found.optional_by_level == case["optional_by_level"]


@pytest.mark.parametrize(("name", "case"), golden("failing"))
def test_a_set_known_to_miss_one_rule_is_refused_with_that_reason_alone(name: str, case: dict[str, Any]):
    framework = shipped.shipped(name)
    reasons = verdict(framework, case["units"]).shortfalls
    assert [(by_code(framework, reason.culprit), reason.short) for reason in reasons] == [(case["breaks"], case["short"])]


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_is_the_only_one_broken_in_a_near_miss_of_its_own(name: str):
    framework = shipped.shipped(name)
    labels = {by_code(framework, rule.label) for rule in framework.qualification().rules}
    assert {case["breaks"] for case in GOLDEN[name]["failing"]} == labels


# Customer service -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def customer_service() -> Framework:
    return shipped.shipped("customer-service-diploma")


def test_customer_service_has_59_units_in_five_groups(customer_service: Framework):
    assert Counter(group.key for group in customer_service.qualification().groups for _ in group.units) == {
        "A": 2,
        "B": 16,
        "C": 15,
        "D": 6,
        "E": 20,
    }
    assert len(customer_service.units) == 59


def test_the_learners_seven_units_carry_our_criteria_and_evidence_requirements(customer_service: Framework):
    counts = {unit.code: len(list(unit.criteria)) for unit in customer_service.units if unit.outcomes}
    assert set(counts) == set(LEARNER)
    assert all(20 <= count <= 30 for count in counts.values())
    assert 150 <= sum(counts.values()) <= 180
    assert all(customer_service.unit_by_code[code].requirements for code in LEARNER)


def test_the_learners_set_rests_on_confirmed_facts_and_47_other_units_do_not(customer_service: Framework):
    assert all(not customer_service.unit_by_code[code].unconfirmed for code in LEARNER)
    assert sum({"level", "credit"} <= unit.unconfirmed for unit in customer_service.units) == 47
    assert sum("title" in unit.unconfirmed for unit in customer_service.units) == 18


# Contact centre ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def contact_centre() -> Framework:
    return shipped.shipped("contact-centre-diploma")


def test_the_contact_centre_holds_every_kind_of_evidence_requirement(contact_centre: Framework):
    requirements = [requirement for unit in contact_centre.units for requirement in unit.requirements]
    assert {requirement.kind for requirement in requirements} == set(RequirementKind)
    bans = {requirement.nature for requirement in requirements if requirement.kind is RequirementKind.NO_SIMULATION}
    assert len(bans) == 2
    assert any(unit.conditions for unit in contact_centre.units)


def test_the_contact_centre_has_the_size_of_a_real_pack_and_invented_numbers(contact_centre: Framework):
    assert len(contact_centre.units) == 12
    assert 160 <= sum(len(list(unit.criteria)) for unit in contact_centre.units) <= 180
    assert all(unit.uan[2] == "9" for unit in contact_centre.units)
    qualification = contact_centre.qualification()
    assert (qualification.min_age, qualification.last_registration, qualification.last_certification) == (18, "2031-08-31", "2034-08-31")
    assert qualification.approval
