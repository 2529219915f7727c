"""Our own pack is read whole as a Word document, as a web page, and as tables of criteria with any heads."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.pack import Reading
from tests.frameworks.packs import forms
from tests.frameworks.packs.compare import differences, words
from tools import handbook_pack

PACKS = Path(__file__).parents[2] / "specs" / "packs"


@pytest.fixture(scope="module")
def data() -> Any:
    return yaml.safe_load((PACKS / "harbour-operations.yaml").read_text())


@pytest.fixture(scope="module", params=["docx", "html"])
def reading(request: pytest.FixtureRequest, data: Any) -> Reading:
    made = forms.word_of(data) if request.param == "docx" else forms.page_of(data)
    return read_handbook(made, f"harbour.{request.param}")


def test_the_pack_is_read_whole(reading: Reading):
    gold = json.loads((PACKS / "harbour-operations.gold.json").read_text())
    assert differences(gold, reading.document) == []
    assert reading.unplaced == []


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("units/F/940/0054/aim", "Whoever leads the shift"),
        ("units/K/940/0016/criteria/1.2", "how long they mean to stay"),
        ("units/K/940/0016/evidence/3/e", "a medical worry"),
    ],
)
def test_every_part_knows_where_it_stands(reading: Reading, path: str, says: str):
    assert says in reading.source.text_at(reading.places[path][0])


def the_criteria(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [
        (u["uan"], o["number"], c["number"], words(c["text"]))
        for u in reading.document["units"]
        for o in u["outcomes"]
        for c in o["criteria"]
    ]


def right(data: Any) -> list[tuple[str, str, str, str]]:
    gold = handbook_pack.gold_of(data)
    return [(u["uan"], o["number"], c["number"], words(c["text"])) for u in gold["units"] for o in u["outcomes"] for c in o["criteria"]]


@pytest.mark.parametrize(
    "heads",
    [
        forms.HEADS,
        ("UAN", "Unit title", "Level", "Credit", "GLH", "LO no.", "Learning outcome", "AC no.", "Assessment criterion"),
        ("a", "b", "c", "d", "e", "f", "g", "h", "i"),  # what stands below tells
    ],
)
@pytest.mark.parametrize("kind", ["csv", "semicolons", "utf-16", "xlsx"])
def test_a_row_for_each_criterion_is_read_whatever_its_heads(data: Any, heads: tuple[str, ...], kind: str):
    rows = forms.criteria_rows(data, heads)
    made = {
        "csv": lambda: forms.csv_of(rows).encode(),
        "semicolons": lambda: forms.csv_of(rows, ";").encode("utf-8-sig"),
        "utf-16": lambda: forms.csv_of(rows).encode("utf-16"),
        "xlsx": lambda: forms.workbook_of(("Criteria", rows)),
    }[kind]()
    reading = read_handbook(made, "criteria.xlsx" if kind == "xlsx" else "criteria.csv")
    assert the_criteria(reading) == right(data)
    assert [words(u["title"]) for u in reading.document["units"]] == [words(u["title"]) for u in data["units"]]
    if heads[0] != "a":
        assert [(u["credit"], u["glh"]) for u in reading.document["units"]] == [(u["credit"], u["glh"]) for u in data["units"]]


def test_a_workbook_with_a_sheet_of_units_and_a_sheet_of_criteria_is_one_pack(data: Any):
    criteria = [[row[0], *row[5:]] for row in forms.criteria_rows(data)]
    made = forms.workbook_of(
        ("Qualifications", handbook_pack.qualification_table(data)), ("Units", handbook_pack.unit_table(data)), ("Criteria", criteria)
    )
    reading = read_handbook(made, "pack.xlsx")
    assert the_criteria(reading) == right(data)
    assert [u["qualifications"] for u in reading.document["units"]] == [u["qualifications"] for u in data["units"]]


def test_numbers_of_outcome_and_criterion_may_stand_apart(data: Any):
    rows = [[*row[:7], row[7].rpartition(".")[2], row[8]] for row in forms.criteria_rows(data)]
    assert the_criteria(read_handbook(forms.csv_of(rows).encode(), "criteria.csv")) == right(data)
