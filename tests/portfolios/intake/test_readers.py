"""Lists as they come: CSV of any spreadsheet, workbooks, and the national return."""

import io
import time
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from milepost.base.refusal import Refused
from milepost.portfolios.intake import Table, ilr
from milepost.portfolios.intake.reading import read_path
from milepost.portfolios.words import IntakeKind
from tests.portfolios.intake import lists
from tests.portfolios.intake.lists import aim, ilr_learner, ilr_of

LEARNERS, ILR = IntakeKind.LEARNERS, IntakeKind.ILR


@pytest.fixture
def read(tmp_path: Path):
    def reading(raw: bytes, name: str = "list.csv", kind: str = LEARNERS) -> Table:
        if kind == ILR:
            return ilr.read(io.BytesIO(raw))
        path = tmp_path / "list"
        path.write_bytes(raw)
        return read_path(path, name=name, kind=kind)

    return reading


def refused(read, raw: bytes, name: str = "list.csv", kind: str = LEARNERS) -> str:
    with pytest.raises(Refused) as refusal:
        read(raw, name, kind)
    return refusal.value.reason


NAMES = [{"Name": "Zoë Łoś", "E-mail": "zoe@harrow.example"}, {"Name": "Änne Brück", "E-mail": "aenne@harrow.example"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_as_any_spreadsheet_writes_it(read, delimiter: str, encoding: str) -> None:
    table = read(lists.csv_of(NAMES, delimiter=delimiter, encoding=encoding))
    assert table.columns == ("Name", "E-mail")
    assert [line.cells for line in table.lines] == [tuple(row.values()) for row in NAMES]


def test_what_is_no_utf8_came_from_windows(read) -> None:
    assert read("Name;E-mail\r\nZoë O’Hare;zoe@harrow.example".encode("cp1252")).lines[0].cells[0] == "Zoë O’Hare"


def test_titles_above_and_empty_lines_are_passed_over_and_lines_keep_their_numbers(read) -> None:
    table = read(b"Our learners\n\nName,E-mail,,\n\nKit Harrow,kit@harrow.example,,\n,,\nAda Moss,ada@moss.example\n")
    assert table.columns == ("Name", "E-mail")
    assert [line.number for line in table.lines] == [5, 7]


def test_a_cell_may_hold_a_line_break_a_delimiter_and_quotation_marks(read) -> None:
    table = read(b'Name,E-mail,Employer\n"Harrow, Kit",kit@harrow.example,"The ""Old""\nMill, Ltd"\nAda Moss,ada@moss.example,Mill\n')
    assert table.lines[0].cells == ("Harrow, Kit", "kit@harrow.example", 'The "Old" Mill, Ltd')
    assert table.lines[1].number == 4


def test_an_open_quotation_mark_is_said(read) -> None:
    assert "quotation mark" in refused(read, b'Name,E-mail\n"Kit,kit@harrow.example\n')


@pytest.mark.parametrize("raw", [b"\n\n", b"Name,E-mail\n"])
def test_a_list_without_a_line_is_said(read, raw: bytes) -> None:
    assert refused(read, raw)


def test_a_list_is_as_long_as_can_be_looked_at(read) -> None:
    assert "5000 lines" in refused(read, b"Name,E-mail\n" + b"Kit,kit@harrow.example\n" * 5001)
    assert len(read(b"Name,E-mail\n" + b"Kit,kit@harrow.example\n" * 5000).lines) == 5000


def test_a_workbook_is_read_from_the_sheet_that_is_understood(read) -> None:
    rows = [
        {"Name": "Kit Harrow", "E-mail": "kit@harrow.example", "DOB": date(1999, 5, 12), "ULN": 1000000043, "Start": datetime(2026, 9, 1)}
    ]
    table = read(lists.xlsx_of(rows, above=2), "list.xlsx")
    assert table.lines[0].cells == ("Kit Harrow", "kit@harrow.example", "1999-05-12", "1000000043", "2026-09-01")
    assert table.lines[0].number == 4


def test_a_workbook_that_is_none_or_grows_without_end_is_refused(read) -> None:
    assert "cannot be opened" in refused(read, b"PK\x03\x04 and nothing more", "list.xlsx")
    for member in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        assert "cannot be opened" in refused(read, lists.broken(lists.xlsx_of([{"Name": "Kit"}]), member), "list.xlsx")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 120_000_000)
    assert "unpacks to more" in refused(read, bomb.getvalue(), "list.xlsx")


@pytest.mark.parametrize(("name", "word"), [("list.xls", "old kind"), ("list.xml", "ILR"), ("list.pdf", "CSV")])
def test_what_is_no_list_is_said(read, name: str, word: str) -> None:
    assert word in refused(read, b"something", name)


# The national return ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", ["2024-25", "2025-26"])
def test_a_return_gives_a_line_for_each_aim_and_nothing_that_is_not_needed(read, year: str) -> None:
    kit = ilr_learner("K1", "Kit", "Harrow", "1000000043", aim("60123456"), aim("ZPROG001", kind="1"), email="kit@harrow.example")
    table = read(ilr_of(kit, ilr_learner("A1", "Ada", "Moss", "9999999999", aim("60123456", status="2")), year=year), "r.xml", ILR)
    assert table.year == year
    assert len(table.lines) == 3
    assert table.lines[0].cells == (
        "K1", "1000000043", "Harrow", "Kit", "1998-03-14", "kit@harrow.example", "60123456", "3", "2026-09-01", "2027-08-31", "1",
    )  # fmt: skip
    assert all(word not in str(table) for word in ("JG123456A", "31,", "ZZ99", "LLDD", "Ethnicity"))


@pytest.mark.parametrize("year", ["2023-24", "2026-27"])
def test_a_return_of_another_year_is_refused_with_the_years_that_are_read(read, year: str) -> None:
    reason = refused(read, ilr_of(ilr_learner("K1", "Kit", "Harrow", "", aim("60123456")), year=year), "r.xml", ILR)
    assert year in reason and "2024-25, 2025-26" in reason


@pytest.mark.parametrize("raw", [b"<html><body/></html>", b'<Message xmlns="ESFA/ILR/next"/>', b'<Learners xmlns="ESFA/ILR/2025-26"/>'])
def test_what_is_no_return_is_said(read, raw: bytes) -> None:
    assert "no ILR" in refused(read, raw, "r.xml", ILR)


def test_a_return_that_breaks_off_is_said(read) -> None:
    assert "breaks off" in refused(read, ilr_of(ilr_learner("K1", "Kit", "Harrow", "", aim("60123456")))[:-40], "r.xml", ILR)


def test_a_return_without_learners_is_said(read) -> None:
    assert "no learner" in refused(read, ilr_of(), "r.xml", ILR)


LAUGHS = "".join(f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{"&l" + str(n - 1) + ";" if n else "ha"}">' for n in range(60))
BOMBS = {
    "entities that grow": f"<!DOCTYPE Message [{LAUGHS}]>",
    "one long entity": f'<!DOCTYPE Message [<!ENTITY a "{"x" * 100_000}">]>',
    "a file of the server": '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "a document type elsewhere": '<!DOCTYPE Message SYSTEM "http://127.0.0.1:1/ilr.dtd">',
    "a parameter": '<!DOCTYPE Message [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p">%p;]>',
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_return_that_declares_entities_is_refused_at_once(read, bomb: str, encoding: str) -> None:
    body = ilr_of(ilr_learner("K1", "&l59;&x;&a;", "Harrow", "", aim("60123456")), before=bomb).decode()
    raw = body.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    tracemalloc.start()
    began = time.monotonic()
    assert "declares entities" in refused(read, raw, "r.xml", ILR)
    assert time.monotonic() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_declaration_far_inside_or_across_a_border_of_what_is_read_at_once_is_found(read) -> None:
    far = ilr_of(before=f"<!--{'x' * (1024 * 1024 - 60)}--><!DOCTYPE Message []>")
    for shift in range(0, 40, 7):
        assert "declares entities" in refused(read, far.replace(b"<!--", b"<!--" + b"y" * shift, 1), "r.xml", ILR)


def test_a_long_return_takes_no_more_room_than_its_lines(read) -> None:
    bulky = "<LearnerFAM>" + "z" * 2000 + "</LearnerFAM>"
    some = [ilr_learner(f"K{n}", "Kit", "Harrow", "", bulky, aim("60123456")) for n in range(3000)]
    assert len(read(ilr_of(*some), "r.xml", ILR).lines) == 3000
