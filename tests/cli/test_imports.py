"""`milepost import`: a handbook in, what it holds and what it leaves to settle out, and files to go on with."""

import json
from pathlib import Path

import pytest

from milepost.cli import main

HANDBOOK = """
Level 2 Award in Keeping Bees (8800)

Unit 201 Open a hive

Level: 2
Credit value: 3
UAN: L/907/0014

Unit aim

This unit is about opening a hive without harm to bees or keeper.

Learning outcomes

There are **two** learning outcomes to this unit. The learner will:

1. Be able to open a hive

Guided learning hours

It is recommended that **21** hours should be allocated for this unit.

Unit 201 Open a hive

Learning outcomes and assessment criteria

Outcome 1: Be able to open a hive

The learner can:

- 1.1 light a smoker that stays alight
- 1.2 lift frames without crushing bees

Unit 201 Open a hive

Evidence requirements

- 1 You must open hives in at least two of these kinds of weather:
 - a still
 - b windy
 - c damp
"""


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    path = tmp_path / "bees.txt"
    path.write_text(HANDBOOK)
    return path


def test_what_was_found_and_what_the_document_says_against_itself_is_printed(capsys, handbook: Path):
    assert main(["import", str(handbook)]) == 0
    said = capsys.readouterr().out
    assert "1 unit, 1 outcome, 2 criteria, 1 evidence requirement." in said
    assert "outcomes: Unit 201 says it has 2 learning outcomes and gives 1." in said


def test_what_was_understood_is_written_as_the_neutral_format(capsys, handbook: Path, tmp_path: Path):
    out = tmp_path / "bees.json"
    assert main(["import", str(handbook), "--json", str(out)]) == 0
    document = json.loads(out.read_text())
    assert document["format"] == "vq-spec/1"
    (unit,) = document["units"]
    assert (unit["uan"], unit["credit"]) == ("L/907/0014", 3)
    assert unit["evidence_requirements"][0]["quantifier"] == {"at_least": 2, "of": ["a", "b", "c"]}
    assert f"Written to {out}." in capsys.readouterr().out


def test_what_was_understood_can_be_checked_as_a_specification(capsys, handbook: Path, tmp_path: Path):
    out = tmp_path / "bees.yaml"
    assert main(["import", str(handbook), "--yaml", str(out)]) == 0
    capsys.readouterr()
    assert main(["check", str(out)]) == 0
    assert "The specification is in order: 1 unit, 2 criteria." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("bees.txt", b"Bees are kept in hives.\n", "holds no unit"),
        ("missing.txt", None, "cannot be read: No such file or directory."),
    ],
)
def test_a_file_that_is_no_handbook_is_a_sentence_and_status_2(capsys, tmp_path: Path, name: str, content: bytes | None, sentence: str):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["import", str(path)]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_a_place_that_cannot_be_written_to_is_a_sentence_and_status_2(capsys, handbook: Path, tmp_path: Path):
    assert main(["import", str(handbook), "--json", str(tmp_path / "no" / "such" / "folder.json")]) == 2
    assert "cannot be written: No such file or directory." in capsys.readouterr().err
