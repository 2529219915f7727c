"""How many parts an evidence requirement asks for, and which facts stand in its sentences."""

from typing import Any

import pytest

from milepost.engine.framework import Item, Nature, RequirementKind, Setting
from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.quantities import quantifier
from milepost.frameworks.importers.statements import conditions_in, requirements_of
from milepost.frameworks.importers.vq import to_framework
from tests.frameworks.packs.small import pack

ABCD = ["a", "b", "c", "d"]


def of(n: int) -> dict[str, Any]:
    return {"at_least": n, "of": ABCD}


def some(n: int) -> dict[str, Any]:
    return {"at_least": n, "of": []}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("You must submit three sails, each with its drawing.", some(3)),
        ("You must carry out the work on two kites.", some(2)),
        ("Evidence must cover two kites flown on one beach.", some(2)),
        ("You must carry through three flights without help.", some(3)),
        ("You must show one kite.", None),
        ("Your evidence must show the same kite on two dates no less than six weeks apart.", some(2)),
        ("You must produce two pages of notes.", None),
        ("You must complete six hours of practice.", None),
        ("The tank must hold at least 50 cubic metres.", None),
        ("The report must have at least 800 words.", None),
    ],
)
def test_things_that_must_be_handed_in_are_counted(text: str, wanted: Any):
    assert quantifier(text, []) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("You must cover at least three of these conditions:", of(3)),
        ("You must cover two of these groups:", of(2)),
        ("You must cover any two of the following:", of(2)),
        ("You must cover a minimum of 2 of the following:", of(2)),
        ("The work must be about one or more of the following:", of(1)),
        ("The work must be about three (3) of the following:", of(3)),
        ("Your evidence must come from two sources from the following list:", of(2)),
        ("You must use two different tools from these:", of(2)),
        ("You must work with either of the following:", of(1)),
        ("You must cover all of the following:", "all"),
        ("You must cover each of these at least once:", "all"),
        ("You must cover both of the following:", "all"),
        ("Your evidence must show that you have worked with:", "all"),
        ("You must cover at least four of these:", "all"),
        ("You must show one plan that takes account of:", "all"),
    ],
)
def test_how_many_of_a_list(text: str, wanted: Any):
    assert quantifier(text, ABCD) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Your evidence must cover work on four separate days.", some(4)),
        ("You must use two different communication media.", some(2)),
        ("You must have done this on at least three occasions.", some(3)),
        ("You must include three or more examples of reports.", some(3)),
        ("Your evidence must include at least two visitors.", some(2)),
        ("You must show this with a minimum of two suppliers.", some(2)),
        ("You must do this more than once.", some(2)),
        ("Your evidence must come from real work.", None),
        ("You must do this over a sufficient period of time.", None),
        ("You must show this over at least six weeks.", None),
        ("Your plan may be formal or informal.", None),
        ("Work at level 2 must be shown.", None),
    ],
)
def test_how_many_things_that_are_not_listed(text: str, wanted: Any):
    assert quantifier(text, []) == wanted


def kinds(text: str, items: int = 0) -> list[RequirementKind]:
    parts = tuple(Item(letter, letter) for letter in ABCD[:items])
    return [r.kind for r in requirements_of("1", text, parts, quantifier(text, ABCD[:items]))]


@pytest.mark.parametrize(
    ("text", "items", "wanted"),
    [
        ("Simulation is not allowed.", 0, [RequirementKind.NO_SIMULATION]),
        ("No simulation is permitted for any evidence.", 0, [RequirementKind.NO_SIMULATION]),
        ("Evidence must come from real work. Simulation is not allowed.", 0, [RequirementKind.PLACE, RequirementKind.NO_SIMULATION]),
        ("You must show this over a sufficient period of time.", 0, [RequirementKind.SUFFICIENT_PERIOD]),
        ("Your plan may be formal or informal.", 0, [RequirementKind.PERMISSION]),
        ("The costs must be financial.", 0, [RequirementKind.SHOWN]),
        ("You must do this on two separate days.", 0, [RequirementKind.N_DIFFERENT]),
        ("You must cover two of these:", 4, [RequirementKind.N_OF]),
        ("You must deal with customers who are:", 2, [RequirementKind.ALL_OF]),
        ("Your sources may be:", 3, [RequirementKind.PERMISSION]),
        ("Simulation is not allowed. You must cover two of these:", 4, [RequirementKind.NO_SIMULATION, RequirementKind.N_OF]),
    ],
)
def test_each_sentence_is_a_fact_of_its_kind(text: str, items: int, wanted: list[RequirementKind]):
    assert kinds(text, items) == wanted


def test_places_that_do_not_count_and_the_evidence_that_may_not_be_simulated():
    text = (
        "Your evidence should come from a real job. Evidence from a realistic working environment or a work placement does not count. "
        "Simulation is not allowed for any performance evidence."
    )
    place, simulation = requirements_of("1", text, (), None)
    assert place.settings == {Setting.REALISTIC_ENVIRONMENT, Setting.WORK_PLACEMENT}
    assert place.text.startswith("Your evidence should come from a real job.")
    assert simulation.nature is Nature.PERFORMANCE


def test_whom_a_unit_is_not_for():
    aim = (
        "This is about settling. This unit is for learners who may decide. It should not be used if the learner has to ask. It covers much."
    )
    assert conditions_in(aim) == ["This unit is for learners who may decide. It should not be used if the learner has to ask."]
    assert conditions_in("This unit is about customers who do not use the service.") == []


def test_a_reading_becomes_a_framework():
    reading = read_handbook(pack(("1.2 lift frames", "1.1 lift frames")), "bees.txt")
    framework = to_framework(reading.document, reading.extras)
    unit = framework.unit_by_code["201"]
    assert (unit.key, unit.level, unit.credit, unit.glh) == ("J/907/0014", 2, 3, 21)
    assert [c.number for c in unit.criteria] == ["1.1", "1.1 (2)", "2.1"]
    (requirement,) = unit.requirements
    assert (requirement.kind, requirement.at_least, len(requirement.items)) == (RequirementKind.N_OF, 2, 3)
    qualification = framework.qualification("8800-03")
    assert qualification.units == ("J/907/0014", "D/907/0021")
    assert (qualification.ages, qualification.min_age) == ("16+", 16)
    assert framework.owner == "Hive Board"
