"""A file that is no handbook is refused with a sentence that says what happened and what to do."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import typst

from milepost.frameworks.importers import NotReadable, read_handbook


def blank_pdf() -> bytes:
    document = pdfium.PdfDocument.new()
    for _page in range(2):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letter_pdf(tmp_path: Path) -> bytes:
    source = tmp_path / "letter.typ"
    source.write_text("Dear learner, \n\n" + "thank you for your letter about the canteen. " * 20)
    return typst.compile(str(source), ignore_system_fonts=True)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \n\n ", "is empty"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type", "damaged"),
        (b"PK\x03\x04" + b"\x00" * 40, "save the handbook as PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 40, "save the handbook as PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "is a picture"),
        (bytes(range(256)) * 4, "not a text or PDF file"),
        (b"Dear learner,\n\nthank you for your letter about the canteen.\n", "holds no unit"),
    ],
)
def test_each_refusal_says_what_happened(data: bytes, says: str):
    with pytest.raises(NotReadable, match=says) as refused:
        read_handbook(data, "file.bin")
    assert "file.bin" in str(refused.value)


def test_a_scan_without_text_is_refused():
    with pytest.raises(NotReadable, match="pictures of pages"):
        read_handbook(blank_pdf(), "scan.pdf")


def test_a_pdf_that_is_no_handbook_is_refused(tmp_path: Path):
    with pytest.raises(NotReadable, match="holds no unit"):
        read_handbook(letter_pdf(tmp_path), "letter.pdf")


def locked_pdf() -> bytes:
    """The smallest PDF that asks for a password: no password fits its made-up keys."""
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< /Filter /Standard /V 1 /R 2 /P -44 /O <{'ab' * 32}> /U <{'cd' * 32}> >>",
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<{'01' * 16}> <{'01' * 16}>] >>"
    return out + f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n".encode()


def test_a_locked_pdf_is_refused():
    with pytest.raises(NotReadable, match="locked with a password"):
        read_handbook(locked_pdf(), "locked.pdf")
