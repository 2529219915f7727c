"""`milepost match`: suggestions in a terminal, and how good they are on a set of labelled statements."""

import hashlib
import re
from pathlib import Path

import pytest
import yaml

from milepost.cli import main
from milepost.frameworks import semantic
from milepost.frameworks.suggestions import everyday_file, table

SET = """
- {id: a, specification: customer-service-diploma, unit: C5, text: "I kept a tally of the problem", targets: ["C5:2.1"]}
- {id: b, specification: customer-service-diploma, unit: C5, text: "Nothing that fits", targets: []}
- {id: s008, specification: harbour-operations, unit: "202", text: "I read back what was agreed", targets: ["202:2.3"]}
"""


def match(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["match", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_a_text_gets_criteria_with_the_words_that_say_so(capsys):
    status, said, _ = match(capsys, "customer-service-diploma", "I kept a tally of each complaint to find the cause", "--units", "C5,A3")
    assert status == 0
    assert re.search(r"^C5, 2\.\d  ", said, re.MULTILINE)
    assert "because of: " in said
    assert "tally" in said


def test_a_text_that_fits_nothing_is_told_so(capsys):
    status, said, _ = match(capsys, "customer-service-diploma", "zzz")
    assert status == 1
    assert "No criterion has words that this text has" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say against which specification"),
        (("no-such-specification", "text"), "neither a file nor a specification"),
        (("customer-service-diploma", "text", "--units", "Z9"), "None of these units"),
        (("--evaluate", "nowhere.yaml"), "cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_said(capsys, words, sentence):
    status, _, said = match(capsys, *words)
    assert status == 2
    assert sentence in said


def test_a_set_is_measured_and_the_last_line_holds_the_figures(capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(semantic, "available", lambda: False)
    path = tmp_path / "set.yaml"
    path.write_text(SET)
    status, said, _ = match(capsys, "--evaluate", str(path))
    assert status == 0
    assert re.fullmatch(
        r"any, recall@5, recall@1: lexical tuning [01]\.\d{3} [01]\.\d{3} [01]\.\d{3} n=\d; lexical unseen [01]\.\d{3} [01]\.\d{3} [01]\.\d{3} n=\d",
        said.splitlines()[-1],
    )
    assert "is not installed" in said


def test_a_set_that_was_changed_after_its_digest_is_refused(capsys, tmp_path: Path):
    path = tmp_path / "set.yaml"
    path.write_text(SET)
    path.with_suffix(".sha256").write_text(hashlib.sha256(b"as it was").hexdigest() + "  set.yaml\n")
    status, _, said = match(capsys, "--evaluate", str(path))
    assert status == 2
    assert "it was changed" in said


@pytest.mark.parametrize(
    "text", ["- {id: a}", "only words", "- {id: a, specification: customer-service-diploma, text: b, targets: ['Z9:1']}", "a: [b"]
)
def test_what_is_no_set_is_refused(capsys, tmp_path: Path, text):
    path = tmp_path / "set.yaml"
    path.write_text(text)
    assert match(capsys, "--evaluate", str(path))[0] == 2


def test_the_suggestions_are_as_good_as_they_were_on_the_half_for_tuning(capsys, monkeypatch: pytest.MonkeyPatch):
    """A change of the engine or of the table that loses more than it wins is seen here. The unseen half is for people to ask for."""
    monkeypatch.setattr(semantic, "available", lambda: False)
    _, said, _ = match(capsys, "--evaluate", "--half", "tuning")
    some, recall, first = map(float, re.findall(r"[01]\.\d{3}", said.splitlines()[-1]))
    assert some >= 0.93
    assert recall >= 0.75
    assert first >= 0.6


def test_no_line_of_the_table_of_everyday_words_is_lost():
    """A key that stands there twice would silently count once."""
    lines = [line for line in everyday_file().read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(table(everyday_file()))
    assert all(isinstance(said, str) for said in yaml.safe_load(everyday_file().read_text()).values())


if semantic.available():  # where the extra is installed

    def test_the_model_finds_the_criterion_that_means_the_same():
        from milepost.engine.matching import Entry

        asked = [Entry("a", "Describe how records are kept"), Entry("b", "Give a refund"), Entry("c", "Greet visitors as they arrive")]
        assert semantic.ranked(asked, "I said hello to everybody who came in")[0] == "c"
