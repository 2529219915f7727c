"""Every form in which a specification goes out, and back where it can."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft201909Validator, FormatChecker

from milepost.engine.framework import Framework
from milepost.frameworks import shipped
from milepost.frameworks.case.normal import normal
from milepost.frameworks.case.reading import document_of
from milepost.frameworks.document import from_document, to_document
from milepost.frameworks.exporters import FORMS, Published, export, file_name, moodle
from milepost.frameworks.folder import specs_folder
from milepost.frameworks.importers.written import read_written
from milepost.frameworks.specfile import faults, load_document, loose_ends
from tests.frameworks.test_case import CONFORMANCE, official
from tests.frameworks.test_document import SMALL, frameworks

GOLDEN = [path for path in sorted((specs_folder() / "golden" / "rules").glob("*.yaml")) if not path.stem.endswith(".sets")]
DOCUMENTS = (
    {name: to_document(shipped.shipped(name)) for name in shipped.names()}
    | {path.stem: load_document(path) for path in GOLDEN}
    | {"bees": to_document(from_document(yaml.safe_load(SMALL.replace("2031-08-31", "'2031-08-31'"))))}
)
READ_BACK = ("yaml", "case", "vq")


def back(document: dict[str, Any], form: str, folder: Path) -> dict[str, Any]:
    path = folder / file_name(document, form)
    path.write_bytes(export(document, form))
    return read_written(path, path.name)


@pytest.mark.parametrize("form", READ_BACK)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_lost_on_the_way_out_and_back(name: str, form: str, tmp_path: Path):
    assert back(DOCUMENTS[name], form, tmp_path) == DOCUMENTS[name]


def test_there_are_specifications_with_every_kind_of_rule():
    assert len(GOLDEN) >= 14


@official
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_package_meets_the_official_schema(name: str):
    schema = json.loads((CONFORMANCE / "case_v1p1_cfpackage-jsonschema1.json").read_text())
    for how in (Published(), Published("https://centre.example/ims/case/v1p1", "2026-11-01T09:00:00+00:00", "centre", "CC BY 4.0")):
        package = json.loads(export(DOCUMENTS[name], "case", how))
        assert [error.message for error in Draft201909Validator(schema, format_checker=FormatChecker()).iter_errors(package)] == []
        again = document_of(normal(package))
        assert {key: value for key, value in again.items() if key != "case"} == DOCUMENTS[name]
        assert export(again, "case") == export(DOCUMENTS[name], "case", how)


def test_nothing_is_lost_on_the_way_through_all_forms(tmp_path: Path):
    document = DOCUMENTS["customer-service-diploma"]
    for form in (*READ_BACK, *READ_BACK):
        document = back(document, form, tmp_path)
    assert document == DOCUMENTS["customer-service-diploma"]


@given(frameworks)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_every_kind_of_rule_and_requirement_travels_in_every_form(tmp_path: Path, framework: Framework):
    document = to_document(framework)
    if faults(document) or loose_ends(from_document(document)):
        return
    for form in READ_BACK:
        assert back(document, form, tmp_path) == document, form


@pytest.mark.parametrize("form", READ_BACK)
def test_the_same_document_is_written_the_same_whatever_the_order_of_its_names(form: str):
    document = DOCUMENTS["customer-service-diploma"]
    assert export(json.loads(json.dumps(document, sort_keys=True)), form) == export(document, form)


def test_a_neutral_file_that_was_edited_is_read_as_it_was_edited(tmp_path: Path):
    path = tmp_path / "edited.vq.json"
    data = json.loads(export(DOCUMENTS["customer-service-diploma"], "vq"))
    assert {"type": "min_credits_at_level", "scope": "optional", "level": 3, "value": 10} in data["rules_of_combination"]
    data["units"][0]["title"] = "Say what service is"
    path.write_text(json.dumps(data))
    document = read_written(path, path.name)
    assert document["units"][0]["title"] == "Say what service is"
    assert {"at_least": 42, "of": "credits"} in document["qualifications"][0]["rules"]


# Moodle: the rows follow what Moodle's own importer asks of them --------------------------------------------------------


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(DOCUMENTS[name], "moodle").decode())))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_moodle_finds_one_framework_and_a_parent_for_every_competency(name: str):
    first, *rest = rows_of(name)
    assert tuple(first) == moodle.COLUMNS and len(first) == 14
    assert first["Is framework"] == "1" and first["ID number"] and first["Parent ID number"] == ""
    scale = json.loads(first["Scale configuration"])
    assert "scaleid" in scale[0] and [value["proficient"] for value in scale[1:]] == [0, 1]
    seen = {""}
    for row in rest:
        assert row["Is framework"] == "" and row["Parent ID number"] in seen
        assert row["ID number"] not in seen and 0 < len(row["ID number"]) <= 100 and 0 < len(row["Short name"]) <= 100
        seen.add(row["ID number"])
    framework = from_document(DOCUMENTS[name])
    assert len(rest) == sum(1 + len(unit.outcomes) + len(tuple(unit.criteria)) for unit in framework.units)


def test_moodle_gets_the_numbers_that_people_use():
    rows = {row["ID number"]: row for row in rows_of("bees")}
    assert rows["H3:1.1"]["Parent ID number"] == "H3:1" and rows["H3:1"]["Parent ID number"] == "H3"
    assert rows["H3"]["Description"] == "<p>Winter bees</p><p>Level 3, 4 credits</p>"


def test_a_file_is_named_after_what_it_holds():
    assert file_name({"title": "Keeping bees & wasps", "number": "7/2"}, "case") == "7-2-keeping-bees-wasps.case.json"
    assert file_name({"title": "養蜂"}, "yaml") == "specification.yaml"
    assert set(FORMS) == {"yaml", "case", "vq", "moodle"}
