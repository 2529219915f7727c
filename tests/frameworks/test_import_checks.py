"""A document that contradicts itself is read all the same, and says where."""

import pytest

from milepost.frameworks.importers import read_handbook
from milepost.frameworks.importers.identifiers import qan_checks, qan_digit, tidy_uan, uan_checks, uan_letter
from milepost.frameworks.importers.pack import Reading
from tests.frameworks.packs.small import pack


def read(*changes: tuple[str, str]) -> Reading:
    return read_handbook(pack(*changes), "bees.txt")


def warned(reading: Reading) -> list[tuple[str | None, str]]:
    return [(w.unit, w.field) for w in reading.warnings]


def test_a_document_in_order_has_nothing_to_settle():
    reading = read()
    assert warned(reading) == []
    assert [u["qualifications"] for u in reading.document["units"]] == [["8800-02", "8800-03"], ["8800-03"]]


TABLE_201 = "J/907/0014	201	Open a hive	2	21	3"


@pytest.mark.parametrize(
    ("field", "changes", "options"),
    [
        ("header", [("Unit 201\n\nOpen a hive\n\nLevel", "Level")], ("Open a hive",)),
        ("glh", [(TABLE_201, "J/907/0014	201	Open a hive	2	24	3")], ("24", "21")),
        ("credit", [("Credit value: 3", "Credit value: 4")], ("3", "4")),
        ("level", [("Level: 2", "Level: 3")], ("2", "3")),
        ("title", [("Unit 201\n\nOpen a hive\n", "Unit 201\n\nOpen and close a hive\n")], ("Open a hive", "Open and close a hive")),
        ("title", [("Unit 201	Open a hive	4", "Unit 201	Open hives	4")], ("Open hives", "Open a hive")),
        ("outcomes", [("are **two**", "are **three**")], ("3", "2")),
        (
            "outcomes",
            [("1. Be able to open a hive", "1. Be able to open any hive")],
            ("Be able to open any hive", "Be able to open a hive"),
        ),
        ("outcomes", [("2. Know what bees are doing\n", "")], ("2", "1")),
        ("criteria", [("- 1.2 lift frames", "- 1.1 lift frames")], ()),
        ("criteria", [("- 1.2 lift frames", "- 1.3 lift frames")], ()),
        ("criteria", [("- 2.1 describe the work of a colony through the year\n", "")], ()),
        ("number", [("Unit 201\n\nOpen a hive", "Unit 210\n\nOpen a hive")], ("201", "210")),
        ("pages", [("D/907/0021	301", "M/907/0034	302	Sell honey	2	10	2		✓\nD/907/0021	301")], ()),
    ],
)
def test_each_kind_of_contradiction_is_seen(field: str, changes: list[tuple[str, str]], options: tuple[str, ...]):
    reading = read(*changes)
    assert field in {w.field for w in reading.warnings}
    warning = next(w for w in reading.warnings if w.field == field)
    assert warning.unit == ("M/907/0034" if field == "pages" else "J/907/0014")
    assert set(warning.options) >= set(options) - {"1"}
    assert warning.places
    assert warning.message


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("accreditation_number", ("999/0021/X", "999/0021/3")),
        ("version", ("Version 1.0", "Version 1.3")),
        ("qualifications", ("L3 Cert", "L4 Dip")),
        (
            "level",
            ("Title and level	Hive Board number	Accreditation number", "Title	Hive Board number	Accreditation number	Level"),
        ),
    ],
)
def test_contradictions_of_the_document_belong_to_no_unit(field: str, change: tuple[str, str]):
    changes = [change]
    if field == "level":
        changes.append(("8800-02	999/0021/X", "8800-02	999/0021/X	3"))
    assert (None, field) in warned(read(*changes))


def test_a_wrong_check_letter_is_pointed_at_and_the_number_kept():
    reading = read(("D/907/0021	301", "M/907/0021	301"), ("UAN: D/907/0021", "UAN: M/907/0021"))
    assert warned(reading) == [("M/907/0021", "uan")]
    assert reading.warnings[0].options == ("M/907/0021", "D/907/0021")


def test_table_and_pages_with_two_numbers_are_one_unit_and_the_number_that_checks_is_taken():
    reading = read(("UAN: D/907/0021", "UAN: M/907/0021"))
    assert [u["uan"] for u in reading.document["units"]] == ["J/907/0014", "D/907/0021"]
    assert warned(reading) == [("D/907/0021", "uan")]
    assert reading.document["units"][1]["qualifications"] == ["8800-03"]


def test_a_unit_set_out_twice_is_one_unit():
    text = pack().decode()
    pages = text[text.index("Unit 301\n\nRear") : text.index("Appendix 1")]
    reading = read_handbook(text.replace("Appendix 1", pages + "Appendix 1").encode(), "bees.txt")
    assert [u["uan"] for u in reading.document["units"]] == ["J/907/0014", "D/907/0021"]
    assert warned(reading) == [("D/907/0021", "pages")]


def test_the_appendix_belongs_to_no_unit():
    last = read().document["units"][-1]["outcomes"][-1]["criteria"][-1]
    assert last["text"] == "move larvae without drying them"


@pytest.mark.parametrize("columns", [(0, 1, 2, 3, 4, 5, 6, 7), (7, 6, 5, 4, 3, 2, 1, 0), (2, 0, 5, 1, 7, 3, 4, 6)])
def test_columns_are_known_by_their_headers(columns: tuple[int, ...]):
    text = pack().decode()
    table = [line for line in text.splitlines() if line.count("\t") == 7]
    for line in table:
        cells = line.split("\t")
        text = text.replace(line, "\t".join(cells[k] for k in columns))
    reading = read_handbook(text.encode(), "bees.txt")
    assert reading.document["units"] == read().document["units"]
    assert reading.document["document"]["awarding_body"] == "Hive Board"


@pytest.mark.parametrize("uan", ["T/601/1235", "R/601/1601", "A/600/9664", "J/907/0014"])
def test_check_letters_of_unit_numbers(uan: str):
    assert uan_checks(uan)
    assert uan_letter(uan) == uan[0]
    assert not uan_checks("Y" + uan[1:]) or uan[0] == "Y"
    assert tidy_uan(uan.replace("/", "").lower()) == uan


@pytest.mark.parametrize("qan", ["600/1244/4", "600/1135/X", "999/0021/X"])
def test_check_digits_of_qualification_numbers(qan: str):
    assert qan_checks(qan)
    assert qan_digit(qan) == qan[-1]
    assert not qan_checks(qan[:-1] + ("1" if qan[-1] != "1" else "2"))
