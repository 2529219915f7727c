"""Japanese PDFs whose fonts are neither in the file nor on the machine: a letter that stands alone is read like any other."""

import pypdfium2 as pdfium

from milepost.frameworks.importers.pdf import read_pdf
from milepost.frameworks.importers.unheld_fonts import Fonts, letters_have_width

LINES = [
    "凧を作る人のための資格の手引き",
    "一つ目の材料は竹、二つ目の材料は杉、三つ目の材料は樫である",
    "革",
    "８",
    "糸の長さは三十尺までとする",
]


def pdf_with(lines: list[str]) -> bytes:
    """A PDF of one page in a font that it only names."""
    text = "\n".join(f"BT /F1 10 Tf 60 {780 - 20 * k} Td <{line.encode('utf-16-be').hex()}> Tj ET" for k, line in enumerate(lines))
    described = "/FontDescriptor << /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >>"
    letters = f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 {system} /DW 1000 {described} >>"
    font = f"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UCS2-H /DescendantFonts [{letters}] >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 {font} >> >> /Contents 4 0 R >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    body, starts = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        starts.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"xref\n0 5\n0000000000 65535 f \n{table}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("ascii")


def test_a_letter_alone_is_read_though_nobody_has_its_font() -> None:
    assert [line.text for line in read_pdf(pdf_with(LINES), "凧.pdf").lines] == LINES


def test_the_boxes_stand_for_letters_only_while_a_document_is_read() -> None:
    asked = (None, 400, 0, 128, 0, b"HeiseiMin-W3", None)  # 128: a font of Japanese letters
    with letters_have_width():
        fonts = pdfium.PdfSysfontBase.SINGLETON
        assert isinstance(fonts, Fonts)
        assert fonts.MapFont(*asked)
    own = fonts.default.MapFont(fonts.default, *asked[1:])
    assert fonts.MapFont(*asked) == own, "a page that is drawn has the machine's own letters, or none"
