"""Check characters of the regulator's numbers, on numbers that were published and on each of them with one digit changed."""

import csv
from pathlib import Path

import pytest

from milepost.cli import main
from milepost.frameworks.numbers import Kind, checked, tidy_qan, tidy_uan

PUBLISHED = Path(__file__).parents[3] / "shared" / "conformance" / "ofqual"


@pytest.mark.parametrize(
    ("text", "number", "kind", "expected"),
    [
        ("601/4756/8", "601/4756/8", Kind.QUALIFICATION, ("8",)),
        ("60147568", "601/4756/8", Kind.QUALIFICATION, ("8",)),
        ("601/4756/9", "601/4756/9", Kind.QUALIFICATION, ("8",)),
        ("6100134x", "610/0134/X", Kind.QUALIFICATION, ("X",)),
        ("610/0008/X", "610/0008/X", Kind.QUALIFICATION, ("X",)),  # of the block that adds without weights
        ("a/650/2923", "A/650/2923", Kind.UNIT, ("A",)),
        ("d6502923", "D/650/2923", Kind.UNIT, ("A",)),
        ("R/901/0012", "R/901/0012", Kind.UNIT, ("R",)),
    ],
)
def test_a_number_is_tidied_and_its_character_looked_at(text: str, number: str, kind: Kind, expected: tuple[str, ...]) -> None:
    found = checked(text)
    assert found is not None
    assert (found.number, found.kind, found.expected) == (number, kind, expected)
    assert found.right == (found.character in expected)


@pytest.mark.parametrize("text", ["", "601/4756", "601/4756/Y", "AB/601/4756", "Unit 12", "4000-02", "R/901/00123", "٦٠١/٤٧٥٦/٨"])
def test_another_shape_is_no_number(text: str) -> None:
    assert checked(text) is None
    assert tidy_uan(text) == tidy_qan(text) == text.strip()


def test_a_series_that_nobody_has_seen_takes_either_sum() -> None:
    found = checked("A/630/0002")
    assert found is not None and len(found.expected) == 2


if PUBLISHED.exists():
    QANS = [
        row["QualificationNumber"]
        for row in csv.DictReader((PUBLISHED / "qualification-numbers-sample.csv").read_text("utf-8").splitlines())
    ]
    UANS = [row["uan"] for row in csv.DictReader((PUBLISHED / "uans-published.csv").read_text("utf-8").splitlines())]

    def test_every_published_number_passes() -> None:
        found = [checked(text) for text in [*QANS, *UANS]]
        assert len(found) == 1_077
        assert all(one is not None and one.right for one in found)

    def test_one_digit_changed_is_caught_or_falls_into_a_series_with_another_sum() -> None:
        """Within a series each single change alters the sum. Only a change that makes it a number of another series may fit there."""
        tried = missed = 0
        for text in [*QANS, *UANS]:
            number = checked(text).number  # type: ignore[union-attr]
            for i, digit in enumerate(number):
                if not digit.isdigit():
                    continue
                for other in "0123456789".replace(digit, ""):
                    tried += 1
                    changed = checked(number[:i] + other + number[i + 1 :])
                    if changed is not None and changed.right:
                        missed += 1
                        assert len(changed.expected) > 1 or _block(number) != _block(changed.number), (number, changed.number)
        print(f"{tried} changes of one digit, {missed} not caught")
        assert (tried, missed) == (76_023, MISSED)

    def test_the_command_ends_with_a_line_of_counts(capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["lint-numbers", str(PUBLISHED / "qualification-numbers-sample.csv")]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "1000 numbers: 1000 right, 0 wrong, with the expected character, 0 not a number"


MISSED = 101


def _block(number: str) -> bool:
    """Whether the number belongs to a series that adds without weights."""
    bare = number.replace("/", "")
    if bare[0].isalpha():
        return 650 <= int(bare[1:4]) < 700
    return 6100001 <= int(bare[:7]) < 6100134


def test_a_list_names_the_wrong_ones_and_what_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes("Title;Unit number\nWelcome;R/901/0012\nGo;A/901/0012\nStay;unit 7\n;\n".encode("utf-8-sig"))
    assert main(["lint-numbers", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "line 3: A/901/0012 should be R/901/0012",
        "line 4: “unit 7” is not a qualification or unit number",
        "3 numbers: 1 right, 1 wrong, with the expected character, 1 not a number",
    ]


def test_a_list_without_a_heading_is_read_by_what_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Kelp farming,601/4756/8\nTide tables,601/4756/7\n", "utf-16")
    assert main(["lint-numbers", str(path)]) == 1
    assert "line 2: 601/4756/7 should be 601/4756/8" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "holds no line"), (b"PK\x03\x04\x00\x00", "no list"), (b'"' + b"a" * 200_000 + b'"\n', "can’t be read as CSV")],
)
def test_what_is_no_list_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, sentence: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    assert main(["lint-numbers", str(path)]) == 2
    assert sentence in capsys.readouterr().err
