"""Our own pack, as text and as PDF, is read whole; so is every handbook of a folder that MILEPOST_HANDBOOKS names."""

import importlib.util
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from milepost.frameworks.importers import read_handbook, report, vq
from milepost.frameworks.importers.pack import Reading
from tests.frameworks.packs.compare import differences
from tools import handbook_pack

PACKS = Path(__file__).parents[2] / "specs" / "packs"
HANDBOOKS = Path(os.environ["MILEPOST_HANDBOOKS"]) if os.environ.get("MILEPOST_HANDBOOKS") else None
SCORED = (
    sorted(p for p in HANDBOOKS.glob("*") if p.with_suffix(".gold.json").exists() and p.suffix in (".txt", ".pdf")) if HANDBOOKS else []
)
IN_BOTH_FORMS = sorted(p for p in HANDBOOKS.glob("*.pdf") if p.with_suffix(".txt").exists()) if HANDBOOKS else []


def read(path: Path) -> Reading:
    return read_handbook(path.read_bytes(), path.name)


def score(gold: dict[str, Any], mine: dict[str, Any]) -> float:
    assert HANDBOOKS
    spec = importlib.util.spec_from_file_location("score", HANDBOOKS / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.overall(module.score(gold, mine)[0])


@pytest.fixture(scope="module", params=["txt", "pdf"])
def harbour(request: pytest.FixtureRequest) -> Reading:
    return read(PACKS / f"harbour-operations.{request.param}")


def test_our_own_pack_is_read_whole(harbour: Reading):
    gold = json.loads((PACKS / "harbour-operations.gold.json").read_text())
    assert differences(gold, harbour.document) == []
    assert harbour.unplaced == []


def test_the_pack_on_disk_is_what_its_data_makes():
    data = yaml.safe_load((PACKS / "harbour-operations.yaml").read_text())
    assert (PACKS / "harbour-operations.txt").read_text() == handbook_pack.text_of(data)
    assert json.loads((PACKS / "harbour-operations.gold.json").read_text()) == json.loads(json.dumps(handbook_pack.gold_of(data)))


@pytest.mark.parametrize("rules", ["rows", "none"])
def test_tables_without_rules_are_read_alike(rules: str):
    data = yaml.safe_load((PACKS / "harbour-operations.yaml").read_text())
    gold = json.loads((PACKS / "harbour-operations.gold.json").read_text())
    assert differences(gold, read_handbook(handbook_pack.pdf_of(data, rules), "unruled.pdf").document) == []


def test_what_a_centre_needs_beside_the_units_is_kept(harbour: Reading):
    extras = harbour.extras
    assert extras.ages == {"7260-02": "All", "7260-03": "16+", "7260-04": "18+"}
    assert extras.last_registration["7260-03"] == "2027-08-31"
    assert extras.last_certification["7260-03"] == "2029-08-31"
    assert extras.approval == "Automatic approval for centres that offer 7240"
    assert (extras.standards["F/940/0054"].code, extras.standards["F/940/0054"].suite) == ("H14", "Harbour and Marina NOS 2021")
    assert set(extras.strategies.values()) == {"Harbour Staff Guild Assessment Strategy 2022"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("units/F/940/0054/glh", "46"),
        ("units/F/940/0054/aim", "Whoever leads the shift"),
        ("units/K/940/0016/criteria/1.2", "how long they mean to stay"),
        ("units/K/940/0016/evidence/3/e", "a medical worry"),
        ("units/T/940/0066/title", "the enquiry desk works"),
        ("qualifications/7260-03", "999/0012/9"),
        ("changes/1.2", "Added unit 401"),
    ],
)
def test_every_part_knows_where_it_stands(harbour: Reading, path: str, words: str):
    assert words in harbour.source.text_at(harbour.places[path][0])


def test_a_contradiction_shows_both_places_and_both_values(harbour: Reading):
    (warning,) = [w for w in harbour.warnings if w.field == "glh"]
    assert warning.unit == "F/940/0054"
    assert warning.options == ("40", "46")
    assert [text for _page, _line, text in warning.places if "40" in text or "46" in text] == [text for _p, _l, text in warning.places]


def test_the_neutral_file_comes_back_as_it_was_written(harbour: Reading):
    document, extras = vq.from_json(vq.to_json(harbour))
    assert (document, extras) == (harbour.document, harbour.extras)
    with pytest.raises(ValueError, match="vq-spec/1"):
        vq.from_json("{}")


def test_the_report_names_every_unit_and_every_contradiction(harbour: Reading):
    told = "\n".join(report.lines(harbour))
    assert all(u["title"] in told for u in harbour.document["units"])
    assert all(w.message in told for w in harbour.warnings)
    assert "6 units, 22 outcomes, 69 criteria, 20 evidence requirements." in told


if HANDBOOKS:  # without a folder these tests do not exist, so that nothing is skipped

    @pytest.mark.parametrize("path", SCORED, ids=lambda p: p.name)
    def test_a_handbook_with_a_gold_file_scores(path: Path):
        assert score(json.loads(path.with_suffix(".gold.json").read_text()), read(path).document) >= 0.99

    @pytest.mark.parametrize("path", IN_BOTH_FORMS, ids=lambda p: p.name)
    def test_text_and_pdf_of_a_handbook_read_alike_and_quickly(path: Path):
        started = time.perf_counter()
        pdf = read(path)
        assert time.perf_counter() - started < 10
        text = read(path.with_suffix(".txt"))
        assert score(text.document, pdf.document) == 1.0
        assert [(w.unit, w.field) for w in text.warnings] == [(w.unit, w.field) for w in pdf.warnings]
        assert pdf.unplaced == text.unplaced == []


@pytest.mark.parametrize("form", ["txt", "pdf"])
def test_a_pack_by_somebody_who_had_not_seen_the_importer_is_read_whole(form: str):
    folder = Path(__file__).parent / "packs"
    gold = json.loads((folder / "lighthouse.gold.json").read_text())
    # The title page gives another version than the change log: no field of ours, and no part of what is scored.
    gold["warnings"] = [w for w in gold["warnings"] if w["field"] != "version"]
    assert differences(gold, read(folder / f"lighthouse.{form}").document) == []
