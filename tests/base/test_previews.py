"""Previews: pages with text, turned pictures without their place, paragraphs, tables, letters; and a reason where there is nothing."""

import io
import struct
import wave
import zipfile
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
import pytest
from PIL import Image

from milepost.base import files, previews
from milepost.base.models import StoredFile
from milepost.base.previews import drawing
from tests.cast import Cast

PAGE = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</Font<</F 6 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>endobj
6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%%%EOF"""


def pdf(text: str = "The lamp is lit at six") -> bytes:
    drawn = f"BT /F 18 Tf 20 350 Td ({text}) Tj ET".encode()
    return PAGE % (len(drawn), drawn)


def photo(kind: str = "JPEG", *, turned: bool = True) -> bytes:
    """A phone's photograph: lying, with the place where it was taken."""
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), "teal").save(out, kind, exif=exif)
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_heading("The watch", 1)
    document.add_paragraph("The lamp is lit.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "six"
    document.add_paragraph("The watch ends.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Watches"
    page.append(["Day", "Hours"])
    page.append(["Monday", 7.0])
    book.create_sheet("Notes")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letter(*, page: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Lena <lena@larkmoor.example>", "asif@larkmoor.example", "Grüße"
    if page:
        message.set_content("<head><style>p{}</style></head><p>First.</p><script>evil()</script><p>Second &amp; last.</p>", subtype="html")
    else:
        message.set_content("First.\n\nSecond & last.\n")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")
    return message.as_bytes()


@pytest.fixture
def shown(cast: Cast) -> Any:
    def show(content: bytes, name: str) -> tuple[StoredFile, previews.Preview]:
        file = files.store(content, name=name, centre=cast.centre, by=cast.as_("lena"))
        return file, previews.preview(file)

    return show


def test_a_pdf_is_pages_with_text(shown: Any) -> None:
    file, preview = shown(pdf(), "plan.pdf")
    assert preview.kind == "pages"
    assert [(page.number, page.width, page.height, page.text) for page in preview.pages] == [
        (1, 300, 400, "The lamp is lit at six"),
        (2, 400, 300, ""),
    ]
    for number, width, size in ((1, 800, (800, 1067)), (2, 1600, (1600, 1200))):
        path = previews.image(file, number=number, width=width)
        assert path is not None
        with Image.open(path) as drawn:
            assert (drawn.format, drawn.size) == ("WEBP", size)
    assert previews.image(file, number=3, width=800) is None
    assert previews.image(file, number=1, width=801) is None
    assert "lit at six" in preview.words


@pytest.mark.parametrize(("kind", "size", "drawn_size"), [("JPEG", (900, 1200), (800, 1067)), ("HEIF", (1200, 900), (800, 600))])
def test_a_photograph_is_turned_and_forgets_where_it_was_taken(
    shown: Any, kind: str, size: tuple[int, int], drawn_size: tuple[int, int]
) -> None:
    """A HEIC says in its container how it stands, and what its EXIF says besides does not count."""
    file, preview = shown(photo(kind), "note.heic" if kind == "HEIF" else "note.jpg")
    assert preview.kind == "picture"
    assert (preview.pages[0].width, preview.pages[0].height) == size
    path = previews.image(file, number=1, width=800)
    assert path is not None
    with Image.open(path) as drawn:
        assert drawn.size == drawn_size
        assert not drawn.getexif()


def test_a_word_document_is_numbered_paragraphs(shown: Any) -> None:
    _file, preview = shown(word(), "watch.docx")
    assert preview.kind == "text"
    assert [(block.kind, block.number, block.text) for block in preview.blocks] == [
        ("heading", 1, "The watch"),
        ("paragraph", 2, "The lamp is lit."),
        ("table", 0, ""),
        ("paragraph", 3, "The watch ends."),
    ]
    assert preview.blocks[2].rows[0] == ("six", "")


def test_a_workbook_is_tables(shown: Any) -> None:
    _file, preview = shown(sheet(), "hours.xlsx")
    assert preview.kind == "tables"
    assert [(table.title, table.rows) for table in preview.tables] == [("Watches", (("Day", "Hours"), ("Monday", "7"))), ("Notes", ())]


def test_values_with_semicolons_are_a_table(shown: Any) -> None:
    _file, preview = shown("Tag;Stunden\nMontag;7,5\n".encode("latin-1"), "hours.csv")
    assert preview.tables[0].rows == (("Tag", "Stunden"), ("Montag", "7,5"))


@pytest.mark.parametrize("page", [False, True])
def test_a_letter_is_its_heads_and_its_words(shown: Any, page: bool) -> None:
    _file, preview = shown(letter(page=page), "letter.eml")
    assert preview.kind == "mail"
    assert dict(preview.headers)["Subject"] == "Grüße"
    assert [block.text.strip() for block in preview.blocks] == ["First.", "Second & last."]
    assert preview.attached == ("plan.pdf",)


def test_a_text_is_paragraphs(shown: Any) -> None:
    _file, preview = shown("Erste Zeile\nweiter\n\n\nÄnde".encode("utf-16"), "log.txt")
    assert [block.text for block in preview.blocks] == ["Erste Zeile\nweiter", "Ände"]


def test_sound_and_film_play_in_place(shown: Any) -> None:
    _file, preview = shown(b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), "call.wav")
    assert preview.kind == "audio"


def wave_of(seconds: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(1000)
        sound.writeframes(bytes(1000 * seconds))
    return out.getvalue()


def atom(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def film_of(seconds: int) -> bytes:
    head = atom(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000))
    return atom(b"ftyp", b"isom\0\0\2\0isommp42") + atom(b"mdat", bytes(400)) + atom(b"moov", atom(b"free", b"1234") + head)


def opus_of(seconds: int) -> bytes:
    first = b"OggS\0\2" + bytes(21) + b"\x13OpusHead\1\1" + struct.pack("<H", 312) + bytes(20)
    return first + bytes(300) + b"OggS\0\4" + struct.pack("<q", seconds * 48000 + 312) + bytes(40)


@pytest.mark.parametrize(
    ("content", "name", "seconds"),
    [
        (wave_of(5), "call.wav", 5.0),
        (film_of(460), "call.m4a", 460.0),
        (opus_of(70), "call.opus", 70.0),
        (b"ID3\4\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" + bytes(16000 * 9 - 4), "call.mp3", 9.0),
        (b"\x1a\x45\xdf\xa3" + bytes(40) + b"webm" + bytes(40), "call.webm", None),
    ],
)
def test_how_long_a_recording_is(shown: Any, content: bytes, name: str, seconds: float | None) -> None:
    file, _preview = shown(content, name)
    assert previews.duration(file) == seconds


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "x")
        archive.writestr("word/big.xml", bytes(drawing.UNPACKED + 1))
    return out.getvalue()


def broken() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<nothing of the kind")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<p>Hello</p>", "page.html", "Files of this kind are not shown here."),
        (broken(), "broken.docx", "damaged or unusual"),
        (photo()[:700], "cut.jpg", "damaged or unusual"),
    ],
)
def test_what_cannot_be_shown_is_said(shown: Any, content: bytes, name: str, words: str) -> None:
    file, preview = shown(content, name)
    if preview.kind == "picture":  # its head is whole, and only drawing it finds that the rest is not
        assert previews.image(file, number=1, width=800) is None
        return
    assert preview.kind == "none"
    assert words in preview.why_not


