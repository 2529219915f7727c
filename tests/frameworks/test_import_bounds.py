"""Files that would take for ever, or all the memory: an end in sight, and a sentence that says what to do."""

import io
import os
import resource
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdfium2 as pdfium
import pytest
import typst

from milepost.frameworks.importers import NotReadable, read_handbook
from tests.frameworks.packs.small import PACK, pack

LONG = """#set page(width: 21cm, height: 29.7cm)
#set text(size: 9pt)
#for n in range({units}) [
  = Unit #(1000 + n) Work at place number #n
  Level: 2

  Credit value: 3

  UAN: J/907/#(str(1000 + n))

  #pagebreak()
  == Unit aim
  #lorem(40)

  #pagebreak()
  == Learning outcomes and assessment criteria
  #for m in range(1, 5) [
    Outcome #m: Be able to do thing number #m with care

    #for k in range(1, 7) [#m.#k describe the #lorem(9)

    ]
  ]
  #pagebreak(weak: true)
]
"""


def pdf(source: str, tmp_path: Path) -> bytes:
    path = tmp_path / "made.typ"
    path.write_text(source)
    return typst.compile(str(path), ignore_system_fonts=True)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def word(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rows(count: int) -> bytes:
    return b"UAN,Unit title,Level\n" + b"J/907/0014,Open a hive,2\n" * count


def lazy_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Dear learner"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


BOMB = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + b"<w:p/>" * 20_000_000
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "' + b"ha" * 1000 + b'">'
    + b"".join(b'<!ENTITY %c "%b">' % (c, b"&%c;" % (c - 1) * 20) for c in range(ord("b"), ord("k")))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
)  # fmt: skip


@pytest.mark.parametrize(
    ("make", "name", "says"),
    [
        (lambda: zipped(word__document_xml=BOMB), "bomb.docx", "far more than any handbook"),
        (lambda: zipped(word__document_xml=LAUGHS), "laughs.docx", "cannot be opened|holds no unit"),
        (lambda: zipped(word__document_xml=b"<broken"), "broken.docx", "save it anew"),
        (lambda: zipped(xl__workbook_xml=b"<broken"), "broken.xlsx", "save it anew"),
        (lambda: zipped(xl__workbook_xml=b" " * 150_000_000), "bomb.xlsx", "unpacks to"),
        (lambda: zipped(notes=b"hello"), "notes.zip", "is an archive"),
        (lambda: word(PACK)[:9000], "cut.docx", "save the handbook as PDF"),
        (lambda: rows(20_001), "long.csv", "more than 20000 rows"),
        (lambda: b"UAN,Unit title\nJ/907/0014," + bytes(range(0x80, 0xA0)), "odd.csv", "CSV UTF-8"),
        (lambda: b'UAN,Unit title\n"' + b"x" * 200_000, "open.csv", "breaks off"),
        (lambda: b"<html>" * 100_000, "deep.html", "holds no unit|not a web page"),
        (lambda: lazy_workbook(), "letter.xlsx", "holds no unit"),
        (lambda: word("Dear learner"), "letter.docx", "holds no unit"),
        (lambda: b"<html><body><p>Dear learner</p></body></html>", "letter.html", "holds no unit"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_file_that_is_too_much_or_broken_is_refused_with_a_sentence(make, name: str, says: str):
    with pytest.raises(NotReadable, match=says) as refused:
        read_handbook(make(), name)
    assert name in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_same_text_is_read_in_any_usual_encoding(encoding: str):
    text = pack(("Open a hive", "Open a hive’s “lid”")).decode().replace("✓", "x")
    reading = read_handbook(text.encode(encoding), "bees.txt")
    assert [u["uan"] for u in reading.document["units"]] == ["J/907/0014", "D/907/0021"]
    assert "’" in reading.document["units"][0]["title"] + "".join(ln.text for ln in reading.lines)


def test_japanese_of_an_old_machine_is_read():
    text = "組み合わせのルール\nこの資格を取得するには、候補者は合計37単位を取得する必要があります。\nオプショングループから少なくとも20単位を取得してください。\n"
    rules = read_handbook(text.encode("cp932"), "kisoku.txt").document["rules_of_combination"]
    assert [(r["scope"], r["value"]) for r in rules] == [("total", 37), ("optional", 20)]


def drawing() -> bytes:
    """One page with a million operators."""
    body = b"BT /F1 12 Tf 50 800 Td (Unit 1) Tj ET\n" + b"".join(
        b"%d %d m %d %d l S\n" % (k % 500, k % 700, k % 333, k % 444) for k in range(330_000)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(body), body),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n%btrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


def test_a_page_with_a_million_operators_comes_to_an_end():
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with pytest.raises(NotReadable):
        read_handbook(drawing(), "drawing.pdf")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun < 30


MEASURE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django; django.setup()
from milepost.frameworks.importers import read_handbook
told = []
reading = read_handbook(open(sys.argv[1], "rb").read(), "long.pdf", lambda done, of: told.append((done, of)))
pages = reading.source.pages
assert told == [(n, pages) for n in range(1, pages + 1)], told[:3]
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(pages, len(reading.document["units"]), int(most.split()[1]) // 1024)
"""


def test_six_hundred_pages_stay_below_500_megabytes_and_tell_how_far_they_are(tmp_path: Path):
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(LONG.format(units=200), tmp_path))
    ended = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, timeout=300, check=False)
    assert not ended.returncode, ended.stderr
    pages, units, megabytes = map(int, ended.stdout.split())
    assert pages >= 600
    assert units == 200
    assert megabytes < 500


def scan() -> bytes:
    document = pdfium.PdfDocument.new()
    document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotReadable, match="tesseract-ocr"):
        read_handbook(scan(), "scan.pdf")


def test_a_scan_goes_through_tesseract_where_it_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A program of that name that answers as Tesseract does: one line of the pack for each line of the picture."""
    lines = [line for line in PACK.split("\n\nUnit 201\n\n")[1].replace("\t", "  ").split("\n") if line.strip()]
    table = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    for n, line in enumerate(["Unit 201", *lines]):
        table += [f"5\t1\t1\t1\t{n}\t{k}\t{200 + 160 * k}\t{100 + 60 * n}\t150\t34\t96.5\t{w}" for k, w in enumerate(line.split(), 1)]
    (tmp_path / "table.tsv").write_text("\n".join(table))
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n/bin/cat > /dev/null\n/bin/cat {tmp_path / 'table.tsv'}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    units = read_handbook(scan(), "scan.pdf").document["units"]
    assert [(u["uan"], u["credit"]) for u in units] == [("J/907/0014", 3), ("D/907/0021", 5)]
    assert [c["number"] for o in units[0]["outcomes"] for c in o["criteria"]] == ["1.1", "1.2", "2.1"]
