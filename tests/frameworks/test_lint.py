"""The linter: one fault at a time in a specification that has none, found at its place; and nothing said of one in order."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from milepost.frameworks import shipped
from milepost.frameworks.corrections import holds
from milepost.frameworks.document import from_document
from milepost.frameworks.lint import Severity, lint

TODAY = date(2026, 11, 22)
ORDERLY: dict[str, Any] = {
    "format": "milepost-spec/1",
    "title": "Kelp",
    "qualifications": [
        {
            "number": "7100-02", "title": "Level 2 Certificate in Kelp", "level": "2", "accreditation_number": "601/4756/8",
            "groups": [
                {"key": "A", "title": "All", "units": ["K1"], "optional": False},
                {"key": "B", "title": "Some", "units": ["K2", "K3"]},
            ],
            "rules": [{"at_least": 7, "of": "credits"}, {"all": ["K1"]}, {"at_least": 3, "of": "credits", "from": "B"}],
        }
    ],
    "units": [
        {
            "key": f"K{n}", "code": f"K{n}", "title": f"Kelp {n}", "level": 2, "credit": 4, "glh": 30,
            "outcomes": [
                {"number": "1", "text": "Cut", "criteria": [{"number": f"1.{i}", "text": f"cut kelp {n} of kind {i}"} for i in (1, 2, 3)]}
            ],
        }
        for n in (1, 2, 3)
    ],
}  # fmt: skip
ORDERLY["units"][0]["uan"] = "R/901/0012"


@dataclass
class Entry:
    title: str = "Kelp Board Level 2 Certificate in Kelp"
    level: str = "Level 2"
    status: str = "Available to learners"
    credits: int | None = 7
    operational_end: date | None = None
    certification_end: date | None = None


def found(change: Callable[[dict[str, Any]], object] | None = None, register: dict[str, Entry] | None = None) -> list[tuple[str, str]]:
    document = copy.deepcopy(ORDERLY)
    if change:
        change(document)
    findings = lint(from_document(document), today=TODAY, register=register)
    for one in findings:
        assert holds(one.path) or one.path.split("/")[0] in ("units", "qualifications"), one.path
    return [(one.kind, one.path) for one in findings]


def unit(n: int, **change: Any) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["units"][n].update(change)


def first(**change: Any) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["qualifications"][0].update(change)


def criterion(n: int, **change: Any) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["units"][0]["outcomes"][0]["criteria"][n].update(change)


def test_one_in_order_has_nothing_to_say() -> None:
    assert found() == []
    assert found(register={"601/4756/8": Entry()}) == []


@pytest.mark.parametrize(
    ("change", "kind", "path"),
    [
        (unit(0, uan="A/901/0012"), "number_check", "units/0"),
        (unit(0, uan="R/901/001"), "number_shape", "units/0"),
        (unit(0, uan="601/4756/8"), "number_shape", "units/0"),
        (first(accreditation_number="601/4756/7"), "number_check", "qualifications/0/accreditation_number"),
        (first(accreditation_number="soon"), "number_shape", "qualifications/0/accreditation_number"),
        (unit(0, glh=41), "glh", "units/0"),
        (criterion(1, number="1.4"), "gap", "units/0/outcomes/0"),
        (criterion(1, text="Cut kelp 1 of kind 1."), "twin", "units/0/outcomes/0/criteria/1"),
        (unit(0, outcomes=[{"number": "1", "text": "Cut", "criteria": []}]), "criteria", "units/0/outcomes/0"),
        (first(level="3"), "level", "qualifications/0/level"),
        (first(last_registration="2026-11-21"), "past", "qualifications/0/last_registration"),
        (first(last_certification="2019-08-31"), "past", "qualifications/0/last_certification"),
        (first(rules=[{"at_least": 13, "of": "credits"}]), "impossible", "qualifications/0/rules/0"),
        (first(rules=[{"at_least": 12, "of": "credits"}, {"not_both": ["K2", "K3"]}]), "impossible", "qualifications/0"),
        (first(rules=[{"at_least": 3, "of": "credits", "from": "B"}]), "unmentioned", "qualifications/0/groups/0"),
        (first(units=["K1", "K2", "K3"], groups=ORDERLY["qualifications"][0]["groups"][:1], rules=[]), "ungrouped", "qualifications/0/units"),
    ],
)  # fmt: skip
def test_each_fault_is_found_at_its_place(change: Callable[[dict[str, Any]], object], kind: str, path: str) -> None:
    assert (kind, path) in found(change)


@pytest.mark.parametrize(
    "change",
    [
        unit(0, glh=40),
        first(last_registration="2026-11-22"),
        first(last_registration="when the money ends"),
        first(title="Certificate in Kelp"),
        first(rules=[{"at_least": 8, "of": "credits"}, {"not_both": ["K2", "K3"]}, {"at_least": 1, "of": "units", "from": ["A", "B"]}]),
    ],
)
def test_what_is_only_near_a_fault_is_none(change: Callable[[dict[str, Any]], object]) -> None:
    assert found(change) == []


@pytest.mark.parametrize(
    ("entry", "kind", "path"),
    [
        (None, "register", "qualifications/0/accreditation_number"),
        (Entry(title="Level 2 Certificate in Crabs"), "register", "qualifications/0/title"),
        (Entry(level="Level 3"), "register", "qualifications/0/level"),
        (Entry(credits=9), "register", "qualifications/0"),
        (Entry(operational_end=date(2026, 1, 1)), "past", "qualifications/0/last_registration"),
        (Entry(certification_end=date(2026, 1, 1)), "past", "qualifications/0/last_certification"),
    ],
)
def test_the_register_is_held_against_it(entry: Entry | None, kind: str, path: str) -> None:
    assert found(register={"601/4756/8": entry} if entry else {}) == [(kind, path)]


def test_a_wrong_shape_is_an_error_and_a_wrong_character_a_warning_with_the_right_one() -> None:
    document = copy.deepcopy(ORDERLY)
    document["units"][0]["uan"], document["units"][1]["uan"] = "A/901/0012", "Q/1"
    check, shape = lint(from_document(document), today=TODAY)
    assert (check.severity, check.options) == (Severity.WARNING, ("R/901/0012",))
    assert shape.severity is Severity.ERROR


def test_what_ships_has_no_error() -> None:
    for name in shipped.names():
        assert {one.kind for one in lint(shipped.by_name_or_path(name), today=TODAY)} <= {"past"}