@pytest.mark.slow
def test_what_unpacks_to_too_much_is_not_unpacked(shown: Any) -> None:
    _file, preview = shown(bomb(), "bomb.docx")
    assert preview.why_not == "This file unpacks to more than is shown here. Download it to look at it."


def swollen_word() -> bytes:
    """A few kilobytes that say the same three million times."""
    document = docx.Document()
    document.add_paragraph("lamp " * 600_000)
    document.add_table(1, 1).cell(0, 0).text = "lamp"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def swollen_sheet() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _row in range(100):
        sheet.append(["lamp " * 390] * 20)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("content", "name"), [(swollen_word, "swollen.docx"), (swollen_sheet, "swollen.xlsx")])
def test_a_small_file_is_not_shown_as_an_endless_page(shown: Any, content: Any, name: str) -> None:
    _file, preview = shown(content(), name)
    assert preview.cut
    assert 1_000_000 < len(preview.words) < drawing.LETTERS * 1.1


def test_what_was_made_is_kept(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    file, before = shown(pdf("Kept once"), "kept.pdf")
    monkeypatch.setattr(previews.showing, "_draw", lambda *_: pytest.fail("drawn again"))
    assert previews.preview(file) == before


def test_pictures_are_made_before_anybody_looks(shown: Any) -> None:
    file, _preview = shown(pdf("Made early"), "early.pdf")
    previews.prepare.call(str(file.uuid))
    assert previews.image(file, number=1, width=800) is not None
